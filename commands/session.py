"""Which store is worked in, and by whom."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import typer

from models.errors import BadStoreAddress, WrongUse
from models.language.words import tr

if TYPE_CHECKING:
    from models.operations.store.actor import Actor

STORE_VARIABLE = "VISTELSE_STORE"


@dataclass(frozen=True, slots=True)
class Session:
    """What stood on the command line; empty texts where nothing did."""

    store: str
    as_login: str

    @property
    def url(self) -> str:
        """The store's address.

        Raises:
            BadStoreAddress: it is none.
        """
        if not self.store:
            return _own_store()
        try:
            urlsplit(self.store)
        except ValueError:
            raise BadStoreAddress(url=self.store) from None
        return self.store

    @property
    def shown_url(self) -> str:
        """The store's address without a password."""
        from models.language.refusals import address_text

        return address_text(self.url)

    def enter(self, door: str = "cli") -> Actor:
        """Open the store and say who acts."""
        from models.operations.store.actor import acting_as
        from models.operations.store.schema import open_for_work

        open_for_work(self.url)
        return acting_as(own_login(), self.as_login or None, door)

    def refuse_without_terminal(self) -> None:
        """Refuse to open the user interface where nobody could see it.

        Raises:
            WrongUse: input or output is no terminal.
        """
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise WrongUse(what=tr("The program opens in a terminal only; give a command, or see: vistelse --help"))


def actor_of(context: typer.Context) -> Actor:
    """Open the store of the command line and say who acts."""
    session: Session = context.obj
    return session.enter()


def own_login() -> str:
    """Name the user by the operating system's own word, never by an environment variable that anybody can set.

    Raises:
        WrongUse: the operating system does not know the user.
    """
    if not hasattr(os, "getuid"):
        return os.getlogin()
    from pwd import getpwuid

    try:
        return getpwuid(os.getuid()).pw_name
    except KeyError:
        raise WrongUse(what=tr("The computer does not know who you are; ask its administrator for a login.")) from None


def spare_the_driver(store: str) -> None:
    """Keep Peewee from loading the PostgreSQL driver, which costs 15 ms, in a process whose store is an SQLite file."""
    if not (store or os.environ.get(STORE_VARIABLE, "")).startswith("postgres"):
        sys.modules.setdefault("psycopg2", None)  # type: ignore[arg-type]


def own_folder() -> Path:
    """Give the user's own data folder: the usual store lies there, and copies of a server's store."""
    from platformdirs import user_data_path  # only who has no store of their own choice pays for it

    return user_data_path("vistelse")


def _own_store() -> str:
    return f"sqlite:///{quote(str(own_folder() / 'vistelse.db'))}"
