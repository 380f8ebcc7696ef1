"""How a document stands, in one word: its own state, its delivery and its money together (G20)."""

from __future__ import annotations

from enum import StrEnum

from models.rules.delivery import DeliveryState
from models.rules.payments import PaymentState


class DocumentState(StrEnum):
    """Every word that is said of a document: one of its own, its delivery's or its money's."""

    DRAFTED = "drafted"
    POSTED = "posted"
    EXPORTED = "exported"
    IN_DOUBT = "in-doubt"
    FAILED = "failed"
    BLOCKED = "blocked"
    SENT = "sent"
    DELIVERED = "delivered"
    REJECTED = "rejected"
    PARTLY_PAID = "partly-paid"
    PAID = "paid"
    OVERPAID = "overpaid"
    OVERDUE = "overdue"
    DISPUTED = "disputed"
    CREDITED = "credited"
    ANNULLED = "annulled"


_SETTLED = frozenset({PaymentState.ANNULLED, PaymentState.CREDITED, PaymentState.PAID, PaymentState.OVERPAID})
_WAITING = frozenset({PaymentState.DISPUTED, PaymentState.OVERDUE, PaymentState.PARTLY_PAID})


def document_state(delivery: DeliveryState, payment: PaymentState | None) -> DocumentState:
    """Choose what a posted document asks of somebody first: `payment` is none where nobody pays it, as a credit note.

    What is settled asks for nothing more. What was rejected never reached whoever is to pay, so that comes before what
    is late.
    """
    if delivery is DeliveryState.ANNULLED:
        return DocumentState.ANNULLED
    if payment is not None and payment in _SETTLED:
        return DocumentState(payment.value)
    if delivery is DeliveryState.REJECTED or payment is None or payment not in _WAITING:
        return DocumentState(delivery.value)
    return DocumentState(payment.value)
