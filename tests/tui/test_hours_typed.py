"""Hours typed in the grid: what is typed is what the store has, and nothing else is touched."""

from __future__ import annotations

import pytest

from models.database import connected
from models.event import Event
from models.operations.hours.exclude_row import exclude_row
from models.operations.hours.month_grid import Hold, month_grid
from models.operations.store.check_store import check_store
from models.rules.typed_hours import Measure
from tests.tui.driving import press, shown, write
from tests.tui.hour_desk import CASE, JUNE, MEALS, at_month, deeds, grid_of, june, keys, rows_of, type_beside
from tests.tui.village import MAKER


async def test_figures_and_enter_fill_cell_after_cell_and_one_key_saves_them_as_one_deed(village: str) -> None:
    """G34: typed as fast as a hand can, three cells are three rows and one event."""
    before = deeds()
    async with at_month(village) as pilot:
        await keys(pilot, "90", "enter", "1", "comma", "5", "enter", "0", "8", "colon", "1", "0", "minus", "0", "9")
        await keys(pilot, ":40", "enter", "s")
        assert "Saved 3 cells." in shown(pilot)
    assert [(row.day, row.measure) for row in rows_of()] == [
        (june(24), Measure(90)),
        (june(25), Measure(90)),
        (june(26), Measure(90, 0, 490, 580)),
    ]
    assert deeds()[len(before) :] == ["save-hours"]
    assert check_store(MAKER) == ()


async def test_what_is_typed_is_echoed_with_the_sum_and_the_deviation(seen_village: str) -> None:
    """While it is typed, before enter."""
    async with at_month(seen_village, day=june(25)) as pilot:
        await keys(pilot, "1:30")
        assert "1:30 = 1 h 30 min · sum 4:05, granted 1:26, +2:39" in shown(pilot)
        assert not grid_of(pilot).sheet.typed  # type: ignore[union-attr]


@pytest.mark.parametrize(("text", "why"), [("2", "write 2h or 2m"), ("1.30", "decimals"), ("1.5.2", "not understood")])
async def test_what_may_mean_two_things_is_not_taken(seen_village: str, text: str, why: str) -> None:
    """The words say what to write instead, and the text stays to be mended."""
    async with at_month(seen_village, day=june(25)) as pilot:
        await keys(pilot, text, "enter")
        assert why in shown(pilot)
        assert grid_of(pilot).grid.draft == text
        await keys(pilot, "h" if text == "2" else "", "ctrl+g")
        assert not grid_of(pilot).sheet.typed  # type: ignore[union-attr]


async def test_a_saved_cell_is_changed_and_emptied(village: str) -> None:
    """The rows that were typed are replaced; the event says what stood there before."""
    type_beside(Measure(90))
    async with at_month(village, day=june(25)) as pilot:
        await keys(pilot, "30+45", "enter", "s")
        assert [row.measure for row in rows_of(june(25))] == [Measure(30), Measure(45)]
        await press(pilot, "left", "x", "s")
    assert rows_of() == []
    with connected():
        last = Event.select().order_by(Event.id.desc()).get()
    assert '"before": ["30 min", "45 min"]' in last.facts
    assert check_store(MAKER) == ()


async def test_rows_from_a_file_are_added_to_and_never_replaced(village: str) -> None:
    """G4: emptying or typing in such a cell leaves the file's row as it is."""
    row = next(row for row in month_grid(CASE, JUNE, MAKER).rows if row.day in JUNE)
    async with at_month(village, day=row.day) as pilot:
        assert "not typed here" in shown(pilot)
        await press(pilot, "x")
        await keys(pilot, "45", "enter", "s")
    rows = [each for each in month_grid(CASE, JUNE, MAKER).rows if each.day == row.day]
    assert {each.key for each in rows} > {row.key}
    assert sorted(each.measure.minutes for each in rows) == sorted([row.measure.minutes, 45])


async def test_an_excluded_row_stays_when_the_cell_is_typed_in(village: str) -> None:
    """G5: who excluded it and why is not lost by typing."""
    type_beside(Measure(90))
    exclude_row(rows_of()[0].key, "our own mistake", MAKER)
    async with at_month(village, day=june(25)) as pilot:
        await keys(pilot, "60", "enter", "s")
    assert sorted((row.measure.minutes, row.hold) for row in rows_of()) == [(60, Hold.NONE), (90, Hold.EXCLUDED)]


async def test_clock_times_on_demand(village: str) -> None:
    """A start is enough where the length is known."""
    type_beside(Measure(90))
    async with at_month(village, day=june(25)) as pilot:
        await press(pilot, "t")
        await write(pilot, "8")
        assert "not understood" in shown(pilot) or "may be hours" in shown(pilot)
        await write(pilot, "08:10")
        await press(pilot, "s")
    assert [row.measure for row in rows_of()] == [Measure(90, 0, 490, 580)]


async def test_two_staff_have_a_line_of_their_own_and_count_twice(village: str) -> None:
    """30 minutes of two are an hour."""
    async with at_month(village, day=june(25)) as pilot:
        await press(pilot, "p")
        await keys(pilot, "30", "enter", "s")
        assert "two staff" in shown(pilot)
        assert "│  1:00     –      –" in shown(pilot)
    assert [(row.staff, row.measure.minutes) for row in rows_of()] == [(2, 30)]


async def test_pieces_are_counts(village: str) -> None:
    """A meal a day; half a meal is refused."""
    async with at_month(village, MEALS, day=june(13)) as pilot:
        lines = grid_of(pilot).sheet.lines  # type: ignore[union-attr]
        await press(pilot, *["down"] * [line.service for line in lines].index("meal-delivery"))
        await keys(pilot, "1,5", "enter")
        assert "counted whole" in shown(pilot)
        await keys(pilot, "", "ctrl+g")
        await keys(pilot, "2", "enter", "s")
    assert [(row.service, row.measure) for row in rows_of(june(13), MEALS)] == [("meal-delivery", Measure(pieces=2))]
