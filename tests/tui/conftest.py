"""Fixtures of the screens: stores with a village in them, and an application over them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.database import open_store
from tests.engines import Engine, Sqlite, Templates
from tests.tui.village import make_empty, make_full, stopped_clock


@pytest.fixture(autouse=True)
def _no_terminal_of_our_own(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Look the same whatever terminal the tests are run in, and let every deed happen at one moment."""
    for name in ("NO_COLOR", "TEXTUAL_ANIMATIONS", "TEXTUAL_COLOR_SYSTEM", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    with stopped_clock():
        yield


@pytest.fixture
def village(engine: Engine, templates: Templates, tmp_path: Path) -> Iterator[str]:
    """A store with guests, rates and two months of hours, open, on each engine."""
    url = templates.copy(engine, "screens", make_full, tmp_path)
    open_store(url)
    yield url
    engine.drop(url)


@pytest.fixture
def seen_village(templates: Templates, tmp_path: Path) -> str:
    """The same store on one engine, where only what is seen is tested."""
    url = templates.copy(Sqlite(), "screens", make_full, tmp_path)
    open_store(url)
    return url


@pytest.fixture
def empty_store(templates: Templates, tmp_path: Path) -> str:
    """A store that knows who we are and nothing else."""
    url = templates.copy(Sqlite(), "empty", make_empty, tmp_path)
    open_store(url)
    return url
