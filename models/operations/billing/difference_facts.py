"""What a difference shows: each posted line as it was posted, taken back, and beside it what comes instead."""

from __future__ import annotations

from dataclasses import replace

from models.database import rows_of
from models.documents.facts import CREDIT, CorrectedFacts, InvoiceFacts, LineFacts, from_json
from models.documents.line_text import price_text
from models.invoice import Invoice, InvoiceLine
from models.rate import Rate


def difference_lines(draft: Invoice) -> tuple[LineFacts, ...]:
    """Copy the lines from the documents that they change (G16); empty where the draft changes none."""
    posted: dict[int, InvoiceFacts] = {}
    lines = list(InvoiceLine.select().where(InvoiceLine.invoice == draft).order_by(InvoiceLine.position))
    if not any(line.replaces_id for line in lines):
        return ()
    return tuple(_line(draft, line, posted) for line in lines)


def corrected_documents(draft: Invoice) -> tuple[CorrectedFacts, ...]:
    """Name the posted documents whose lines a draft changes, the earliest first."""
    changed = InvoiceLine.alias()
    ids = (
        InvoiceLine.select(changed.invoice)
        .join(changed, on=InvoiceLine.replaces == changed.id)
        .where(InvoiceLine.invoice == draft)
    )
    named = Invoice.select(Invoice.number, Invoice.issued_on).where(Invoice.id.in_(ids))
    return tuple(CorrectedFacts(*row) for row in rows_of(named.order_by(Invoice.issued_on, Invoice.id)))


def _line(draft: Invoice, line: InvoiceLine, posted: dict[int, InvoiceFacts]) -> LineFacts:
    changed = InvoiceLine.get_by_id(line.credits_id or line.replaces_id)
    if changed.invoice_id not in posted:
        posted[changed.invoice_id] = from_json(changed.invoice.facts or "")
    document = posted[changed.invoice_id]
    shown = next(each for each in document.lines if each.position == changed.position)
    takes_back = line.credits_id is not None
    return replace(
        shown,
        position=line.position,
        unit=line.unit,
        quantity=line.quantity,
        price=line.price,
        net=line.net,
        first=line.first_day,
        last=line.last_day,
        rate_id=line.rate_id,
        reverses=takes_back != (draft.kind == CREDIT),
        original=document.number,
        why="" if takes_back else _why(line, changed),
    )


def _why(line: InvoiceLine, changed: InvoiceLine) -> str:
    """Say in Swedish which rate pays the care now, since when that is known, and what it was billed by."""
    if (line.unit, line.price) == (changed.unit, changed.price):
        return "Samma ersättningsnivå som förut."
    rate = Rate.get_by_id(line.rate_id)
    now, before = price_text(line.unit, line.price), price_text(changed.unit, changed.price)
    known = f", beslutad {rate.decided_on}" if rate.decided_on else f", känd {rate.known_since}"
    return f"Ersättningsnivå {now} i stället för {before}, gäller från {rate.valid_from}{known}."
