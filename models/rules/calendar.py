"""The Swedish calendar: which days count as holidays."""

from __future__ import annotations

from datetime import date
from functools import lru_cache


def is_holiday(day: date) -> bool:
    """Say whether a day is a holiday: a public holiday, Midsummer's Eve, Christmas Eve or New Year's Eve.

    A Sunday is not a holiday as such (lag 1989:253 om allmänna helgdagar counts it as one; a band scheme names it by
    its weekday). The three eves are equal to public holidays by 7 § semesterlagen (1977:480).
    """
    return day in holidays_of(day.year)


@lru_cache(maxsize=64)
def holidays_of(year: int) -> frozenset[date]:
    """List the holidays of a year."""
    from holidays.constants import DE_FACTO, PUBLIC
    from holidays.countries.sweden import Sweden

    return frozenset(Sweden(years=year, expand=False, categories=(PUBLIC, DE_FACTO)))
