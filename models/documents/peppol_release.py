"""Which release of the official Peppol rules the documents are written and checked by, and when the next is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Release:
    """A release of BIS Billing, and the day from which every recipient's system demands it."""

    version: str
    mandatory_from: date


WRITTEN_BY = Release("3.0.21", date(2026, 8, 17))
"""What the documents are written by."""

NEXT = Release("3.0.22", date(2027, 2, 24))
"""What comes after it (published 2026-11-23)."""

WARNED_BEFORE = timedelta(days=90)


def release_due(today: date) -> Release | None:
    """Name the next release when a document of today would soon, or already, be judged by it."""
    return NEXT if today >= NEXT.mandatory_from - WARNED_BEFORE else None
