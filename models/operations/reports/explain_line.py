"""Why a posted line comes to its amount: computed from what was posted, so that anybody can compute it again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.billed import LineDay
from models.database import rows_of
from models.errors import NoSuchLine
from models.invoice import Invoice, InvoiceLine
from models.operations.billing.invoices import InvoiceLineRow, InvoiceRow, show_invoice
from models.operations.reports.hour_rows import BilledPiece, rows_of_invoice_line
from models.operations.reports.rate_facts import RateFacts, rate_facts
from models.operations.store.actor import Actor, reading
from models.rules.money import Ore
from models.rules.row_kinds import RowKind
from models.rules.services import Unit


@dataclass(frozen=True, slots=True)
class EarlierLine:
    """The posted line that one takes back or comes instead of, at the rate that it was billed by."""

    number: str
    position: int
    unit: str
    price: Ore
    quantity: int
    net: Ore
    rate: RateFacts


@dataclass(frozen=True, slots=True)
class Explanation:
    """A line of an invoice or a credit note, the rate that prices it, and the hour rows behind it.

    `quantity` is minutes for hour rates; `price` is öre, `share` percent of the rate's; `days` are those that a line
    paid by the day claims. `sixtieths` of an öre is what was rounded half up; 0: it came out even. A line of a
    difference `takes_back` the `earlier` one, or bills the same care instead.
    """

    invoice: InvoiceRow
    line: InvoiceLineRow
    rate: RateFacts
    rows: tuple[BilledPiece, ...]
    days: tuple[date, ...]
    takes_back: bool
    earlier: EarlierLine | None

    @property
    def counted(self) -> int:
        """Count the quantity from what stands behind the line, by its unit; granted time is what was granted."""
        unit = Unit(self.line.unit)
        if self.line.kind == RowKind.GRANTED:
            return self.line.quantity
        if unit is Unit.HOUR:
            return sum(row.minutes for row in self.rows)
        if unit is Unit.PIECE:
            return sum(row.pieces for row in self.rows)
        if unit is Unit.VISIT:
            return sum({row.key: row.staff for row in self.rows}.values())
        return len(self.days) if unit is Unit.DAY else 1

    @property
    def shared_price(self) -> Ore:
        """The rate brought to the line's share, half up to öre."""
        return (self.rate.price * self.line.share + 50) // 100

    @property
    def sixtieths(self) -> int:
        """Say what was left when an hour price was rounded; 0 where nothing was."""
        return self.line.quantity * self.line.price % 60 if self.line.unit == Unit.HOUR else 0


def explain_line(number: str, position: int, actor: Actor) -> Explanation:
    """Explain a line of a posted document; that somebody looked at the hours is logged (G31).

    Raises:
        NotFound: there is no document with the number.
        NoSuchLine: it has no line at the position.
    """
    invoice = show_invoice(number, actor)
    line = next((each for each in invoice.lines if each.position == position), None)
    if line is None:
        raise NoSuchLine(number=number, lines=str(position))
    rows = rows_of_invoice_line(invoice, line, actor)
    rate = rate_facts(line.rate, actor)
    with reading(actor):
        own = (InvoiceLine.position == position) & (Invoice.number == number)
        stored = InvoiceLine.select().join(Invoice).where(own).get()
        days = tuple(_days(stored.credits_id or stored.id))
        return Explanation(invoice, line, rate, rows, days, stored.credits_id is not None, _earlier(stored, actor))


def _days(line: int) -> Iterator[date]:
    """List the days that a line claimed."""
    for (day,) in rows_of(LineDay.select(LineDay.day).where(LineDay.line == line).order_by(LineDay.day)):
        yield day


def _earlier(line: InvoiceLine, actor: Actor) -> EarlierLine | None:
    """Find the line that one takes back or comes instead of."""
    if line.credits_id is None and line.replaces_id is None:
        return None
    found = InvoiceLine.get_by_id(line.credits_id or line.replaces_id)
    figures = (found.unit, found.price, found.quantity, found.net)
    return EarlierLine(found.invoice.number or "", found.position, *figures, rate_facts(found.rate_id, actor))
