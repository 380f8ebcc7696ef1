"""Which posted batches wait to be booked: only where somebody has entered a coding, or else nobody books from here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from peewee import fn

from models.accounting import AccountCoding, AccountedDocument, AccountingExport
from models.batch import Batch
from models.database import rows_of
from models.invoice import Invoice
from models.operations.store.actor import Actor, reading


@dataclass(frozen=True, slots=True)
class UnbookedBatch:
    """A batch with documents that no written accounting file has; `posted_at` is when the first of them was (UTC)."""

    batch: str
    documents: int
    posted_at: datetime


def list_unbooked(actor: Actor) -> tuple[UnbookedBatch, ...]:
    """List the batches that wait to be booked, the oldest first."""
    with reading(actor):
        return unbooked_batches()


def unbooked_batches() -> tuple[UnbookedBatch, ...]:
    """List them inside a transaction that is open already."""
    if not AccountCoding.select().exists():
        return ()
    booked = (
        AccountedDocument.select(AccountedDocument.invoice)
        .join(AccountingExport)
        .where(AccountedDocument.live & (AccountingExport.state == "written"))
    )
    query = (
        Invoice.select(Batch.name, fn.COUNT(Invoice.id), fn.MIN(Invoice.posted_at))
        .join(Batch)
        .where(Invoice.number.is_null(False) & Invoice.id.not_in(booked))
        .group_by(Batch.id, Batch.name)
        .order_by(Batch.id)
    )
    return tuple(UnbookedBatch(name, count, _moment(first)) for name, count, first in rows_of(query))


def _moment(value: datetime | str) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)
