"""What a credit note shows: what was posted, whatever anything is called today (G16, G19)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from models.database import rows_of
from models.documents.facts import CREDIT, InvoiceFacts, LineFacts, from_json
from models.invoice import Invoice, InvoiceLine


def is_mirror(draft: Invoice) -> bool:
    """Say whether a draft takes lines of one document back and bills nothing itself."""
    billing = InvoiceLine.select().where((InvoiceLine.invoice == draft) & InvoiceLine.credits.is_null())
    return draft.credits_id is not None and not billing.exists()


def mirror_facts(draft: Invoice, today: date) -> InvoiceFacts:
    """Copy a credit note's facts from the document that it takes back, parties and all; without a number."""
    credited = Invoice.get_by_id(draft.credits_id)
    posted = from_json(credited.facts or "")
    lines = _lines(draft, posted)
    cases = tuple(dict.fromkeys(line.case_number for line in lines))
    return replace(
        posted,
        kind=CREDIT,
        number="",
        issue_date=today,
        due_date=today + (posted.due_date - posted.issue_date),
        ocr="",
        payment_terms="",
        case_number=cases[0] if len(cases) == 1 else "",
        lines=lines,
        credits_number=posted.number,
        credits_date=posted.issue_date,
        corrects=(),
        annuls=bool(draft.annuls),
    )


def _lines(draft: Invoice, posted: InvoiceFacts) -> tuple[LineFacts, ...]:
    by_position = {line.position: line for line in posted.lines}
    original = InvoiceLine.alias()
    query = (
        InvoiceLine.select(InvoiceLine.position, original.position)
        .join(original, on=InvoiceLine.credits == original.id)
        .where(InvoiceLine.invoice == draft)
        .order_by(InvoiceLine.position)
    )
    return tuple(
        replace(by_position[theirs], position=ours, reverses=False, original="", why="")
        for ours, theirs in rows_of(query)
    )
