"""Desks: an empty training store, and one in which a month is read in and signed, on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands.desk import Desk, month_read
from tests.engines import Engine, Sqlite, Templates

SMALL = 12
"""Visits in the month of most tests."""


def _made(url: str) -> None:
    Desk(url).ok("store create --municipality 0885 --training")


@pytest.fixture
def desk(engine: Engine, templates: Templates, tmp_path: Path) -> Iterator[Desk]:
    """Give a training store without visits."""
    url = templates.copy(engine, "commands-made", _made, tmp_path)
    yield Desk(url)
    engine.drop(url)


@pytest.fixture
def busy(engine: Engine, templates: Templates, tmp_path: Path) -> Iterator[Desk]:
    """Give a store in which a month is read in and signed."""
    make = month_read(templates.folder / "commands-small", SMALL)
    url = templates.copy(engine, "commands-month", make, tmp_path)
    yield Desk(url)
    engine.drop(url)


@pytest.fixture
def plain(templates: Templates, tmp_path: Path) -> Desk:
    """Give the month's store on SQLite alone, where the engine makes no difference."""
    engine = Sqlite()
    make = month_read(templates.folder / "commands-small", SMALL)
    return Desk(templates.copy(engine, "commands-month", make, tmp_path))
