"""The training store that most tests begin with."""

from __future__ import annotations

from models.database import database
from models.operations.store.actor import Actor
from models.operations.store.create_store import MunicipalityFacts, NewStore, create_store
from seed.reference import municipalities

HOST = "0885"


def make_training_store(url: str) -> None:
    """Make a training store of Borgholm, owned by `owner`, and let go of it."""
    create_store(url, NewStore(HOST, training=True), known_municipalities(), Actor("owner"))
    close_store()


def known_municipalities() -> tuple[MunicipalityFacts, ...]:
    """Give the 290 municipalities as a new store takes them."""
    return tuple(
        MunicipalityFacts(row.code, row.name, row.long_name, row.county, row.organisation_number)
        for row in municipalities()
    )


def close_store() -> None:
    """Let go of this thread's connection, if it has one."""
    if not database.is_closed():
        database.close()
