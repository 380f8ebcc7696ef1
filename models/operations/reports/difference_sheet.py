"""A difference opened: its lines old and new, every rate that it names, and what waits to be decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from peewee import fn

from models.database import rows_of
from models.difference import Difference
from models.operations.billing.list_differences import ChangedLine, DifferenceRow, show_difference
from models.operations.reports.rate_facts import RateFacts, rate_facts
from models.operations.store.actor import Actor, reading
from models.rules.money import Ore


@dataclass(frozen=True, slots=True)
class DifferenceSheet:
    """A difference, and the rates that billed and would bill its lines, by their numbers in the store."""

    difference: DifferenceRow
    rates: Mapping[int, RateFacts]


@dataclass(frozen=True, slots=True)
class OpenDifferences:
    """The differences that wait to be decided: how many, öre together, signed, and since when (UTC)."""

    count: int = 0
    total: Ore = 0
    oldest: datetime | None = None


NO_OPEN_DIFFERENCES = OpenDifferences()


def difference_sheet(difference_id: int, actor: Actor) -> DifferenceSheet:
    """Open one difference.

    Raises:
        NotFound: there is none with the number.
    """
    with reading(actor):
        found = show_difference(difference_id, actor)
        named = {rate for line in found.lines for rate in (line.rate, *(part.rate for part in line.now))}
        return DifferenceSheet(found, {rate: rate_facts(rate, actor) for rate in sorted(named)})


@dataclass(frozen=True, slots=True)
class InvoiceChanged:
    """A posted invoice with lines that are worth something else now; öre of those lines alone."""

    invoice: str
    billed: Ore
    now: Ore

    @property
    def difference(self) -> Ore:
        """What they are worth more now; below nought: less."""
        return self.now - self.billed


def sums_by_invoice(lines: Iterable[ChangedLine]) -> tuple[InvoiceChanged, ...]:
    """Sum up changed lines, one row a posted invoice."""
    found: dict[str, list[ChangedLine]] = {}
    for line in lines:
        found.setdefault(line.invoice, []).append(line)
    return tuple(_invoice(number, theirs) for number, theirs in sorted(found.items()))


def _invoice(number: str, lines: list[ChangedLine]) -> InvoiceChanged:
    billed = sum(line.net for line in lines)
    return InvoiceChanged(number, billed, billed + sum(line.difference for line in lines))


def open_differences() -> OpenDifferences:
    """Sum up what nobody has decided, inside a transaction that is open already."""
    query = Difference.select(
        fn.COUNT(Difference.id), fn.COALESCE(fn.SUM(Difference.total), 0), fn.MIN(Difference.made_at)
    ).where(Difference.state == "open")
    ((count, total, oldest),) = rows_of(query)
    since = datetime.fromisoformat(oldest) if isinstance(oldest, str) else oldest
    return OpenDifferences(int(count), int(total), since)
