"""Credits that are due: live lines that bill rows which were reversed since, proposed and never made by themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from models.care_entry import CarePiece, Reversal
from models.database import rows_of
from models.invoice import Invoice, InvoiceLine
from models.operations.store.actor import Actor, reading
from models.recipient import Recipient
from models.rules.money import Ore


@dataclass(frozen=True, slots=True)
class CreditDue:
    """An invoice, the positions of its lines that bill reversed rows, and what they come to in öre."""

    invoice: str
    recipient: str
    lines: tuple[int, ...]
    rows: int
    total: Ore


def credits_due(actor: Actor) -> tuple[CreditDue, ...]:
    """List the credits that are due, by invoice."""
    with reading(actor):
        return find_credits_due()


def find_credits_due(chosen: Any = None) -> tuple[CreditDue, ...]:
    """Find them in a transaction that is open already; `chosen` narrows to some reversals."""
    columns = (Invoice.number, Recipient.name, InvoiceLine.position, InvoiceLine.net, CarePiece.entry)
    query = (
        Reversal.select(*columns)
        .join(CarePiece, on=CarePiece.entry == Reversal.entry)
        .join(InvoiceLine, on=CarePiece.line == InvoiceLine.id)
        .join(Invoice)
        .join(Recipient)
        .where(Invoice.number.is_null(False))
        .order_by(Invoice.number, InvoiceLine.position)
        .distinct()
    )
    found: dict[tuple[str, str], tuple[dict[int, Ore], set[int]]] = {}
    for number, recipient, position, net, entry in rows_of(query if chosen is None else query.where(chosen)):
        nets, entries = found.setdefault((number, recipient), ({}, set()))
        nets[position] = net
        entries.add(entry)
    return tuple(
        CreditDue(number, recipient, tuple(nets), len(entries), sum(nets.values()))
        for (number, recipient), (nets, entries) in found.items()
    )
