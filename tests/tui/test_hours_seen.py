"""What the hours room looks like: empty, full, typed in, refused; small and large, in both languages."""

from __future__ import annotations

from contextlib import aclosing

import pytest
from pytest_textual_snapshot import SVGImageExtension
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion
from textual.widgets import Static

from models.language.words import use_language
from models.operations.store.actor import Actor
from tests.tui.driving import LARGE, SMALL, Walk, lines_shown, press, sitting
from tests.tui.hour_desk import MEALS, go_to_month, june, keys
from tests.tui.village import MAKER
from tui.screens.base import FeeScreen
from tui.widgets.foot_lines import FootLines

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x40"])


@pytest.fixture
def pictures(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Keep each picture as an SVG file of its own."""
    return snapshot.use_extension(SVGImageExtension)


async def _walk(full: str, size: tuple[int, int]) -> Walk:
    async with sitting(full, MAKER, size) as pilot:
        await press(pilot, "3", "left_square_bracket")
        yield "list", pilot
        await go_to_month(pilot, MEALS, day=june(17))
        yield "month", pilot
        await keys(pilot, "2")
        yield "ambiguous", pilot
        await keys(pilot, "h", "enter")
        yield "typed", pilot
        await keys(pilot, "08:10-09:40")
        yield "typing", pilot
        await keys(pilot, "", "enter", "m")
        yield "sign-refused", pilot
        await press(pilot, "s", "m")
        yield "sign", pilot
        await press(pilot, "y")
        yield "signed", pilot
        await press(pilot, "w")
        yield "rows", pilot


async def _walk_refused(empty: str, size: tuple[int, int]) -> Walk:
    async with sitting(empty, MAKER, size) as pilot:
        await press(pilot, "3")
        yield "empty", pilot
        await go_to_month(pilot, "SN2026-99999")
        yield "no-such-visit", pilot
    async with sitting(empty, Actor("stranger", "tui"), size) as pilot:
        await press(pilot, "3")
        yield "refused", pilot


@SIZES
async def test_the_hours_room(seen_village: str, size: tuple[int, int], pictures: SnapshotAssertion) -> None:
    """From the list to the signed month, and the rows behind a cell."""
    async with aclosing(_walk(seen_village, size)) as stops:
        async for name, pilot in stops:
            assert pilot.app.export_screenshot() == pictures(name=name)


@SIZES
async def test_the_hours_room_with_nothing_in_it(
    empty_store: str, size: tuple[int, int], pictures: SnapshotAssertion
) -> None:
    """It says so, and a refusal stands in words."""
    async with aclosing(_walk_refused(empty_store, size)) as stops:
        async for name, pilot in stops:
            assert pilot.app.export_screenshot() == pictures(name=name)


@pytest.mark.parametrize("language", ["en", "sv"])
async def test_nothing_is_cut_off_in_the_hours_room(seen_village: str, empty_store: str, language: str) -> None:
    """No ellipsis and nothing beyond the edge, in either language."""
    use_language("sv" if language == "sv" else "en")
    for walk in (_walk(seen_village, SMALL), _walk_refused(empty_store, SMALL)):
        async with aclosing(walk) as stops:
            async for name, pilot in stops:
                lines = lines_shown(pilot)
                assert all(cell_len(line) <= SMALL[0] and "…" not in line for line in lines), (name, lines)
                screen = pilot.app.screen
                for words in screen.query(Static):
                    assert words.virtual_size.height <= words.size.height, (name, words)
                if isinstance(screen, FeeScreen):
                    assert screen.query_one(FootLines).region.bottom == SMALL[1], name
