"""What an invoice is after money has come: its balance and its state, and which invoice a payment is for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.rules.checksum import ocr_ok
from models.rules.money import Ore


class PaymentState(StrEnum):
    """How an invoice stands with whoever pays it; beside the document's own state, which never changes (G20)."""

    POSTED = "posted"
    EXPORTED = "exported"
    PARTLY_PAID = "partly-paid"
    PAID = "paid"
    OVERPAID = "overpaid"
    OVERDUE = "overdue"
    DISPUTED = "disputed"
    CREDITED = "credited"
    ANNULLED = "annulled"


class WhyUnmatched(StrEnum):
    """Why a payment, or a part of it, settles nothing."""

    NO_REFERENCE = "no-reference"
    WRONG_REFERENCE = "wrong-reference"
    UNKNOWN_REFERENCE = "unknown-reference"
    CREDITED = "credited"
    ANNULLED = "annulled"
    RECORDED = "recorded"
    TAKEN_BACK = "taken-back"
    LEFT_OVER = "left-over"


class Outcome(StrEnum):
    """How a dispute ends: the line was wrong, was wrong in part, or was right."""

    UPHELD = "upheld"
    PARTLY = "partly"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class InvoiceMoney:
    """A posted invoice's money in öre: `credited` by its credit notes, `settled` by payments."""

    total: Ore
    credited: Ore
    settled: Ore
    due_on: date
    is_exported: bool = False
    is_annulled: bool = False
    is_disputed: bool = False

    @property
    def owed(self) -> Ore:
        """What is claimed when credit notes are taken off."""
        return self.total - self.credited

    @property
    def balance(self) -> Ore:
        """What is left to pay; below nought where too much was paid."""
        return self.owed - self.settled

    @property
    def is_taken_back(self) -> bool:
        """Whether nothing of it is claimed any more."""
        return self.is_annulled or (self.credited > 0 and self.owed <= 0)


def payment_state(money: InvoiceMoney, today: date) -> PaymentState:
    """Say how an invoice stands on a day; of several that are true the one that asks most of somebody.

    The due day itself is in time (räntelagen 3 §).
    """
    if money.balance < 0:
        return PaymentState.OVERPAID
    if money.is_annulled:
        return PaymentState.ANNULLED
    if money.is_taken_back:
        return PaymentState.CREDITED
    if money.balance == 0:
        return PaymentState.PAID
    if money.is_disputed:
        return PaymentState.DISPUTED
    if today > money.due_on:
        return PaymentState.OVERDUE
    if money.settled:
        return PaymentState.PARTLY_PAID
    return PaymentState.EXPORTED if money.is_exported else PaymentState.POSTED


def days_overdue(money: InvoiceMoney, today: date) -> int:
    """Count the days since the due day of what is unpaid; nought where nothing is late."""
    return max(0, (today - money.due_on).days) if money.balance > 0 else 0


def bare_reference(text: str) -> str:
    """Give a reference without the blanks that banks and people put in it."""
    return "".join(text.split())


def invoice_of_reference(reference: str) -> str | WhyUnmatched:
    """Find the number of the invoice that an OCR reference is of, or say why there is none."""
    if not reference:
        return WhyUnmatched.NO_REFERENCE
    return reference[:-2] if ocr_ok(reference) else WhyUnmatched.WRONG_REFERENCE
