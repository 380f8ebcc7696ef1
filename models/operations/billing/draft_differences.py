"""Draft an accepted difference: each posted line taken back whole, and its care billed at what pays it now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from models.batch import Batch
from models.billed import LinePiece
from models.care_entry import CarePiece
from models.database import among
from models.difference import Difference
from models.invoice import Invoice, InvoiceLine
from models.operations.billing.mirror_lines import mirror_line
from models.operations.billing.plan import PlannedDifference
from models.operations.billing.reprice_lines import reprice_lines
from models.operations.billing.scratch import PlannedPiece
from models.rules.difference import Part, Repriced
from models.rules.row_kinds import RowKind


def draft_differences(batch: Batch, planned: Iterable[PlannedDifference], today: date) -> None:
    """Draft each as one document, inside the deed's transaction; care stays on the posted line until it is posted."""
    for difference in planned:
        lines = [line.line for line in difference.lines]
        reprice_lines(among(InvoiceLine.id, lines), today)
        _draft(batch, difference, {line.id: line for line in InvoiceLine.select().where(among(InvoiceLine.id, lines))})


def _draft(batch: Batch, planned: PlannedDifference, posted: dict[int, InvoiceLine]) -> None:
    is_credit = planned.total < 0
    first = posted[planned.lines[0].line]
    visits = {line.visit_id for line in posted.values()}
    document = Invoice.create(
        kind="credit" if is_credit else "invoice",
        batch=batch,
        recipient=planned.recipient,
        visit=first.visit_id if len(visits) == 1 else None,
        month=batch.month,
        reference=planned.reference,
        total=abs(planned.total),
        credits=first.invoice_id if is_credit else None,
        made_by=batch.made_by,
    )
    position = 0
    for repriced in planned.lines:
        position = _exchange(document, position, repriced, posted[repriced.line])
    Difference.update(invoice=document).where(Difference.id == planned.difference).execute()


def _exchange(document: Invoice, position: int, repriced: Repriced, posted: InvoiceLine) -> int:
    """Write the line that takes the posted one back, and those that bill its care; give the last one's place."""
    mirror_line(document, position + 1, posted)
    for place, part in enumerate(repriced.parts, start=position + 2):
        _tie_part(_line(document, place, posted, part), posted, part)
    return position + 1 + len(repriced.parts)


def _line(document: Invoice, position: int, posted: InvoiceLine, part: Part) -> InvoiceLine:
    return InvoiceLine.create(
        invoice=document,
        position=position,
        visit=posted.visit_id,
        service=posted.service_id,
        rate=part.rate,
        kind=posted.kind,
        share=posted.share,
        unit=part.unit,
        price=part.price,
        quantity=part.quantity,
        net=part.net,
        month=posted.month,
        first_day=part.first,
        last_day=part.last,
        late=posted.late,
        replaces=posted,
    )


def _tie_part(instead: InvoiceLine, posted: InvoiceLine, part: Part) -> None:
    """Tie the pieces that the part's rate pays; a line that claims a month takes all of the posted one's."""
    theirs = CarePiece.line == posted
    if part.unit != "month" and posted.kind != RowKind.GRANTED:
        table = PlannedPiece
        priced = (table.rate == part.rate) & (table.unit == part.unit) & (table.price == part.price)
        theirs &= CarePiece.id.in_(table.select(table.piece).where(priced))
    ties = CarePiece.select(instead.id, CarePiece.id).where(theirs)
    LinePiece.insert_from(ties, [LinePiece.line, LinePiece.piece]).execute()
