"""Annulling what never left us: both documents keep their numbers, neither is ever written to a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.errors import AlreadyExported, CreditOfCredit, NotAllowed, NotAnnulled, NotFound
from models.language.refusals import refusal_text
from models.money_errors import AlreadyAnnulled
from models.operations.billing.annul_invoice import annul_invoice
from models.operations.billing.credit_invoice import CreditReceipt
from models.operations.billing.export_batch import export_batch
from models.operations.billing.exported import was_exported
from models.operations.billing.invoices import list_invoices, show_invoice
from models.operations.reports.events import list_events
from models.rules.credit_reasons import CreditReason
from tests.operations.billing.month import (
    ATTESTER,
    BILLED_ON,
    ONE,
    THREE,
    TWO,
    bill,
    content,
    credit,
    invoice_of,
    nothing_wrong,
    value,
)
from tests.operations.builders import OWNER, plan_of


def annul(number: str) -> CreditReceipt:
    """Annul an invoice for a reason that its code says."""
    return annul_invoice(number, "", BILLED_ON, OWNER, code=CreditReason.WRONG_RECIPIENT)


@pytest.mark.usefixtures("billed")
def test_an_annulled_invoice_is_never_written(tmp_path: Path) -> None:
    """G14: numbers stay, rows are free, the register lists both as annulled without a file; its sum is what is left."""
    invoice = invoice_of(THREE)
    receipt = annul(invoice.number)
    assert (receipt.number, receipt.total) == ("K202600001", invoice.total)
    exported = export_batch("B2026-07", tmp_path / "out", OWNER)
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"202600001.xml", "202600002.xml", "B2026-07.csv", "B2026-07.sha256"}
    assert exported.documents == 2
    register = (tmp_path / "out" / "B2026-07.csv").read_text("utf-8-sig").splitlines()
    theirs = [line.split(";") for line in register if invoice.number in line or receipt.number in line]
    assert [cells[1] for cells in theirs] == ["Faktura, makulerad", "Kreditfaktura, makulerad"]
    assert [cells[-1] for cells in theirs] == ["", ""]
    assert exported.total == sum(row.total for row in list_invoices(OWNER)[:2])
    shown = show_invoice(invoice.number, OWNER)
    assert (shown.annulled_by, shown.number, shown.left) == ("K202600001", invoice.number, ())
    assert show_invoice("K202600001", OWNER).annuls
    assert plan_of("2026-07", BILLED_ON).total == invoice.total
    nothing_wrong()
    bill()
    nothing_wrong()


@pytest.mark.usefixtures("billed")
def test_what_was_exported_is_not_annulled(tmp_path: Path) -> None:
    """It may have been sent: refused naming who exported it; the later credit note is not exported yet."""
    number = invoice_of(ONE).number
    assert not was_exported(number, OWNER)
    assert show_invoice(number, OWNER).can_be_annulled
    export_batch("B2026-07", tmp_path / "out", ATTESTER)
    assert was_exported(number, OWNER)
    assert not show_invoice(number, OWNER).can_be_annulled
    before = content()
    with pytest.raises(AlreadyExported, match="attester"):
        annul(number)
    assert content() == before
    with pytest.raises(NotFound):
        was_exported("202699999", OWNER)


@pytest.mark.usefixtures("billed")
def test_only_a_whole_invoice_is_annulled_and_once() -> None:
    """G3: not what is credited in part or whole, no credit note, nothing that is not there, nobody without the role."""
    number = invoice_of(ONE).number
    note = credit(number, 1).number
    assert not show_invoice(number, OWNER).can_be_annulled
    for other, refusal in (
        (number, NotAnnulled),
        (note, CreditOfCredit),
        ("202699999", NotFound),
        ("", NotFound),
    ):
        with pytest.raises(refusal):
            annul(other)
    annul(invoice_of(TWO).number)
    for again in (lambda: annul("202600002"), lambda: credit("202600002"), lambda: credit("202600002", 1)):
        with pytest.raises(AlreadyAnnulled) as caught:
            again()
        assert "202600002 is annulled already, by K202600002" in refusal_text(caught.value)
    with pytest.raises(NotAllowed):
        annul_invoice("202600003", "x", BILLED_ON, ATTESTER)
    nothing_wrong()


@pytest.mark.usefixtures("billed")
def test_an_annulment_stands_in_the_log_as_one() -> None:
    """G34: one event with the code, sealing the credit note."""
    annul(invoice_of(TWO).number)
    event = list_events(OWNER)[0]
    assert (event.deed, event.subject) == ("annul-invoice", "202600002")
    assert value("SELECT reason_code FROM invoice WHERE number = 'K202600001'") == "wrong-recipient"
    nothing_wrong()
