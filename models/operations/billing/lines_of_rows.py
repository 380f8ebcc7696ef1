"""Which lines of an invoice bill some hour rows, and which other rows those lines bill too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.billed import LinePiece
from models.care_entry import CareEntry, CarePiece
from models.database import rows_of
from models.errors import NotFound, RowNotBilledHere
from models.invoice import Invoice, InvoiceLine
from models.operations.billing.credited_lines import taken_back
from models.operations.store.actor import Actor, reading


@dataclass(frozen=True, slots=True)
class LinesOfRows:
    """The positions of lines, and the keys of the rows that come along when they are credited: a line goes whole."""

    positions: tuple[int, ...]
    along: tuple[str, ...]


def lines_of_rows(number: str, keys: Iterable[str], actor: Actor) -> LinesOfRows:
    """Find the lines that bill hour rows and that nothing takes back.

    Raises:
        NotFound: there is no posted invoice with the number.
        RowNotBilledHere: no line that is left bills a row.
    """
    with reading(actor):
        wanted = tuple(dict.fromkeys(keys))
        billed = _billed(number)
        for key in wanted:
            if key not in billed.values():
                raise RowNotBilledHere(key=key, number=number)
        positions = tuple(sorted({position for (position, _), key in billed.items() if key in wanted}))
        along = [key for (position, _), key in billed.items() if position in positions and key not in wanted]
    return LinesOfRows(positions, tuple(dict.fromkeys(along)))


def _billed(number: str) -> dict[tuple[int, int], str]:
    """Give the row's key of every piece, by the position of the line that bills it."""
    invoice = Invoice.get_or_none(Invoice.number == number)
    if invoice is None:
        raise NotFound(what="invoice", key=number)
    query = (
        LinePiece.select(InvoiceLine.position, LinePiece.piece, CareEntry.key)
        .join(InvoiceLine)
        .switch(LinePiece)
        .join(CarePiece)
        .join(CareEntry)
        .where((InvoiceLine.invoice == invoice) & InvoiceLine.credits.is_null())
        .order_by(InvoiceLine.position, CareEntry.day, CareEntry.id)
    )
    gone = taken_back(invoice)
    return {(position, piece): key for position, piece, key in rows_of(query) if position not in gone}
