"""What each invoice still claims when differences and credits have gone over it: nobody is reminded of nothing."""

from __future__ import annotations

from datetime import date

from models.operations.billing.credit_invoice import credit_invoice
from models.operations.billing.decide_difference import accept_difference
from models.operations.billing.list_differences import list_differences
from models.operations.billing.plan_batch import plan_batch
from models.operations.billing.run_batch import run_batch
from models.operations.payments.standing import list_standings
from models.operations.registers.recipients import list_recipients, set_recipient
from models.operations.visits.change_visit import set_visit
from tests.operations.billing.month import AUGUST, ONE, TWO, attest, invoice_of, posted
from tests.operations.builders import OWNER, hour_row, put_hours, put_rates, rate_row, sign

LATER = date(2026, 10, 20)


def let_decide_and_bill(amount: str, home: str = "0180") -> list[str]:
    """Let home care be paid otherwise, and bill what that makes; give the documents' numbers."""
    put_rates(rate_row(amount, home=home, decided_on="2026-10-10"), today=LATER)
    for row in list_differences(OWNER):
        if row.state == "open":
            accept_difference(row.id, OWNER, LATER)
    batch = run_batch(plan_batch(AUGUST, LATER, OWNER), LATER, OWNER).batch
    return list(attest(batch, today=LATER).numbers)


def balances() -> dict[str, int]:
    """Give what is left of each invoice, in öre, where anything is."""
    return {each.number: each.money.balance for each in list_standings(OWNER)}


def test_a_credited_difference_leaves_nothing_of_the_line_that_it_took_back(billed: str) -> None:
    """G19, G20: the difference billed the line's care instead; once that is credited, nobody owes it any more."""
    original = invoice_of(TWO)
    care = next(line.net for line in original.lines if line.service == "home-care")
    before = balances()[original.number]
    (number,) = [each for each in let_decide_and_bill("455,00") if each in _about(TWO)]
    credit_invoice(number, (), "fel", LATER, OWNER)
    now = balances()
    assert now.get(number, 0) == 0
    assert now.get(original.number, 0) == before - care


def test_a_credit_of_several_invoices_comes_off_each_of_them(billed: str) -> None:
    """G19, G20: one note for a recipient; each invoice is left with what its care comes to now."""
    for case in (ONE, TWO):
        set_visit(case, {"invoice_reference": "KST 9"}, OWNER)
    put_hours(hour_row("a1", TWO, "2026-08-20", "10:00-20:00"), hour_row("a2", ONE, "2026-08-20", "10:00-11:00"))
    sign("2026-08")
    attest(run_batch(plan_batch(AUGUST, LATER, OWNER), LATER, OWNER).batch, today=LATER)
    totals = {row.number: row.total for row in posted() if row.kind == "invoice"}
    let_decide_and_bill("41,00")
    gone = dict.fromkeys(totals, 0)
    for row in list_differences(OWNER, every=True):
        for line in row.lines:
            gone[line.invoice] -= line.difference
    assert balances() == {number: total - gone[number] for number, total in totals.items() if total != gone[number]}


def test_one_document_for_a_recipient_that_gathers_its_guests(billed: str) -> None:
    """G19: several guests on one invoice; the difference is one document of all of them."""
    for code in [each.code for each in list_recipients("0180", OWNER)]:
        set_recipient(code, "", {"grouping": "recipient"}, OWNER)
    for case in (ONE, TWO):
        set_visit(case, {"invoice_reference": "KST 9"}, OWNER)
    put_hours(hour_row("a1", TWO, "2026-08-20", "10:00-20:00"), hour_row("a2", ONE, "2026-08-20", "10:00-11:00"))
    sign("2026-08")
    attest(run_batch(plan_batch(AUGUST, LATER, OWNER), LATER, OWNER).batch, today=LATER)
    numbers = let_decide_and_bill("455,00")
    shared = [row for row in posted() if row.number in numbers and row.reference == "KST 9"]
    assert [{line.case for line in row.lines} for row in shared] == [{ONE, TWO}]


def _about(case: str) -> set[str]:
    return {row.number for row in posted() if {line.case for line in row.lines} == {case}}
