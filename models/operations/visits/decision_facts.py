"""What a decision says, and how each of it is written as a text, so that two versions can be compared (G35)."""

from __future__ import annotations

from collections.abc import Mapping

FACTS = ("granted", "granted_per", "provider", "area", "staff", "first_day", "last_day")
"""What may be changed of a decision; its service is what it is known by."""


def decision_texts(known: Mapping[str, object]) -> dict[str, str]:
    """Write a decision's facts as texts, days as 2026-07-01, empty where nothing is known."""
    return {name: "" if known[name] is None else str(known[name]) for name in FACTS}
