"""The text of one cell, read strictly: a day, a clock, a number, a yes or a no."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

from models.rules.money import Ore, parse_kronor

LARGEST_COUNT = 10_000
"""The largest number of pieces that a cell may hold."""

LARGEST_MINUTES = 100_000
"""The largest number of minutes that a cell may hold; more than the 44 700 of the longest month."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::00)?")
_NUMBER = re.compile(r"([-\u2212]?)([0-9]+)(?:[.,]([0-9]+))?")
_DIGITS = 18
_YES = frozenset({"ja", "j", "yes", "y", "1", "true", "sant"})
_NO = frozenset({"nej", "n", "no", "0", "false", "falskt"})


class FieldFault(StrEnum):
    """What is wrong with the text of a cell."""

    NOT_A_DAY = "not-a-day"
    DAY_OUT_OF_RANGE = "day-out-of-range"
    NOT_A_TIME = "not-a-time"
    NOT_A_NUMBER = "not-a-number"
    NOT_AN_AMOUNT = "not-an-amount"
    NOT_WHOLE = "not-whole"
    NEGATIVE = "negative"
    TOO_LARGE = "too-large"
    NOT_YES_NO = "not-yes-no"


class FieldRefused(ValueError):
    """A cell that cannot be read; it carries the fault and never the text of the cell."""

    def __init__(self, code: FieldFault) -> None:
        super().__init__(code.value)
        self.code = code


def parse_day(text: str) -> date:
    """Read '2026-07-01', a day of the years 1900 to 2199.

    Raises:
        FieldRefused: not-a-day, or day-out-of-range.
    """
    bare = text.strip()
    if _DAY.fullmatch(bare) is None:
        raise FieldRefused(FieldFault.NOT_A_DAY)
    try:
        day = date.fromisoformat(bare)
    except ValueError:
        raise FieldRefused(FieldFault.NOT_A_DAY) from None
    if not 1900 <= day.year <= 2199:
        raise FieldRefused(FieldFault.DAY_OUT_OF_RANGE)
    return day


def parse_clock(text: str, *, end: bool = False) -> int:
    """Read '07:30' as minutes of the day, 0..1439; an end may also be '24:00', which is 1440.

    Raises:
        FieldRefused: not-a-time.
    """
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        raise FieldRefused(FieldFault.NOT_A_TIME)
    hour, minute = int(found[1]), int(found[2])
    if end and (hour, minute) == (24, 0):
        return 1440
    if hour > 23 or minute > 59:
        raise FieldRefused(FieldFault.NOT_A_TIME)
    return hour * 60 + minute


def parse_yes_no(text: str) -> bool:
    """Read 'ja' or 'nej', 'yes' or 'no', '1' or '0'.

    Raises:
        FieldRefused: not-yes-no.
    """
    word = text.strip().casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise FieldRefused(FieldFault.NOT_YES_NO)


def parse_whole(text: str, largest: int) -> int:
    """Read '90' or '90,0' as a whole number 0..largest.

    Raises:
        FieldRefused: not-a-number, not-whole, negative, or too-large.
    """
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        raise FieldRefused(FieldFault.NOT_A_NUMBER)
    sign, digits, decimals = found.groups()
    if decimals and decimals.strip("0"):
        raise FieldRefused(FieldFault.NOT_WHOLE)
    significant = digits.lstrip("0")
    if sign and significant:
        raise FieldRefused(FieldFault.NEGATIVE)
    if len(significant) > _DIGITS or int(significant or "0") > largest:
        raise FieldRefused(FieldFault.TOO_LARGE)
    return int(significant or "0")


def parse_minutes(text: str) -> int:
    """Read whole minutes, 0..100 000.

    Raises:
        FieldRefused: not-a-number, not-whole, negative, or too-large.
    """
    return parse_whole(text, LARGEST_MINUTES)


def parse_count(text: str) -> int:
    """Read a number of pieces, 0..10 000.

    Raises:
        FieldRefused: not-a-number, not-whole, negative, or too-large.
    """
    return parse_whole(text, LARGEST_COUNT)


def parse_amount(text: str) -> Ore:
    """Read an amount in kronor as öre, nought or more, with at most ten digits of kronor.

    Raises:
        FieldRefused: not-an-amount, negative, or too-large.
    """
    try:
        amount = parse_kronor(text.replace("\u2212", "-"))
    except ValueError:
        raise FieldRefused(_fault_of_amount(text)) from None
    if amount < 0:
        raise FieldRefused(FieldFault.NEGATIVE)
    return amount


def _fault_of_amount(text: str) -> FieldFault:
    """Tell an amount of too many digits from what is no amount."""
    whole = re.split("[.,]", text.strip())[0]
    digits = re.sub(r"[ \u00a0\u2009\u202f]", "", whole)
    too_many = digits.isascii() and digits.isdigit() and len(digits.lstrip("0")) > 10
    return FieldFault.TOO_LARGE if too_many else FieldFault.NOT_AN_AMOUNT
