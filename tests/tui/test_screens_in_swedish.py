"""What every room looks like in Swedish at 80×24; the words are longer than the English ones."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import aclosing

import pytest
from pytest_textual_snapshot import SVGImageExtension
from syrupy.assertion import SnapshotAssertion

from models.language.words import use_language
from tests.tui import test_rates_seen as rates
from tests.tui import test_visits_seen as visits
from tests.tui.driving import SMALL
from tests.tui.walk import walk, walk_empty, walk_refused


@pytest.fixture(autouse=True)
def _in_swedish() -> Iterator[None]:
    use_language("sv")
    yield
    use_language(None)


@pytest.fixture
def pictures(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Keep each picture as an SVG file of its own."""
    return snapshot.use_extension(SVGImageExtension)


async def test_a_month_in_swedish(seen_village: str, empty_store: str, pictures: SnapshotAssertion) -> None:
    """Today, billing, log and search: full, empty and refused."""
    for way in (walk(seen_village, SMALL), walk_empty(empty_store, SMALL), walk_refused(empty_store, SMALL)):
        async with aclosing(way) as stops:
            async for name, pilot in stops:
                assert pilot.app.export_screenshot() == pictures(name=name)


async def test_rates_and_municipalities_in_swedish(
    seen_village: str, empty_store: str, pictures: SnapshotAssertion
) -> None:
    """Both rooms with their forms and faults."""
    for way in (rates.walk(seen_village, SMALL), rates.walk_bare(empty_store, SMALL)):
        async with aclosing(way) as stops:
            async for name, pilot in stops:
                assert pilot.app.export_screenshot() == pictures(name=name)


async def test_visits_in_swedish(seen_village: str, pictures: SnapshotAssertion) -> None:
    """The list, the sheet and the forms."""
    async with aclosing(visits._walk(seen_village, SMALL)) as stops:
        async for name, pilot in stops:
            assert pilot.app.export_screenshot() == pictures(name=name)
