"""How much of a decision falls on a month: what was granted, to hold against what was executed."""

from __future__ import annotations

from datetime import date

from models.rules.period import Month

WEEK = 7
"""Days."""


def granted_in_month(granted: int, per: str, month: Month, first: date, last: date | None) -> int:
    """Give the part of an amount (minutes or pieces) per day, week or month that falls on a month's days first..last.

    A week's amount is spread evenly over its days and rounded half up; a month's amount is whole in every
    month touched.
    """
    begin = max(first, month.first)
    end = month.last if last is None else min(last, month.last)
    days = max((end - begin).days + 1, 0)
    if per == "day":
        return granted * days
    if per == "week":
        return (2 * granted * days + WEEK) // (2 * WEEK)
    return granted if days else 0
