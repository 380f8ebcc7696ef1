"""Credit and bill again as one: what was shown is what is done, and what is held stays for later."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest

from models.documents.facts import InvoiceFacts, LineFacts, from_json
from models.errors import (
    AlreadyCredited,
    CreditOfCredit,
    LineInDraft,
    NotFound,
    OwnAttest,
    PlanIsStale,
    ReasonMissing,
    ReasonNamesPerson,
    RowNotBilledHere,
)
from models.operations.billing.credit_invoice import credit_invoice
from models.operations.billing.credit_preview import CreditPreview, preview_credit
from models.operations.billing.invoices import show_invoice
from models.operations.billing.lines_of_rows import lines_of_rows
from models.operations.billing.rebill import RebillReceipt, rebill_invoice
from models.operations.hours.reopen_month import reopen_month
from models.rules.credit_reasons import CreditReason
from tests.operations.billing.month import (
    BILLED_ON,
    JULY,
    ONE,
    THREE,
    TWO,
    attest,
    change,
    changes_nothing,
    content,
    credit,
    invoice_of,
    nothing_wrong,
    rows,
    value,
)
from tests.operations.builders import OWNER, hour_row, plan_of, put_hours, put_rates, rate_row, sign


def preview(number: str, *positions: int) -> CreditPreview:
    """Look at a credit before it is made."""
    return preview_credit(number, positions, BILLED_ON, OWNER)


def rebill(seen: CreditPreview, reason: str = "", code: CreditReason = CreditReason.WRONG_RATE) -> RebillReceipt:
    """Do what was looked at."""
    return rebill_invoice(seen, reason, BILLED_ON, OWNER, code=code)


def facts_of(number: str) -> InvoiceFacts:
    """Read what a document shows."""
    return from_json(value(f"SELECT facts FROM invoice WHERE number = '{number}'"))


def raise_the_price() -> None:
    """Decide a higher price for the third guest's hours."""
    put_rates(rate_row("500,00", home="0380", decided_on="2026-09-01"))


@pytest.mark.usefixtures("billed")
def test_what_was_shown_is_what_is_done() -> None:
    """G3, G10: one deed posts the credit and drafts the same lines, öre by öre; another user attests them."""
    raise_the_price()
    seen = preview(invoice_of(THREE).number)
    receipt = rebill(seen)
    assert receipt.batch is not None
    assert (receipt.credit.total, receipt.batch.total) == (seen.credited, seen.instead) == (24666, 30833)
    assert (receipt.batch.state, receipt.batch.batch, seen.difference) == ("drafted", "B2026-07-2", 6167)
    with pytest.raises(OwnAttest):
        attest("B2026-07-2", OWNER)
    attest("B2026-07-2")
    again = invoice_of(THREE)
    assert [(line.price, line.net) for line in again.lines] == [(50000, 30833)]
    assert plan_of("2026-07", BILLED_ON).lines == ()
    nothing_wrong()


@pytest.mark.usefixtures("billed")
def test_only_the_freed_rows_are_billed_again() -> None:
    """G3: what waits for other reasons, though it could be billed, is not in the batch."""
    change("DELETE FROM month_signature")
    put_hours(hour_row("late", THREE, "2026-07-06", minutes=60))
    sign("2026-07")
    receipt = rebill(preview(invoice_of(TWO).number))
    assert receipt.batch is not None
    of_lines = "SELECT DISTINCT invoice_line.visit_id FROM invoice_line JOIN invoice ON invoice.id = invoice_id"
    drafted = rows(f"{of_lines} WHERE number IS NULL")
    assert drafted == rows(f"SELECT id FROM visit WHERE case_number = '{TWO}'")
    assert [line.case for line in plan_of("2026-07", BILLED_ON).lines] == [THREE]
    attest("B2026-07-2")
    nothing_wrong()


@pytest.mark.usefixtures("billed")
def test_what_has_changed_since_it_was_shown_stops_both() -> None:
    """G9, G14: no credit note and no number where what comes instead is no longer what was looked at."""
    seen = preview(invoice_of(THREE).number)
    raise_the_price()
    before = content()
    with pytest.raises(PlanIsStale, match=THREE):
        rebill(seen)
    assert content() == before
    assert rebill(preview(invoice_of(THREE).number)).credit.number == "K202600001"


@pytest.mark.usefixtures("billed")
def test_a_line_that_somebody_credited_meanwhile_stops_both() -> None:
    """G3: the second of two who looked at the same credit makes none."""
    seen = preview(invoice_of(ONE).number, 1, 2)
    credit(invoice_of(ONE).number, 2)
    before = content()
    with pytest.raises(AlreadyCredited):
        rebill(seen)
    assert content() == before


@pytest.mark.usefixtures("billed")
def test_where_nothing_can_be_billed_again_only_the_credit_is_made() -> None:
    """The rows are held with the reason, no empty batch is made, and they come when nothing stands in their way."""
    reopen_month(JULY, THREE, "late hours", OWNER)
    change(f"DELETE FROM month_signature WHERE visit_id = (SELECT id FROM visit WHERE case_number = '{THREE}')")
    seen = preview(invoice_of(THREE).number)
    assert [(held.case, str(held.reason), held.rows) for held in seen.plan.held] == [(THREE, "not-signed", 1)]
    receipt = rebill(seen)
    assert receipt.batch is None
    assert rows("SELECT name FROM batch") == [("B2026-07",)]
    sign("2026-07")
    assert plan_of("2026-07", BILLED_ON).total == 24666
    nothing_wrong()


@pytest.mark.usefixtures("billed")
def test_without_attest_both_are_posted_at_once() -> None:
    """Where nobody attests, the invoice has its number in the same moment as the credit note."""
    change("UPDATE organisation SET attest = FALSE")
    receipt = rebill(preview(invoice_of(TWO).number))
    assert receipt.batch is not None
    assert (receipt.batch.state, receipt.batch.numbers) == ("posted", ("202600004",))
    nothing_wrong()


@pytest.mark.usefixtures("billed")
def test_a_full_credit_is_the_exact_mirror_of_what_was_posted() -> None:
    """G16, G19: every fact of it, whatever parties, services and references are called on the day of the credit."""
    invoice = facts_of(invoice_of(ONE).number)
    change(
        "UPDATE recipient SET name = 'Någon annan', peppol_id = '5566778899', street = 'Annangatan 1'",
        "UPDATE organisation SET name = 'Vi själva', bankgiro = '', exemption_text = 'annat'",
        "UPDATE visit SET invoice_reference = 'KST 999', order_reference = '', legal_basis = 'annat'",
    )
    note = facts_of(credit(invoice.number).number)
    own = {"kind", "number", "issue_date", "due_date", "ocr", "payment_terms", "credits_number", "credits_date"}
    for field in fields(InvoiceFacts):
        if field.name not in own | {"lines"}:
            assert getattr(note, field.name) == getattr(invoice, field.name), field.name
    for mirrored, line in zip(note.lines, invoice.lines, strict=True):
        for field in fields(LineFacts):
            assert getattr(mirrored, field.name) == getattr(line, field.name), field.name
    assert (note.kind, note.ocr, note.payment_terms) == ("credit", "", "")
    assert (note.credits_number, note.credits_date) == (invoice.number, invoice.issue_date)
    assert note.total == invoice.total
    nothing_wrong()


@pytest.mark.usefixtures("billed")
def test_a_code_says_why_and_other_needs_words() -> None:
    """A credit note keeps its code; the text names nobody, and may be empty where the code says it."""
    number = invoice_of(ONE).number
    for text in ("", "  "):
        with pytest.raises(ReasonMissing):
            credit_invoice(number, [1], text, BILLED_ON, OWNER)
    with pytest.raises(ReasonNamesPerson):
        credit_invoice(number, [1], "Tuva-Lisa Åkerlund har klagat", BILLED_ON, OWNER, code=CreditReason.DISPUTED)
    note = credit_invoice(number, [1], "", BILLED_ON, OWNER, code=CreditReason.NOT_ORDERED)
    told = credit_invoice(number, [2], " dubblett ", BILLED_ON, OWNER, code=CreditReason.BILLED_TWICE)
    shown = [show_invoice(each, OWNER) for each in (note.number, told.number)]
    assert [(row.reason_code, row.reason) for row in shown] == [("not-ordered", ""), ("billed-twice", "dubblett")]
    assert show_invoice(number, OWNER).reason_code == ""


@pytest.mark.usefixtures("billed")
def test_rows_find_their_lines_and_name_what_comes_along() -> None:
    """A line is credited whole: the other rows of it are named before."""
    invoice = invoice_of(ONE)
    found = lines_of_rows(invoice.number, ["k5"], OWNER)
    assert [line.service for line in invoice.lines if line.position in found.positions] == ["care-home-day"]
    assert found.along == ("k6",)
    across = lines_of_rows(invoice.number, ["k3"], OWNER)
    theirs = [line for line in invoice.lines if line.position in across.positions]
    assert {line.first.month for line in theirs} == {7, 8}
    credit(invoice.number, *found.positions)
    for key in ("k5", "k9", "k99"):
        with pytest.raises(RowNotBilledHere, match=key):
            lines_of_rows(invoice.number, ["k8", key], OWNER)
    with pytest.raises(NotFound):
        lines_of_rows("202699999", ["k5"], OWNER)


@pytest.mark.usefixtures("billed")
def test_a_line_that_a_draft_takes_back_is_not_credited_too() -> None:
    """G3: refused naming the batch of the draft; the line is not offered meanwhile, and is again when it is gone."""
    invoice = invoice_of(ONE)
    _draft_takes_back(invoice.number, 1)
    before = content()
    for positions in ((), (1,), (1, 2)):
        with pytest.raises(LineInDraft, match="B2026-09"):
            credit(invoice.number, *positions)
    assert content() == before
    shown = show_invoice(invoice.number, OWNER)
    assert [line.drafted_by for line in shown.lines][:2] == ["B2026-09", ""]
    assert [line.position for line in shown.left] == [line.position for line in invoice.lines][1:]
    credit(invoice.number, 2)


def _draft_takes_back(number: str, position: int) -> None:
    columns = "visit_id, service_id, rate_id, unit, price, quantity, net, month, first_day, last_day, late, kind, share"
    change(
        "INSERT INTO batch (name, month, state, made_by, made_at, attest_required)"
        " VALUES ('B2026-09', '2026-09', 'drafted', 'owner', '2026-10-01 10:00:00', 'yes')",
        "INSERT INTO invoice (kind, batch_id, recipient_id, month, reference, total, reason, made_by)"
        " SELECT 'invoice', (SELECT id FROM batch WHERE name = 'B2026-09'), recipient_id, '2026-09', reference, 1, '',"
        f" 'owner' FROM invoice WHERE number = '{number}'",
        f"INSERT INTO invoice_line (invoice_id, position, credits_id, {columns})"
        f" SELECT (SELECT MAX(id) FROM invoice), 1, id, {columns} FROM invoice_line WHERE position = {position}"
        f" AND invoice_id = (SELECT id FROM invoice WHERE number = '{number}')",
    )


@pytest.mark.usefixtures("billed")
def test_a_credit_note_is_neither_previewed_nor_billed_again() -> None:
    """G3: a note bills nothing, so there is nothing of it to take back."""
    number = invoice_of(TWO).number
    seen = preview(number)
    note = credit(number)
    for act in (lambda: preview(note.number), lambda: rebill(replace(seen, number=note.number))):
        with pytest.raises(CreditOfCredit):
            act()


@pytest.mark.usefixtures("billed")
def test_a_preview_writes_nothing_and_shows_the_same_again() -> None:
    """G8: every row of every table as before; two looks are the same."""
    number = invoice_of(ONE).number
    changes_nothing(lambda: preview(number, 1, 3))
    assert preview(number, 1, 3) == preview(number, 3, 1)


@pytest.mark.usefixtures("billed")
def test_a_stay_that_was_shortened_is_credited_and_the_rest_billed_again() -> None:
    """G3, G6: rows after the last day are held with the reason, the others come again; nothing is lost."""
    invoice = invoice_of(ONE)
    change(f"UPDATE visit SET last_day = '2026-07-10' WHERE case_number = '{ONE}'")
    seen = preview(invoice.number)
    assert {str(held.reason) for held in seen.plan.held} == {"outside-stay"}
    receipt = rebill(seen)
    assert receipt.batch is not None
    attest(receipt.batch.batch)
    assert max(line.last for line in invoice_of(ONE).lines) == date(2026, 7, 10)
    assert receipt.credit.total == invoice.total
    nothing_wrong()
