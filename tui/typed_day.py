"""A day as it is typed: `1/7`, `1/7 2026`, `today`, `+14`, `2026-07-01`."""

from __future__ import annotations

import re
from datetime import date, timedelta

from models.language.words import tr
from models.rules.fields import FieldRefused, parse_day
from tui.dates import long_day

TODAY = frozenset({"idag", "i dag", "today"})
NEAR = frozenset({"imorgon", "i morgon", "tomorrow"})
PAST = frozenset({"igår", "i går", "yesterday"})

_SHORT = re.compile(r"([0-9]{1,2})\s*/\s*([0-9]{1,2})(?:[\s/-]+([0-9]{4}))?")
_STEPS = re.compile(r"([+\-\u2212])\s*([0-9]{1,4})")
_COMPACT = re.compile(r"[0-9]{8}")


class DayNotUnderstood(ValueError):
    """A text that is no day."""


def read_typed_day(text: str, today: date) -> date:
    """Read a day; without its year it is the one nearest to today, and `+14` counts from today.

    Raises:
        DayNotUnderstood: the text is no day, or one that does not exist.
    """
    bare = " ".join(text.split()).casefold()
    for words, days in ((TODAY, 0), (NEAR, 1), (PAST, -1)):
        if bare in words:
            return today + timedelta(days=days)
    try:
        if steps := _STEPS.fullmatch(bare):
            return today + timedelta(days=int(steps[2]) * (1 if steps[1] == "+" else -1))
        if short := _SHORT.fullmatch(bare):
            return _nearest(int(short[1]), int(short[2]), int(short[3]) if short[3] else None, today)
        if _COMPACT.fullmatch(bare):
            bare = f"{bare[:4]}-{bare[4:6]}-{bare[6:]}"
        return parse_day(bare)
    except (ValueError, FieldRefused, OverflowError) as error:
        raise DayNotUnderstood from error


def wrong_day() -> str:
    """Say how a day is written."""
    return tr("Not a day; write 1/7, today, +14 or 2026-07-01.")


def day_echo(day: date) -> str:
    """Say which day was understood."""
    return long_day(day)


def _nearest(day: int, month: int, year: int | None, today: date) -> date:
    years = (year,) if year else (today.year - 1, today.year, today.year + 1)
    possible = [date(each, month, day) for each in years if _is_day(each, month, day)]
    if not possible:
        raise ValueError
    return min(possible, key=lambda each: abs((each - today).days))


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
