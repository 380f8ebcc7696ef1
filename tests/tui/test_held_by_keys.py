"""What is held back, opened by keys: the rows of the line that was opened, and of no other month."""

from __future__ import annotations

from models.operations.billing.plan_batch import plan_batch
from models.operations.hours.reopen_month import reopen_month
from models.rules.reasons import Reason
from tests.tui.driving import press, screen_of, shown, sitting
from tests.tui.village import JULY, MAKER, TODAY
from tui.dates import month_text
from tui.screens.held_rows import HeldRowsScreen


async def test_enter_opens_the_rows_of_the_line_s_own_month(village: str) -> None:
    """Seven rows of June are seven rows of June, whatever else of the case a later plan holds back (G5)."""
    case = next(each.case for each in plan_batch(JULY, TODAY, MAKER).held if each.reason is Reason.NOT_SIGNED)
    reopen_month(JULY, case, "two rows are wrong", MAKER)
    held = [each for each in plan_batch(JULY, TODAY, MAKER).held if each.reason is Reason.NOT_SIGNED]
    theirs = [(place, each) for place, each in enumerate(held) if each.case == case]
    assert [each.month for _, each in theirs] == ["2026-06", "2026-07"]
    async with sitting(village) as pilot:
        await press(pilot, "4")
        screen_of(pilot).rows.go_to(f"held:{Reason.NOT_SIGNED}")
        await press(pilot, "enter")
        for place, each in theirs:
            screen_of(pilot).rows.go_to(f"rows:{place}")
            await press(pilot, "enter")
            screen = screen_of(pilot)
            assert isinstance(screen, HeldRowsScreen)
            assert len(screen.entries) == each.rows
            assert {str(entry.day)[:7] for entry in screen.entries.values()} == {each.month}
            assert f"{case} · {month_text(each.month)} · " in shown(pilot).splitlines()[3]
            assert screen.command == f"vistelse hours show {case} {each.month}"
            await press(pilot, "q")
