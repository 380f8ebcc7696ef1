"""Why a posted line comes to its amount: computed from what was posted, so that anybody can compute it again."""

from __future__ import annotations

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
from models.rules.services import Unit


@dataclass(frozen=True, slots=True)
class Explanation:
    """A line of an invoice or a credit note, the rate that prices it, and the hour rows behind it.

    `quantity` is minutes for hour rates; `price` is öre, `share` percent of the rate's; `days` are those that a line
    paid by the day claims. `sixtieths` of an öre is what was rounded half up; 0: it came out even.
    """

    invoice: InvoiceRow
    line: InvoiceLineRow
    rate: RateFacts
    rows: tuple[BilledPiece, ...]
    days: tuple[date, ...]

    @property
    def counted(self) -> int:
        """Count the quantity from what stands behind the line, by the unit that it is paid by."""
        unit = Unit(self.line.unit)
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
        return Explanation(invoice, line, rate, rows, tuple(_days(number, position)))


def _days(number: str, position: int) -> list[date]:
    """List the days that the line, or the one that it takes back, claimed."""
    own = (
        InvoiceLine.select(InvoiceLine.id, InvoiceLine.credits)
        .join(Invoice)
        .where((Invoice.number == number) & (InvoiceLine.position == position))
    )
    (line, taken_back), *_ = rows_of(own)
    query = LineDay.select(LineDay.day).where(LineDay.line == (taken_back or line)).order_by(LineDay.day)
    return [day for (day,) in rows_of(query)]
