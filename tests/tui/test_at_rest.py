"""A screen at rest: rows that stand where they stood, a picture that stays the same, a walk that is left whole."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextlib import aclosing
from pathlib import Path
from typing import Any, cast

import pytest
from textual.pilot import Pilot

from tests.tui.driving import SMALL, lines_shown, press, screen_of, settle, sitting
from tests.tui.walk import walk
from tui.app import VistelseApp
from tui.screens.base import FeeScreen

HEAD, FOOT = 4, 3
"""Lines above and below the rows of a screen, at the most."""


def rows_seen(pilot: Pilot[None], count: int = SMALL[1] - HEAD - FOOT) -> list[str]:
    """Read the rows as a person does, without the cell at the edge, where a scroll bar may stand."""
    return [line.ljust(SMALL[0])[:-1] for line in lines_shown(pilot)[HEAD : HEAD + count]]


@pytest.mark.parametrize("keys", [("5",), ("4",), ("question_mark",)])
async def test_rows_stand_where_they_stood_when_they_are_read_anew(seen_village: str, keys: tuple[str, ...]) -> None:
    """There are more than the screen has lines, so that a scroll bar has come meanwhile."""
    async with sitting(seen_village, size=SMALL) as pilot:
        await press(pilot, *keys)
        table = screen_of(pilot).rows
        assert table.show_vertical_scrollbar
        before = rows_seen(pilot)
        table.show_rows(table.rows_shown)
        await settle(pilot)
        assert rows_seen(pilot) == before


async def test_rows_stand_where_they_stood_when_the_window_grows(seen_village: str) -> None:
    """In a window that shows them all there is no scroll bar, and no cell is at another place."""
    async with sitting(seen_village, size=SMALL) as pilot:
        await press(pilot, "5")
        table = screen_of(pilot).rows
        table.show_rows(table.rows_shown)
        await settle(pilot)
        before = rows_seen(pilot)
        await pilot.resize_terminal(SMALL[0], 60)
        await settle(pilot)
        assert not table.show_vertical_scrollbar
        assert rows_seen(pilot) == before


async def test_a_row_is_never_moved_sideways(seen_village: str) -> None:
    """The last cell of a row may lie under the scroll bar; the cursor does not fetch it from there."""
    async with sitting(seen_village, size=SMALL) as pilot:
        await press(pilot, "5", "end", "home", "pagedown", "pageup")
        assert screen_of(pilot).rows.scroll_x == 0
        assert not screen_of(pilot).rows.allow_horizontal_scroll


async def test_what_is_at_rest_stays_as_it_is(seen_village: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the store takes its time, the screen lies under a form, and a cursor would blink."""
    ask = FeeScreen.ask_store

    def late(screen: FeeScreen, deed: Callable[[], Any], answer: Callable[[Any], None], topic: str = "") -> None:
        def after_a_while() -> object:
            time.sleep(0.05)
            return deed()

        ask(screen, after_a_while, answer, topic)

    monkeypatch.setattr(FeeScreen, "ask_store", late)
    async with sitting(seen_village, size=SMALL) as pilot:
        await press(pilot, "2", "enter", "ctrl+e")
        before = pilot.app.export_screenshot()
        await pilot.pause(0.7)
        assert pilot.app.export_screenshot() == before


async def test_a_walk_that_is_broken_off_ends_the_application(seen_village: str) -> None:
    """What failed at a stop is the only thing that fails."""
    seen: list[VistelseApp] = []
    with pytest.raises(ZeroDivisionError):
        await _fall_at_the_first_stop(seen_village, seen)
    assert [app.is_running for app in seen] == [False]


async def _fall_at_the_first_stop(url: str, seen: list[VistelseApp]) -> None:
    async with aclosing(walk(url, SMALL)) as stops:
        async for _, pilot in stops:
            seen.append(cast(VistelseApp, pilot.app))
            raise ZeroDivisionError


def test_every_walk_is_closed() -> None:
    """No test goes through the stops of a walk that nobody closes."""
    folder = Path(__file__).parent
    loops = [
        (path.name, walked)
        for path in sorted(folder.glob("*.py"))
        for walked in re.findall(r"async for \w+, pilot in (.+):$", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert len(loops) > 20
    assert [loop for loop in loops if loop[1] != "stops"] == []
