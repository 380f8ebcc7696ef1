"""List the batches: who made them, who attested them, and what they come to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from peewee import JOIN, Case, Expression, fn

from models.batch import Batch
from models.database import rows_of
from models.errors import NotFound
from models.invoice import Invoice
from models.operations.store.actor import Actor, reading
from models.rules.money import Ore


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One batch; `total` is öre, credit notes taken off. Moments are UTC; what has not happened yet is empty."""

    name: str
    month: str
    state: str
    invoices: int
    credits: int
    total: Ore
    made_by: str
    made_at: datetime
    needs_attest: bool
    attested_by: str
    posted_at: datetime | None
    annulled_by: str
    annulled_at: datetime | None


def list_batches(actor: Actor, *, month: str = "", state: str = "") -> tuple[BatchRow, ...]:
    """List the batches of a month or in a state, or all, the newest first."""
    chosen = Batch.id > 0
    if month:
        chosen &= Batch.month == month
    if state:
        chosen &= Batch.state == state
    with reading(actor):
        return tuple(batch_rows(chosen))


def show_batch(name: str, actor: Actor) -> BatchRow:
    """Show one batch by its name.

    Raises:
        NotFound: there is none.
    """
    with reading(actor):
        found = next(batch_rows(Batch.name == name), None)
    if found is None:
        raise NotFound(what="batch", key=name)
    return found


def batch_rows(chosen: Expression) -> Iterator[BatchRow]:
    """Read the chosen batches inside a transaction that is open already, the newest first."""
    credit = Invoice.kind == "credit"
    query = (
        Batch.select(
            Batch.name,
            Batch.month,
            Batch.state,
            fn.COALESCE(fn.SUM(Case(None, ((Invoice.kind == "invoice", 1),), 0)), 0),
            fn.COALESCE(fn.SUM(Case(None, ((credit, 1),), 0)), 0),
            fn.COALESCE(fn.SUM(Case(None, ((credit, 0 - Invoice.total),), Invoice.total)), 0),
            Batch.made_by,
            Batch.made_at,
            Batch.attest_required == "yes",
            fn.COALESCE(Batch.attested_by, ""),
            Batch.posted_at,
            fn.COALESCE(Batch.annulled_by, ""),
            Batch.annulled_at,
        )
        .join(Invoice, JOIN.LEFT_OUTER)
        .where(chosen)
        .group_by(Batch.id)
        .order_by(Batch.id.desc())
    )
    for name, month, state, invoices, notes, total, by, at, needs, *rest in rows_of(query):
        yield BatchRow(name, month, state, int(invoices), int(notes), int(total), by, at, bool(needs), *rest)
