"""Differences that somebody tries to break: by other deeds between the steps, by odd rates, and by SQL."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date

import pytest

from models.difference import Difference
from models.errors import FeeError, ReasonNamesPerson
from models.invoice import Invoice, InvoiceLine
from models.operations.billing.annul_batch import annul_batch
from models.operations.billing.credit_invoice import credit_invoice
from models.operations.billing.decide_difference import accept_difference, decline_difference
from models.operations.billing.list_differences import DifferenceRow, list_differences
from models.operations.billing.plan_batch import plan_batch
from models.operations.billing.propose_differences import find_differences
from models.operations.billing.run_batch import run_batch
from models.operations.registers.correct_rate import CorrectRate
from models.operations.registers.enter_rate import NewRate, enter_rate
from models.operations.registers.rate_effect import rate_effect, save_rate_change
from models.operations.registers.withdraw_rate import WithdrawRate, withdraw_rate
from models.operations.reports.explain_line import explain_line
from models.operations.store.check_store import check_store
from models.rate import Rate
from models.rules.money import LARGEST_AMOUNT
from models.rules.services import Unit
from tests.operations.billing.month import (
    ATTESTER,
    AUGUST,
    JULY,
    ONE,
    READER,
    THREE,
    TWO,
    attest,
    change,
    posted,
    refuses,
    value,
    visit_id,
)
from tests.operations.builders import OWNER, hour_row, put_hours, put_rates, rate_row, sign

LATER = date(2026, 10, 20)


def let_decide(amount: str, service: str = "home-care", unit: str = "hour", **cells: str) -> tuple[DifferenceRow, ...]:
    """Enter a rate that was decided lately; give the differences that wait."""
    put_rates(rate_row(amount, service, unit, **({"decided_on": "2026-10-10"} | cells)), today=LATER)
    return list_differences(OWNER)


def accept_all() -> int:
    """Accept every difference that waits; give what they come to, in öre."""
    waiting = [row for row in list_differences(OWNER) if row.state == "open"]
    for row in waiting:
        accept_difference(row.id, OWNER)
    return sum(row.total for row in waiting)


def bill_them() -> list[Invoice]:
    """Run and attest a batch; give its documents."""
    batch = run_batch(plan_batch(AUGUST, LATER, OWNER), LATER, OWNER).batch
    attest(batch, today=LATER)
    return [each for each in Invoice.select().order_by(Invoice.id) if each.batch.name == batch]


def claimed() -> int:
    """Add up everything that our posted documents claim, in öre."""
    return sum(each.total if each.kind == "invoice" else -each.total for each in Invoice.select() if each.number)


def test_an_acceptance_is_never_of_another_difference_than_the_one_that_was_seen(billed: str) -> None:
    """G9, G35: whoever saw a proposal that is gone is told so, and does not accept what came in its place."""
    seen = let_decide("455,00")
    let_decide("999,00", decided_on="2026-10-11")
    now = {row.id: row for row in list_differences(OWNER)}
    assert now
    assert not {row.id for row in seen} & now.keys()
    for row in seen:
        with pytest.raises(FeeError):
            accept_difference(row.id, OWNER, LATER)


def test_the_effect_that_is_shown_names_the_differences_though_others_waited(billed: str) -> None:
    """G26: a second change takes the first's proposals back and shows its own."""
    let_decide("455,00", home="0180")
    change_ = NewRate(
        "0180", "home-care", "", "", "", Unit.HOUR, 50_000, date(2026, 1, 1), None, date(2026, 10, 12), "", True
    )
    effect = rate_effect(change_, LATER, OWNER)
    assert effect.receipt.differences.proposed == len(effect.differences) > 0
    done = save_rate_change(change_, effect, LATER, OWNER)
    waiting = [row for row in list_differences(OWNER) if row.cause == date(2026, 10, 12)]
    assert {(row.recipient, row.total) for row in waiting} == {(row.recipient, row.total) for row in done.differences}


def test_what_was_declined_stays_so_though_a_later_change_reaches_only_some_of_it(billed: str) -> None:
    """G24: declined is proposed again only when it has become another; a rate of another service makes it none."""
    put_hours(hour_row("a1", TWO, "2026-08-20", "10:00-11:00"), hour_row("a2", ONE, "2026-08-20", "10:00-11:00"))
    sign("2026-08")
    attest(run_batch(plan_batch(AUGUST, LATER, OWNER), LATER, OWNER).batch, today=LATER)
    for row in let_decide("455,00"):
        decline_difference(row.id, "vi låter det vara", OWNER)
    assert list_differences(OWNER) == ()
    let_decide("61,00", "meal-delivery", "piece", valid_from="2026-08-15")
    assert list_differences(OWNER) == ()


def test_what_was_declined_stays_so_though_one_of_its_lines_is_credited(billed: str) -> None:
    """G24: what is left of it is what was declined."""
    put_hours(hour_row("a1", TWO, "2026-08-20", "10:00-11:00"), hour_row("a2", ONE, "2026-08-20", "10:00-11:00"))
    sign("2026-08")
    attest(run_batch(plan_batch(AUGUST, LATER, OWNER), LATER, OWNER).batch, today=LATER)
    declined = let_decide("455,00")
    assert len(declined[0].lines) > 1
    for row in declined:
        decline_difference(row.id, "vi låter det vara", OWNER)
    line = declined[0].lines[0]
    credit_invoice(line.invoice, [line.position], "fel", LATER, OWNER)
    let_decide("61,00", "meal-delivery", "piece", valid_from="2026-09-15")
    left = [row for row in list_differences(OWNER) if row.cause == date(2026, 10, 10)]
    assert left == []


def test_the_rows_of_a_posted_line_are_not_freed_in_sql_by_a_drafted_difference(billed: str) -> None:
    """G3, G15: until the difference is posted the old line bills them."""
    let_decide("455,00")
    accept_all()
    run_batch(plan_batch(AUGUST, LATER, OWNER), LATER, OWNER)
    refuses("UPDATE care_piece SET line_id = NULL WHERE line_id IN (SELECT credits_id FROM invoice_line)")


def test_a_billed_difference_is_neither_changed_nor_deleted_in_sql(billed: str) -> None:
    """G15, G24: what was accepted, by whom and for how much stays with the document that bills it."""
    let_decide("455,00")
    accept_all()
    bill_them()
    refuses("UPDATE difference SET total = 1 WHERE state = 'billed'")
    refuses("UPDATE difference SET lines = '[]' WHERE state = 'billed'")
    refuses("UPDATE difference SET decided_by = 'reader' WHERE state = 'billed'")
    refuses("UPDATE difference SET state = 'accepted', invoice_id = NULL WHERE state = 'billed'")
    refuses("DELETE FROM difference WHERE state = 'billed'")


def test_care_of_one_row_over_a_months_end_becomes_one_visit_whatever_is_repriced(billed: str) -> None:
    """G25: two lines by the hour become one visit; no line of nothing is made, and the batch can be posted."""
    pay_by_the_visit()
    before = claimed()
    total = accept_all()
    documents = bill_them()
    assert all(
        line.quantity > 0 for each in documents for line in InvoiceLine.select().where(InvoiceLine.invoice == each)
    )
    assert claimed() == before + total
    assert check_store(OWNER) == ()


def test_a_row_over_a_months_end_is_one_visit_though_its_lines_go_different_ways(billed: str) -> None:
    """G3, G25: one half is repriced, the other credited by hand and billed again: together one visit, never two."""
    pay_by_the_visit()
    accept_all()
    bill_them()
    for invoice in posted():
        for line in invoice.lines:
            if line.case == ONE and line.service == "home-care" and line.unit == "hour" and invoice.left:
                with suppress(FeeError):
                    credit_invoice(invoice.number, [line.position], "fel", LATER, OWNER)
    with suppress(FeeError):
        bill_them()
    assert live_visits(ONE) == 1 + 2 + 1
    assert check_store(OWNER) == ()


def pay_by_the_visit() -> None:
    """Let home care be paid by the visit and by nothing else."""
    for price in (51_777, 41_235):
        withdraw_rate(WithdrawRate(Rate.get(Rate.price == price).id, "gäller inte"), LATER, OWNER)
    let_decide("300,00", unit="visit")


def live_visits(case: str) -> int:
    """Count the visits of home care that live lines bill."""
    return int(
        value(
            "SELECT COALESCE(SUM(l.quantity), 0) FROM invoice_line l JOIN invoice i ON i.id = l.invoice_id"
            " WHERE l.unit = 'visit' AND l.credits_id IS NULL AND i.number IS NOT NULL"
            " AND NOT EXISTS (SELECT 1 FROM invoice_line b WHERE b.credits_id = l.id)"
            f" AND l.visit_id = {visit_id(case)} AND l.service_id = (SELECT id FROM service WHERE code = 'home-care')"
        )
    )


@pytest.mark.parametrize("reopened", [False, True])
def test_a_guest_who_has_become_protected_is_in_no_new_difference(billed: str, reopened: bool) -> None:
    """G30: nothing is proposed, accepted or drafted for a protected guest whom nobody has cleared."""
    change(f"UPDATE person SET protected = TRUE WHERE id = (SELECT person_id FROM visit WHERE case_number = '{TWO}')")
    if reopened:
        change(f"DELETE FROM month_signature WHERE visit_id = {visit_id(TWO)}")
    waiting = let_decide("455,00")
    let_decide("333,00", "safety-alarm", "month")
    cases = {line.case for row in list_differences(OWNER) for line in row.lines}
    assert waiting
    assert TWO not in cases


def test_days_become_hours_and_a_later_row_of_the_day_is_paid_by_its_time(billed: str) -> None:
    """G3, G4: a day that is paid by the hour now claims no day; what comes late is billed by the hour too."""
    withdraw_rate(WithdrawRate(Rate.get(Rate.price == 185_000).id, "gäller inte"), LATER, OWNER)
    let_decide("600,00", "care-home-day", "hour")
    before, total = claimed(), accept_all()
    bill_them()
    assert claimed() == before + total
    assert check_store(OWNER) == ()
    put_hours(hour_row("late", ONE, "2026-07-10", service="care-home-day", minutes=30))
    plan = plan_batch(AUGUST, LATER, OWNER)
    assert plan.total == 30_000
    bill_them()
    assert check_store(OWNER) == ()
    let_decide("610,00", "care-home-day", "hour", decided_on="2026-10-15")
    assert sum(row.total for row in list_differences(OWNER)) == 1_000 * 2 + 500
    accept_all()
    bill_them()
    assert check_store(OWNER) == ()


def test_a_difference_too_great_for_a_document_does_not_stop_the_others(billed: str) -> None:
    """G10, G21: what no document has room for is not accepted, so that it keeps no batch from being posted."""
    let_decide("9999999999,00")
    let_decide("455,00", home="0380")
    refused = 0
    for row in list_differences(OWNER):
        try:
            accept_difference(row.id, OWNER, LATER)
        except FeeError:
            refused += 1
            assert row.total > LARGEST_AMOUNT
    assert refused
    assert bill_them()
    assert check_store(OWNER) == ()


def test_a_rate_of_one_ore_and_back(billed: str) -> None:
    """G21: the smallest rate, and then a great one."""
    before = claimed()
    for place, amount in enumerate(("0,01", "99999999,99", "412,35")):
        let_decide(amount, decided_on=f"2026-10-1{place}")
        total = accept_all()
        bill_them()
        now = claimed()
        assert now == before + total
        before = now
        assert check_store(OWNER) == ()
    for invoice in posted():
        for line in invoice.lines:
            explained = explain_line(invoice.number, line.position, OWNER)
            assert explained.counted == line.quantity
            assert explained.shared_price == line.price


def test_a_rate_above_ten_digits_is_not_entered(billed: str) -> None:
    """G21: neither entered, nor corrected to, nor agreed."""
    new = NewRate("0180", "home-care", "", "", "", Unit.HOUR, LARGEST_AMOUNT + 1, LATER, None, None, "", True)
    with pytest.raises(FeeError):
        enter_rate(new, LATER, OWNER)


def test_a_rate_decided_in_the_future_is_refused_wherever_it_is_entered(billed: str) -> None:
    """G24: a rate that comes to be known later would price posted care anew on a day when nobody looks."""
    new = NewRate(
        "0180", "home-care", "", "", "", Unit.HOUR, 50_000, date(2026, 1, 1), None, date(2026, 12, 1), "", True
    )
    with pytest.raises(FeeError):
        enter_rate(new, LATER, OWNER)
    with pytest.raises(FeeError):
        put_rates(rate_row("500,00", decided_on="2026-12-01"), today=LATER)


def test_telling_a_known_rate_the_day_of_its_decision_changes_nothing_of_what_it_prices(billed: str) -> None:
    """G24: which rate was known on a day is answerable for ever, and what pays care is not changed unseen."""
    put_rates(rate_row("500,00", decided_on="", valid_from="2026-01-01"), today=date(2026, 10, 15))
    waiting = list_differences(OWNER)
    assert waiting
    put_rates(rate_row("500,00", decided_on="2025-01-01"), today=LATER)
    plan_before = [line.price for row in list_differences(OWNER) for line in row.lines]
    assert plan_before
    found = find_differences(LATER, OWNER)
    assert (found.proposed, found.taken_back) == (0, 0)


def test_a_draft_that_is_annulled_gives_the_difference_back_as_it_was(billed: str) -> None:
    """G1: run, annul, run; the same documents."""
    let_decide("455,00")
    accept_all()
    plan = plan_batch(AUGUST, LATER, OWNER)
    for _ in range(3):
        batch = run_batch(plan_batch(AUGUST, LATER, OWNER), LATER, OWNER).batch
        annul_batch(batch, OWNER, LATER)
    again = plan_batch(AUGUST, LATER, OWNER)
    assert (again.differences, again.claimed) == (plan.differences, plan.claimed)
    assert Difference.select().where(Difference.state == "accepted").count() == len(plan.differences)


def test_the_credit_of_a_difference_is_credited_and_billed_again_and_again(billed: str) -> None:
    """G3: difference, credit of its lines, another rate, bill; the claims are what the care is worth."""
    let_decide("300,00")
    accept_all()
    notes = bill_them()
    assert {note.kind for note in notes} == {"credit"}
    for note in notes:
        credit_invoice(str(note.number), [], "fel", LATER, OWNER)
    assert check_store(OWNER) == ()
    let_decide("455,00", decided_on="2026-10-12")
    assert all(line.invoice not in {n.number for n in notes} for row in list_differences(OWNER) for line in row.lines)
    accept_all()
    bill_them()
    assert check_store(OWNER) == ()
    total = claimed()
    for invoice in posted():
        if invoice.left:
            credit_invoice(invoice.number, (), "fel", LATER, OWNER)
    assert claimed() == 0
    assert plan_batch(AUGUST, LATER, OWNER).total == total
    assert check_store(OWNER) == ()


def test_a_correction_on_the_day_of_entry_is_what_is_known(billed: str) -> None:
    """G24: entered wrongly and corrected the same day; the wrong amount was never known."""
    let_decide("4550,00", home="0380", decided_on="2026-10-20")
    wrong = Rate.get(Rate.price == 455_000)
    effect = rate_effect(CorrectRate(wrong.id, price=45_500, confirmed=True), LATER, OWNER)
    save_rate_change(CorrectRate(wrong.id, price=45_500, confirmed=True), effect, LATER, OWNER)
    (row,) = [row for row in list_differences(OWNER) if row.lines[0].case == THREE]
    assert [part.price for line in row.lines for part in line.now] == [45_500] * len(row.lines)
    assert plan_batch(JULY, LATER, OWNER).documents == 0


@pytest.mark.parametrize("reason", ["gällde Hjördis Sköldvik", "gällde 18930410-9813"])
def test_a_withdrawn_rate_s_reason_names_none_of_the_guests_that_it_priced(billed: str, reason: str) -> None:
    """G30: the log keeps the reason for ever."""
    with pytest.raises(ReasonNamesPerson):
        withdraw_rate(WithdrawRate(Rate.get(Rate.price == 41_235).id, reason), LATER, OWNER)
    assert value("SELECT count(*) FROM rate WHERE known_until IS NOT NULL") == 0


@pytest.mark.parametrize("deed", [decline_difference, accept_difference])
def test_one_who_may_not_bill_decides_no_difference(billed: str, deed: Callable[..., object]) -> None:
    """G27: neither a reader nor an attester."""
    waiting = let_decide("455,00")
    for actor in (READER, ATTESTER):
        with pytest.raises(FeeError):
            deed(waiting[0].id, *(("skäl",) if deed is decline_difference else ()), actor)
    assert {row.state for row in list_differences(OWNER)} == {"open"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE rate SET visit_id = (SELECT MIN(id) FROM visit)",
        "UPDATE rate SET replaces_id = (SELECT MIN(id) FROM rate) WHERE price = 45500",
        "UPDATE rate SET known_since = '2020-01-01'",
    ],
)
def test_what_a_rate_is_for_and_since_when_it_is_known_is_not_rewritten_in_sql(billed: str, statement: str) -> None:
    """G24: which rate was known on a day is answerable for ever; nobody turns it into one visit's own."""
    let_decide("455,00", decided_on="")
    refuses(statement)
