"""How a posted document stands with its delivery, apart from its own state and from its money (G20)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Outcome(StrEnum):
    """How an attempt ended; `begun` is one that was cut off, or is under way."""

    BEGUN = "begun"
    SENT = "sent"
    FAILED = "failed"
    BLOCKED = "blocked"


class ReceiptStatus(StrEnum):
    """What came back: the document was taken, or it was not."""

    DELIVERED = "delivered"
    REJECTED = "rejected"


class DeliveryState(StrEnum):
    """How far a posted document has come. Sent is not delivered."""

    POSTED = "posted"
    EXPORTED = "exported"
    IN_DOUBT = "in-doubt"
    FAILED = "failed"
    BLOCKED = "blocked"
    SENT = "sent"
    DELIVERED = "delivered"
    REJECTED = "rejected"
    ANNULLED = "annulled"


DONE = frozenset({DeliveryState.DELIVERED, DeliveryState.ANNULLED})
"""Nothing is left to do or to wait for."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt; `id` is its row, moments are UTC."""

    id: int
    attempt: int
    outcome: Outcome
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """One receipt of an attempt; `id` is its row."""

    id: int
    delivery: int
    status: ReceiptStatus
    at: datetime


def delivery_state(
    attempts: Sequence[Attempt], receipts: Sequence[Said], *, is_exported: bool, is_annulled: bool
) -> DeliveryState:
    """Say how a posted document stands.

    What was sent stays sent whatever a later attempt came to: only a later one that succeeded takes its place. The
    newest word on the newest attempt that was sent counts.
    """
    if is_annulled:
        return DeliveryState.ANNULLED
    sent = [each for each in attempts if each.outcome is Outcome.SENT]
    if sent:
        newest = max(sent, key=lambda each: each.attempt).id
        said = [receipt for receipt in receipts if receipt.delivery == newest]
        if not said:
            return DeliveryState.SENT
        return DeliveryState(max(said, key=lambda receipt: (receipt.at, receipt.id)).status.value)
    if attempts:
        return _UNSENT[max(attempts, key=lambda each: each.attempt).outcome]
    return DeliveryState.EXPORTED if is_exported else DeliveryState.POSTED


def attempt_of_receipt(attempts: Sequence[Attempt], at: datetime) -> Attempt | None:
    """Find the attempt that a receipt speaks of: the newest that was sent by then, or else the first that was."""
    sent = sorted((each for each in attempts if each.outcome is Outcome.SENT), key=lambda each: each.attempt)
    earlier = [each for each in sent if each.made_at <= at]
    return (earlier[-1] if earlier else sent[0]) if sent else None


_UNSENT = {
    Outcome.BEGUN: DeliveryState.IN_DOUBT,
    Outcome.FAILED: DeliveryState.FAILED,
    Outcome.BLOCKED: DeliveryState.BLOCKED,
}
