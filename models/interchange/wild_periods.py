"""The month, or the first and last day, that a file says it is about: in a title, a sheet's name, or an answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from models.rules.period import Month

MONTHS: Final = {
    **dict.fromkeys(("januari", "january", "jan"), 1),
    **dict.fromkeys(("februari", "february", "feb", "febr"), 2),
    **dict.fromkeys(("mars", "march", "mar"), 3),
    **dict.fromkeys(("april", "apr"), 4),
    **dict.fromkeys(("maj", "may"), 5),
    **dict.fromkeys(("juni", "june", "jun"), 6),
    **dict.fromkeys(("juli", "july", "jul"), 7),
    **dict.fromkeys(("augusti", "august", "aug"), 8),
    **dict.fromkeys(("september", "sept", "sep"), 9),
    **dict.fromkeys(("oktober", "october", "okt", "oct"), 10),
    **dict.fromkeys(("november", "nov"), 11),
    **dict.fromkeys(("december", "dec"), 12),
}
"""The months' names, Swedish and English, whole and shortened."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a file says it is about, both included."""

    first: date
    last: date

    @classmethod
    def of_month(cls, month: Month) -> Period:
        """Give a month's days."""
        return cls(month.first, month.last)

    @classmethod
    def of_year(cls, year: int) -> Period:
        """Give a year's days."""
        return cls(date(year, 1, 1), date(year, 12, 31))


_NAME = "|".join(sorted(MONTHS, key=len, reverse=True))
_MONTH_OF_YEAR = re.compile(rf"(?<![0-9a-zåäö])(?:([0-9]{{1,2}})\s+)?({_NAME})\.?\s+([0-9]{{4}})(?![0-9])")
_WHOLE_DAY = re.compile(r"(?<![0-9-])([0-9]{4})-([0-9]{2})-([0-9]{2})(?![0-9-])")
_NUMBERED_MONTH = re.compile(r"(?<![0-9-])(20[0-9]{2})-([0-9]{2})(?![0-9-])")


def period_in(text: str) -> Period | None:
    """Find the month, or the first and the last day, that a title names: 'Juli 2026', '2026-07-01 - 2026-07-31'."""
    plain = text.casefold()
    days = [day for found in _WHOLE_DAY.finditer(plain) if (day := _date(*map(int, found.groups())))]
    if len(days) == 2 and days[0] <= days[1]:
        return Period(days[0], days[1])
    months = {(int(found[3]), MONTHS[found[2]]) for found in _MONTH_OF_YEAR.finditer(plain) if found[1] is None} | {
        (int(found[1]), int(found[2])) for found in _NUMBERED_MONTH.finditer(plain) if 1 <= int(found[2]) <= 12
    }
    if len(months) != 1 or days:
        return None
    (year, month), *_ = months
    return Period.of_month(Month(year, month)) if 1900 <= year <= 2199 else None


def period_of(said: str) -> Period | None:
    """Read a period that was chosen: '2026-07', or '2026' where only the year is lacking."""
    if re.fullmatch(r"20[0-9]{2}", said):
        return Period.of_year(int(said))
    found = _NUMBERED_MONTH.fullmatch(said)
    return period_in(said) if found else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
