"""What has been written to a folder, and so may have been sent: never what was posted after the last export."""

from __future__ import annotations

from datetime import datetime

from peewee import Expression, fn

from models.batch import Batch
from models.database import rows_of
from models.delivery import Delivery
from models.errors import NotFound
from models.event import Event
from models.invoice import Invoice
from models.operations.store.actor import Actor, reading

EXPORTS = ("export-batch",)
"""The deeds after which a whole batch may have been sent; each names it."""

SENDS = "send-document"
"""The deed that sends one document to an access point; it names the document."""


def was_exported(number: str, actor: Actor) -> bool:
    """Say whether a posted document has been written to a folder or sent.

    Raises:
        NotFound: there is no posted document with the number.
    """
    with reading(actor):
        invoice = Invoice.get_or_none(Invoice.number == number)
        if invoice is None:
            raise NotFound(what="invoice", key=number)
        return export_of(invoice) is not None


def export_of(invoice: Invoice) -> Event | None:
    """Find the last export of a posted document's batch since it was posted, or its own sending."""
    batch = Batch.get_by_id(invoice.batch_id).name
    exports = Event.deed.in_(EXPORTS) & (Event.subject == batch) & (Event.at >= invoice.posted_at)
    if Delivery.select().where((Delivery.invoice == invoice) & _may_have_left()).exists():
        exports |= (Event.deed == SENDS) & (Event.subject == invoice.number)
    found: Event | None = Event.select().where(exports).order_by(Event.id.desc()).first()
    return found


def sent_documents() -> frozenset[int]:
    """Name the documents that went to an access point, or may have, in a transaction that is open already."""
    return frozenset(key for (key,) in rows_of(Delivery.select(Delivery.invoice).where(_may_have_left()).distinct()))


def _may_have_left() -> Expression:
    """An attempt that was cut off may have left us too."""
    found: Expression = Delivery.outcome.in_(("sent", "begun"))
    return found


def last_exports() -> dict[str, datetime]:
    """Say when each batch was exported last, in a transaction that is open already."""
    query = Event.select(Event.subject, fn.MAX(Event.at)).where(Event.deed.in_(EXPORTS)).group_by(Event.subject)
    return {batch: at if isinstance(at, datetime) else datetime.fromisoformat(at) for batch, at in rows_of(query)}
