"""What is billed where no care was given: refused and missed visits, standard times, cancellations, alarms, costs."""

from __future__ import annotations

from datetime import date

import pytest

from models.care_errors import CostKnown, ProposalDecided, RowIsSigned
from models.errors import FeeError, NotFound, ReasonMissing, ReasonNamesPerson
from models.invoice import Invoice
from models.operations.billing.plan import BatchPlan, PlannedLine
from models.operations.billing.plan_batch import plan_batch
from models.operations.hours.add_extra_cost import add_extra_cost
from models.operations.hours.mark_row import mark_row
from models.operations.visits.change_stay import end_stay
from models.operations.visits.decide_proposal import accept_proposal, decline_proposal
from models.operations.visits.list_proposals import list_proposals
from models.operations.visits.step_visit import step_visit
from models.rules.reasons import Reason
from models.rules.row_kinds import RowKind
from models.rules.visit_states import VisitState
from tests.operations.billing.month import (
    BILLED_ON,
    GUESTS,
    JULY,
    ONE,
    THREE,
    TWO,
    attest,
    change,
    credit,
    guest_row,
    invoice_of,
    nothing_wrong,
    refuses,
    rows,
    run,
    value,
)
from tests.operations.builders import OWNER, hour_row, put_hours, put_rates, put_visits, rate_row, sign
from tests.operations.stay_changes import put_condition

SOLNA = "0184"


@pytest.fixture
def stay(store: str) -> str:
    """Open a store with one visit of July, granted care, laundry and an alarm, and its rates; nothing is executed."""
    put_rates(rate_row("485,00"), rate_row("62,50", "laundry", "piece"), rate_row("185,00", "safety-alarm", "month"))
    reference = {"invoice_reference": "KST 100", "to": "2026-07-31"}
    put_visits(
        guest_row(ONE, granted="420", granted_per="week", **reference),
        guest_row(ONE, "laundry", **reference),
        guest_row(ONE, "safety-alarm", **reference),
    )
    return store


def plan() -> BatchPlan:
    """Plan July."""
    return plan_batch(JULY, BILLED_ON, OWNER, with_rows=True)


def lines_of(kind: RowKind) -> list[PlannedLine]:
    """Give the planned lines of a kind of rows."""
    return [line for line in plan().lines if line.kind == kind]


def bill_july() -> None:
    """Sign, run and attest July, and see that the doctor is content."""
    attest(run().batch)
    nothing_wrong()


def test_a_refused_visit_without_a_condition_is_blocked(stay: str) -> None:
    """G7: no figure is guessed; a condition frees it, and the row is billed at its share, to the öre."""
    put_hours(hour_row("r", ONE, "2026-07-02", minutes=45, kind="refused"))
    sign("2026-07")
    assert [row.reason for row in plan().rows] == [Reason.NO_CONDITION]
    put_condition("refused", percent=55)
    (line,) = lines_of(RowKind.REFUSED)
    assert (line.share, line.price, line.quantity, line.net) == (55, 26675, 45, 20006)
    assert not plan().rows
    bill_july()
    invoice = invoice_of(ONE)
    assert {line.net for line in invoice.lines} == {20006, 18500}
    credit(invoice.number or "")
    nothing_wrong()
    assert [line.share for line in lines_of(RowKind.REFUSED)] == [55]


def test_shares_do_not_mix_with_executed_care(stay: str) -> None:
    """Each share is a line of its own, and executed minutes are billed whole."""
    put_condition("refused", percent=75, service="laundry")
    put_condition("refused", percent=50)
    put_condition("missed", minutes=15)
    put_hours(
        hour_row("a", ONE, "2026-07-02", "07:30-08:15"),
        hour_row("b", ONE, "2026-07-03", "07:30-08:15", kind="refused"),
        hour_row("c", ONE, "2026-07-04", "21:30-22:40", kind="missed"),
        hour_row("d", ONE, "2026-07-05", service="laundry", pieces=2, kind="refused"),
        hour_row("e", ONE, "2026-07-06", minutes=60, staff=2, kind="missed"),
    )
    sign("2026-07")
    found = {(line.service, line.kind): (line.quantity, line.price, line.net) for line in plan().lines}
    assert found == {
        ("home-care", "executed"): (45, 48500, 36375),
        ("home-care", "refused"): (45, 24250, 18188),
        ("home-care", "missed"): (45, 48500, 36375),
        ("laundry", "refused"): (2, 4688, 9376),
        ("safety-alarm", "executed"): (1, 18500, 18500),
    }
    bill_july()
    texts = {text for (text,) in _texts()}
    assert "avböjt besök, 50 % av ersättningsnivån" in next(iter(texts))


def _texts() -> list[tuple[str]]:
    from models.database import connected, rows_of

    with connected():
        return list(rows_of(Invoice.select(Invoice.facts).where(Invoice.number.is_null(False))))


def test_a_standard_time_is_paid_instead_of_the_executed_minutes(stay: str) -> None:
    """Solna pays laundry by the standard minute; the executed minutes are kept as they were (G4)."""
    put_condition("standard-time", "laundry", minutes=86, home="0180")
    put_rates(rate_row("382,00", "laundry"))
    put_hours(
        hour_row("p", ONE, "2026-07-02", service="laundry", pieces=2),
        hour_row("m", ONE, "2026-07-03", "21:00-23:00", service="laundry", staff=2),
    )
    sign("2026-07")
    (line,) = [line for line in plan().lines if line.service == "laundry"]
    assert (line.unit, line.quantity) == ("hour", 2 * 86 + 2 * 86)
    bill_july()
    assert value("SELECT SUM(minutes * staff) FROM care_entry") == 240
    assert value("SELECT SUM(pieces) FROM care_piece") == 2


def test_a_condition_that_comes_later_prices_what_is_not_billed_and_nothing_else(stay: str) -> None:
    """What is on a live line keeps what it was billed by."""
    put_condition("standard-time", "home-care", minutes=30)
    put_hours(hour_row("a", ONE, "2026-07-02", minutes=10))
    sign("2026-07")
    bill_july()
    put_hours(hour_row("b", ONE, "2026-08-02", minutes=10))
    put_condition("standard-time", "home-care", minutes=40, valid_from=date(2026, 5, 1))
    assert sorted(value(f"SELECT paid FROM care_piece WHERE entry_id = {n}") for n in (1, 2)) == [30, 40]
    nothing_wrong()


def test_a_day_is_paid_once_whatever_was_refused_on_it(store: str) -> None:
    """A refused row on a paid day adds nothing and is shown as excluded; alone it is paid at its share."""
    put_condition("refused", percent=50)
    put_rates(rate_row("1850,00", "care-home-day", "day"))
    put_visits(guest_row(ONE, "care-home-day", invoice_reference="KST 100"))
    put_hours(
        hour_row("a", ONE, "2026-07-02", service="care-home-day", minutes=60),
        hour_row("b", ONE, "2026-07-02", service="care-home-day", minutes=30, kind="refused"),
        hour_row("c", ONE, "2026-07-03", service="care-home-day", minutes=30, kind="refused"),
    )
    sign("2026-07")
    found = {line.kind: (line.quantity, line.net) for line in plan().lines}
    assert found == {"executed": (1, 185000), "refused": (1, 92500)}
    bill_july()


def test_marking_a_row_prices_it_anew_until_it_is_signed(stay: str) -> None:
    """A signed row is corrected, never overwritten (G4)."""
    put_condition("missed", percent=50)
    put_hours(hour_row("a", ONE, "2026-07-02", minutes=60))
    assert mark_row("a", RowKind.MISSED, OWNER) == RowKind.EXECUTED
    sign("2026-07")
    assert [line.net for line in lines_of(RowKind.MISSED)] == [24250]
    with pytest.raises(RowIsSigned):
        mark_row("a", RowKind.EXECUTED, OWNER)
    with pytest.raises(NotFound):
        mark_row("b", RowKind.MISSED, OWNER)


def test_a_late_cancellation_is_proposed_accepted_and_billed(stay: str) -> None:
    """Askersund's clause: cancelled six days before, so eight of the ordered days are paid."""
    put_condition("cancellation", days=14, paid_days=14, source="villkor 2026")
    step_visit(ONE, VisitState.CANCELLED, OWNER, date(2026, 6, 25))
    (proposal,) = list_proposals(ONE, OWNER)
    assert (proposal.kind, proposal.minutes, len(proposal.rows)) == ("cancelled", 480, 8)
    assert not plan().invoices
    assert accept_proposal(ONE, "cancelled", OWNER) == 8
    assert _deeds() == ["step-visit", "propose-rows", "accept-proposal"]
    (line,) = plan().lines
    assert (line.kind, line.quantity, line.net) == ("cancelled", 480, 388000)
    bill_july()
    with pytest.raises(ProposalDecided):
        accept_proposal(ONE, "cancelled", OWNER)


def _deeds() -> list[str]:
    return [deed for (deed,) in rows(f"SELECT deed FROM event WHERE subject = '{ONE}' ORDER BY id")]


def test_a_cancellation_in_time_or_without_a_clause_proposes_nothing(stay: str) -> None:
    """Nothing is owed without a clause in force on the day on which we were told."""
    put_condition("cancellation", days=14, paid_days=14, valid_from=date(2026, 6, 26))
    step_visit(ONE, VisitState.CANCELLED, OWNER, date(2026, 6, 25))
    assert not list_proposals(ONE, OWNER)


def test_a_stay_that_ends_early_proposes_the_rest_by_the_clause(stay: str) -> None:
    """The cancelled days lie after the last day of the stay, and are billed all the same."""
    put_condition("cancellation", days=7, paid_days=7)
    step_visit(ONE, VisitState.CONFIRMED, OWNER) if _state() == "announced" else None
    step_visit(ONE, VisitState.ONGOING, OWNER)
    end_stay(ONE, date(2026, 7, 31), date(2026, 7, 10), date(2026, 7, 9), OWNER)
    (proposal,) = list_proposals(ONE, OWNER)
    assert {row.day for row in proposal.rows} == {f"2026-07-{day}" for day in (11, 12, 13, 14, 15)}
    accept_proposal(ONE, "cancelled", OWNER)
    sign("2026-07")
    assert [line.quantity for line in lines_of(RowKind.CANCELLED)] == [300]
    bill_july()


def _state() -> str:
    return str(value(f"SELECT state FROM visit WHERE case_number = '{ONE}'"))


def test_a_declined_proposal_bills_nothing_and_says_why(stay: str) -> None:
    """The reason names nobody (G30)."""
    put_condition("cancellation", days=14, paid_days=14)
    step_visit(ONE, VisitState.CANCELLED, OWNER, date(2026, 6, 30))
    with pytest.raises(ReasonMissing):
        decline_proposal(ONE, "cancelled", " ", OWNER)
    with pytest.raises(ReasonNamesPerson):
        decline_proposal(ONE, "cancelled", f"{GUESTS[ONE][0]} avled", OWNER)
    decline_proposal(ONE, "cancelled", "gästen avled", OWNER)
    assert _deeds()[-1] == "decline-proposal"
    assert not list_proposals(ONE, OWNER)
    (decided,) = list_proposals(ONE, OWNER, decided=True)
    assert (decided.state, decided.reason) == ("declined", "gästen avled")
    sign_nothing = plan()
    assert not sign_nothing.invoices
    nothing_wrong()


def test_an_alarm_is_paid_for_putting_up_and_taking_down_once(stay: str) -> None:
    """Mellerud: a started month, one hour to put it up and one to take it down, at the rate of home care."""
    for kind in ("installation", "removal"):
        put_condition(kind, "safety-alarm", subject="home-care", minutes=60)
    step_visit(ONE, VisitState.CONFIRMED, OWNER) if _state() == "announced" else None
    step_visit(ONE, VisitState.ONGOING, OWNER)
    end_stay(ONE, date(2026, 7, 31), date(2026, 7, 31), date(2026, 7, 31), OWNER)
    step_visit(ONE, VisitState.ONGOING, OWNER)
    step_visit(ONE, VisitState.ENDED, OWNER)
    assert [proposal.kind for proposal in list_proposals(ONE, OWNER)] == ["installation", "removal"]
    accept_proposal(ONE, "installation", OWNER)
    accept_proposal(ONE, "removal", OWNER)
    sign("2026-07")
    found = {line.kind: line.net for line in plan().lines}
    assert found == {"installation": 48500, "removal": 48500, "executed": 18500}
    bill_july()


def test_an_extra_cost_is_a_line_of_its_own_at_what_the_receipt_says(stay: str) -> None:
    """Vaxholm's boat taxi: no rate of the municipality is touched, and the receipt stands on the invoice."""
    first = add_extra_cost(ONE, date(2026, 7, 3), 85050, "Båttaxi, kvitto 4711", BILLED_ON, OWNER)
    add_extra_cost(ONE, date(2026, 7, 3), 85050, "Båttaxi, kvitto 4712", BILLED_ON, OWNER)
    with pytest.raises(CostKnown):
        add_extra_cost(ONE, date(2026, 7, 3), 85050, "Båttaxi, kvitto 4711", BILLED_ON, OWNER)
    with pytest.raises(ReasonNamesPerson):
        add_extra_cost(ONE, date(2026, 7, 3), 85050, f"Resa {GUESTS[ONE][0]}", BILLED_ON, OWNER)
    for amount, day in ((0, date(2026, 7, 3)), (100, date(2026, 12, 1))):
        with pytest.raises(FeeError):
            add_extra_cost(ONE, day, amount, "kvitto", BILLED_ON, OWNER)
    sign("2026-07")
    assert [line.net for line in lines_of(RowKind.EXTRA_COST)] == [85050, 85050]
    bill_july()
    assert "Merkostnad, Båttaxi, kvitto 4711" in _texts()[0][0]
    assert first.startswith("cost:")


def test_rows_that_come_after_signing_are_kept_marked_and_offered(july: str) -> None:
    """G6: they stand in the next plan, marked late, whatever has been billed before."""
    put_hours(hour_row("late", TWO, "2026-07-30", minutes=60))
    assert any(line.late for line in plan().lines if line.case == TWO)
    assert not any(line.late for line in plan().lines if line.case == THREE)
    bill_july()


def test_a_signed_row_is_never_overwritten_by_sql(july: str) -> None:
    """G4: the engine itself refuses to change or delete what was signed."""
    change("DELETE FROM care_piece WHERE entry_id IN (SELECT id FROM care_entry WHERE key = 'k9')")
    for statement in (
        "DELETE FROM care_entry WHERE key = 'k9'",
        "UPDATE care_entry SET minutes = 10 WHERE key = 'k9'",
        "UPDATE care_entry SET day = '2026-07-03' WHERE key = 'k9'",
        "UPDATE care_entry SET signed = FALSE WHERE key = 'k9'",
        "UPDATE care_entry SET start = NULL WHERE key = 'k9'",
    ):
        refuses(statement)


def test_a_published_example_is_silenced_from_the_day_on_which_a_rate_was_known(july: str) -> None:
    """G24: what was answered for an earlier day stays as it was: unconfirmed, not unknown."""
    change("UPDATE rate SET is_example = TRUE, confirmed_by = NULL WHERE unit = 'hour' AND band = ''")
    asked = date(2026, 9, 20)
    before = {row.key: row.reason for row in plan_batch(JULY, asked, OWNER, with_rows=True).rows}
    assert Reason.UNCONFIRMED_RATE in before.values()
    put_rates(rate_row("500,00", decided_on="2026-09-25"))
    assert {row.key: row.reason for row in plan_batch(JULY, asked, OWNER, with_rows=True).rows} == before
    later = {row.key: row.reason for row in plan_batch(JULY, BILLED_ON, OWNER, with_rows=True).rows}
    assert set(later) < set(before)
