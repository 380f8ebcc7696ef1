"""Days as planning systems write them: each way of writing is a form, and a column is read by one form throughout."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from models.interchange.wild_forms import best_readings
from models.interchange.wild_periods import MONTHS, Period

WEEKDAYS: Final = {
    word: number
    for number, words in enumerate(
        (
            ("måndag", "mån", "må", "monday", "mon"),
            ("tisdag", "tis", "ti", "tuesday", "tue"),
            ("onsdag", "ons", "on", "wednesday", "wed"),
            ("torsdag", "tors", "tor", "to", "thursday", "thu"),
            ("fredag", "fre", "fr", "friday", "fri"),
            ("lördag", "lör", "lö", "saturday", "sat"),
            ("söndag", "sön", "sö", "sunday", "sun"),
        )
    )
    for word in words
}

LONGEST_SPREAD: Final = timedelta(days=370)
"""A file holds at most about a year: a way of reading its days that spreads them wider loses to one that does not."""

_EXCEL_FIRST: Final = date(1899, 12, 30)


class DateForm(StrEnum):
    """How a day is written."""

    YEAR_FIRST = "year-month-day"
    COMPACT = "yyyymmdd"
    SHORT_YEAR_FIRST = "yymmdd"
    DAY_FIRST = "day-month-year"
    MONTH_FIRST = "month-day-year"
    DAY_MONTH = "day-month"
    MONTH_DAY = "month-day"
    WORDS = "words"
    DAY = "day"
    EXCEL = "excel-number"


EXAMPLES: Final[dict[DateForm, str]] = {
    DateForm.YEAR_FIRST: "2026-07-01",
    DateForm.COMPACT: "20260701",
    DateForm.SHORT_YEAR_FIRST: "260701",
    DateForm.DAY_FIRST: "1/7/2026",
    DateForm.MONTH_FIRST: "7/1/2026",
    DateForm.DAY_MONTH: "1/7",
    DateForm.MONTH_DAY: "7/1",
    DateForm.WORDS: "1 juli 2026",
    DateForm.DAY: "1",
    DateForm.EXCEL: "46204",
}
"""What each form looks like on the first of July, for whoever chooses."""


@dataclass(frozen=True, slots=True)
class _Written:
    """What a cell says of a day; what it leaves out is None."""

    year: int | None
    month: int | None
    day: int
    weekday: int | None = None


_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_SHORT = re.compile(r"([0-9]{2})([-/.]?)([0-9]{2})\2([0-9]{2})")
_THREE = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_SPOKEN = re.compile(r"([0-9]{1,2})(/)([0-9]{1,2})[ -]{1,3}([0-9]{4}|[0-9]{2})")
"""As it is written by hand: 1/7 2026, 1/7-26."""
_SIX = re.compile(r"([0-9]{2})()([0-9]{2})([0-9]{4}|[0-9]{2})")
_TWO = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})[.]?")
_WEEKDAY = re.compile(r"([a-zåäö]+)\.?,?\s*(?:den\s+)?(?=[0-9])(.*)|(.*[0-9])\s+([a-zåäö]+)\.?")
_NAMED = re.compile(r"([0-9]{1,2})(?::[ea]|\.)?[\s-]*([a-z]+)\.?(?:[\s-]+([0-9]{4}|[0-9]{2}))?")
_DAY = re.compile(r"([0-9]{1,2})(?::[ea])?")
_SERIAL = re.compile(r"([0-9]{5})(?:[.,]0+)?")
_MIDNIGHT = re.compile(r"[ T]+0?0[:.]00(?:[:.]00)?")
_MOMENT = re.compile(
    r"(.*?[0-9a-zåäö.])(?:[ T]+|,\s*)(?:kl\.?\s*)?([0-9]{1,2}[:.][0-9]{2}(?::[0-9]{2})?)", re.IGNORECASE
)


def split_moment(text: str) -> tuple[str, str]:
    """Divide '2026-07-01 08:10' into its day and its clock; without a clock, the text and ''."""
    found = _MOMENT.fullmatch(text.strip())
    return (found[1], found[2]) if found else (text.strip(), "")


def read_wild_day(text: str, form: DateForm, period: Period | None) -> date | None:
    """Read a day by its form; None when it is not written so, does not exist, or the period does not settle it.

    A weekday that stands beside the day must be that day's. What the cell leaves out (year, month) is taken from the
    period, and only where one day alone of the period fits.
    """
    bare = _MIDNIGHT.sub("", " ".join(text.split()).casefold())
    weekday, rest = _weekday_of(bare)
    # A year of four digits in front, and a month by its name, say themselves what they are in any column.
    written = _READ[form](rest) or _year_first(rest) or _named(rest)
    if written is None:
        return None
    day = _settled(written, period)
    return None if day is None or (weekday is not None and day.weekday() != weekday) else day


def date_forms_of(cells: Collection[tuple[str, Period | None]]) -> tuple[DateForm, ...]:
    """List the forms by which the cells, each with its sheet's period, are days; those that read them alike are one.

    No form at all means that something else than days stands there, several that a person must choose.
    """
    readings = best_readings(DateForm, cells, lambda cell, form: read_wild_day(cell[0], form, cell[1]))
    return tuple(readings[days] for days in _likely(tuple(readings), [period for _, period in cells]))


Days = tuple[date | None, ...]


def _likely(readings: Sequence[Days], periods: Sequence[Period | None]) -> Sequence[Days]:
    """Leave out the readings that the file's own periods contradict, then those that spread over years."""
    within = [days for days in readings if all(map(_is_within, days, periods))]
    readings = within or readings
    narrow = [days for days in readings if _spread(days) <= LONGEST_SPREAD]
    return narrow or readings


def _is_within(day: date | None, period: Period | None) -> bool:
    return day is None or period is None or period.first <= day <= period.last


def _spread(days: Days) -> timedelta:
    known = [day for day in days if day is not None]
    return max(known) - min(known)


def _weekday_of(text: str) -> tuple[int | None, str]:
    """Take the weekday's name off a text; a month's name stays."""
    found = _WEEKDAY.fullmatch(text)
    if found is None:
        return None, text
    word, rest = (found[1], found[2]) if found[1] else (found[4], found[3])
    return (WEEKDAYS[word], rest.strip()) if word in WEEKDAYS and word not in MONTHS else (None, text)


def _settled(written: _Written, period: Period | None) -> date | None:
    if written.year is not None and written.month is not None:
        return _date(written.year, written.month, written.day)
    if period is None:
        return None
    last = period.last.year * 12 + period.last.month
    months = range(period.first.year * 12 + period.first.month, last + 1)
    days = [
        _date((number - 1) // 12, (number - 1) % 12 + 1, written.day)
        for number in months
        if written.month in (None, (number - 1) % 12 + 1)
    ]
    inside = [day for day in days if day is not None and period.first <= day <= period.last]
    return inside[0] if len(inside) == 1 else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if 1900 <= year <= 2199 else None


def _year(text: str) -> int:
    """Give a year; two digits are of this century, since care that is billed was given in it."""
    return int(text) if len(text) == 4 else 2000 + int(text)


def _year_first(text: str) -> _Written | None:
    found = _YEAR_FIRST.fullmatch(text)
    return _Written(int(found[1]), int(found[2]), int(found[3])) if found else None


def _compact(text: str) -> _Written | None:
    found = _COMPACT.fullmatch(text)
    return _Written(int(found[1]), int(found[2]), int(found[3])) if found else None


def _short(text: str) -> _Written | None:
    found = _SHORT.fullmatch(text)
    return _Written(_year(found[1]), int(found[3]), int(found[4])) if found else None


def _day_first(text: str) -> _Written | None:
    found = _THREE.fullmatch(text) or _SPOKEN.fullmatch(text) or _SIX.fullmatch(text)
    return _Written(_year(found[4]), int(found[3]), int(found[1])) if found else None


def _month_first(text: str) -> _Written | None:
    """Read an American day; with points nobody writes so."""
    found = _THREE.fullmatch(text)
    return _Written(_year(found[4]), int(found[1]), int(found[3])) if found and found[2] != "." else None


def _day_month(text: str) -> _Written | None:
    found = _TWO.fullmatch(text)
    return _Written(None, int(found[3]), int(found[1])) if found else None


def _month_day(text: str) -> _Written | None:
    found = _TWO.fullmatch(text)
    return _Written(None, int(found[1]), int(found[3])) if found and found[2] != "." else None


def _named(text: str) -> _Written | None:
    found = _NAMED.fullmatch(text)
    if found is None or found[2] not in MONTHS:
        return None
    return _Written(_year(found[3]) if found[3] else None, MONTHS[found[2]], int(found[1]))


def _day_alone(text: str) -> _Written | None:
    found = _DAY.fullmatch(text)
    return _Written(None, None, int(found[1])) if found else None


def _excel(text: str) -> _Written | None:
    """Read the number of a day as Excel counts them."""
    found = _SERIAL.fullmatch(text)
    if found is None:
        return None
    day = _EXCEL_FIRST + timedelta(days=int(found[1]))
    return _Written(day.year, day.month, day.day)


_READ: Final[dict[DateForm, Callable[[str], _Written | None]]] = {
    DateForm.YEAR_FIRST: _year_first,
    DateForm.COMPACT: _compact,
    DateForm.SHORT_YEAR_FIRST: _short,
    DateForm.DAY_FIRST: _day_first,
    DateForm.MONTH_FIRST: _month_first,
    DateForm.DAY_MONTH: _day_month,
    DateForm.MONTH_DAY: _month_day,
    DateForm.WORDS: _named,
    DateForm.DAY: _day_alone,
    DateForm.EXCEL: _excel,
}
