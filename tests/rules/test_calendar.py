"""Holidays, against years written by hand from the almanac."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest

from models.rules.calendar import holidays_of, is_holiday

ALMANAC = {
    2019: "01-01 01-06 04-19 04-21 04-22 05-01 05-30 06-06 06-09 06-21 06-22 11-02 12-24 12-25 12-26 12-31",
    2024: "01-01 01-06 03-29 03-31 04-01 05-01 05-09 05-19 06-06 06-21 06-22 11-02 12-24 12-25 12-26 12-31",
    2026: "01-01 01-06 04-03 04-05 04-06 05-01 05-14 05-24 06-06 06-19 06-20 10-31 12-24 12-25 12-26 12-31",
}


@pytest.mark.parametrize("year", ALMANAC)
def test_the_holidays_of_a_year_are_those_of_the_almanac(year: int) -> None:
    """Public holidays and the eves of Midsummer, Christmas and New Year; no other day and no Sunday as such."""
    days = (date(year, 1, 1) + timedelta(days=number) for number in range(366))
    found = {day for day in days if day.year == year and is_holiday(day)}
    assert found == {date.fromisoformat(f"{year}-{day}") for day in ALMANAC[year].split()} == holidays_of(year)


def test_an_ordinary_sunday_is_no_holiday() -> None:
    """Nor are the eves that only custom keeps: Twelfth Night, Maundy Thursday, Easter Eve, Walpurgis Night."""
    ordinary = ["2026-07-05", "2026-01-05", "2026-04-02", "2026-04-04", "2026-04-30", "2026-10-30"]
    assert not any(is_holiday(date.fromisoformat(day)) for day in ordinary)


def test_the_calendar_costs_nothing_until_a_day_is_asked() -> None:
    """Importing the rule does not import the library."""
    code = "import sys, models.rules.split; print('holidays' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert answer.stdout.strip() == "False"
