"""Care that was cancelled too late: which of its days are paid, and how much was granted on each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from models.rules.grants import Grant, granted_in
from models.rules.period import Month

ONE_DAY = timedelta(days=1)


def paid_days(told_on: date, first: date, last: date, notice: int, paid: int) -> tuple[date, date] | None:
    """Give the first and last day that a late cancellation of the care of first..last pays; none: it was in time.

    In time is `notice` days or more before the first cancelled day. Else what was ordered is paid for `paid` days,
    the day on which we were told being the first of them.
    """
    if told_on + timedelta(days=notice) <= first:
        return None
    begin, end = max(first, told_on), min(last, told_on + timedelta(days=paid - 1))
    return (begin, end) if begin <= end else None


def granted_by_day(grant: Grant, first: date, last: date) -> Iterator[tuple[date, int]]:
    """Spread what was granted over the days first..last in whole minutes or pieces.

    The days of a calendar month add up to what was granted in them, rounded once; a day with nothing is left out.
    """
    day, given, month = first, 0, Month.of(first)
    while day <= last:
        if day not in month:
            month, given = Month.of(day), 0
        until = granted_in(grant, max(first, month.first), day)
        if until > given:
            yield day, until - given
        day, given = day + ONE_DAY, until
