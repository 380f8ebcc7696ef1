"""Differences that changes of rates make: proposed, decided, billed, undone; nothing twice and nothing lost."""

from __future__ import annotations

from datetime import date

import pytest

from models.errors import AlreadyCredited, LineInDraft, PlanIsStale, ReasonMissing
from models.invoice import Invoice
from models.money_errors import DifferenceDecided, DifferenceDrafted
from models.operations.billing.annul_batch import annul_batch
from models.operations.billing.credit_invoice import credit_invoice
from models.operations.billing.decide_difference import accept_difference, decline_difference
from models.operations.billing.list_differences import DifferenceRow, list_differences
from models.operations.billing.plan_batch import plan_batch
from models.operations.billing.propose_differences import find_differences
from models.operations.billing.run_batch import run_batch
from models.operations.reports.explain_line import explain_line
from models.operations.store.check_store import check_store
from tests.operations.billing.month import AUGUST, ONE, attest, credit, posted
from tests.operations.builders import OWNER, hour_row, put_hours, put_rates, rate_row

LATER = date(2026, 10, 20)


def raise_home_care(amount: str, decided_on: str = "2026-10-10", **cells: str) -> tuple[DifferenceRow, ...]:
    """Enter what the home municipality pays for home care by day; give the differences that wait."""
    put_rates(rate_row(amount, decided_on=decided_on, **cells), today=LATER)
    return list_differences(OWNER)


def accept_all() -> int:
    """Accept every difference that waits; give what they come to, in öre."""
    waiting = [row for row in list_differences(OWNER) if row.state == "open"]
    for row in waiting:
        accept_difference(row.id, OWNER)
    return sum(row.total for row in waiting)


def bill_them() -> list[Invoice]:
    """Run and attest a batch; give its documents."""
    plan = plan_batch(AUGUST, LATER, OWNER)
    batch = run_batch(plan, LATER, OWNER).batch
    attest(batch, today=LATER)
    return [each for each in Invoice.select().order_by(Invoice.id) if each.batch.name == batch]


def claimed() -> int:
    """Add up everything that our documents claim, in öre."""
    return sum(each.total if each.kind == "invoice" else -each.total for each in Invoice.select())


def worth_again() -> int:
    """Price everything that is billed by what is known now, as if it had never been billed."""
    for invoice in posted():
        if invoice.left:
            credit_invoice(invoice.number, (), "fel underlag", LATER, OWNER)
    return plan_batch(AUGUST, LATER, OWNER).total


def test_a_lower_rate_is_credited_by_one_note_and_never_more_than_was_billed(billed: str) -> None:
    """G3, G24: what is billed less what is credited is what the care is worth, to the öre."""
    before = claimed()
    raise_home_care("300,00")
    total = accept_all()
    notes = bill_them()
    assert {(note.kind, (note.number or "")[:1]) for note in notes} == {("credit", "K")}
    assert sum(note.total for note in notes) == -total > 0
    assert claimed() == before + total
    assert check_store(OWNER) == ()


def test_every_further_change_counts_from_what_is_billed_now(billed: str) -> None:
    """G24: up, down and up again; after each the claims are what a billing from scratch would come to."""
    for place, amount in enumerate(("455,37", "301,11", "512,00")):
        raise_home_care(amount, decided_on=f"2026-10-{10 + place}")
        before, total = claimed(), accept_all()
        bill_them()
        assert claimed() == before + total != before
        assert check_store(OWNER) == ()
    total = claimed()
    assert list_differences(OWNER) == ()
    assert worth_again() == total
    assert claimed() == 0


def test_a_rate_from_the_middle_of_a_month_divides_the_line(billed: str) -> None:
    """G25: each minute at one of the two rates; the part that keeps its price is billed again at it."""
    waiting = raise_home_care("455,00", valid_from="2026-07-15")
    divided = [line for row in waiting for line in row.lines if len(line.now) == 2]
    assert divided
    for line in divided:
        assert sum(part.quantity for part in line.now) == line.quantity
    total = accept_all()
    assert sum(document.total for document in bill_them()) == total
    assert check_store(OWNER) == ()


def test_a_started_month_a_day_and_a_visit_are_priced_again(billed: str) -> None:
    """G24: claims of days and months go over to the line that comes instead; a later plan bills none of them again."""
    put_rates(
        rate_row("222,00", "safety-alarm", "month", decided_on="2026-10-10"),
        rate_row("2 500,00", "care-home-day", "day", decided_on="2026-10-10"),
        rate_row("260,00", "home-visit-night", "visit", decided_on="2026-10-10"),
        today=LATER,
    )
    waiting = list_differences(OWNER)
    assert {line.unit for row in waiting for line in row.lines} == {"month", "day", "visit"}
    accept_all()
    bill_them()
    assert check_store(OWNER) == ()
    assert plan_batch(AUGUST, LATER, OWNER).documents == 0
    total = claimed()
    assert worth_again() == total


def test_what_is_not_accepted_is_not_billed_and_what_is_declined_stays_so(billed: str) -> None:
    """G24: only a person makes a document of it; the same again is not proposed anew, another is."""
    waiting = raise_home_care("455,00")
    difference = waiting[0]
    assert plan_batch(AUGUST, LATER, OWNER).differences == ()
    with pytest.raises(ReasonMissing):
        decline_difference(difference.id, " ", OWNER)
    for row in waiting:
        decline_difference(row.id, "agreed to let it be", OWNER)
    find_differences(LATER, OWNER)
    assert list_differences(OWNER) == ()
    with pytest.raises(DifferenceDecided):
        decline_difference(difference.id, "once more", OWNER)
    assert len(raise_home_care("460,00", decided_on="2026-10-12")) == len(waiting)


def test_a_decision_can_be_changed_until_a_batch_has_drafted_it(billed: str) -> None:
    """What was accepted can be declined and the other way about; what a draft holds is decided."""
    raise_home_care("455,00")
    first = list_differences(OWNER)[0].id
    accept_all()
    decline_difference(first, "let it wait", OWNER, seen="accepted")
    accept_difference(first, OWNER, seen="declined")
    run_batch(plan_batch(AUGUST, LATER, OWNER), LATER, OWNER)
    with pytest.raises(DifferenceDrafted):
        decline_difference(first, "too late", OWNER, seen="accepted")
    with pytest.raises(DifferenceDrafted):
        accept_difference(first, OWNER, seen="declined")


def test_finding_them_again_changes_nothing(billed: str) -> None:
    """G1, G40: the same proposal, with the same number."""
    before = raise_home_care("455,00")
    found = find_differences(LATER, OWNER)
    assert (found.proposed, found.taken_back) == (0, 0)
    assert list_differences(OWNER) == before


def test_a_later_change_takes_an_accepted_difference_back(billed: str) -> None:
    """G28: what was accepted is not what would be billed; it is proposed anew, as it is now."""
    raise_home_care("455,00")
    total = accept_all()
    again = raise_home_care("460,00", decided_on="2026-10-12")
    assert {row.state for row in again} == {"open"}
    assert sum(row.total for row in again) > total
    assert plan_batch(AUGUST, LATER, OWNER).documents == 0


def test_a_draft_that_has_lapsed_is_not_attested_and_waits_again_when_annulled(billed: str) -> None:
    """G9, G28: the rates changed between the run and the attest."""
    raise_home_care("455,00")
    accept_all()
    batch = run_batch(plan_batch(AUGUST, LATER, OWNER), LATER, OWNER).batch
    assert check_store(OWNER) == ()
    put_rates(rate_row("460,00", decided_on="2026-10-12"), today=LATER)
    with pytest.raises(PlanIsStale):
        attest(batch, today=LATER)
    annul_batch(batch, OWNER, LATER)
    assert check_store(OWNER) == ()
    assert {row.state for row in list_differences(OWNER)} == {"open"}


def test_a_line_in_a_drafted_difference_is_not_credited_beside_it(billed: str) -> None:
    """G3: a line is taken back once, and the one who tries is told by which draft."""
    difference = raise_home_care("455,00")[0]
    accept_all()
    run_batch(plan_batch(AUGUST, LATER, OWNER), LATER, OWNER)
    line = difference.lines[0]
    with pytest.raises(LineInDraft):
        credit(line.invoice, line.position)


def test_a_credit_takes_what_was_accepted_back_into_account(billed: str) -> None:
    """G3: a credited line has no difference; after the difference, what bills instead is what can be credited."""
    difference = raise_home_care("455,00")[0]
    accept_all()
    credit(difference.lines[0].invoice, difference.lines[0].position)
    assert all(line.invoice != difference.lines[0].invoice for row in list_differences(OWNER) for line in row.lines)
    accept_all()
    bill_them()
    assert check_store(OWNER) == ()
    with pytest.raises(AlreadyCredited):
        credit(difference.lines[0].invoice, difference.lines[0].position)


def test_a_line_of_a_difference_is_explained_old_against_new(billed: str) -> None:
    """The rows, the rate with its two days, and the line that it comes instead of."""
    raise_home_care("455,00", source="brev 7")
    accept_all()
    document = bill_them()[0]
    back = explain_line(document.number or "", 1, OWNER)
    instead = explain_line(document.number or "", 2, OWNER)
    assert back.takes_back
    assert instead.earlier is not None
    assert (instead.rate.price, instead.rate.source, instead.rate.known_since) == (45_500, "brev 7", date(2026, 10, 10))
    assert instead.earlier.net == back.line.net
    assert instead.counted == instead.line.quantity == sum(row.minutes for row in instead.rows)


def test_late_hours_are_billed_beside_a_difference(billed: str) -> None:
    """G6, G24: the late hour at the new rate once, the billed ones by their difference."""
    put_hours(hour_row("late-1", ONE, "2026-07-30", "09:00-10:00"), today=LATER)
    raise_home_care("455,00")
    total = accept_all()
    documents = bill_them()
    assert sum(each.total for each in documents) == total + 45_500
    assert check_store(OWNER) == ()
