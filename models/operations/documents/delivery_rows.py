"""The posted documents with what was tried and what came back: the one place that reads them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from peewee import Expression

from models.batch import Batch
from models.database import rows_of
from models.delivery import Delivery, DeliveryReceipt
from models.invoice import Invoice
from models.operations.billing.exported import last_exports
from models.recipient import Recipient
from models.rules.delivery import Attempt, DeliveryState, Outcome, ReceiptStatus, Said, delivery_state


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One attempt as it was written down; moments are UTC, `ended_at` none where it was cut off."""

    id: int
    attempt: int
    channel: str
    folder: str
    file: str
    sha256: str
    again: bool
    outcome: Outcome
    message: str
    made_by: str
    made_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """One word from outside about the attempt whose row is `delivery`; `at` is when it was said (UTC)."""

    id: int
    delivery: int
    status: ReceiptStatus
    at: datetime
    message: str
    file: str
    read_by: str
    read_at: datetime


@dataclass(frozen=True, slots=True)
class Journey:
    """A posted document and how far it has come; each state is kept beside the others (G20)."""

    invoice: int
    number: str
    kind: str
    batch: str
    recipient: str
    posted_at: datetime
    exported_at: datetime | None
    is_annulled: bool
    attempts: tuple[AttemptRow, ...]
    receipts: tuple[ReceiptRow, ...]

    @property
    def state(self) -> DeliveryState:
        """How it stands."""
        return delivery_state(
            self.known_attempts,
            [Said(each.id, each.delivery, each.status, each.at) for each in self.receipts],
            is_exported=self.exported_at is not None,
            is_annulled=self.is_annulled,
        )

    @property
    def known_attempts(self) -> list[Attempt]:
        """The attempts as the rules judge them."""
        return [Attempt(each.id, each.attempt, each.outcome, each.made_at) for each in self.attempts]

    @property
    def sent_at(self) -> datetime | None:
        """When it was sent last."""
        return max((each.made_at for each in self.attempts if each.outcome is Outcome.SENT), default=None)

    @property
    def message(self) -> str:
        """What was said last of it, from outside or by the newest attempt."""
        if self.state in (DeliveryState.DELIVERED, DeliveryState.REJECTED):
            return max(self.receipts, key=lambda each: (each.at, each.id)).message
        return self.attempts[-1].message if self.attempts else ""


def journeys(chosen: Expression) -> Iterator[Journey]:
    """Read posted documents in the order in which they were made, inside a transaction that is open already."""
    annuls = Invoice.alias()
    query = (
        Invoice.select(Invoice.id, Invoice.number, Invoice.kind, Batch.name, Recipient.name, Invoice.posted_at)
        .join(Batch)
        .switch(Invoice)
        .join(Recipient)
        .where(Invoice.number.is_null(False) & chosen)
        .order_by(Invoice.id)
    )
    found = list(rows_of(query))
    pairs = rows_of(annuls.select(annuls.id, annuls.credits).where(annuls.annuls))
    annulled = {key for pair in pairs for key in pair}
    attempts, receipts, exports = _attempts(), _receipts(), last_exports()
    for key, number, kind, batch, recipient, posted_at in found:
        mine = tuple(attempts.get(key, ()))
        exported_at = exports.get(batch)
        yield Journey(
            key,
            number,
            kind,
            batch,
            recipient,
            posted_at,
            exported_at if exported_at and exported_at >= posted_at else None,
            key in annulled,
            mine,
            tuple(said for each in mine for said in receipts.get(each.id, ())),
        )


def _attempts() -> dict[int, list[AttemptRow]]:
    found: dict[int, list[AttemptRow]] = defaultdict(list)
    for each in Delivery.select().order_by(Delivery.invoice, Delivery.attempt):
        row = AttemptRow(
            each.id,
            each.attempt,
            each.channel,
            each.folder,
            each.file,
            each.sha256,
            bool(each.again),
            Outcome(each.outcome),
            each.message,
            each.made_by,
            each.made_at,
            each.ended_at,
        )
        found[each.invoice_id].append(row)
    return found


def _receipts() -> dict[int, list[ReceiptRow]]:
    found: dict[int, list[ReceiptRow]] = defaultdict(list)
    for each in DeliveryReceipt.select().order_by(DeliveryReceipt.id):
        status = ReceiptStatus(each.status)
        row = ReceiptRow(
            each.id, each.delivery_id, status, each.at, each.message, each.file, each.read_by, each.read_at
        )
        found[each.delivery_id].append(row)
    return found
