"""A row that is excluded while it waits is left out of the plan, whoever looks; its history says by whom."""

from __future__ import annotations

from models.operations.billing.plan_batch import plan_batch
from models.operations.reports.events import list_events
from models.rules.reasons import Reason
from tests.tui.driving import press, screen_of, shown, sitting, write
from tests.tui.village import JULY, MAKER, READER, TODAY

TO_OUTSIDE = ["4", *["down"] * 7, "enter", "enter"]
"""The keys that lead to the one row outside its stay."""


async def test_an_excluded_row_has_its_history_and_its_key_is_copied(village: str) -> None:
    """A reason is asked for by x; h shows who and why, and q is back at the row."""
    async with sitting(village) as pilot:
        await press(pilot, *TO_OUTSIDE, "ctrl+y")
        key = pilot.app.clipboard
        await press(pilot, "x")
        await write(pilot, "counted twice")
        await press(pilot, "h")
        assert f"excluded an hour row: {key}" in shown(pilot)
        await press(pilot, "enter")
        assert "counted twice" in shown(pilot)
        await press(pilot, "q", "q")
        assert type(screen_of(pilot)).__name__ == "HeldRowsScreen"
        await press(pilot, "i")
    assert [event.deed for event in list_events(MAKER, subject=key)] == ["include-row", "exclude-row"]


async def test_without_a_reason_nothing_is_excluded(village: str) -> None:
    """An empty line goes back."""
    before = plan_batch(JULY, TODAY, MAKER)
    async with sitting(village) as pilot:
        await press(pilot, *TO_OUTSIDE, "x", "enter")
    assert plan_batch(JULY, TODAY, MAKER) == before


async def test_a_reader_excludes_nothing(village: str) -> None:
    """The store refuses in words, and the row waits as before."""
    async with sitting(village, READER) as pilot:
        await press(pilot, *TO_OUTSIDE, "x")
        await write(pilot, "counted twice")
        assert "reader does not have the role bill" in shown(pilot)
    held = {each.reason for each in plan_batch(JULY, TODAY, MAKER).held}
    assert Reason.OUTSIDE_STAY in held
