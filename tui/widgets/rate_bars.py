"""Time lines in text: one cell a month."""

from __future__ import annotations

from datetime import date

from models.rules.period import Month

CONFIRMED, UNCONFIRMED, EXAMPLE, PAST = "━", "?", "·", "×"
"""What a bar is drawn of: what may bill, what nobody has confirmed, what is only published somewhere, and what is known
to hold no more.
"""

BEFORE, BEYOND = "‹", "›"
"""A bar that begins before the line does, or goes on beyond it."""

HERE = "▾"


def place_of(day: date, first: Month) -> int:
    """Count the months from the line's first month to a day's."""
    return (day.year - first.year) * 12 + day.month - first.number


def month_at(first: Month, place: int) -> Month:
    """Give the month of a cell."""
    years, month = divmod(first.number - 1 + place, 12)
    return Month(first.year + years, month + 1)


def axis(first: Month, months: int) -> str:
    """Write each year over its January."""
    cells = [" "] * months
    for place in range(months):
        month = month_at(first, place)
        if month.number == 1 and place + 4 <= months:
            cells[place : place + 4] = str(month.year)
    return "".join(cells)


def mark(day: date, first: Month, months: int) -> str:
    """Mark a day's month."""
    place = place_of(day, first)
    return "".join(HERE if each == place else " " for each in range(months))


def bar(begins: date, ends: date | None, sign: str, first: Month, months: int) -> str:
    """Draw the months from one day to another; without an end it goes on."""
    start = place_of(begins, first)
    stop = months if ends is None else place_of(ends, first)
    cells = [sign if start <= place <= stop else " " for place in range(months)]
    if start < 0:
        cells[0] = BEFORE
    if stop >= months:
        cells[-1] = BEYOND
    return "".join(cells)
