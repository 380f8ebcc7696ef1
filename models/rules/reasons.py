"""Why a care entry is not billed."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """The reasons, in the order in which they are tried; an entry has the first that applies (G5)."""

    NO_ORDER = "no-order"
    OUTSIDE_STAY = "outside-stay"
    NO_DECISION = "no-decision"
    NOT_SIGNED = "not-signed"
    AWAITS_CREDIT = "awaits-credit"
    """It corrects a row that a live line still bills: both at once would be paid twice."""
    NO_REFERENCE = "no-reference"
    NO_CONDITION = "no-condition"
    NO_GRANT = "no-grant"
    """The granted time is to be paid, and the decision does not say how much it is."""
    NO_RATE = "no-rate"
    UNCONFIRMED_RATE = "unconfirmed-rate"
    PROTECTED = "protected"
    EXCLUDED = "excluded"
