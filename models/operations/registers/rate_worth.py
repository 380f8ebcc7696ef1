"""What care comes to by visit and month, and which hour rows have another price than before."""

from __future__ import annotations

from dataclasses import dataclass

from peewee import BigIntegerField, CharField, IntegerField, fn

from models.base import Table
from models.database import rows_of
from models.invoice import Invoice, InvoiceLine
from models.municipality import Municipality
from models.operations.billing.plan import BatchPlan, HeldMonth, HeldRows
from models.operations.billing.scratch import PlannedPiece
from models.rules.money import Ore
from models.rules.reasons import Reason
from models.visit import Visit

MonthKey = tuple[str, str, str]
"""Case number, municipality's code, month."""


class KeptPrice(Table):
    """What a piece cost before a change: temporary, of one connection, never part of the store."""

    id = None  # type: ignore[assignment]
    piece = IntegerField(primary_key=True)
    rate = IntegerField(null=True)
    unit = CharField(null=True)
    price = BigIntegerField(null=True)
    reason = IntegerField()

    class Meta:
        """Gone with the connection."""

        table_name = "kept_price"
        temporary = True


@dataclass(frozen=True, slots=True)
class Worth:
    """What care of a visit and month comes to: `to_bill` and `held` are öre, `unpriced` says that some has no rate.

    `reason` is the first thing that stands in the way of what is held.
    """

    to_bill: Ore
    held: Ore
    unpriced: bool
    reason: Reason | None

    @property
    def total(self) -> Ore:
        """Everything that has a price."""
        return self.to_bill + self.held

    def plus(self, to_bill: Ore = 0, held: Ore | None = 0, reason: Reason | None = None) -> Worth:
        """Add care to it; held care without a rate is worth nothing that is known."""
        reasons = [each for each in Reason if each in (self.reason, reason)]
        unpriced = self.unpriced or held is None
        return Worth(self.to_bill + to_bill, self.held + (held or 0), unpriced, reasons[0] if reasons else None)


NOTHING = Worth(0, 0, False, None)


def worths_of(plan: BatchPlan) -> dict[MonthKey, Worth]:
    """Sum up a plan by visit and month; what somebody excluded is worth nothing."""
    found: dict[MonthKey, Worth] = {}
    for invoice in plan.invoices:
        for line in invoice.lines:
            key = (line.case, invoice.municipality, line.month)
            found[key] = found.get(key, NOTHING).plus(to_bill=line.net)
    both: list[HeldRows | HeldMonth] = [*plan.held, *plan.held_months]
    for held in both:
        if held.reason != Reason.EXCLUDED:
            key = (held.case, held.municipality, held.month)
            found[key] = found.get(key, NOTHING).plus(held=held.worth, reason=held.reason)
    return found


def billed_worths(batch: int) -> dict[MonthKey, Worth]:
    """Sum up what a batch has billed and no credit note has taken back, by visit and month."""
    credit, note = InvoiceLine.alias(), Invoice.alias()
    by_posted = credit.select(credit.credits).join(note, on=credit.invoice == note.id)
    taken_back = by_posted.where(credit.credits.is_null(False) & note.number.is_null(False))
    bills = InvoiceLine.credits.is_null() & (InvoiceLine.replaces.is_null() | Invoice.number.is_null(False))
    group = (Visit.case_number, Municipality.code, InvoiceLine.month)
    query = (
        InvoiceLine.select(*group, fn.SUM(InvoiceLine.net))
        .join(Invoice)
        .switch(InvoiceLine)
        .join(Visit)
        .join(Municipality)
        .where((Invoice.batch == batch) & bills & InvoiceLine.id.not_in(taken_back))
        .group_by(*group)
    )
    return {(case, home, month): NOTHING.plus(to_bill=int(net)) for case, home, month, net in rows_of(query)}


def forget_prices() -> None:
    """Start with no price kept on this connection."""
    KeptPrice.drop_table(safe=True)
    KeptPrice.create_table(safe=False)


def keep_prices() -> None:
    """Keep what the pieces of the plan that was made last cost."""
    kept, piece = KeptPrice, PlannedPiece
    query = piece.select(piece.piece, piece.rate, piece.unit, piece.price, piece.reason)
    kept.insert_from(query, [kept.piece, kept.rate, kept.unit, kept.price, kept.reason]).execute()


def rows_changed() -> dict[MonthKey, int]:
    """Count, by visit and month, the hour rows of the last plan with another rate, or another thing in their way."""
    piece, kept = PlannedPiece, KeptPrice
    apart = (piece.reason != kept.reason) | (fn.COALESCE(piece.rate, 0) != fn.COALESCE(kept.rate, 0))
    group = (Visit.case_number, Municipality.code, piece.row_month)
    query = (
        piece.select(*group, fn.COUNT(piece.entry.distinct()))
        .join(kept, on=kept.piece == piece.piece)
        .join(Visit, on=Visit.id == piece.visit)
        .join(Municipality)
        .where(apart)
        .group_by(*group)
    )
    return {(case, home, month): int(rows) for case, home, month, rows in rows_of(query)}
