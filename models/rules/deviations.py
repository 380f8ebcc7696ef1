"""How far what was executed may be from what was granted before somebody must say why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from models.rules.conditions import ConditionFact
from models.rules.period import Month
from models.rules.services import Unit


class Week(NamedTuple):
    """The days of an ISO week that lie in a month; the name is as 2026-W27."""

    name: str
    first: date
    last: date


def weeks_of(month: Month) -> tuple[Week, ...]:
    """Divide a month's days into ISO weeks; the first and the last may be short."""
    return tuple(_weeks(month))


def _weeks(month: Month) -> Iterator[Week]:
    first = month.first
    while first <= month.last:
        last = min(first + timedelta(days=6 - first.weekday()), month.last)
        year, number, _ = first.isocalendar()
        yield Week(f"{year}-W{number:02}", first, last)
        first = last + timedelta(days=1)


def is_over(granted: int | None, executed: int, unit: Unit, limit: ConditionFact | None) -> bool:
    """Say whether executed minutes or pieces are farther from the granted ones than a limit allows.

    A limit with both a percentage and minutes asks for a reason only beyond both, so that a quarter of an hour in a
    short week is nothing. Minutes say nothing of what is counted. No limit, or nothing known as granted: never.
    """
    if limit is None or granted is None:
        return False
    far = abs(executed - granted)
    tests = []
    if limit.percent is not None:
        tests.append(far * 100 > limit.percent * granted)
    if limit.minutes is not None and unit == Unit.HOUR:
        tests.append(far > limit.minutes)
    return bool(tests) and all(tests)
