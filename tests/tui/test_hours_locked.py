"""What keeps hours from being typed or saved, and how nothing that was typed is lost on the way."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.operations.hours.sign_month import plan_signing, sign_months
from models.rules.period import Month
from models.rules.typed_hours import Measure
from tests.tui.driving import press, shown, write
from tests.tui.hour_desk import CASE, ESCORT_25, JUNE, at_month, deeds, grid_of, june, keys, rows_of, type_beside
from tests.tui.village import MAKER, READER


async def test_a_signed_month_is_locked_until_it_is_opened_again_with_a_reason(village: str) -> None:
    """The grid signs and opens; while signed it says by whom and takes nothing."""
    async with at_month(village, day=june(25)) as pilot:
        await keys(pilot, "90", "enter", "m")
        assert "save them first" in shown(pilot)
        await press(pilot, "s", "m", "y")
        assert "June 2026 is signed." in shown(pilot)
        await keys(pilot, "60")
        assert "the month is signed by administrator; open it again first" in shown(pilot)
        await press(pilot, "o")
        await write(pilot, "a late report")
        assert "June 2026 is open again." in shown(pilot)
        await keys(pilot, "60", "enter", "s")
    assert sorted(row.measure.minutes for row in rows_of()) == [60, 90]
    assert deeds()[-4:] == ["save-hours", "sign-month", "reopen-month", "save-hours"]


@pytest.mark.parametrize(
    ("month", "day", "why"),
    [
        (JUNE, june(23), "outside the stay"),
        (Month(2026, 8), date(2026, 8, 4), "lies ahead"),
    ],
)
async def test_a_locked_day_says_why(seen_village: str, month: Month, day: date, why: str) -> None:
    """And takes no figure."""
    async with at_month(seen_village, month=month, day=day) as pilot:
        await keys(pilot, "9", "0")
        assert why in shown(pilot)
        assert grid_of(pilot).grid.draft is None


async def test_a_month_that_was_signed_meanwhile_refuses_the_save_and_keeps_what_was_typed(village: str) -> None:
    """G35: the refusal is in words, the cell is still there."""
    async with at_month(village, day=june(25)) as pilot:
        await keys(pilot, "90", "enter")
        sign_months(plan_signing(JUNE, CASE, MAKER), MAKER)
        await press(pilot, "s")
        assert "takes no typed hours" in shown(pilot)
        assert ESCORT_25 in grid_of(pilot).sheet.typed  # type: ignore[union-attr]
    assert rows_of() == []


async def test_two_users_one_wins_and_the_other_sees_both(village: str) -> None:
    """G35: the second save is refused, names the cell, keeps what was typed; a second look, and it replaces."""
    async with at_month(village, day=june(25)) as pilot:
        await keys(pilot, "90", "enter")
        type_beside(Measure(20))
        await press(pilot, "s")
        assert "Escort 2026-06-25" in shown(pilot)
        assert "the store has 20 min now, you typed 1 h 30 min" in " ".join(shown(pilot).split())
        assert [row.measure for row in rows_of()] == [Measure(20)]
        await press(pilot, "s")
    assert [row.measure for row in rows_of()] == [Measure(90)]


async def test_typing_what_the_store_has_by_now_is_no_conflict(village: str) -> None:
    """A save whose answer was lost is made again without effect."""
    async with at_month(village, day=june(25)) as pilot:
        await keys(pilot, "90", "enter")
        type_beside(Measure(90))
        before = deeds()
        await press(pilot, "s")
        assert deeds() == before
        assert grid_of(pilot).sheet.typed == {}  # type: ignore[union-attr]
    assert [row.measure for row in rows_of()] == [Measure(90)]


async def test_a_lost_connection_loses_no_typed_cell(village: str, tmp_path: Path) -> None:
    """G37: cells, and the text that was being typed, are there again; saved, the file is gone."""
    async with at_month(village, day=june(25)) as pilot:
        await keys(pilot, "90", "enter", "4", "5")
        path = grid_of(pilot).kept_in
        assert path.stat().st_mode & 0o777 == 0o600
        assert CASE not in path.read_text(encoding="utf-8")
    async with at_month(village) as pilot:
        assert "2 cells that were not saved are here again." in shown(pilot)
        await press(pilot, "enter", "s")
        assert not path.exists()
    assert [(row.day.day, row.measure.minutes) for row in rows_of()] == [(25, 90), (26, 45)]


async def test_a_reader_saves_nothing(village: str) -> None:
    """The store refuses, and what was typed stays."""
    async with at_month(village, day=june(25), actor=READER) as pilot:
        await keys(pilot, "90", "enter", "s")
        assert "reader does not have the role hours" in shown(pilot)
        assert ESCORT_25 in grid_of(pilot).sheet.typed  # type: ignore[union-attr]
    assert rows_of() == []
