"""Periods: calendar months, and the minutes of a day by Swedish clocks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

DAY = 24 * 60
"""The minutes of a day on which no clock is changed."""

STOCKHOLM = ZoneInfo("Europe/Stockholm")

_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """A calendar month of the years 1900 to 2199."""

    year: int
    number: int

    def __post_init__(self) -> None:
        """Refuse what is no month.

        Raises:
            ValueError: the year or the month's number is out of range.
        """
        if not (1900 <= self.year <= 2199 and 1 <= self.number <= 12):
            raise ValueError("not a month")

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read '2026-10'.

        Raises:
            ValueError: the text is not a month.
        """
        found = _MONTH.fullmatch(text.strip())
        if found is None:
            raise ValueError("not a month")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Month:
        """Give the month in which a day lies."""
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        """The first day of the month."""
        return date(self.year, self.number, 1)

    @property
    def after(self) -> date:
        """The first day of the next month."""
        return date(self.year + self.number // 12, self.number % 12 + 1, 1)

    @property
    def last(self) -> date:
        """The last day of the month."""
        return self.after - timedelta(days=1)

    def next(self) -> Month:
        """Give the month after this one."""
        return Month.of(self.after)

    def __contains__(self, day: date) -> bool:
        """Say whether a day lies in the month."""
        return (day.year, day.month) == (self.year, self.number)

    def __str__(self) -> str:
        """Write '2026-10'."""
        return f"{self.year}-{self.number:02}"


@lru_cache(maxsize=4096)
def month_text(day: date) -> str:
    """Write the month in which a day lies, '2026-10'; a file of hours asks for the same days again and again."""
    return str(Month.of(day))


def months_between(first: date, last: date) -> tuple[Month, ...]:
    """List every calendar month that the days first..last touch, both included; none when last is before first."""
    if last < first:
        return ()
    start, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return tuple(Month(index // 12, index % 12 + 1) for index in range(start, end + 1))


def instant(day: date, minute: int) -> datetime:
    """Give the moment in UTC of a minute (0..1440) on a Swedish clock; of a doubled hour, the first."""
    wall_clock = datetime.combine(day, time(), STOCKHOLM) + timedelta(minutes=minute)
    return wall_clock.astimezone(UTC)


@lru_cache(maxsize=4096)
def day_minutes(day: date) -> int:
    """Count the minutes of a Swedish day: 1440, or 1380 and 1500 when clocks are changed."""
    return (instant(day, DAY) - instant(day, 0)) // timedelta(minutes=1)


def end_of_clock(day: date, start: int, end: int) -> tuple[date, int]:
    """Give the day and minute at which a clock row ends; an end before its start lies on the next day.

    Raises:
        ValueError: a minute is out of range, or start and end are the same.
    """
    if not (0 <= start < DAY and 0 <= end <= DAY) or start == end:
        raise ValueError("not a start and an end")
    return (day, end) if end > start else (day + timedelta(days=1), end)


def has_ordinary_clock(day: date, last: date) -> bool:
    """Say whether neither of two days changes its clock."""
    return day_minutes(day) == DAY and (last == day or day_minutes(last) == DAY)


def stockholm_minutes(day: date, start: int, end: int) -> int:
    """Count the minutes that elapse from start to end (minutes of day) by a Swedish clock.

    An end before the start lies on the next day; 1440 is midnight at the end of the day. On the nights when clocks
    change the elapsed minutes are counted, a time of the doubled hour being its first.

    Raises:
        ValueError: a minute is out of range, start and end are the same, or no minute elapsed because the start
            stands in the hour that the spring night leaves out.
    """
    last, minute = end_of_clock(day, start, end)
    if has_ordinary_clock(day, last):
        return (end - start) % DAY or DAY
    elapsed = (instant(last, minute) - instant(day, start)) // timedelta(minutes=1)
    if elapsed <= 0:
        raise ValueError("no minute elapsed")
    return elapsed
