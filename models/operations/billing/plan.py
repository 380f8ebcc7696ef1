"""What a plan says: frozen values, compared whole when it is run."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from models.rules.difference import Repriced
from models.rules.money import Ore
from models.rules.period import Month
from models.rules.reasons import Reason


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """One (visit, service, rate, calendar month) and the rows behind it.

    `quantity` is minutes for hour rates, else visits, days, months or pieces; `price` is öre a unit (an hour, not a
    minute) at `share` percent of the rate; `pieces` and `piece_sum` tell the set of rows from any other.
    """

    visit: int
    case: str
    service: str
    text: str
    rate: int
    kind: str
    share: int
    unit: str
    price: Ore
    quantity: int
    net: Ore
    month: str
    first: date
    last: date
    late: bool
    pieces: int
    piece_sum: int


@dataclass(frozen=True, slots=True)
class PlannedInvoice:
    """An invoice that would be made; `visit` and `case` are empty where it gathers several visits."""

    municipality: str
    recipient: int
    recipient_name: str
    reference: str
    visit: int | None
    case: str
    lines: tuple[PlannedLine, ...]

    @property
    def total(self) -> Ore:
        """The sum of the rounded lines."""
        return sum(line.net for line in self.lines)


@dataclass(frozen=True, slots=True)
class PlannedDifference:
    """An accepted difference as one document; `difference` is its id, `total` öre: below nought a credit note.

    What has `lapsed` is no longer what was accepted, and is not billed.
    """

    difference: int
    municipality: str
    recipient: int
    recipient_name: str
    reference: str
    lines: tuple[Repriced, ...]
    total: Ore
    lapsed: bool


@dataclass(frozen=True, slots=True)
class HeldRows:
    """Rows of one visit and month that are not billed, for one reason; `worth` is öre where a rate is known."""

    case: str
    municipality: str
    month: str
    reason: Reason
    rows: int
    minutes: int
    worth: Ore | None


@dataclass(frozen=True, slots=True)
class HeldMonth:
    """A started month that is not billed, and why."""

    case: str
    municipality: str
    service: str
    month: str
    reason: Reason
    worth: Ore | None


@dataclass(frozen=True, slots=True)
class UnbilledRow:
    """One row that is not billed, by its key."""

    case: str
    key: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class BatchPlan:
    """A month before it is run: what will be billed, and what will not and why (G5)."""

    month: Month
    known_on: date
    invoices: tuple[PlannedInvoice, ...]
    held: tuple[HeldRows, ...]
    held_months: tuple[HeldMonth, ...]
    differences: tuple[PlannedDifference, ...]
    after_batch: int = field(compare=False)
    """The month's newest standing batch when the plan was made; 0 where there was none."""
    rows: tuple[UnbilledRow, ...] = field(default=(), compare=False)
    """Every row that is not billed, only where it was asked for."""

    @property
    def total(self) -> Ore:
        """The sum of the invoices of unbilled care."""
        return sum(invoice.total for invoice in self.invoices)

    @property
    def due_differences(self) -> tuple[PlannedDifference, ...]:
        """The accepted differences that will be billed or credited."""
        return tuple(each for each in self.differences if not each.lapsed)

    @property
    def documents(self) -> int:
        """How many documents a run makes."""
        return len(self.invoices) + len(self.due_differences)

    @property
    def claimed(self) -> Ore:
        """What the documents come to together, credits taken off."""
        return self.total + sum(each.total for each in self.due_differences)

    @property
    def lines(self) -> tuple[PlannedLine, ...]:
        """Every line of unbilled care, in the order of the invoices."""
        return tuple(line for invoice in self.invoices for line in invoice.lines)
