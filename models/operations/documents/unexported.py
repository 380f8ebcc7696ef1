"""Which posted documents have never left the store: nobody has exported their batch since, and nothing sent them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import fn

from models.batch import Batch
from models.database import rows_of
from models.delivery import Delivery
from models.event import Event
from models.invoice import Invoice
from models.operations.billing.exported import EXPORTS
from models.organisation import Organisation


@dataclass(frozen=True, slots=True)
class UnexportedBatch:
    """A batch with documents that were posted after its last export; `posted_at` is when the first was (UTC)."""

    batch: str
    documents: int
    posted_at: datetime


def unexported_batches() -> tuple[UnexportedBatch, ...]:
    """List them, the oldest first, inside a transaction that is open already; annulled pairs wait for nobody.

    Where a folder to send to is chosen they are to be sent instead (`delivery_work`).
    """
    if Organisation.select(Organisation.outbox).scalar():
        return ()
    exports = Event.select(fn.MAX(Event.at)).where((Event.subject == Batch.name) & Event.deed.in_(EXPORTS))
    exported = Batch.select(Batch.id, Batch.name, exports.alias("at")).where(Batch.state == "posted").alias("exported")
    annulled = Invoice.select(Invoice.credits).where(Invoice.annuls & Invoice.number.is_null(False))
    stays = Invoice.id.not_in(Delivery.select(Delivery.invoice)) & ~Invoice.annuls & Invoice.id.not_in(annulled)
    query = (
        Invoice.select(exported.c.name, fn.COUNT(Invoice.id), fn.MIN(Invoice.posted_at))
        .join(exported, on=Invoice.batch == exported.c.id)
        .where(Invoice.number.is_null(False) & stays & _came_after(exported))
        .group_by(exported.c.id, exported.c.name)
        .order_by(exported.c.id)
    )
    return tuple(UnexportedBatch(name, count, _moment(first)) for name, count, first in rows_of(query))


def _came_after(exported: Any) -> Any:
    """Choose documents that no export can have had; in the second of their posting, that none names."""
    same = (Event.subject == exported.c.name) & Event.deed.in_(EXPORTS) & (Event.at == Invoice.posted_at)
    file = Invoice.number.concat('.xml"')
    names_it = Event.select(Event.id).where(same & Event.facts.contains(file))
    at = exported.c.at
    return at.is_null() | (at < Invoice.posted_at) | ((at == Invoice.posted_at) & ~fn.EXISTS(names_it))


def _moment(value: datetime | str) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)
