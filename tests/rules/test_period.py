"""Months, and minutes by Swedish clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.period import Month, day_minutes, months_between, stockholm_minutes

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


def test_a_month_knows_its_days() -> None:
    """February of a leap year, and December before January."""
    assert (Month(2024, 2).first, Month(2024, 2).last) == (date(2024, 2, 1), date(2024, 2, 29))
    assert (str(Month(2026, 12)), str(Month(2026, 12).next())) == ("2026-12", "2027-01")
    assert Month(2199, 12).last == date(2199, 12, 31)
    assert Month.of(date(2026, 7, 31)) == Month.parse("2026-07") < Month.parse("2026-10") < Month(2027, 1)
    assert date(2026, 7, 31) in Month(2026, 7)
    assert date(2025, 7, 31) not in Month(2026, 7)


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-7", "2026-13", "2026-00", "0000-01", "26-07", "2026-07-01", "2026W01", "٢٠٢٦-٠٧"]
)
def test_what_is_no_month_is_refused(text: str) -> None:
    """Only 'YYYY-MM' is a month."""
    with pytest.raises(ValueError, match="not a month"):
        Month.parse(text)


@given(DAYS, st.integers(0, 800))
def test_the_months_between_two_days_hold_every_day_between(first: date, days: int) -> None:
    """Months follow each other without gap, from the first day's to the last day's."""
    last = first + timedelta(days=days)
    months = months_between(first, last)
    assert (months[0], months[-1]) == (Month.of(first), Month.of(last))
    assert all(month.next() == after for month, after in pairwise(months))
    assert months_between(last, first - timedelta(days=1)) == ()


def test_a_day_has_24_hours_but_for_two() -> None:
    """G25: the spring day has 23 hours and the autumn day 25."""
    short = {
        date(2026, 1, 1) + timedelta(days=n): day_minutes(date(2026, 1, 1) + timedelta(days=n)) for n in range(365)
    }
    assert {day: minutes for day, minutes in short.items() if minutes != 1440} == {SPRING: 1380, AUTUMN: 1500}


@pytest.mark.parametrize(
    ("day", "start", "end", "minutes"),
    [
        (date(2026, 7, 1), "07:30", "08:00", 30),
        (date(2026, 7, 1), "22:00", "06:00", 480),
        (date(2026, 7, 1), "23:00", "00:00", 60),
        (date(2026, 7, 1), "00:00", "24:00", 1440),
        (date(2026, 3, 28), "22:00", "06:00", 420),
        (date(2026, 10, 24), "22:00", "06:00", 540),
        (AUTUMN, "00:00", "24:00", 1500),
        (AUTUMN, "01:30", "02:30", 60),
        (AUTUMN, "02:30", "03:30", 120),
        (SPRING, "01:30", "03:30", 60),
        (SPRING, "00:00", "24:00", 1380),
        (SPRING, "04:00", "03:00", 1380),
    ],
)
def test_a_night_worker_is_paid_the_minutes_that_passed(day: date, start: str, end: str, minutes: int) -> None:
    """G25: elapsed minutes, also on the nights when clocks change."""
    assert stockholm_minutes(day, _minute(start), _minute(end)) == minutes


def _minute(clock: str) -> int:
    """Read a clock of the table above."""
    return int(clock[:2]) * 60 + int(clock[3:])


def test_a_start_that_the_spring_night_leaves_out_is_refused_when_no_minute_passed() -> None:
    """Half past two does not exist that night: it is half past three, and ten past three is before it."""
    with pytest.raises(ValueError, match="no minute elapsed"):
        stockholm_minutes(SPRING, 150, 190)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (480, 480), (-1, 5), (1440, 10), (5, 1441), (5, -1)])
def test_a_clock_row_needs_a_start_and_another_end(start: int, end: int) -> None:
    """Equal times and minutes outside the day are refused."""
    with pytest.raises(ValueError, match="not a start and an end"):
        stockholm_minutes(date(2026, 7, 1), start, end)


@given(
    st.one_of(DAYS, st.sampled_from([SPRING, AUTUMN, date(2026, 3, 28)])), st.integers(0, 1439), st.integers(0, 1439)
)
def test_minutes_agree_with_the_world_clock(day: date, start: int, end: int) -> None:
    """G25: the difference between two moments in UTC, whatever the shortcut for ordinary days."""
    zone = ZoneInfo("Europe/Stockholm")
    begun = datetime(day.year, day.month, day.day, start // 60, start % 60, tzinfo=zone).astimezone(UTC)
    last = day if end > start else day + timedelta(days=1)
    ended = datetime(last.year, last.month, last.day, end // 60, end % 60, tzinfo=zone).astimezone(UTC)
    if start == end or ended <= begun:
        with pytest.raises(ValueError, match=r"not a start|no minute"):
            stockholm_minutes(day, start, end)
    else:
        assert timedelta(minutes=stockholm_minutes(day, start, end)) == ended - begun
