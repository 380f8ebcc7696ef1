"""What clearing, correcting, changing a decision and excluding from a line look like, in both languages and sizes."""

from __future__ import annotations

from contextlib import aclosing

import pytest
from pytest_textual_snapshot import SVGImageExtension
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from models.database import open_store
from models.language.words import use_language
from models.operations.hours.exclude_row import exclude_row
from models.operations.visits.change_decision import set_decision
from tests.tui.driving import LARGE, SMALL, Walk, lines_shown, press, screen_of, settle, shown, sitting, write
from tests.tui.village import MAKER
from tests.tui.visiting import CASE, field, make_visit, open_visit
from tui.screens.planned_line import PlannedLineScreen

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x40"])


@pytest.fixture
def pictures(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Keep each picture as an SVG file of its own."""
    return snapshot.use_extension(SVGImageExtension)


async def _walk_visit(url: str, size: tuple[int, int]) -> Walk:
    open_store(url)
    make_visit(to="2026-08-31", service="home-care", granted="630", granted_per="week", protected="yes")
    async with sitting(url, MAKER, size) as pilot:
        await open_visit(pilot)
        await press(pilot, "p")
        yield "clear", pilot
        await write(pilot, "Ada Alm")
        yield "clear-refused", pilot
        await press(pilot, "o")
        await write(pilot, "a letter came back")
        await press(pilot, "r")
        yield "correct", pilot
        await field(pilot, "identity_number", "195706202611")
        await field(pilot, "name", "")
        await press(pilot, "ctrl+s")
        yield "correct-faults", pilot
        await press(pilot, "ctrl+g", "y")
        screen_of(pilot).rows.go_to("decision:0")
        await settle(pilot)
        yield "on-decision", pilot
        await press(pilot, "t")
        yield "undecide", pilot
        await press(pilot, "n", "enter")
        yield "decide", pilot
        await field(pilot, "granted", "400")
        set_decision(CASE, "home-care", {"granted": 500, "provider": "own"}, MAKER)
        await press(pilot, "ctrl+s")
        yield "decide-conflict", pilot


async def _walk_line(url: str, size: tuple[int, int]) -> Walk:
    async with sitting(url, MAKER, size) as pilot:
        await press(pilot, "4", "enter", "enter")
        yield "planned-line", pilot
        await press(pilot, "x")
        yield "exclude", pilot
        await write(pilot, "a courtesy")
        yield "excluded", pilot
        screen = screen_of(pilot)
        assert isinstance(screen, PlannedLineScreen)
        for key in dict.fromkeys(piece.key for piece in screen.pieces[1:]):
            exclude_row(key, "a courtesy", MAKER)
        await press(pilot, "x")
        await write(pilot, "a courtesy")
        yield "line-gone", pilot


@SIZES
@pytest.mark.parametrize("walk", [_walk_visit, _walk_line], ids=["visit", "line"])
async def test_every_screen_of_the_corrections(
    seen_village: str, size: tuple[int, int], walk: object, pictures: SnapshotAssertion
) -> None:
    """Questions, forms and refusals."""
    assert callable(walk)
    async with aclosing(walk(seen_village, size)) as stops:
        async for name, pilot in stops:
            assert pilot.app.export_screenshot() == pictures(name=name)


@pytest.mark.parametrize("language", ["en", "sv"])
async def test_nothing_of_the_corrections_is_cut_off(seen_village: str, language: str) -> None:
    """No ellipsis, no line beyond the edge, and no English in Swedish."""
    use_language("sv" if language == "sv" else "en")
    for way in (_walk_visit(seen_village, SMALL), _walk_line(seen_village, SMALL)):
        async with aclosing(way) as stops:
            async for name, pilot in stops:
                lines = lines_shown(pilot)
                assert len(lines) == SMALL[1], name
                for line in lines:
                    assert cell_len(line) <= SMALL[0], name
                    assert "…" not in line or "…;" in line, (name, line)
                for word in (
                    "Granted",
                    "week",
                    " own",
                    "Clear ",
                    "Why ",
                    "decision",
                    "exclude",
                    "identity number",
                    "billed",
                ):
                    assert language == "en" or word not in shown(pilot), (name, word)
