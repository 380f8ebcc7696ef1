"""Late cancellations: the days that are paid, and what was granted on each."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.grants import Grant
from models.rules.late_cancellation import granted_by_day, paid_days

JULY = (date(2026, 7, 1), date(2026, 7, 31))
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("told_on", "notice", "paid", "expected"),
    [
        (date(2026, 6, 17), 14, 14, None),
        (date(2026, 6, 18), 14, 14, (date(2026, 7, 1), date(2026, 7, 1))),
        (date(2026, 6, 25), 14, 14, (date(2026, 7, 1), date(2026, 7, 8))),
        (date(2026, 6, 25), 7, 7, (date(2026, 7, 1), date(2026, 7, 1))),
        (date(2026, 6, 24), 7, 7, None),
        (date(2026, 7, 5), 14, 14, (date(2026, 7, 5), date(2026, 7, 18))),
        (date(2026, 7, 25), 14, 14, (date(2026, 7, 25), date(2026, 7, 31))),
        (date(2026, 8, 1), 14, 14, None),
    ],
)
def test_a_clause_pays_its_days_from_the_day_on_which_we_were_told(
    told_on: date, notice: int, paid: int, expected: tuple[date, date] | None
) -> None:
    """Fourteen or seven days, as municipalities have it; never a day that was not ordered."""
    assert paid_days(told_on, *JULY, notice, paid) == expected


@given(days, days, st.integers(0, 60), st.integers(0, 30), st.integers(1, 30))
def test_no_day_outside_the_order_or_the_clause_is_paid(
    told_on: date, first: date, length: int, notice: int, paid: int
) -> None:
    """Nobody pays for a day before we were told, nor for more days than the clause says."""
    last = first + timedelta(days=length)
    found = paid_days(told_on, first, last, notice, paid)
    if found is not None:
        begin, end = found
        assert first <= begin <= end <= last
        assert told_on <= begin
        assert (end - told_on).days < paid
        assert (first - told_on).days < notice


@given(st.integers(1, 5000), st.sampled_from(["day", "week", "month"]), days, st.integers(0, 70), st.integers(0, 20))
def test_what_was_granted_is_spread_without_losing_or_adding_a_minute(
    amount: int, per: str, first: date, length: int, skipped: int
) -> None:
    """G25: the days of a month add up to what was granted in them, within the one rounding."""
    last = first + timedelta(days=length)
    grant = Grant("home-care", 1, amount, per, first, last)
    begin = min(first + timedelta(days=skipped), last)
    spread = list(granted_by_day(grant, begin, last))
    assert all(given_ > 0 for _, given_ in spread)
    assert [day for day, _ in spread] == sorted({day for day, _ in spread})
    if per == "day":
        assert sum(given_ for _, given_ in spread) == amount * ((last - begin).days + 1)
    if per == "week":
        covered = [begin + timedelta(days=k) for k in range((last - begin).days + 1)]
        months = {(day.year, day.month) for day in covered}
        assert abs(7 * sum(given_ for _, given_ in spread) - amount * len(covered)) <= 4 * len(months)
    if per == "month" and begin == first:
        touched = {((first + timedelta(days=k)).year, (first + timedelta(days=k)).month) for k in range(length + 1)}
        assert sum(given_ for _, given_ in spread) == amount * len(touched)
