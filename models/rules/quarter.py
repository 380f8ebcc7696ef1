"""Quarters of a year, and months counted on from a day."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, order=True, slots=True)
class Quarter:
    """A quarter of a calendar year, 1 to 4."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Quarter:
        """Give the quarter in which a day lies."""
        return cls(day.year, (day.month + 2) // 3)

    def __str__(self) -> str:
        """Write '2026-Q3'."""
        return f"{self.year}-Q{self.number}"


def months_after(day: date, months: int) -> date:
    """Give the same day of a later month; a month without that day gives its last."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
