"""A decision's amount, and how much of it falls on some days of a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from models.rules.granted import granted_in_month
from models.rules.period import Month


@dataclass(frozen=True, slots=True)
class Grant:
    """Minutes or pieces, of all the decision's staff, a `day`, `week` or `month`, on the days first..last of the stay.

    No last day means that it goes on.
    """

    service: str
    staff: int
    amount: int
    per: str
    first: date
    last: date | None


def grant_of(
    service: str,
    staff: int,
    amount: int,
    per: str,
    days: tuple[date | None, date | None],
    stay: tuple[date, date | None],
) -> Grant:
    """Make the grant of a decision; a decision that has no days of its own holds for the whole stay, none longer."""
    first = stay[0] if days[0] is None else max(stay[0], days[0])
    ends = [day for day in (days[1], stay[1]) if day is not None]
    return Grant(service, staff, amount * staff, per, first, min(ends, default=None))


def granted_in(grant: Grant, first: date, last: date) -> int:
    """Count what is granted in the days first..last of one month.

    A month's amount is spread evenly over the decision's days of that month, a week's over seven, rounded half up.
    """
    month = Month.of(first)
    whole = granted_in_month(grant.amount, grant.per, month, grant.first, grant.last)
    if (first, last) == (month.first, month.last) or grant.per != "month":
        begin, end = max(first, grant.first), last if grant.last is None else min(last, grant.last)
        return whole if grant.per == "month" else granted_in_month(grant.amount, grant.per, month, begin, end)
    return _share(whole, _days(grant, first, last), _days(grant, month.first, month.last))


def _days(grant: Grant, first: date, last: date) -> int:
    end = last if grant.last is None else min(last, grant.last)
    return max((end - max(first, grant.first)) // timedelta(days=1) + 1, 0)


def _share(whole: int, days: int, of: int) -> int:
    return (2 * whole * days + of) // (2 * of) if of else 0
