"""The papers that can come with an order."""

from __future__ import annotations

from enum import StrEnum


class PaperKind(StrEnum):
    """What a paper is; what municipalities ask for differs, and stands in the conditions as data."""

    ORDER = "order"
    """The order itself, on the home municipality's or our own form."""
    DECISION = "decision"
    INVESTIGATION = "investigation"
    CARE_PLAN = "care-plan"
    SELF_CARE_CERTIFICATE = "self-care-certificate"
    CONSENT = "consent"
    """The guest's consent to information going from one municipality to the other."""
    BILLING_BASIS = "billing-basis"
    """What the home municipality pays, in writing."""
    KEYS = "keys"
    OTHER = "other"
