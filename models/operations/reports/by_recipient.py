"""Sum up a plan by the recipient of its invoices."""

from __future__ import annotations

from dataclasses import dataclass

from models.operations.billing.plan import BatchPlan, PlannedInvoice
from models.rules.money import Ore


@dataclass(frozen=True, slots=True)
class RecipientSum:
    """What one recipient would be billed; `minutes` are those that an hour rate prices, `total` is öre."""

    recipient: int
    municipality: str
    name: str
    invoices: int
    lines: int
    late_lines: int
    minutes: int
    total: Ore


def by_recipient(plan: BatchPlan) -> tuple[RecipientSum, ...]:
    """Sum up a plan, one row a recipient, in the order of the invoices."""
    found: dict[int, list[PlannedInvoice]] = {}
    for invoice in plan.invoices:
        found.setdefault(invoice.recipient, []).append(invoice)
    return tuple(_summed(invoices) for invoices in found.values())


def _summed(invoices: list[PlannedInvoice]) -> RecipientSum:
    lines = [line for invoice in invoices for line in invoice.lines]
    return RecipientSum(
        recipient=invoices[0].recipient,
        municipality=invoices[0].municipality,
        name=invoices[0].recipient_name,
        invoices=len(invoices),
        lines=len(lines),
        late_lines=sum(line.late for line in lines),
        minutes=sum(line.quantity for line in lines if line.unit == "hour"),
        total=sum(line.net for line in lines),
    )
