"""What an order can be asked to say: the fields that a condition may require."""

from __future__ import annotations

ORDER_FIELDS: tuple[str, ...] = (
    "name",
    "identity_number",
    "last_day",
    "ordered_on",
    "ordered_by",
    "order_reference",
    "invoice_reference",
    "granted",
    "provider",
    "stay_address",
    "stay_phone",
    "home_address",
    "home_phone",
    "relatives",
    "dwelling",
    "social_situation",
    "impairment",
    "resources",
    "objective",
    "officer_name",
    "officer_phone",
    "officer_email",
)
"""Names of what a visit's form holds; `granted` and `provider` are asked of every decision."""

OF_DECISIONS = frozenset({"granted", "provider"})
"""What is said of each decision, not of the visit."""
