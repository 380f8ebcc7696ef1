"""Signing with a reason, opening a billed month by two, and correcting what was signed: by keys alone."""

from __future__ import annotations

from datetime import date

import pytest
from textual.pilot import Pilot

from models.condition import Condition
from models.database import transaction
from models.operations.billing.attest_batch import attest_batch
from models.operations.billing.credits_due import credits_due
from models.operations.billing.plan_batch import plan_batch
from models.operations.billing.run_batch import run_batch
from models.operations.hours.correct_row import correct_row
from models.operations.hours.list_months import list_months
from models.operations.hours.month_grid import Hold, month_grid
from models.operations.hours.reopen_month import reopen_month
from models.operations.hours.sign_month import plan_signing, sign_months
from models.operations.store.actor import Actor
from models.operations.store.write_event import utc_now
from models.signature import MonthSignature
from models.visit import Visit
from tests.tui.driving import LARGE, press, screen_of, shown, sitting, write
from tests.tui.hour_desk import CASE, JUNE, at_month, deeds
from tests.tui.village import ATTESTER, JULY, MAKER, TODAY

OTHER = Actor("registrar")


def limit(percent: int) -> None:
    """Put a limit for deviations in force."""
    with transaction():
        Condition.create(
            kind="deviation-limit",
            percent=percent,
            valid_from=date(2026, 1, 1),
            entered_by="owner",
            entered_at=utc_now(),
        )


def sign_june() -> None:
    """Sign the case's June."""
    sign_months(plan_signing(JUNE, CASE, MAKER), MAKER)


def bill_june() -> None:
    """Sign June and bill it with July."""
    sign_june()
    run_batch(plan_batch(JULY, TODAY, MAKER), TODAY, MAKER)
    attest_batch("B2026-07", TODAY, ATTESTER)


def first_row() -> str:
    """Give the key of June's first row."""
    return next(row.key for row in month_grid(CASE, JUNE, MAKER).rows if row.day in JUNE)


def is_signed() -> bool:
    """Say whether June is signed."""
    return any(month.signed_by for month in list_months(JUNE, MAKER, case=CASE).visits)


async def test_m_asks_for_the_reason_where_a_week_is_far_from_what_was_granted(village: str) -> None:
    """Yes, then the reason; q at the reason signs nothing."""
    limit(1)
    async with at_month(village) as pilot:
        await press(pilot, "m", "y", "escape")
        assert not is_signed()
        await press(pilot, "m", "y")
        assert "Why is it so far from what was granted?" in shown(pilot)
        assert "2026-W2" in shown(pilot)
        await write(pilot, "away with relatives")
        assert is_signed()
    with transaction():
        query = (
            MonthSignature.select().join(Visit).where((Visit.case_number == CASE) & (MonthSignature.month == str(JUNE)))
        )
        assert [signature.deviation_reason for signature in query] == ["away with relatives"]


async def test_the_weeks_stand_beside_each_other(village: str) -> None:
    """From the grid and from the list; enter opens the month on the week's first day."""
    limit(1)
    async with at_month(village) as pilot:
        await press(pilot, "e")
        assert f"Granted and executed · June 2026 · {CASE}" in shown(pilot)
        assert "over the limit" in shown(pilot)
        assert f"vistelse hours compare 2026-06 {CASE}" in shown(pilot)
        await press(pilot, "enter")
        assert f"Hours · {CASE}" in shown(pilot)


async def test_all_that_is_within_the_limit_is_signed_at_once_and_the_rest_is_named(village: str) -> None:
    """The list says which want a reason."""
    limit(1)
    async with sitting(village, size=LARGE) as pilot:
        await press(pilot, "3", "left_square_bracket")
        assert "no, far off !" in shown(pilot)
        await press(pilot, "m")
        over = len(plan_signing(JUNE, None, MAKER).over.months)
        within = len(plan_signing(JUNE, None, MAKER).within.months)
        assert over
        await press(pilot, "y")
    assert sum(bool(month.signed_by) for month in list_months(JUNE, MAKER).visits) == within


async def test_a_billed_month_is_asked_for_withdrawn_and_opened_by_another(village: str) -> None:
    """The asker cannot agree; the other is asked yes or no."""
    bill_june()
    async with at_month(village) as pilot:
        await press(pilot, "o")
        await write(pilot, "a late report")
        assert "opens when somebody else agrees" in shown(pilot)
        assert is_signed()
        await press(pilot, "o")
        await write(pilot, "please")
        assert "another user has to agree" in shown(pilot)
        await press(pilot, "b")
        assert deeds()[-1] == "withdraw-reopening"
    reopen_month(JUNE, CASE, "a late report", MAKER)
    async with at_month(village, actor=OTHER) as pilot:
        assert "owner has asked to open the month" in shown(pilot) or MAKER.login in shown(pilot)
        await press(pilot, "o")
        assert "Do you agree?" in shown(pilot)
        await press(pilot, "y")
        assert not is_signed()


async def test_a_signed_row_is_corrected_and_all_three_stay_to_be_seen(village: str) -> None:
    """G4: the row, its reversal and what came instead, and how to credit what was billed."""
    bill_june()
    key = first_row()
    day = next(row.day for row in month_grid(CASE, JUNE, MAKER).rows if row.key == key)
    async with at_month(village, day=day, size=LARGE) as pilot:
        await press(pilot, "w", "c")
        assert "What is right instead of" in shown(pilot)
        await press(pilot, "ctrl+u")
        await write(pilot, "08:00-09:00")
        await write(pilot, "the clock was wrong")
        assert "is reversed" in shown(pilot)
        assert "Credit line" in shown(pilot)
    rows = [row for row in month_grid(CASE, JUNE, MAKER).rows if row.day == day]
    assert sorted(row.hold for row in rows) == [Hold.ELSEWHERE, Hold.REVERSED]
    assert len(credits_due(MAKER)) == 1


async def test_a_row_is_taken_back_with_a_reason_and_counts_no_more(village: str) -> None:
    """G4: b asks why."""
    sign_june()
    key = first_row()
    row = next(row for row in month_grid(CASE, JUNE, MAKER).rows if row.key == key)
    before = list_months(JUNE, MAKER, case=CASE).visits[0].minutes
    async with at_month(village, day=row.day) as pilot:
        await press(pilot, "w", "b")
        await write(pilot, "another guest's")
        assert "nothing came instead" in shown(pilot)
    assert list_months(JUNE, MAKER, case=CASE).visits[0].minutes == before - row.measure.minutes * row.staff


async def test_today_leads_to_the_credit_with_the_lines_chosen(village: str) -> None:
    """The credit itself is still a person's deed."""
    bill_june()
    correct_row(first_row(), "wrong", None, TODAY, MAKER)
    (due,) = credits_due(MAKER)
    async with sitting(village, size=LARGE) as pilot:
        assert f"reversed, billed on {due.invoice}: to credit" in shown(pilot)
        for _ in range(30):
            if screen_key(pilot).startswith("credit:"):
                break
            await press(pilot, "down")
        await press(pilot, "enter")
        assert f"Credit {due.invoice}" in shown(pilot)
        assert f"vistelse invoice rebill {due.invoice}" in shown(pilot)


def screen_key(pilot: Pilot[None]) -> str:
    """Give the key of the row under the cursor."""
    return screen_of(pilot).rows.key_here


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_the_weeks_fit(village: str, size: tuple[int, int]) -> None:
    """At every size the deviation is to be seen."""
    limit(1)
    async with at_month(village, size=size) as pilot:
        await press(pilot, "e")
        assert "!" in shown(pilot)
