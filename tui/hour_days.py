"""Which days of a month stand beside each other in the grid: whole weeks, as many as the width holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

CELL = 6
LABEL = 18
SUMS = 19
"""Cells of the screen: of a day, of a line's name, of the three sums."""


def days_shown(days: Sequence[date], day: date, width: int) -> tuple[date, ...]:
    """Give the days to show so that a day is among them: the whole month where it fits, else its week or weeks."""
    room = max(width - LABEL - SUMS - 1, 0) // CELL
    if room >= len(days):
        return tuple(days)
    weeks = max(room // 7, 1)
    first = days[0].toordinal() - days[0].weekday()
    block = (day.toordinal() - first) // (7 * weeks)
    return tuple(each for each in days if (each.toordinal() - first) // (7 * weeks) == block)


def week_number(day: date) -> int:
    """Number a week as ISO 8601 and every Swedish calendar do."""
    return day.isocalendar().week
