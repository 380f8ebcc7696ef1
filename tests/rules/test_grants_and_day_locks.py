"""What is granted in a week or a month, and which days take hours."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from models.rules.day_lock import DayLock, day_lock
from models.rules.granted import granted_in_month
from models.rules.grants import grant_of, granted_in
from models.rules.period import Month

JULY = Month(2026, 7)
STAY = (date(2026, 7, 11), date(2026, 8, 20))


@pytest.mark.parametrize(("per", "amount"), [("day", 30), ("week", 300), ("month", 1000)])
def test_the_weeks_of_a_month_add_up_to_the_month_but_for_rounding(per: str, amount: int) -> None:
    """The month's own figure is the one that every other screen has."""
    grant = grant_of("escort", 1, amount, per, (None, None), STAY)
    month = granted_in(grant, JULY.first, JULY.last)
    assert month == granted_in_month(amount, per, JULY, *STAY)
    weeks = [JULY.first + timedelta(days=start) for start in range(0, 31, 7)]
    parts = [granted_in(grant, first, min(first + timedelta(days=6), JULY.last)) for first in weeks]
    assert abs(sum(parts) - month) <= len(parts)


def test_a_whole_week_is_the_weeks_amount_and_two_staff_count_twice() -> None:
    """Nothing is granted before the stay or after it, whatever the decision says."""
    grant = grant_of("escort", 2, 300, "week", (date(2026, 1, 1), date(2027, 1, 1)), STAY)
    assert granted_in(grant, date(2026, 7, 13), date(2026, 7, 19)) == 600
    assert granted_in(grant, date(2026, 7, 1), date(2026, 7, 10)) == 0
    assert (grant.first, grant.last) == STAY


@pytest.mark.parametrize(
    ("day", "closed", "signed", "lock"),
    [
        (date(2026, 7, 11), False, False, None),
        (date(2026, 7, 10), False, False, DayLock.OUTSIDE),
        (date(2026, 8, 21), False, False, DayLock.OUTSIDE),
        (date(2026, 8, 4), False, False, DayLock.AHEAD),
        (date(2026, 7, 11), False, True, DayLock.SIGNED),
        (date(2026, 7, 11), True, True, DayLock.CLOSED),
    ],
)
def test_a_day_is_locked_for_a_reason(day: date, closed: bool, signed: bool, lock: DayLock | None) -> None:
    """The one that has to be seen to first."""
    assert day_lock(day, *STAY, date(2026, 8, 3), closed=closed, signed=signed) == lock
