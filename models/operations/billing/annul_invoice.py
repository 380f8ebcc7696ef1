"""Annul an invoice that never left us: a credit note on the whole of it, and neither is ever written to a folder."""

from __future__ import annotations

from datetime import date

from models.errors import AlreadyExported, NotAnnulled
from models.invoice import Invoice, InvoiceLine
from models.operations.billing.credit_invoice import CreditReceipt, take_back
from models.operations.billing.credited_lines import lines_to_credit, posted_document, taken_back
from models.operations.billing.exported import export_of
from models.operations.store.actor import Actor, deed
from models.rules.credit_reasons import CreditReason
from models.rules.roles import Role


def annul_invoice(
    number: str, reason: str, today: date, actor: Actor, *, code: CreditReason = CreditReason.OTHER
) -> CreditReceipt:
    """Annul a posted invoice that was never exported; both documents keep their numbers (G14), its rows are free.

    Raises:
        NotFound: there is no posted invoice with the number.
        AlreadyAnnulled: it is annulled; by which credit note.
        AlreadyExported: it may have been sent; by whom and when it was exported.
        CreditOfCredit: no line of the document bills anything.
        NotAnnulled: some of it is credited already, or it changes what others billed.
        ReasonMissing: the code is `other`, and no text says more.
    """
    with deed(actor, Role.BILL):
        invoice = posted_document(number)
        lines = lines_to_credit(invoice, [])
        _refuse_what_left_us(invoice)
        _refuse_what_hangs_together(invoice)
        return take_back(invoice, lines, code, reason, today, actor, annuls=True)


def _refuse_what_left_us(invoice: Invoice) -> None:
    export = export_of(invoice)
    if export is not None:
        raise AlreadyExported(number=invoice.number, login=export.login, at=export.at)


def _refuse_what_hangs_together(invoice: Invoice) -> None:
    takes_back = InvoiceLine.select().where((InvoiceLine.invoice == invoice) & InvoiceLine.credits.is_null(False))
    if taken_back(invoice) or takes_back.exists():
        raise NotAnnulled(number=invoice.number)
