"""The store's schema: making it, upgrading it, and refusing one that is newer or older than the program."""

from __future__ import annotations

from pathlib import Path

from peewee import DatabaseError, ProgrammingError

from models.database import connected, database, driver_errors_in_words, open_store, snapshot
from models.errors import StoreIsNewer, StoreIsOlder, StoreMissing
from models.language.refusals import address_text
from models.organisation import Organisation

MIGRATIONS = Path(__file__).parents[2] / "migrations"


def open_for_work(url: str) -> None:
    """Open the store at an address and see that this version can work in it.

    Raises:
        StoreMissing: there is no store there.
        StoreIsNewer: a newer version made it.
        StoreIsOlder: it wants upgrading.
        StoreUnreachable: the disk or server does not answer, or the file is no store.
    """
    open_store(url)
    applied = applied_migrations()
    if not applied or not is_filled():
        raise StoreMissing(url=address_text(url))
    known = {path.stem for path in MIGRATIONS.glob("[0-9]*.py")}
    if unknown := applied - known:
        raise StoreIsNewer(found=max(unknown))
    if known - applied:
        raise StoreIsOlder


def applied_migrations() -> set[str]:
    """Name the migrations that the store has; none where it is empty."""
    with connected(), driver_errors_in_words():
        try:
            return {name for (name,) in database.execute_sql("SELECT name FROM schema_migration")}
        except (ProgrammingError, DatabaseError) as error:
            if "no such table" in str(error) or "does not exist" in str(error):
                return set()
            raise


def is_filled() -> bool:
    """Tell a store from tables that somebody began to make and did not fill."""
    with snapshot():
        return Organisation.select().exists()


def apply_migrations() -> tuple[str, ...]:
    """Bring the open store's schema up to date and name what was applied."""
    from playhouse.migrations import run  # costs 20 ms that no look-up should pay

    with connected(), driver_errors_in_words():
        return tuple(run(database.obj, directory=str(MIGRATIONS)))
