"""Copy into a document's facts everything that it will ever show (G16)."""

from __future__ import annotations

from datetime import date, timedelta

from models.batch import Batch
from models.documents.facts import InvoiceFacts, LineFacts, PartyFacts
from models.documents.line_text import AGREED, line_text
from models.documents.pdf_texts import paper_texts
from models.invoice import Invoice, InvoiceLine
from models.operations.billing.difference_facts import corrected_documents, difference_lines
from models.operations.billing.mirror_facts import is_mirror, mirror_facts
from models.organisation import Organisation
from models.rate import Rate
from models.recipient import Recipient
from models.rules.row_kinds import RowKind
from models.service import Service
from models.visit import Visit


def draft_facts(draft: Invoice, today: date) -> InvoiceFacts:
    """Read a draft's facts as they stand today, without number and OCR reference."""
    if is_mirror(draft):
        return mirror_facts(draft, today)
    own = Organisation.get()
    recipient = Recipient.get_by_id(draft.recipient_id)
    credited = Invoice.get_by_id(draft.credits_id) if draft.credits_id else None
    lines = difference_lines(draft) or _lines(draft)
    cases = tuple(dict.fromkeys(line.case_number for line in lines))
    days = own.payment_days if recipient.payment_days is None else recipient.payment_days
    return InvoiceFacts(
        kind=draft.kind,
        number="",
        issue_date=today,
        due_date=today + timedelta(days=days),
        seller=_seller(own),
        buyer=_buyer(recipient),
        buyer_reference=draft.reference,
        case_number=cases[0] if len(cases) == 1 else "",
        bankgiro=own.bankgiro,
        ocr="",
        exemption_code=own.exemption_code,
        exemption_text=own.exemption_text,
        legal_basis=_legal_basis(draft),
        payment_terms="" if credited else _payment_terms(days, own),
        note="",
        lines=lines,
        credits_number=(credited.number or "") if credited else "",
        credits_date=credited.issued_on if credited else None,
        batch=Batch.get_by_id(draft.batch_id).name,
        month=draft.month,
        corrects=corrected_documents(draft),
    )


def _lines(draft: Invoice) -> tuple[LineFacts, ...]:
    query = (
        InvoiceLine.select(InvoiceLine, Visit, Service, Rate)
        .join(Visit)
        .switch(InvoiceLine)
        .join(Service)
        .switch(InvoiceLine)
        .join(Rate)
        .where(InvoiceLine.invoice == draft)
        .order_by(InvoiceLine.position)
    )
    return tuple(_line(line) for line in query)


def _line(line: InvoiceLine) -> LineFacts:
    return LineFacts(
        position=line.position,
        case_number=line.visit.case_number,
        service=line.service.code,
        text=line_text(line.service.swedish, RowKind(line.kind), line.share, _label(line)),
        unit=line.unit,
        quantity=line.quantity,
        price=line.price,
        net=line.net,
        first=line.first_day,
        last=line.last_day,
        rate_id=line.rate_id,
        order_reference=line.visit.order_reference,
        late=line.late,
    )


def _label(line: InvoiceLine) -> str:
    """Name the receipt of an extra cost, or the order that the rate was agreed in."""
    rate = line.rate
    if line.kind == RowKind.EXTRA_COST:
        return str(rate.source)
    return AGREED.format(reference=rate.source) if rate.visit_id is not None else ""


def _payment_terms(days: int, own: Organisation) -> str:
    """Say when payment is due, and that interest is taken where it is (4 § räntelagen, 1975:635)."""
    due = f"{days} dagar netto"
    return f"{due}. {paper_texts()['interest']}" if own.interest else due


def _legal_basis(draft: Invoice) -> str:
    query = Visit.select(Visit.legal_basis).join(InvoiceLine).where(InvoiceLine.invoice == draft).distinct()
    return "; ".join(sorted(visit.legal_basis for visit in query))


def _seller(own: Organisation) -> PartyFacts:
    return PartyFacts(
        name=own.name,
        organisation_number=own.organisation_number,
        endpoint_scheme="0007",
        endpoint_id=own.organisation_number,
        street=own.street,
        city=own.city,
        postal_code=own.postal_code,
        vat_number=own.vat_number,
        contact_email=own.mailbox,
    )


def _buyer(recipient: Recipient) -> PartyFacts:
    return PartyFacts(
        name=recipient.name,
        organisation_number=recipient.organisation_number,
        endpoint_scheme=recipient.peppol_scheme,
        endpoint_id=recipient.peppol_id,
        street=recipient.street,
        city=recipient.city,
        postal_code=recipient.postal_code,
    )
