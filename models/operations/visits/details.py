"""What a visit's sheet says besides the order: the fields that a registration lists."""

from __future__ import annotations

DETAILS = (
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
    "ordered_by",
    "officer_name",
    "officer_phone",
    "officer_email",
)
"""Columns of the visit that are words and touch no amount."""

LONGEST_DETAIL = 2000
"""Characters."""
