"""Corrections where they meet drafts, days, months, shares, closed cases and each other (G4)."""

from __future__ import annotations

from datetime import date

import pytest

from models.errors import FeeError
from models.operations.billing.annul_batch import annul_batch
from models.operations.billing.credits_due import credits_due
from models.operations.hours.add_extra_cost import add_extra_cost
from models.operations.hours.correct_row import correct_row
from models.operations.hours.reopen_month import reopen_month
from models.operations.visits.decide_proposal import accept_proposal
from models.operations.visits.step_visit import step_visit
from models.rules.reasons import Reason
from models.rules.visit_states import VisitState
from tests.operations.billing.month import (
    AUGUST,
    BILLED_ON,
    JULY,
    ONE,
    TWO,
    attest,
    bill,
    content,
    credit,
    guest_row,
    nothing_wrong,
    posted,
    run,
    value,
)
from tests.operations.broken_desk import (
    arrange_stay,
    bill_again,
    billed_ore,
    correct,
    credit_due,
    live_lines,
    open_again,
    planned,
    reasons,
    walk,
)
from tests.operations.builders import OWNER, hour_row, put_hours, put_rates, put_visits, rate_row, sign
from tests.operations.stay_changes import put_condition


@pytest.fixture(autouse=True)
def _stay(store: str) -> None:
    """Have a guest in July."""
    arrange_stay()


def test_a_row_on_a_draft_that_is_taken_back_leaves_with_its_draft() -> None:
    """G28, G3: the draft cannot be attested; annulled, the rest is billed and the row is not."""
    put_hours(hour_row("a", ONE, "2026-07-02", minutes=60), hour_row("b", ONE, "2026-07-03", minutes=30))
    sign("2026-07")
    run()
    correct("a")
    with pytest.raises(FeeError):
        attest("B2026-07")
    annul_batch("B2026-07", OWNER)
    nothing_wrong()
    bill_again()
    assert live_lines()[0] == ("home-care", "executed", 30, 24250)
    nothing_wrong()


def test_a_month_opened_under_a_draft_and_signed_again_cannot_be_attested_as_it_was() -> None:
    """G28: what came in between is in no draft, and the draft says so or is the same as a new plan."""
    put_hours(hour_row("a", ONE, "2026-07-02", minutes=60))
    sign("2026-07")
    run()
    open_again()
    with pytest.raises(FeeError):
        attest("B2026-07")
    correct("a", minutes="50")
    sign("2026-07")
    with pytest.raises(FeeError):
        attest("B2026-07")
    annul_batch("B2026-07", OWNER)
    bill_again()
    assert ("home-care", "executed", 50, 40417) in live_lines()
    nothing_wrong()


def test_a_row_paid_by_the_day_moved_to_another_day_takes_its_day_along() -> None:
    """G4: two days are two days, before and after; a day left by one row is paid for the other."""
    put_rates(rate_row("1850,00", "care-home-day", "day"))
    put_visits(guest_row(ONE, "care-home-day", invoice_reference="KST 100", to="2026-07-31"))
    for key, day in (("a", 10), ("b", 10), ("c", 11)):
        put_hours(hour_row(key, ONE, date(2026, 7, day), service="care-home-day", minutes=60 + day + ord(key)))
    sign("2026-07")
    bill()
    assert ("care-home-day", "executed", 2, 370000) in live_lines()
    correct("a", date="2026-07-12")
    assert credit_due() == 1
    bill_again()
    assert ("care-home-day", "executed", 3, 555000) in live_lines()
    correct("b")
    assert credit_due() == 1
    bill_again()
    assert ("care-home-day", "executed", 2, 370000) in live_lines()
    assert not credits_due(OWNER)
    nothing_wrong()


def test_a_row_paid_by_the_month_is_corrected_without_a_krona_more_or_less() -> None:
    """G4: the started month is paid once, whatever its rows say in the end."""
    put_rates(rate_row("6000,00", "escort", "month"))
    put_visits(guest_row(ONE, "escort", invoice_reference="KST 100", to="2026-07-31"))
    put_hours(*[hour_row(key, ONE, "2026-07-02", service="escort", minutes=at) for at, key in enumerate("abc", 40)])
    sign("2026-07")
    bill()
    before = live_lines()
    assert ("escort", "executed", 1, 600000) in before
    correct(correct("a", minutes="70"), minutes="80")
    correct("b")
    assert credit_due() == 1
    bill_again()
    assert live_lines() == before
    assert not credits_due(OWNER)
    nothing_wrong()


def test_a_refused_row_is_corrected_by_the_condition_of_its_own_day() -> None:
    """G24: what was billed keeps its share; what comes instead has the one now in force, and no draft mixes them."""
    put_condition("refused", percent=50, valid_to=date(2026, 7, 31))
    put_hours(hour_row("r", ONE, "2026-07-02", minutes=60, kind="refused"))
    sign("2026-07")
    bill()
    assert ("home-care", "refused", 60, 24250) in live_lines()
    put_condition("refused", percent=80, service="home-care", valid_from=date(2026, 7, 1))
    assert ("home-care", "refused", 60, 24250) in live_lines()
    new = correct("r", minutes="30")
    assert reasons()[new] is Reason.AWAITS_CREDIT
    assert credit_due() == 1
    bill_again()
    assert ("home-care", "refused", 30, 19400) in live_lines()
    correct(new, kind="executed")
    assert credit_due() == 1
    bill_again()
    assert ("home-care", "executed", 30, 24250) in live_lines()
    assert len(live_lines()) == 2
    nothing_wrong()


def test_a_condition_that_changes_under_a_draft_voids_it() -> None:
    """G28, G9: a draft is attested only while it says what a new plan would."""
    put_condition("refused", percent=50)
    put_hours(hour_row("r", ONE, "2026-07-02", minutes=60, kind="refused"))
    sign("2026-07")
    run()
    put_condition("refused", percent=80, service="home-care", valid_from=date(2026, 7, 1))
    with pytest.raises(FeeError):
        attest("B2026-07")
    annul_batch("B2026-07", OWNER)
    bill_again()
    assert ("home-care", "refused", 60, 38800) in live_lines()
    nothing_wrong()


def test_a_credited_refused_row_is_billed_again_by_the_condition_now_in_force() -> None:
    """G24: as a rate that is known meanwhile, so a condition; what was posted shows neither."""
    put_condition("refused", percent=50)
    put_hours(hour_row("r", ONE, "2026-07-02", minutes=60, kind="refused"))
    sign("2026-07")
    bill()
    put_condition("refused", percent=80, service="home-care", valid_from=date(2026, 7, 1))
    assert ("home-care", "refused", 60, 24250) in live_lines()
    credit(posted()[0].number or "")
    bill_again()
    assert ("home-care", "refused", 60, 38800) in live_lines()
    nothing_wrong()


def test_two_corrections_in_a_chain_with_a_bill_between_each() -> None:
    """G3, G4: every link was billed and credited in its turn, and the last stands alone."""
    put_hours(hour_row("a", ONE, "2026-07-02", minutes=60), hour_row("b", ONE, "2026-07-02", "10:00-11:00"))
    sign("2026-07")
    bill()
    key = "a"
    for minutes in (30, 45, 15):
        key = correct(key, minutes=str(minutes))
        assert credit_due() == 1
        bill_again()
        assert ("home-care", "executed", 60 + minutes, (60 + minutes) * 48500 // 60) in live_lines()
        nothing_wrong()
    assert value("SELECT SUM(minutes) FROM care_piece WHERE line_id IS NOT NULL") == 75
    assert billed_ore() == 75 * 48500 // 60 + 18500


def test_what_came_instead_is_taken_back_before_the_credit_is_made() -> None:
    """G5: nothing waits for a credit that would free nothing, and the credit is due all the same."""
    put_hours(hour_row("a", ONE, "2026-07-02", minutes=60))
    sign("2026-07")
    bill()
    correct(correct("a", minutes="30"))
    assert credit_due() == 1
    assert ("home-care", "executed") not in {line[:2] for line in planned(AUGUST)}
    assert not credits_due(OWNER)
    nothing_wrong()


def test_a_month_reopened_with_reversed_rows_is_signed_again_and_billed_once() -> None:
    """G4, G6: rows of every kind of past stand in one month, and only those that stand are paid."""
    put_hours(hour_row("a", ONE, "2026-07-02", minutes=60), hour_row("b", ONE, "2026-07-03", minutes=30))
    sign("2026-07")
    bill()
    put_hours(hour_row("late", ONE, "2026-07-04", minutes=20))
    correct("a", minutes="55")
    open_again()
    put_hours(hour_row("new", ONE, "2026-07-05", minutes=10))
    correct("b")
    sign("2026-07")
    assert credit_due() == 1
    bill_again()
    assert sum(line[2] for line in live_lines() if line[0] == "home-care") == 55 + 20 + 10
    assert set(reasons().values()) <= {Reason.EXCLUDED}
    nothing_wrong()


def test_a_correction_stays_with_its_visit() -> None:
    """G4: neither the case, the guest nor the key of the row that comes instead is another's."""
    put_visits(guest_row(TWO, invoice_reference="KST 200", to="2026-07-31"))
    put_hours(hour_row("a", ONE, "2026-07-02", minutes=60), hour_row("b", TWO, "2026-07-02", minutes=60))
    sign("2026-07")
    for given in ({"case": TWO}, {"case": TWO, "minutes": "30"}, {"identity_number": "189304109813"}, {"key": "b"}):
        with pytest.raises(FeeError):
            correct_row("a", "fel underlag", given, BILLED_ON, OWNER)
        nothing_wrong()


def test_a_row_cannot_be_made_into_what_only_a_proposal_or_a_receipt_makes() -> None:
    """A cancelled visit is paid outside the stay and an installation without a decision: no correction says so."""
    put_hours(hour_row("a", ONE, "2026-07-02", minutes=60))
    sign("2026-07")
    for kind in ("cancelled", "installation", "removal", "extra-cost"):
        with pytest.raises(FeeError):
            correct("a", kind=kind)
    nothing_wrong()


def test_an_extra_cost_taken_back_by_mistake_can_be_entered_anew() -> None:
    """G10: what the refusal of a correction tells the user to do is possible."""
    cost = (ONE, date(2026, 7, 3), 85050, "Båttaxi, kvitto 4711", BILLED_ON, OWNER)
    key = add_extra_cost(*cost)
    sign("2026-07")
    bill()
    with pytest.raises(FeeError):
        correct(key, pieces="2")
    correct(key)
    assert credit_due() == 1
    again = add_extra_cost(*cost)
    assert again != key
    bill_again()
    assert ("extra-cost", "extra-cost", 1, 85050) in live_lines()
    nothing_wrong()


def test_a_closed_visit_is_still_credited_and_never_left_without_a_way_out() -> None:
    """G10: a closed case takes no new hours; what is billed on it is taken back, and its months stay signed."""
    put_hours(hour_row("a", ONE, "2026-07-02", minutes=60), hour_row("b", ONE, "2026-07-03", minutes=30))
    sign("2026-07")
    bill()
    walk(VisitState.ONGOING, VisitState.ENDED, VisitState.FINALLY_BILLED, VisitState.CLOSED)
    with pytest.raises(FeeError):
        correct("a", minutes="50")
    with pytest.raises(FeeError):
        open_again()
    correct("a")
    assert credit_due() == 1
    bill_again()
    assert live_lines()[0][2] == 30
    nothing_wrong()


def test_a_cancelled_visits_month_is_not_opened_since_nobody_could_sign_it_again() -> None:
    """G10: the accepted rows of a stay that never came are taken back one by one."""
    put_condition("cancellation", days=14, paid_days=14)
    step_visit(ONE, VisitState.CANCELLED, OWNER, date(2026, 6, 25))
    accept_proposal(ONE, "cancelled", OWNER)
    bill()
    before = content()
    for _ in range(2):
        with pytest.raises(FeeError):
            reopen_month(JULY, ONE, "fel", OWNER)
    assert content() == before
    correct("proposal:1:1")
    assert credit_due() == 1
    bill_again()
    assert live_lines() == [("home-care", "cancelled", 420, 339500)]
    nothing_wrong()
