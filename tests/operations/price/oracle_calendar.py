"""Swedish days and clocks for the slow price of a month: holidays by rule, bands and elapsed minutes one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

SWEDEN = ZoneInfo("Europe/Stockholm")
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)

WEEKDAYS = {
    **{"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6},
    **{"mån": 0, "tis": 1, "ons": 2, "tor": 3, "fre": 4, "lör": 5, "sön": 6},
}

Row = dict[str, str]
"""A file's row as its text, by the English names of its columns."""


def easter(year: int) -> date:
    """Give Easter Sunday (the anonymous Gregorian rule)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * el) // 451
    month, day = divmod(h + el - 7 * m + 114, 31)
    return date(year, month, day + 1)


def saturday_from(day: date) -> date:
    """Give the first Saturday on a day or after it."""
    return day + DAY * ((5 - day.weekday()) % 7)


@cache
def holidays(year: int) -> frozenset[date]:
    """List the public holidays of a year (lag 1989:253 without its Sundays) and the three eves."""
    fixed = {date(year, *day) for day in ((1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31))}
    moving = {easter(year) + DAY * after for after in (-2, 0, 1, 39, 49)}
    midsummer, all_saints = saturday_from(date(year, 6, 20)), saturday_from(date(year, 10, 31))
    return frozenset(fixed | moving | {midsummer - DAY, midsummer, all_saints})


def elapsed(day: date, start: str, end: str) -> Iterator[tuple[date, int]]:
    """Give the day and the minute of the day, on a Swedish clock, of each minute that elapses from start to end."""
    begun, ended = minute_of(start), minute_of(end)
    last = day if ended > begun else day + DAY
    now, stop = moment(day, begun), moment(last, ended)
    while now < stop:
        local = now.astimezone(SWEDEN)
        yield local.date(), local.hour * 60 + local.minute
        now += MINUTE


def minute_of(clock: str) -> int:
    """Read `07:30` as a minute of the day."""
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def moment(day: date, minute: int) -> datetime:
    """Give the moment of a minute of a day; midnight at its end is the next day's first."""
    if minute == 24 * 60:
        return moment(day + DAY, 0)
    return datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=SWEDEN).astimezone(UTC)


def band_of(scheme: Sequence[Row], day: date, minute: int) -> str:
    """Give the band of a minute: holiday rows first, then all in the order of the file; '' where none covers it."""
    for on_holidays in (True, False):
        for row in scheme:
            if covers(row, day, minute, on_holidays):
                return row["band"]
    return ""


def covers(row: Row, day: date, minute: int, on_holidays: bool) -> bool:
    """Say whether a row covers a minute of its own day, or past midnight of the day before."""
    start, end = minute_of(row["start"]), minute_of(row["end"])
    if end > start:
        return is_its_day(row, day, on_holidays) and start <= minute < end
    evening = is_its_day(row, day, on_holidays) and minute >= start
    return evening or (is_its_day(row, day - DAY, on_holidays) and minute < end)


def is_its_day(row: Row, day: date, on_holidays: bool) -> bool:
    """Say whether a row names a day, as a holiday or by its weekday."""
    words = [word.strip().lower() for word in row["days"].split("+")]
    if on_holidays:
        return bool({"holiday", "helgdag"} & set(words)) and day in holidays(day.year)
    return any(day.weekday() in weekdays(word) for word in words if word not in ("holiday", "helgdag"))


@cache
def weekdays(word: str) -> frozenset[int]:
    """Read `mon`, `fri-mon` or `all` as weekdays, Monday 0."""
    if word in ("all", "alla"):
        return frozenset(range(7))
    first, _, last = word.partition("-")
    day, end = WEEKDAYS[first], WEEKDAYS[last or first]
    found = {day}
    while day != end:
        day = (day + 1) % 7
        found.add(day)
    return frozenset(found)
