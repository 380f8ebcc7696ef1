"""What a difference billed can be credited, whatever the document's kind: only its billing lines, each once."""

from __future__ import annotations

from datetime import date

import pytest

from models.care_errors import LineTakesBack
from models.documents.facts import InvoiceFacts, from_json
from models.errors import AlreadyCredited, NotAnnulled
from models.operations.billing.annul_invoice import annul_invoice
from models.operations.billing.attest_batch import attest_batch
from models.operations.billing.credit_invoice import credit_invoice
from models.operations.billing.credit_preview import preview_credit
from models.operations.billing.decide_difference import accept_difference
from models.operations.billing.invoices import InvoiceRow, list_invoices, show_invoice
from models.operations.billing.list_differences import list_differences
from models.operations.billing.plan_batch import plan_batch
from models.operations.billing.rebill import rebill_invoice
from models.operations.billing.run_batch import run_batch
from models.operations.payments.standing import show_standing
from models.rules.credit_reasons import CreditReason
from tests.operations.billing.month import ATTESTER, AUGUST, nothing_wrong, value
from tests.operations.builders import OWNER, put_rates, rate_row

LATER = date(2026, 10, 20)


def facts_of(number: str) -> InvoiceFacts:
    """Read what a document shows."""
    return from_json(value(f"SELECT facts FROM invoice WHERE number = '{number}'"))


def difference_of(amount: str) -> InvoiceRow:
    """Change what the third guest's home pays for home care, and bill the difference; give its document."""
    put_rates(rate_row(amount, home="0380", decided_on="2026-10-10"), today=LATER)
    for row in list_differences(OWNER):
        accept_difference(row.id, OWNER)
    batch = run_batch(plan_batch(AUGUST, LATER, OWNER), LATER, OWNER).batch
    attest_batch(batch, LATER, ATTESTER)
    (document,) = list_invoices(OWNER, batch=batch)
    return document


@pytest.mark.usefixtures("billed")
@pytest.mark.parametrize(("amount", "kind"), [("500,00", "invoice"), ("300,00", "credit")])
def test_the_lines_that_bill_are_credited_and_no_other(amount: str, kind: str) -> None:
    """G3: the mirror takes back what the care was billed at last; the line that takes back has nothing to give."""
    document = difference_of(amount)
    assert (document.kind, [line.takes_back for line in document.lines]) == (kind, [True, False])
    assert document.total == abs(sum(document.signed_net(line) for line in document.lines))
    assert [line.original for line in document.lines] == ["202600003"] * 2
    with pytest.raises(LineTakesBack):
        credit_invoice(document.number, [1], "fel", LATER, OWNER)
    receipt = credit_invoice(document.number, [], "fel", LATER, OWNER)
    note = facts_of(receipt.number)
    billed = facts_of(document.number).lines[1]
    assert (receipt.total, note.total, note.credits_number) == (billed.net, billed.net, document.number)
    assert [(line.net, line.reverses, line.original) for line in note.lines] == [(billed.net, False, "")]
    assert plan_batch(AUGUST, LATER, OWNER).total == billed.net
    with pytest.raises(AlreadyCredited):
        credit_invoice(document.number, [], "fel", LATER, OWNER)
    nothing_wrong()


@pytest.mark.usefixtures("billed")
@pytest.mark.parametrize("amount", ["500,00", "300,00"])
def test_a_difference_is_billed_again_but_not_annulled(amount: str) -> None:
    """G14: it changes a document that may have been sent, so it cannot be made never to have been."""
    document = difference_of(amount)
    assert not document.can_be_annulled
    with pytest.raises(NotAnnulled):
        annul_invoice(document.number, "fel", LATER, OWNER)
    seen = preview_credit(document.number, [], LATER, OWNER)
    assert (seen.difference, seen.positions) == (0, (2,))
    receipt = rebill_invoice(seen, "", LATER, OWNER, code=CreditReason.WRONG_REFERENCE)
    assert receipt.batch is not None
    attest_batch(receipt.batch.batch, LATER, ATTESTER)
    claimed = sum(-row.total if row.kind == "credit" else row.total for row in list_invoices(OWNER))
    live = sum(line.net for row in list_invoices(OWNER) for line in row.left)
    assert claimed == live
    nothing_wrong()


@pytest.mark.usefixtures("billed")
@pytest.mark.parametrize("amount", ["500,00", "300,00"])
def test_an_invoice_whose_care_is_billed_anew_says_where(amount: str) -> None:
    """It is replaced, not credited; what is left to pay on it stays, for the other claims only what differs."""
    before = show_standing("202600003", OWNER).money
    document = difference_of(amount)
    old = show_invoice("202600003", OWNER)
    (changed,) = {line.original_line for line in document.lines}
    assert old.replaced == {document.number: (changed,)}
    assert {line.position for line in old.lines if line.is_replaced} == {changed}
    assert not any(line.is_replaced for line in document.lines)
    assert show_standing("202600003", OWNER).money.total == before.total
    note = credit_invoice(document.number, [], "fel", LATER, OWNER)
    after = show_invoice(document.number, OWNER)
    assert after.replaced == {}
    assert {line.credited_by for line in after.lines if not line.takes_back} == {note.number}


@pytest.mark.usefixtures("billed")
def test_whoever_credits_twice_is_told_what_took_the_line_back() -> None:
    """By its number, and where to see it: it may bill the same care."""
    document = difference_of("500,00")
    (line,) = {line.original_line for line in document.lines}
    with pytest.raises(AlreadyCredited) as refused:
        credit_invoice("202600003", [line], "fel", LATER, OWNER)
    assert refused.value.values == {"number": "202600003", "lines": f"{line}", "by": document.number,
                                    "first": document.number}  # fmt: skip
