"""The list of a month's visits, the rows behind a cell, and the way from them to the invoice."""

from __future__ import annotations

import pytest

from models.database import connected
from models.event import Access
from models.operations.billing.attest_batch import attest_batch
from models.operations.billing.invoices import list_invoices
from models.operations.billing.plan_batch import plan_batch
from models.operations.billing.run_batch import run_batch
from models.operations.hours.list_months import START, VisitMonth, list_months
from models.operations.hours.month_grid import Hold, month_grid
from models.operations.hours.reopen_month import reopen_month
from models.operations.hours.sign_month import plan_signing, sign_months
from models.operations.store.actor import Actor
from models.operations.visits.show_hours import show_hours
from models.rules.typed_hours import Measure
from tests.tui.driving import press, screen_of, shown, sitting, write
from tests.tui.hour_desk import CASE, JUNE, MEALS, at_month, go_to_month, grid_of, june, keys, rows_of, type_beside
from tests.tui.village import ATTESTER, JULY, MAKER, TODAY


def _all_pages(limit: int) -> list[VisitMonth]:
    found: list[VisitMonth] = []
    place = START
    while True:
        page = list_months(JUNE, MAKER, after=place, limit=limit)
        found += page.visits
        if page.next is None:
            return found
        place = page.next


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_pages_of_any_size_give_each_visit_once_unsigned_first(village: str, limit: int) -> None:
    """The sums are those that the visit's own month gives."""
    cases = [visit.case for visit in _all_pages(100)]
    sign_months(plan_signing(JUNE, cases[1], MAKER), MAKER)
    visits = _all_pages(limit)
    assert [visit.case for visit in visits] == [cases[0], *cases[2:], cases[1]]
    assert [bool(visit.signed_by) for visit in visits] == [False] * (len(cases) - 1) + [True]
    for visit in visits:
        rows = show_hours(visit.case, JUNE, MAKER).rows
        assert (visit.rows, visit.minutes) == (len(rows), sum(row.minutes * row.staff for row in rows))


def test_a_part_of_a_case_number_is_enough(seen_village: str) -> None:
    """However its letters are written, and what a pattern would mean is only text."""
    assert [visit.case for visit in list_months(JUNE, MAKER, case="sn2026-00014").visits] == [CASE]
    assert list_months(JUNE, MAKER, case="%").visits == ()


async def test_the_room_opens_a_month_and_comes_back(seen_village: str) -> None:
    """By the number key, the brackets, the filter and enter; q leads back to the row."""
    async with sitting(seen_village) as pilot:
        await press(pilot, "3", "left_square_bracket")
        assert "Hours · June 2026" in shown(pilot)
        assert f"vistelse hours show SN2026-00001 {JUNE}" in shown(pilot)
        await press(pilot, "f")
        await write(pilot, CASE)
        assert "SN2026-00001" not in shown(pilot)
        before = _looks()
        await press(pilot, "enter")
        assert f"Hours · {CASE} · Linköping" in shown(pilot)
        assert _looks() == before + 1
        await press(pilot, "q")
        assert "Hours · June 2026" in shown(pilot)


def _looks() -> int:
    with connected():
        return int(Access.select().count())


async def test_w_lists_the_rows_behind_a_cell(seen_village: str) -> None:
    """Clock, staff, where it came from, and the key in full."""
    row = next(row for row in month_grid(CASE, JUNE, MAKER).rows if row.day in JUNE)
    type_beside(Measure(90))
    async with at_month(seen_village, day=row.day) as pilot:
        await press(pilot, "w")
        assert "13:09–15:44" in shown(pilot)
        assert "from a file or command" in shown(pilot)
        assert f"Key {row.key}" in shown(pilot)
        await press(pilot, "q", "left", "w")
        assert "typed here" in shown(pilot)


async def test_a_billed_row_leads_to_its_invoice_and_is_never_replaced(village: str) -> None:
    """G2: also when the month is opened again, what was billed stays and new hours are added beside it."""
    type_beside(Measure(90))
    sign_months(plan_signing(JUNE, CASE, MAKER), MAKER)
    run_batch(plan_batch(JULY, TODAY, MAKER), TODAY, MAKER)
    attest_batch("B2026-07", TODAY, ATTESTER)
    (typed,) = rows_of(june(25))
    assert typed.hold == Hold.BILLED
    reopen_month(JUNE, CASE, "a late report", MAKER)
    reopen_month(JUNE, CASE, "", Actor("registrar"))
    async with at_month(village, day=june(25)) as pilot:
        assert "x empty" not in shown(pilot)
        await keys(pilot, "60", "enter", "s", "left", "w")
        assert typed.invoice in shown(pilot)
        await press(pilot, "home", "enter")
        assert typed.invoice in shown(pilot)
        assert type(screen_of(pilot)).__name__ in ("NumberedScreen", "InvoiceScreen")
    assert sorted(row.measure.minutes for row in rows_of(june(25))) == [60, 90]
    assert typed.invoice in {invoice.number for invoice in list_invoices(MAKER)}


async def test_what_is_typed_in_one_month_waits_while_another_is_shown(seen_village: str) -> None:
    """The brackets lose nothing."""
    async with at_month(seen_village, day=june(25)) as pilot:
        await keys(pilot, "90", "enter", "right_square_bracket", "left_square_bracket")
        assert "1 cell that was not saved is here again." in shown(pilot)
        sheet = grid_of(pilot).sheet
        assert sheet is not None
        assert [cell.entries for cell in sheet.typed.values()] == [(Measure(90),)]


async def test_the_executed_of_the_grid_is_what_the_list_says(seen_village: str) -> None:
    """One figure for one month, wherever it stands."""
    for visit in _all_pages(100):
        async with sitting(seen_village) as pilot:
            await go_to_month(pilot, visit.case)
            sheet = grid_of(pilot).sheet
            assert sheet is not None
            sums = sheet.month_sums()
            assert (sums.executed.minutes, sums.granted) == (visit.minutes, visit.granted)
        if visit.case == MEALS:
            break
