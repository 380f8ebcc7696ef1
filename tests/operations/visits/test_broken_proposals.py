"""Proposals and extra costs where the stay has gone on meanwhile, or two act at once."""

from __future__ import annotations

from datetime import date

import pytest

from models.errors import FeeError
from models.operations.billing.plan_batch import plan_batch
from models.operations.hours.add_extra_cost import add_extra_cost
from models.operations.visits.change_stay import end_stay, extend_stay
from models.operations.visits.decide_proposal import accept_proposal, decline_proposal
from models.operations.visits.list_proposals import list_proposals
from models.operations.visits.step_visit import step_visit
from models.rules.money import LARGEST_AMOUNT
from models.rules.reasons import Reason
from models.rules.visit_states import VisitState
from tests.operations.billing.month import BILLED_ON, JULY, ONE, attest, bill, nothing_wrong, rows, run, value
from tests.operations.broken_desk import (
    arrange_stay,
    at_once,
    bill_again,
    billed_ore,
    correct,
    credit_due,
    live_lines,
    planned,
    reasons,
    walk,
)
from tests.operations.builders import OWNER, hour_row, put_hours, sign
from tests.operations.stay_changes import put_condition

LAST = date(2026, 7, 31)


@pytest.fixture(autouse=True)
def _stay(store: str) -> None:
    """Have a guest in July, who is here, and a clause of ten days."""
    arrange_stay()
    put_condition("cancellation", days=10, paid_days=10, source="villkor 2026")


def start() -> None:
    """Let the stay begin."""
    if value("SELECT state FROM visit") == "announced":
        step_visit(ONE, VisitState.CONFIRMED, OWNER)
    step_visit(ONE, VisitState.ONGOING, OWNER)


def end(planned_last: date, last: date, told: date | None = None) -> None:
    """End the stay, told the day before its last."""
    end_stay(ONE, planned_last, last, told or last, OWNER)


def days_of(state: str = "open") -> list[str]:
    """Give the days of the proposals in a state."""
    return sorted(
        row.day for each in list_proposals(ONE, OWNER, decided=True) if each.state == state for row in each.rows
    )


def test_a_proposal_accepted_by_two_at_once_is_written_once(store: str) -> None:
    """G2: one writes the rows, the other is told by whom."""
    step_visit(ONE, VisitState.CANCELLED, OWNER, date(2026, 6, 30))
    told = at_once(*[lambda: accept_proposal(ONE, "cancelled", OWNER)] * 3)
    assert told == ["9", "ProposalDecided", "ProposalDecided"]
    assert value("SELECT COUNT(*) FROM care_entry") == 9
    nothing_wrong()


def test_accepting_and_declining_at_once_does_one_of_them(store: str) -> None:
    """G2, G29."""
    step_visit(ONE, VisitState.CANCELLED, OWNER, date(2026, 6, 30))
    told = at_once(
        lambda: accept_proposal(ONE, "cancelled", OWNER),
        lambda: decline_proposal(ONE, "cancelled", "för sent", OWNER),
    )
    assert told in (["9", "ProposalDecided"], ["None", "ProposalDecided"])
    state = value("SELECT state FROM proposal")
    assert value("SELECT COUNT(*) FROM care_entry") == (9 if state == "accepted" else 0)


def test_the_same_receipt_entered_by_two_at_once_is_one_cost(store: str) -> None:
    """G2, G40."""
    cost = (ONE, date(2026, 7, 3), 85050, "Båttaxi 4711", BILLED_ON, OWNER)
    told = at_once(*[lambda: add_extra_cost(*cost)] * 3)
    assert [each for each in told if each != "CostKnown"] == ["cost:4"]
    assert value("SELECT COUNT(*) FROM care_entry") == 1


def test_a_row_corrected_by_two_at_once_is_reversed_once(store: str) -> None:
    """G2, G4: one row comes instead, and the other user is told."""
    put_hours(hour_row("a", ONE, "2026-07-02", minutes=60))
    sign("2026-07")
    told = at_once(*[lambda: correct("a", minutes="30") and "done"] * 3)
    assert told == ["RowReversed", "RowReversed", "done"]
    assert value("SELECT COUNT(*) FROM care_entry") == 2
    nothing_wrong()


def test_a_proposal_accepted_when_its_month_is_billed_comes_late_and_is_paid_once(store: str) -> None:
    """G6: it is offered to the next batch, marked late, and nothing of the first is paid again."""
    start()
    put_hours(hour_row("a", ONE, "2026-07-02", minutes=60))
    end(LAST, date(2026, 7, 20))
    sign("2026-07")
    bill()
    before = billed_ore()
    assert accept_proposal(ONE, "cancelled", OWNER) == 9
    lines = plan_batch(JULY, BILLED_ON, OWNER).lines
    assert [(str(line.kind), line.quantity, line.late) for line in lines] == [("cancelled", 540, True)]
    bill_again()
    assert billed_ore() == before + 540 * 48500 // 60
    nothing_wrong()


def test_a_proposal_on_a_closed_visit_is_not_accepted_since_nobody_could_sign_it() -> None:
    """G10: nothing is written that could never be billed; it is declined, with the reason."""
    start()
    put_hours(hour_row("a", ONE, "2026-07-02", minutes=60))
    end(LAST, date(2026, 7, 20))
    walk(VisitState.FINALLY_BILLED, VisitState.CLOSED)
    with pytest.raises(FeeError):
        accept_proposal(ONE, "cancelled", OWNER)
    assert value("SELECT COUNT(*) FROM care_entry") == 1
    decline_proposal(ONE, "cancelled", "ärendet är avslutat", OWNER)


def test_a_stay_that_is_ended_twice_proposes_what_the_second_end_says() -> None:
    """The first proposal, not yet decided, was about days on which the guest was here after all."""
    start()
    end(LAST, date(2026, 7, 10))
    assert days_of() == [f"2026-07-{day}" for day in range(11, 20)]
    extend_stay(ONE, date(2026, 7, 10), LAST, OWNER)
    put_hours(*[hour_row(f"d{day}", ONE, f"2026-07-{day}", minutes=60) for day in range(11, 21)])
    end(LAST, date(2026, 7, 20))
    assert days_of() == [f"2026-07-{day}" for day in range(21, 30)]
    accept_proposal(ONE, "cancelled", OWNER)
    sign("2026-07")
    bill()
    assert [line[:3] for line in live_lines()][:2] == [
        ("home-care", "cancelled", 9 * 60),
        ("home-care", "executed", 600),
    ]
    nothing_wrong()


def test_days_that_a_proposal_has_paid_are_not_proposed_again() -> None:
    """G3: a day is cancelled once, however often the stay is ended and extended."""
    start()
    end(LAST, date(2026, 7, 10))
    accept_proposal(ONE, "cancelled", OWNER)
    extend_stay(ONE, date(2026, 7, 10), LAST, OWNER)
    end(LAST, date(2026, 7, 14))
    accepted, proposed = days_of("accepted"), days_of()
    assert not set(accepted) & set(proposed)
    if proposed:
        accept_proposal(ONE, "cancelled", OWNER)
    cancelled = rows("SELECT day, COUNT(*) FROM care_entry WHERE kind = 'cancelled' GROUP BY day HAVING COUNT(*) > 1")
    assert cancelled == []
    nothing_wrong()


def test_a_cancelled_row_taken_back_may_be_proposed_again() -> None:
    """G4: what was reversed counts no more."""
    start()
    end(LAST, date(2026, 7, 10))
    accept_proposal(ONE, "cancelled", OWNER)
    sign("2026-07")
    for place in range(1, 10):
        correct(f"proposal:1:{place}")
    extend_stay(ONE, date(2026, 7, 10), LAST, OWNER)
    end(LAST, date(2026, 7, 10))
    assert days_of() == days_of("accepted")
    assert accept_proposal(ONE, "cancelled", OWNER) == 9
    bill()
    assert live_lines()[0][:3] == ("home-care", "cancelled", 540)
    nothing_wrong()


def test_a_visit_with_billed_hours_cannot_be_cancelled_away() -> None:
    """G4, G29: what was billed stays billed, and is credited by somebody, whatever becomes of the visit."""
    put_hours(hour_row("a", ONE, "2026-07-02", minutes=60), hour_row("b", ONE, "2026-07-03", minutes=30))
    sign("2026-07")
    bill()
    before = billed_ore()
    step_visit(ONE, VisitState.CANCELLED, OWNER, date(2026, 7, 5))
    nothing_wrong()
    assert billed_ore() == before
    if list_proposals(ONE, OWNER):
        accept_proposal(ONE, "cancelled", OWNER)
    correct("a")
    assert credit_due() == 1
    bill_again()
    assert ("home-care", "executed", 30, 24250) in live_lines()
    assert Reason.NOT_SIGNED not in reasons().values()
    nothing_wrong()


def test_extra_costs_outside_the_stay_and_on_closed_visits_have_a_way_out() -> None:
    """G5, G10: outside the stay it waits with its reason; on a closed or cancelled visit it is refused at once."""
    start()
    key = add_extra_cost(ONE, date(2026, 8, 3), 85050, "Båttaxi 4711", BILLED_ON, OWNER)
    sign("2026-08")
    assert reasons(JULY.next())[key] is Reason.OUTSIDE_STAY
    extend_stay(ONE, LAST, date(2026, 8, 4), OWNER)
    assert ("extra-cost", "extra-cost", 1, 85050) in planned(JULY.next())
    end(date(2026, 8, 4), date(2026, 8, 4))
    walk(VisitState.FINALLY_BILLED, VisitState.CLOSED)
    with pytest.raises(FeeError):
        add_extra_cost(ONE, date(2026, 7, 3), 85050, "Båttaxi 4712", BILLED_ON, OWNER)
    nothing_wrong()


def test_ten_digits_of_kronor_pass_as_an_extra_cost_and_one_more_does_not() -> None:
    """G21: the largest amount is billed whole, and nothing overflows on the way."""
    add_extra_cost(ONE, date(2026, 7, 3), LARGEST_AMOUNT - 18500, "kvitto 1", BILLED_ON, OWNER)
    for amount in (LARGEST_AMOUNT + 1, 10**18, 10**19, 10**30):
        with pytest.raises(FeeError):
            add_extra_cost(ONE, date(2026, 7, 3), amount, "kvitto 2", BILLED_ON, OWNER)
    sign("2026-07")
    attest(run().batch)
    assert ("extra-cost", "extra-cost", 1, LARGEST_AMOUNT - 18500) in live_lines()
    assert credit_due() == 0
    nothing_wrong()
