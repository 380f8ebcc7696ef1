"""What the visits look like: full, empty, refused and faulty, on a small and a large terminal, in both languages."""

from __future__ import annotations

from contextlib import aclosing

import pytest
from pytest_textual_snapshot import SVGImageExtension
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from models.database import open_store
from models.language.words import use_language
from models.operations.store.actor import Actor
from models.operations.visits.change_visit import set_visit
from tests.tui.driving import LARGE, SMALL, Walk, lines_shown, press, sitting
from tests.tui.village import MAKER
from tests.tui.visiting import CASE, field, fill, make_visit, open_visit

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x40"])


@pytest.fixture
def pictures(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Keep each picture as an SVG file of its own."""
    return snapshot.use_extension(SVGImageExtension)


async def _walk(url: str, size: tuple[int, int]) -> Walk:
    open_store(url)
    make_visit(to="2026-08-10", service="home-care", granted="630", granted_per="week")
    make_visit(case="T 18", protected="yes")
    async with sitting(url, MAKER, size) as pilot:
        await press(pilot, "2", "down", "down", "down")
        yield "visits", pilot
        await press(pilot, "enter")
        yield "visit-with-hours", pilot
        await press(pilot, "q", "f")
        await fill(pilot, "confirmed 2026-07")
        yield "visits-filtered", pilot
        await fill(pilot, "T 18")
        await press(pilot, "enter", "enter")
        yield "visit-masked", pilot
        await press(pilot, "o")
        yield "visit-why", pilot
        await press(pilot, "ctrl+g", "q")
        await open_visit(pilot)
        yield "visit", pilot
        await press(pilot, "f")
        yield "visit-confirm", pilot
        await press(pilot, "y", "s", "y", "e")
        yield "visit-end", pilot
        await press(pilot, "ctrl+g", "c")
        yield "visit-complete", pilot
        await field(pilot, "invoice_reference", "REF MINE")
        set_visit(CASE, {"invoice_reference": "REF THEIRS"}, MAKER)
        await press(pilot, "ctrl+s")
        yield "visit-conflict", pilot
        await press(pilot, "ctrl+g", "y", "d")
        yield "visit-grant", pilot
        await press(pilot, "ctrl+g", "q", "n")
        yield "visit-register", pilot
        await field(pilot, "identity_number", "19570620-2611")
        await field(pilot, "home_municipality", "holm")
        await field(pilot, "from", "1/8")
        await field(pilot, "to", "31/6")
        await press(pilot, "ctrl+s")
        yield "visit-register-faults", pilot
        await press(pilot, "ctrl+g")
        yield "visit-leave", pilot


async def _walk_empty(url: str, size: tuple[int, int]) -> Walk:
    async with sitting(url, MAKER, size) as pilot:
        await press(pilot, "2")
        yield "visits-none", pilot
    async with sitting(url, Actor("stranger", "tui"), size) as pilot:
        await press(pilot, "2")
        yield "visits-refused", pilot


@SIZES
async def test_every_screen_of_the_visits(
    seen_village: str, size: tuple[int, int], pictures: SnapshotAssertion
) -> None:
    """From the list to the forms, with their faults."""
    async with aclosing(_walk(seen_village, size)) as stops:
        async for name, pilot in stops:
            assert pilot.app.export_screenshot() == pictures(name=name)


@SIZES
async def test_no_visits_and_a_stranger(empty_store: str, size: tuple[int, int], pictures: SnapshotAssertion) -> None:
    """Empty, and refused."""
    async with aclosing(_walk_empty(empty_store, size)) as stops:
        async for name, pilot in stops:
            assert pilot.app.export_screenshot() == pictures(name=name)


@pytest.mark.parametrize("language", ["en", "sv"])
async def test_nothing_of_the_visits_is_cut_off(seen_village: str, empty_store: str, language: str) -> None:
    """No ellipsis, no line beyond the edge, the command on the last line."""
    use_language("sv" if language == "sv" else "en")
    for way in (_walk(seen_village, SMALL), _walk_empty(empty_store, SMALL)):
        async with aclosing(way) as stops:
            async for name, pilot in stops:
                lines = lines_shown(pilot)
                assert len(lines) == SMALL[1], name
                for line in lines:
                    assert cell_len(line) <= SMALL[0], name
                    assert "…" not in line or "…;" in line, (name, line)
