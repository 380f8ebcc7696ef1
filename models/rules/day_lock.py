"""Which days of a visit take hours that are typed, and why the others do not."""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class DayLock(StrEnum):
    """Why nothing can be typed on a day; the first that applies is the one that is said."""

    CLOSED = "closed"
    """The visit is closed or cancelled."""
    SIGNED = "signed"
    """The day's month is signed."""
    OUTSIDE = "outside"
    """The day is not one of the stay's."""
    AHEAD = "ahead"
    """The day has not come."""


def day_lock(day: date, first: date, last: date | None, today: date, *, closed: bool, signed: bool) -> DayLock | None:
    """Say why a day of a stay first..last (no last day: it goes on) takes no hours, or None when it does."""
    if closed:
        return DayLock.CLOSED
    if signed:
        return DayLock.SIGNED
    if day < first or (last is not None and day > last):
        return DayLock.OUTSIDE
    return DayLock.AHEAD if day > today else None
