"""Bring a store that an older version made up to date, and keep what it was before."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

from peewee import DatabaseError

from models.database import open_store, server_address, snapshot, sqlite_path
from models.errors import FeeError, StoreIsNewer, StoreMissing, StoreUnreachable
from models.language.refusals import address_text, refusal_text
from models.language.system_words import system_words
from models.operations.store.actor import Actor, authorise, deed
from models.operations.store.copy_store import copy_store
from models.operations.store.given_reason import unnamed
from models.operations.store.new_file import NewFile
from models.operations.store.schema import MIGRATIONS, applied_migrations, apply_migrations
from models.operations.store.write_event import write_event
from models.rules.roles import Role
from models.store_errors import BackupNotMade, UpgradeBroken


@dataclass(frozen=True, slots=True)
class Safeguard:
    """Where the store is copied to before it is changed: a file, or else the usual place.

    That is beside an SQLite file, and in `folder` for a server's store.
    """

    folder: Path
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class UpgradeReceipt:
    """The migrations that were applied, none where the store was up to date, and where it lies as it was before."""

    applied: tuple[str, ...]
    backup: Path | None = None


def upgrade_store(url: str, actor: Actor, safeguard: Safeguard | None) -> UpgradeReceipt:
    """Copy the store, then apply the migrations that it lacks; without a safeguard no copy is made.

    Where the copy cannot be made nothing is changed, and where nothing is to be changed no copy is made.

    Raises:
        StoreMissing: there is no store there.
        StoreIsNewer: a newer version made it.
        NotAllowed: the actor does not administer it.
        BackupExists: something has the name that the copy was to have.
        BackupNotMade: it could not be copied; as `copy_store`.
        UpgradeBroken: a migration failed; the refusal says where the copy lies.
    """
    open_store(url)
    last = _last_known(url)
    with snapshot():
        authorise(actor, Role.ADMINISTER)
    if last is None:
        return UpgradeReceipt(())
    backup = _backup(url, last, safeguard) if safeguard is not None else None
    names = _applied(backup)
    if names:
        with deed(actor, Role.ADMINISTER):
            kept = {} if backup is None else {"backup": unnamed(str(backup))}
            write_event(actor, "upgrade-store", "store", migrations=list(names), **kept)
    return UpgradeReceipt(names, backup)


def _last_known(url: str) -> str | None:
    """Name the last migration that a store has, where it lacks others; None where it lacks none."""
    applied = applied_migrations()
    known = {path.stem for path in MIGRATIONS.glob("[0-9]*.py")}
    if not applied:
        raise StoreMissing(url=address_text(url))
    if unknown := applied - known:
        raise StoreIsNewer(found=max(unknown))
    return max(applied) if known - applied else None


def _applied(backup: Path | None) -> tuple[str, ...]:
    """Apply what the store lacks; where that fails, say where it lies as it was.

    Of what the engine refuses only the first line is said, which holds no row.
    """
    refusal: FeeError
    try:
        return apply_migrations()
    except FeeError as error:
        refusal, why = error, refusal_text(error)
    except DatabaseError as error:
        line = next(iter(str(error).splitlines()), type(error).__name__)
        refusal, why = StoreUnreachable(why=line), f"{line}."
    raise refusal if backup is None else UpgradeBroken(why=why, path=backup)


def _backup(url: str, last: str, safeguard: Safeguard) -> Path:
    with NewFile(safeguard.file or _usual_place(url, last, safeguard.folder)) as new:
        copy_store(new)
        new.put_in_place()
    return new.path


def _usual_place(url: str, last: str, folder: Path) -> Path:
    """Find a free name that says of which store and which version the copy is."""
    store = sqlite_path(url)
    if store is None:
        store = folder / re.sub(r"[^\w.-]", "_", server_address()["dbname"])
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise BackupNotMade(path=store, why=system_words(error)) from error
    names = (f"{store.name}.{last}{number}.backup" for number in chain([""], (f".{n}" for n in count(2))))
    return next(path for path in map(store.with_name, names) if not os.path.lexists(path))
