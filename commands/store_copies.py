"""vistelse store backup and upgrade: the whole store in a file, and never a change of it without one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commands.say import say, tell
from commands.session import Session, actor_of, own_folder, own_login
from commands.verb import verb
from models.errors import WrongUse
from models.language.words import N_, tr


def add_copy_verbs(app: typer.Typer) -> None:
    """Add the verbs to the store's group."""
    verb(
        app,
        "backup",
        N_(
            "Copy the whole store to a new file while others work; administrators only. The copy of an SQLite store is "
            "itself a store: open it with --store, or put it in the store's place when nobody works there and no file "
            "that ends in -wal or -shm is left of the old one. The copy of a PostgreSQL store is put into a new "
            "database: createdb NEW, then pg_restore --no-owner --dbname=NEW FILE."
        ),
        "store backup vistelse-2026-07-31.backup",
    )(_backup)
    verb(
        app,
        "upgrade",
        N_(
            "Bring a store that an older version made up to date. It is copied first, as by store backup: an SQLite "
            "store beside its file, a PostgreSQL store into your own data folder. Without the copy nothing is changed."
        ),
        "store upgrade",
    )(_upgrade)


def _backup(
    context: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="FILE", help=N_("The file to make; one that is there is never overwritten."))
    ],
) -> None:
    """Copy the store."""
    from models.operations.store.backup_store import backup_store

    path = backup_store(Path(file), actor_of(context))
    say(tr("Copied the store to {path}.", path=path))
    tell(tr("It tells who everybody is; keep it where nobody else reads it."))


def _upgrade(
    context: typer.Context,
    backup: Annotated[
        str, typer.Option("--backup", metavar="FILE", help=N_("The file to copy the store to first; a new one."))
    ] = "",
    no_backup: Annotated[
        bool, typer.Option("--no-backup", help=N_("Make no copy, for you have one that you made by other means."))
    ] = False,
) -> None:
    """Copy the store, then apply the migrations that it lacks."""
    from models.operations.store.actor import Actor
    from models.operations.store.upgrade_store import Safeguard, upgrade_store

    if backup and no_backup:
        raise WrongUse(what=tr("Say --backup or --no-backup, not both."))
    session: Session = context.obj
    safeguard = None if no_backup else Safeguard(own_folder(), Path(backup) if backup else None)
    receipt = upgrade_store(session.url, Actor(own_login()), safeguard)
    if receipt.backup is not None:
        say(tr("As it was before, the store lies in {path}.", path=receipt.backup))
    if receipt.applied:
        say(tr("Brought up to date: {names}.", names=", ".join(receipt.applied)))
    else:
        say(tr("The store is up to date."))
