"""Let a difference that is being posted take its care over from the lines that it takes back."""

from __future__ import annotations

from models.billed import LineDay, LineMonth, LinePiece
from models.care_entry import CarePiece
from models.database import rows_of
from models.difference import Difference
from models.invoice import Invoice, InvoiceLine


def exchange_lines(draft: Invoice) -> None:
    """Move the pieces, days and months from the posted lines to the draft's, just before it gets its number (G3).

    A document that is no difference has nothing to take over.
    """
    if not Difference.update(state="billed").where(Difference.invoice == draft).execute():
        return
    old = InvoiceLine.select(InvoiceLine.credits).where(
        (InvoiceLine.invoice == draft) & InvoiceLine.credits.is_null(False)
    )
    taken_back = [line for (line,) in rows_of(old)]
    CarePiece.update(line=None).where(CarePiece.line.in_(taken_back)).execute()
    for line, instead in list(rows_of(_instead(draft))):
        _claim_pieces(instead)
        _take_over_days(line, instead)
        _take_over_month(line, instead)


def _instead(draft: Invoice) -> object:
    return (
        InvoiceLine.select(InvoiceLine.replaces, InvoiceLine.id)
        .where((InvoiceLine.invoice == draft) & InvoiceLine.replaces.is_null(False))
        .order_by(InvoiceLine.position)
    )


def _claim_pieces(instead: int) -> None:
    own = LinePiece.select(LinePiece.piece).where(LinePiece.line == instead)
    CarePiece.update(line=instead).where(CarePiece.id.in_(own)).execute()


def _take_over_days(line: int, instead: int) -> None:
    """Claim the days of the line's own pieces that the posted line claimed."""
    own = (
        LinePiece.select(CarePiece.day)
        .join(CarePiece, on=CarePiece.id == LinePiece.piece)
        .where(LinePiece.line == instead)
    )
    days = (LineDay.line == line) & LineDay.live & LineDay.day.in_(own)
    rate = InvoiceLine.get_by_id(instead).rate_id
    claimed = list(rows_of(LineDay.select(LineDay.visit, LineDay.service, LineDay.day).where(days)))
    LineDay.update(live=False).where(days).execute()
    for visit, service, day in claimed:
        LineDay.create(line=instead, visit=visit, service=service, rate=rate, day=day)


def _take_over_month(line: int, instead: int) -> None:
    months = (LineMonth.line == line) & LineMonth.live
    claimed = list(rows_of(LineMonth.select(LineMonth.visit, LineMonth.service, LineMonth.month).where(months)))
    LineMonth.update(live=False).where(months).execute()
    for visit, service, month in claimed:
        LineMonth.create(line=instead, visit=visit, service=service, month=month)
