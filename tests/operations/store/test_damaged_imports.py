"""Twenty thousand damaged files through the real imports: a receipt or a refusal, and never half of a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.database import database, is_sqlite
from models.errors import ImportRefused
from models.operations.hours.import_hours import import_hours
from models.operations.registers.import_bands import import_bands
from models.operations.registers.import_rates import import_rates
from models.operations.store.check_store import check_store
from models.operations.store.create_store import MunicipalityFacts, NewStore, create_store
from models.operations.store.schema import open_for_work
from models.operations.visits.import_visits import import_visits
from seed.reference import municipalities
from tests.engines import Engine, Templates
from tests.interchange.damage import damaged
from tests.interchange.making import as_text
from tests.interchange.whole_files import KINDS
from tests.operations.intake_files import ME, TODAY
from tests.operations.intake_store import beside, content, everything
from tests.training import close_store

IMPORTS: dict[str, Callable[[str, bytes], object]] = {
    "visits": lambda name, bytes_: import_visits(name, bytes_, TODAY, ME),
    "rates": lambda name, bytes_: import_rates(name, bytes_, TODAY, ME),
    "bands": lambda name, bytes_: import_bands(name, bytes_, ME),
    "hours": lambda name, bytes_: import_hours(name, bytes_, TODAY, ME),
}
SHARE = {"sqlite": 2_500, "postgres": 125}
SHARES = 8
BETWEEN_HASHES = 100


def _whole_month(url: str) -> None:
    """Make a store that holds the files before they are damaged, so that the damage meets something.

    It knows few municipalities, so that the time goes to the imports and not to reading registers.
    """
    few = (row for row in municipalities() if row.code in ("0180", "0184", "0885", "2584"))
    facts = (MunicipalityFacts(row.code, row.name, row.long_name, row.county, row.organisation_number) for row in few)
    create_store(url, NewStore("0885", training=True), facts, ME)
    open_for_work(url)
    for kind in ("visits", "rates", "bands", "hours"):
        IMPORTS[kind](f"{kind}.csv", as_text(KINDS[kind]))
    close_store()


@pytest.fixture
def month(engine: Engine, templates: Templates, tmp_path: Path) -> Iterator[str]:
    """Open a store with a month in it and keep the connection open."""
    url = templates.copy(engine, "damaged", _whole_month, tmp_path)
    open_for_work(url)
    database.connect()
    yield url
    close_store()
    engine.drop(url)


@pytest.mark.parametrize("share", range(SHARES))
def test_a_damaged_file_is_imported_right_or_refused_and_changes_nothing(
    engine: Engine, month: str, share: int
) -> None:
    """G40: on SQLite a refusal commits nothing, seen from another connection; now and then all is hashed."""
    size = SHARE[engine.name]
    accepted = refused = 0
    with beside(month) as link:
        if engine.name == "postgres":
            link.autocommit = True
        for seed in range(share * size, (share + 1) * size):
            kind, name, bytes_ = damaged(seed)
            before = _mark(link)
            hashed = everything() if seed % BETWEEN_HASHES == 0 else ""
            try:
                IMPORTS[kind](name, bytes_)
            except ImportRefused:
                refused += 1
                assert _mark(link) == before, seed
                assert not hashed or everything() == hashed, seed
            else:
                accepted += 1
                assert _mark(link) != before, seed
    assert accepted > size // 20
    assert refused > size // 20
    assert check_store(ME) == ()


def _mark(link: object) -> object:
    """Give what moves with every commit that changes anything, as seen beside the program."""
    cursor = link.cursor()  # type: ignore[attr-defined]
    if is_sqlite():
        return cursor.execute("PRAGMA data_version").fetchone()
    tables = ("event", "person", "visit", "decision", "rate", "band", "care_entry", "care_piece")
    cursor.execute("SELECT " + ", ".join(f"(SELECT count(*) || '/' || max(id) FROM {table})" for table in tables))
    return cursor.fetchone()


def test_what_was_taken_in_once_is_known_when_it_comes_again(engine: Engine, month: str) -> None:
    """G40: a damaged file that is accepted is also accepted again, and changes nothing the second time."""
    again = 0
    for seed in range(400 if engine.name == "sqlite" else 120):
        kind, name, bytes_ = damaged(seed)
        try:
            IMPORTS[kind](name, bytes_)
        except ImportRefused:
            continue
        before = content()
        IMPORTS[kind](name, bytes_)
        assert content() == before, seed
        again += 1
    assert again > 12
