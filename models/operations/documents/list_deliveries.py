"""Read how posted documents stand with their delivery: a list, one of them, and what waits for somebody."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from peewee import ModelSelect, fn

from models.batch import Batch
from models.delivery import Delivery, DeliveryReceipt
from models.errors import NotFound
from models.event import Event
from models.invoice import Invoice
from models.operations.documents.delivery_rows import Journey, journeys
from models.operations.store.actor import Actor, reading
from models.organisation import Organisation
from models.rules.delivery import DONE, DeliveryState


@dataclass(frozen=True, slots=True)
class DeliveryWork:
    """How many documents wait to be sent, or sent again: `unsent` never were, `stopped` failed or were blocked."""

    unsent: int = 0
    stopped: int = 0
    rejected: int = 0

    @property
    def count(self) -> int:
        """How many there are in all."""
        return self.unsent + self.stopped + self.rejected


NO_DELIVERY_WORK = DeliveryWork()


def list_deliveries(actor: Actor, *, only_open: bool = False, batch: str = "") -> tuple[Journey, ...]:
    """List the posted documents, or those that are not delivered yet, in the order in which they were made."""
    chosen = Batch.name == batch if batch else Invoice.id > 0
    with reading(actor):
        return tuple(each for each in journeys(chosen) if not (only_open and each.state in DONE))


def show_delivery(number: str, actor: Actor) -> Journey:
    """Show one document's way.

    Raises:
        NotFound: there is no posted document with the number.
    """
    with reading(actor):
        found = next(journeys(Invoice.number == number), None)
    if found is None:
        raise NotFound(what="invoice", key=number)
    return found


def delivery_work() -> DeliveryWork:
    """Count what waits, inside a transaction that is open already.

    What was never tried waits only where a folder is chosen; what was exported may have left us by hand.
    """
    tried = Invoice.id.in_(Delivery.select(Delivery.invoice))
    waiting = tried & Invoice.id.not_in(_delivered())
    if Organisation.select(Organisation.outbox).scalar():
        exported = (Event.deed == "export-batch") & (Event.subject == Batch.name) & (Event.at >= Invoice.posted_at)
        waiting |= ~tried & ~fn.EXISTS(Event.select(Event.id).where(exported))
    counts = Counter(each.state for each in journeys(waiting))
    unsent, rejected = counts[DeliveryState.POSTED], counts[DeliveryState.REJECTED]
    stopped = sum(counts[state] for state in (DeliveryState.FAILED, DeliveryState.BLOCKED, DeliveryState.IN_DOUBT))
    return DeliveryWork(unsent, stopped, rejected)


def _delivered() -> ModelSelect[Delivery]:
    """Find the documents of which nothing but good was said."""
    by_invoice = Delivery.select(Delivery.invoice).join(DeliveryReceipt).group_by(Delivery.invoice)
    return by_invoice.having(fn.MAX(DeliveryReceipt.status) == "delivered")
