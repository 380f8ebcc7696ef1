"""Why something is taken back, in words that can be counted."""

from __future__ import annotations

from enum import StrEnum


class CreditReason(StrEnum):
    """A reason for a credit note or an annulment; `other` says nothing without a text of its own."""

    WRONG_HOURS = "wrong-hours"
    WRONG_RATE = "wrong-rate"
    WRONG_RECIPIENT = "wrong-recipient"
    WRONG_REFERENCE = "wrong-reference"
    BILLED_TWICE = "billed-twice"
    NOT_ORDERED = "not-ordered"
    DISPUTED = "disputed"
    OTHER = "other"
