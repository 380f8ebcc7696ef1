"""Mirror lines of a posted document on a credit note, and let go of what they billed."""

from __future__ import annotations

from models.billed import LineDay, LineMonth, LinePiece
from models.care_entry import CarePiece
from models.invoice import Invoice, InvoiceLine
from models.operations.store.actor import Actor
from models.rules.credit_reasons import CreditReason


def mirror_lines(
    invoice: Invoice, lines: list[InvoiceLine], code: CreditReason, reason: str, actor: Actor, *, annuls: bool
) -> Invoice:
    """Draft a credit note of the same lines, inside a transaction that is open already."""
    note = Invoice.create(
        kind="credit",
        batch=invoice.batch_id,
        recipient=invoice.recipient_id,
        visit=invoice.visit_id,
        month=invoice.month,
        reference=invoice.reference,
        total=sum(line.net for line in lines),
        credits=invoice,
        reason=reason,
        reason_code=str(code),
        annuls=annuls,
        made_by=actor.login,
    )
    for position, line in enumerate(lines, start=1):
        mirror_line(note, position, line)
    return note


def mirror_line(note: Invoice, position: int, line: InvoiceLine) -> None:
    """Draft a line that takes a posted one back, whole, with everything that it billed."""
    mirrored = InvoiceLine.create(
        invoice=note,
        position=position,
        visit=line.visit_id,
        service=line.service_id,
        rate=line.rate_id,
        kind=line.kind,
        share=line.share,
        unit=line.unit,
        price=line.price,
        quantity=line.quantity,
        net=line.net,
        month=line.month,
        first_day=line.first_day,
        last_day=line.last_day,
        late=line.late,
        credits=line,
    )
    ties = LinePiece.select(mirrored.id, LinePiece.piece).where(LinePiece.line == line)
    LinePiece.insert_from(ties, [LinePiece.line, LinePiece.piece]).execute()


def free_lines(lines: list[InvoiceLine]) -> None:
    """Let the pieces, days and months of credited lines be billed again."""
    CarePiece.update(line=None).where(CarePiece.line.in_(lines)).execute()
    for claim in (LineDay, LineMonth):
        claim.update(live=False).where(claim.line.in_(lines)).execute()
