"""Interest on late payment by räntelagen (1975:635), in whole öre and hundredths of a percent.

From the day after a due day that was set in advance (3 §) until the day on which the money comes, that day too: the
reference rate of the half-year (9 §) and eight percentage points (6 §) of what is unpaid that day. A year is reckoned
as 365 days, leap years too, and the sum of all days is rounded once, half up, to whole öre.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from models.rules.money import Ore

ABOVE_REFERENCE = 800
"""Hundredths of a percent above the reference rate (6 §)."""
LOWEST_REFERENCE, HIGHEST_REFERENCE = -ABOVE_REFERENCE, 5000
YEAR = 365
DIVISOR = 100 * 100 * YEAR
"""What öre times hundredths of a percent times days is divided by."""

Paid = tuple[date, Ore]
"""A day on which money came, and how much."""


@dataclass(frozen=True, slots=True)
class InterestSpan:
    """Days, both included, with one unpaid balance in öre and one rate in hundredths of a percent a year."""

    first: date
    last: date
    balance: Ore
    rate: int

    @property
    def days(self) -> int:
        """The days that bear interest."""
        return (self.last - self.first).days + 1

    @property
    def product(self) -> int:
        """Öre times hundredths of a percent times days."""
        return self.balance * self.rate * self.days


def half_year(day: date) -> date:
    """Give the first day of a day's half-year."""
    return date(day.year, 1 if day.month < 7 else 7, 1)


def half_year_after(first: date) -> date:
    """Give the first day of the half-year after one."""
    return date(first.year, 7, 1) if first.month == 1 else date(first.year + 1, 1, 1)


def unpaid_spans(due_on: date, until: date, claim: Ore, paid: Iterable[Paid]) -> tuple[tuple[date, date, Ore], ...]:
    """Part the days after the due day into spans of one balance and one half-year; what bears nothing is left out."""
    payments = sorted(paid)
    first, end = due_on + timedelta(days=1), until + timedelta(days=1)
    starts = {first, end, *(day + timedelta(days=1) for day, _ in payments), *_half_years(first, end)}
    days = sorted(day for day in starts if first <= day <= end)
    found = []
    for start, stop in pairwise(days):
        balance = claim - sum(amount for day, amount in payments if day < start)
        if balance > 0:
            found.append((start, stop - timedelta(days=1), balance))
    return tuple(found)


def _half_years(first: date, end: date) -> Iterable[date]:
    start = half_year(first)
    while start < end:
        yield start
        start = half_year_after(start)


def missing_half_years(spans: Iterable[tuple[date, date, Ore]], rates: Mapping[date, int]) -> tuple[date, ...]:
    """List the half-years whose reference rate nobody has entered, by their first days."""
    return tuple(dict.fromkeys(half_year(first) for first, _, _ in spans if half_year(first) not in rates))


def interest_spans(spans: Iterable[tuple[date, date, Ore]], rates: Mapping[date, int]) -> tuple[InterestSpan, ...]:
    """Put the rate of its half-year on every span.

    Raises:
        KeyError: a half-year has no reference rate; ask missing_half_years first.
    """
    return tuple(
        InterestSpan(first, last, balance, rates[half_year(first)] + ABOVE_REFERENCE) for first, last, balance in spans
    )


def interest_of(spans: Sequence[InterestSpan]) -> Ore:
    """Sum the interest of spans in öre, rounded half up once."""
    return (2 * sum(span.product for span in spans) + DIVISOR) // (2 * DIVISOR)
