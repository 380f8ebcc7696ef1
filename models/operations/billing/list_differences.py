"""Read differences: what was billed, what it comes to now, and what has become of the proposal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import JOIN, Expression, fn

from models.batch import Batch
from models.care_errors import NoSuchDifference
from models.database import among, rows_of
from models.difference import Difference
from models.invoice import Invoice, InvoiceLine
from models.municipality import Municipality
from models.operations.store.actor import Actor, reading
from models.recipient import Recipient
from models.rules.difference import Part, Repriced, from_text
from models.rules.money import Ore
from models.service import Service
from models.visit import Visit


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A posted line as it was billed, and the parts that its care is paid by now; `quantity` is minutes for hours."""

    invoice: str
    position: int
    case: str
    service: str
    month: str
    unit: str
    price: Ore
    quantity: int
    net: Ore
    rate: int
    now: tuple[Part, ...]

    @property
    def difference(self) -> Ore:
        """The öre that the care is worth more now; below nought: less."""
        return sum(part.net for part in self.now) - self.net


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """A difference: `cause` is the day on which what changed came to be known, `total` öre, signed.

    `document` is its number once it is posted, `batch` the batch that drafts or has posted it.
    """

    id: int
    municipality: str
    home: str
    recipient: str
    reference: str
    cause: date
    state: str
    total: Ore
    lines: tuple[ChangedLine, ...]
    made_at: datetime
    decided_by: str
    reason: str
    batch: str
    document: str

    @property
    def invoices(self) -> tuple[str, ...]:
        """The numbers of the documents that it changes."""
        return tuple(dict.fromkeys(line.invoice for line in self.lines))


def list_differences(actor: Actor, *, every: bool = False) -> tuple[DifferenceRow, ...]:
    """List the differences that wait: proposed, accepted or drafted; `every` adds those that are declined or billed."""
    waiting = Difference.state.in_(("open", "accepted"))
    with reading(actor):
        return tuple(read_differences(waiting if not every else Difference.id > 0))


def show_difference(difference_id: int, actor: Actor) -> DifferenceRow:
    """Show one difference.

    Raises:
        NoSuchDifference: there is none with the number.
    """
    with reading(actor):
        found = next(read_differences(Difference.id == difference_id), None)
    if found is None:
        raise NoSuchDifference(number=difference_id)
    return found


def read_differences(chosen: Expression) -> Iterator[DifferenceRow]:
    """Read some differences in a transaction that is open already."""
    query = (
        Difference.select(
            Difference.id,
            Municipality.code,
            Municipality.name,
            Recipient.name,
            Difference.reference,
            Difference.cause,
            Difference.state,
            Difference.total,
            Difference.lines,
            Difference.made_at,
            fn.COALESCE(Difference.decided_by, ""),
            Difference.reason,
            fn.COALESCE(Batch.name, ""),
            fn.COALESCE(Invoice.number, ""),
        )
        .join(Recipient)
        .join(Municipality)
        .switch(Difference)
        .join(Invoice, JOIN.LEFT_OUTER, on=Difference.invoice == Invoice.id)
        .join(Batch, JOIN.LEFT_OUTER)
        .where(chosen)
        .order_by(Difference.cause, Municipality.code, Difference.id)
    )
    rows = list(rows_of(query))
    repriced = {row[0]: from_text(row[8]) for row in rows}
    posted = _posted({line.line for lines in repriced.values() for line in lines})
    for row in rows:
        lines = tuple(_changed(line, posted[line.line]) for line in repriced[row[0]])
        values: tuple[Any, ...] = (*row[:8], lines, *row[9:])
        yield DifferenceRow(*values)


def _posted(lines: set[int]) -> dict[int, tuple[Any, ...]]:
    line = InvoiceLine
    query = (
        line.select(
            line.id,
            Invoice.number,
            line.position,
            Visit.case_number,
            Service.code,
            line.month,
            line.unit,
            line.price,
            line.quantity,
            line.net,
            line.rate,
        )
        .join(Invoice)
        .switch(line)
        .join(Visit)
        .switch(line)
        .join(Service)
        .where(among(line.id, lines))
    )
    return {row[0]: row[1:] for row in rows_of(query)}


def _changed(line: Repriced, posted: tuple[Any, ...]) -> ChangedLine:
    values: tuple[Any, ...] = (*posted, line.parts)
    return ChangedLine(*values)
