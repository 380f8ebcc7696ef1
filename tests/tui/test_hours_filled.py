"""Many cells at once: nothing is doubled, and every step is taken back by one key."""

from __future__ import annotations

from datetime import date, timedelta

from models.operations.hours.month_grid import month_grid
from models.operations.hours.save_hours import Place
from models.rules.typed_hours import Measure
from tests.tui.driving import press, shown, write
from tests.tui.hour_desk import CASE, ESCORT_25, MEALS, at_month, grid_of, june, keys, rows_of, type_beside
from tests.tui.village import JULY, MAKER


async def test_yesterday_fills_only_cells_that_have_nothing(village: str) -> None:
    """No care is doubled by copying: a cell with a file's row, or with anything typed, is left alone."""
    type_beside(Measure(30))
    async with at_month(village, day=june(26)) as pilot:
        sheet = grid_of(pilot).sheet
        assert sheet is not None
        assert sheet.stays(Place("escort", 1, june(26)))
        await press(pilot, "c")
        assert "0 cells filled" in shown(pilot)
        await press(pilot, "right", "c", "c", "right", "c", "s")
    assert [(row.day.day, row.measure.minutes > 0) for row in rows_of()] == [(25, True), (27, True), (28, True)]


async def test_fill_right_and_double_are_one_step_each(village: str) -> None:
    """And each step is taken back by one key."""
    type_beside(Measure(30))
    async with at_month(village, day=june(25)) as pilot:
        sheet = grid_of(pilot).sheet
        assert sheet is not None
        await press(pilot, "r")
        assert {place.day.day: cell.entries for place, cell in sheet.typed.items()} == {
            day: (Measure(30),) for day in (26, 27, 28)
        }
        await press(pilot, "d")
        assert sheet.entries(ESCORT_25) == (Measure(30), Measure(30))
        assert sheet.entries(ESCORT_25._replace(day=june(28))) == (Measure(30), Measure(30))
        await press(pilot, "u", "u")
        assert sheet.typed == {}


async def test_fill_down_takes_lines_of_the_same_unit(village: str) -> None:
    """Hours go to hours, never to meals."""
    async with at_month(village, MEALS, day=june(13)) as pilot:
        await keys(pilot, "20", "enter", "left")
        await press(pilot, "p", "up", "n", "s")
    assert [(row.service, row.staff, row.measure) for row in rows_of(june(13), MEALS)] == [
        ("home-care", 1, Measure(20)),
        ("home-care", 2, Measure(20)),
    ]


async def test_last_week_is_copied_day_by_day(village: str) -> None:
    """Wednesday to Wednesday, clock times too; not into days that are locked."""
    type_beside(Measure(90, 0, 490, 580), place=Place("escort", 1, june(23) + timedelta(days=1)))
    async with at_month(village, day=june(24)) as pilot:
        await press(pilot, "v")
        assert "0 cells filled" in shown(pilot)
        await press(pilot, "right_square_bracket")
        assert "signed by administrator" in shown(pilot)
        await press(pilot, "o")
        await write(pilot, "a late report")
        before = {row.key for row in month_grid(CASE, JULY, MAKER).rows}
        await press(pilot, "v", "s")
    new = [row for row in month_grid(CASE, JULY, MAKER).rows if row.key not in before]
    assert [(row.day, row.measure) for row in new] == [(date(2026, 7, 1), Measure(90, 0, 490, 580))]


async def test_a_clock_is_not_doubled(seen_village: str) -> None:
    """Care by the clock happens once."""
    async with at_month(seen_village, day=june(25)) as pilot:
        await keys(pilot, "08:10-09:40", "enter", "left", "d")
        assert "0 cells filled" in shown(pilot)


async def test_undo_goes_back_step_by_step_until_saved(seen_village: str) -> None:
    """Also what was let go of comes back."""
    async with at_month(seen_village, day=june(25)) as pilot:
        sheet = grid_of(pilot).sheet
        assert sheet is not None
        await keys(pilot, "10", "enter", "2", "0", "enter", "z")
        assert sheet.typed == {}
        await press(pilot, "u")
        assert len(sheet.typed) == 2
        await press(pilot, "u", "u")
        assert sheet.typed == {}
        assert not sheet.can_undo
