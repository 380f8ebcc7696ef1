"""What a person types in a cell of the month's grid, read strictly: what could mean two things is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.rules.fields import FieldRefused, parse_clock
from models.rules.period import DAY, day_minutes, stockholm_minutes
from models.rules.services import Unit

MOST_PIECES = 1000
MOST_ENTRIES = 48
"""Entries that one cell may hold."""

_COUNT = re.compile(r"([0-9]{1,5})\s*(?:st|pcs|pc)")
_BARE = re.compile(r"[0-9]{1,5}")
_MINUTES = re.compile(r"([0-9]{1,5})\s*(?:m|min|minuter|minutes)\.?")
_HOURS = re.compile(r"([0-9]{1,3})\s*(?:h|t|tim|timmar|hours)\.?(?:\s*([0-9]{1,2})\s*(?:m|min)?\.?)?")
_COLON = re.compile(r"([0-9]{1,3}):([0-9]{2})")
_DECIMAL = re.compile(r"([0-9]{1,3})([.,])([0-9]+)\s*(?:h|t|tim)?")
_CLOCK = re.compile(r"([0-9]{1,2})[:.]?([0-9]{2})\s*-\s*([0-9]{1,2})[:.]?([0-9]{2})")
_CLOCKS = re.compile(rf"{_CLOCK.pattern}(?:\s+{_CLOCK.pattern})*")
_QUARTERS = {"25": 15, "50": 30, "75": 45}


class TypedFault(StrEnum):
    """Why what was typed is not taken."""

    NOT_UNDERSTOOD = "not-understood"
    HOURS_OR_MINUTES = "hours-or-minutes"
    """A small whole number for something that is measured in time."""
    CLOCK_OR_DECIMAL = "clock-or-decimal"
    """Two decimals that may be minutes."""
    NOT_WHOLE_MINUTES = "not-whole-minutes"
    NOT_A_TIME = "not-a-time"
    SAME_TIMES = "same-times"
    NO_SUCH_TIME = "no-such-time"
    NOT_WHOLE = "not-whole"
    TOO_LONG = "too-long"
    TOO_MANY = "too-many"
    DAY_ONCE = "day-once"
    MONTH_ONCE = "month-once"
    BAND_WITH_CLOCK = "band-with-clock"


_ONCE = {Unit.DAY: TypedFault.DAY_ONCE, Unit.MONTH: TypedFault.MONTH_ONCE}


class TypedRefused(ValueError):
    """What was typed cannot be taken; it carries why."""

    def __init__(self, code: TypedFault) -> None:
        super().__init__(code.value)
        self.code = code


@dataclass(frozen=True, order=True, slots=True)
class Measure:
    """One entry: a clock (minutes of the day) with its elapsed minutes, minutes alone, or pieces.

    A clock that does not apply is -1, so that measures can be sorted.
    """

    minutes: int = 0
    pieces: int = 0
    start: int = -1
    end: int = -1
    band: str = ""

    @property
    def has_clock(self) -> bool:
        """Say whether the entry has a start and an end."""
        return self.start >= 0


def parse_typed(text: str, unit: Unit, day: date) -> tuple[Measure, ...]:
    """Read a cell of a service that is counted in a unit: entries joined by `+` or `;`; nothing or 0 is no entry.

    Time is `1,5` or `1.5` (hours), `1:30`, `1h30`, `90` or `90m` (minutes), or clock times `08:10-09:40`, several of
    them with blanks between. A band follows time after a stroke: `90/night`. Pieces are whole numbers, in a service
    that is measured in time with `st` after them. A service that is paid by the visit gets one entry a visit.

    Raises:
        TypedRefused: the text means nothing, or may mean two things.
    """
    found: list[Measure] = []
    for part in re.split(r"[+;]", _plain(text)):
        if part.strip() not in ("", "0"):
            found += _entries(part.strip(), unit, day)
    if len(found) > MOST_ENTRIES:
        raise TypedRefused(TypedFault.TOO_MANY)
    if unit in _ONCE and sum(measure.pieces for measure in found) > 1:
        raise TypedRefused(_ONCE[unit])
    return tuple(found)


def _plain(text: str) -> str:
    return text.casefold().replace("\u2013", "-").replace("\u2212", "-").replace("\u00a0", " ")


def _entries(text: str, unit: Unit, day: date) -> Iterator[Measure]:
    body, stroke, band = (part.strip() for part in text.partition("/"))
    if stroke and not band.isalpha():
        raise TypedRefused(TypedFault.NOT_UNDERSTOOD)
    if "-" in body:
        if stroke:
            raise TypedRefused(TypedFault.BAND_WITH_CLOCK)
        yield from _clocks(body, day)
    elif (count := _count(body, unit)) is not None:
        yield from _pieces(count, unit, band)
    else:
        yield Measure(minutes=_within(_minutes(body), day), band=band)


def _count(text: str, unit: Unit) -> int | None:
    """Read a number of pieces; none where the text is a time."""
    if found := _COUNT.fullmatch(text):
        return int(found[1])
    if unit == Unit.HOUR:
        return None
    if _BARE.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        raise TypedRefused(TypedFault.NOT_WHOLE)
    return None


def _pieces(count: int, unit: Unit, band: str) -> Iterator[Measure]:
    if count > (MOST_ENTRIES if unit == Unit.VISIT else MOST_PIECES):
        raise TypedRefused(TypedFault.TOO_MANY)
    if unit == Unit.VISIT:
        yield from (Measure(pieces=1, band=band) for _ in range(count))
    elif count:
        yield Measure(pieces=count, band=band)


def _minutes(text: str) -> int:
    """Read a length of time as minutes."""
    if found := _BARE.fullmatch(text):
        if int(text) < 10:
            raise TypedRefused(TypedFault.HOURS_OR_MINUTES)
        return int(text)
    if found := _MINUTES.fullmatch(text):
        return int(found[1])
    if found := _COLON.fullmatch(text) or _HOURS.fullmatch(text):
        if int(found[2] or 0) > 59:
            raise TypedRefused(TypedFault.NOT_A_TIME)
        return int(found[1]) * 60 + int(found[2] or 0)
    if found := _DECIMAL.fullmatch(text):
        return int(found[1]) * 60 + _part_of_hour(found[2], found[3])
    raise TypedRefused(TypedFault.NOT_UNDERSTOOD)


def _part_of_hour(point: str, decimals: str) -> int:
    """Read the decimals of hours; 1,25 is a quarter past one, but 1.25 and 1,30 may be clock time."""
    if len(decimals) == 1:
        return int(decimals) * 6
    if point == "," and decimals in _QUARTERS:
        return _QUARTERS[decimals]
    raise TypedRefused(TypedFault.CLOCK_OR_DECIMAL if len(decimals) == 2 else TypedFault.NOT_WHOLE_MINUTES)


def _within(minutes: int, day: date) -> int:
    if minutes > day_minutes(day):
        raise TypedRefused(TypedFault.TOO_LONG)
    if not minutes:
        raise TypedRefused(TypedFault.NOT_UNDERSTOOD)
    return minutes


def _clocks(text: str, day: date) -> Iterator[Measure]:
    if not _CLOCKS.fullmatch(text):
        raise TypedRefused(TypedFault.NOT_UNDERSTOOD)
    for found in _CLOCK.finditer(text):
        yield clock_measure(day, _clock(found[1], found[2]), _clock(found[3], found[4], end=True))


def _clock(hour: str, minute: str, *, end: bool = False) -> int:
    try:
        return parse_clock(f"{hour}:{minute}", end=end)
    except FieldRefused:
        raise TypedRefused(TypedFault.NOT_A_TIME) from None


def clock_measure(day: date, start: int, end: int) -> Measure:
    """Measure a clock (minutes of the day; an end before the start is past midnight) by Swedish clocks.

    Raises:
        TypedRefused: start and end are the same, or no minute elapsed.
    """
    if start == end:
        raise TypedRefused(TypedFault.SAME_TIMES)
    try:
        elapsed = stockholm_minutes(day, start, end)
    except ValueError:
        raise TypedRefused(TypedFault.NO_SUCH_TIME) from None
    return Measure(minutes=elapsed, start=start, end=0 if end == DAY and start else end)
