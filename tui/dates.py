"""Days, months and moments as a person reads them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from models.language.words import N_, Marked, tr, tr_marked
from models.rules.period import STOCKHOLM, Month

MONTHS: tuple[Marked, ...] = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)

WEEKDAYS: tuple[Marked, ...] = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)


def long_day(day: date) -> str:
    """Write a day with its weekday: Monday 3 August 2026."""
    weekday, month = tr_marked(WEEKDAYS[day.weekday()]), tr_marked(MONTHS[day.month - 1])
    text = tr("{weekday} {day} {month} {year}", weekday=weekday, day=day.day, month=month, year=day.year)
    return text[:1].upper() + text[1:]


def month_text(month: Month | str) -> str:
    """Write a month: July 2026."""
    known = Month.parse(month) if isinstance(month, str) else month
    return f"{tr_marked(MONTHS[known.number - 1])} {known.year}"


def month_name(month: Month | str) -> str:
    """Write a month without its year: July."""
    known = Month.parse(month) if isinstance(month, str) else month
    return tr_marked(MONTHS[known.number - 1])


def month_before(month: Month) -> Month:
    """Give the month before a month."""
    return Month(month.year - 1, 12) if month.number == 1 else Month(month.year, month.number - 1)


def short_day(day: date) -> str:
    """Write a day of a year that is known: 3/7."""
    return f"{day.day}/{day.month}"


def days_text(first: date, last: date) -> str:
    """Write a period within a year that is known: 1/7–31/7."""
    return short_day(first) if first == last else f"{short_day(first)}–{short_day(last)}"


def moment_text(at: datetime) -> str:
    """Write a moment of the store (UTC) by Swedish clocks: 2026-08-03 14:02."""
    return f"{at.replace(tzinfo=UTC).astimezone(STOCKHOLM):%Y-%m-%d %H:%M}"


def near_moment(at: datetime, today: date) -> str:
    """Write a moment of the store (UTC) by Swedish clocks, without the year where it is this year's: 08-03 14:02."""
    return moment_text(at).removeprefix(f"{today.year}-")


def clock_text(start: int | None, end: int | None) -> str:
    """Write a row's clock, in minutes of the day: 08:10–09:40; nothing where none is known."""
    if start is None or end is None:
        return ""
    return f"{start // 60:02}:{start % 60:02}–{end // 60:02}:{end % 60:02}"
