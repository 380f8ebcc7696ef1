"""Time bands: what a municipality calls day, evening, night and weekend."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from models.rules.calendar import is_holiday
from models.rules.period import DAY

WEEKDAYS: dict[str, int] = {
    "mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6,
    "mån": 0, "tis": 1, "ons": 2, "tor": 3, "tors": 3, "fre": 4, "lör": 5, "sön": 6,
}  # fmt: skip
"""The weekdays, English and Swedish, Monday as 0."""

HOLIDAY_WORDS = frozenset({"holiday", "helgdag"})
ALL_WORDS = frozenset({"all", "alla"})
EVERY_DAY = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class Days:
    """The weekdays (Monday 0) that a band row names, and whether it names holidays."""

    weekdays: frozenset[int]
    holiday: bool


@dataclass(frozen=True, slots=True)
class BandRow:
    """One row of a scheme: a band, its days, and its start (0..1439) and end (0..1440) in minutes of the day.

    An end not later than the start means past midnight: such a row belongs to the day on which it starts, and from
    one minute to the same minute it is twenty-four hours. A row is a holiday row on holidays only; the weekdays that
    it also names make it an ordinary row on those.
    """

    band: str
    days: frozenset[int]
    holiday: bool
    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse a row that names no minute.

        Raises:
            ValueError: the band is empty, no day is named, or a minute is out of range.
        """
        if not self.band or not (self.days or self.holiday) or not self.days <= EVERY_DAY:
            raise ValueError("not a band row")
        if not (0 <= self.start < DAY and 0 <= self.end <= DAY):
            raise ValueError("not minutes of a day")

    @property
    def is_past_midnight(self) -> bool:
        """Whether the row goes on into the next day."""
        return self.end <= self.start


@dataclass(frozen=True, slots=True)
class BandScheme:
    """A municipality's band rows in the order of its file; without rows there is no band at any time."""

    rows: tuple[BandRow, ...] = ()
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Count the hash once, since a scheme is looked up for every care entry."""
        object.__setattr__(self, "_hash", hash(self.rows))

    def __hash__(self) -> int:
        """Give the hash of the rows."""
        return self._hash

    def __reduce__(self) -> tuple[type[BandScheme], tuple[tuple[BandRow, ...]]]:
        """Travel between processes as the rows alone, whose hash differs from one process to another."""
        return BandScheme, (self.rows,)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Minutes of one day, start included and end not, that lie in one band or in none."""

    start: int
    end: int
    band: str | None


@dataclass(frozen=True, slots=True)
class _DayKind:
    """All that a scheme asks of a day: its weekday, and whether it and the day before are holidays."""

    weekday: int
    holiday: bool
    holiday_before: bool


def parse_days(text: str) -> Days:
    """Read 'mon', 'mon-fri', 'fri-mon', 'sat+sun', 'holiday', 'all' or their Swedish words, joined by '+'.

    Raises:
        ValueError: a word is none of these.
    """
    weekdays: set[int] = set()
    holiday = False
    for word in (part.strip() for part in text.casefold().replace("\u2013", "-").split("+")):
        if word in HOLIDAY_WORDS:
            holiday = True
        else:
            weekdays |= EVERY_DAY if word in ALL_WORDS else _range_of(word)
    return Days(frozenset(weekdays), holiday)


def _range_of(word: str) -> frozenset[int]:
    """Read one weekday, or a range of them that may go past Sunday."""
    ends = [part.strip() for part in word.split("-")]
    if len(ends) > 2 or any(end not in WEEKDAYS for end in ends):
        raise ValueError("not days")
    first, last = WEEKDAYS[ends[0]], WEEKDAYS[ends[-1]]
    return frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))


def band_at(scheme: BandScheme, day: date, minute: int) -> str | None:
    """Give the band of a minute (0..1439) of a day, or None when no row covers it.

    Holiday rows are tried first, then all in the order of the file; the first that covers the minute decides.
    """
    return _first_covering(scheme, _kind_of(day), minute)


def bands_of(scheme: BandScheme, day: date) -> tuple[Stretch, ...]:
    """Divide a day of 1440 minutes into stretches, each of one band or none."""
    return _stretches(scheme, _kind_of(day))


@lru_cache(maxsize=4096)
def _kind_of(day: date) -> _DayKind:
    """Give what a scheme asks of a day."""
    return _DayKind(day.weekday(), is_holiday(day), is_holiday(day - timedelta(days=1)))


@lru_cache(maxsize=4096)
def _stretches(scheme: BandScheme, kind: _DayKind) -> tuple[Stretch, ...]:
    """Divide a kind of day at the borders of the rows, joining neighbours of the same band."""
    borders = sorted({0, DAY} | {minute for row in scheme.rows for minute in (row.start, row.end)})
    stretches: list[Stretch] = []
    for start, end in pairwise(borders):
        band = _first_covering(scheme, kind, start)
        if stretches and stretches[-1].band == band:
            start = stretches.pop().start
        stretches.append(Stretch(start, end, band))
    return tuple(stretches)


def _first_covering(scheme: BandScheme, kind: _DayKind, minute: int) -> str | None:
    """Find the first row that covers a minute, as a holiday row or else by the weekday."""
    for row in scheme.rows:
        if row.holiday and _covers(row, minute, kind.holiday, kind.holiday_before):
            return row.band
    for row in scheme.rows:
        if _covers(row, minute, kind.weekday in row.days, (kind.weekday - 1) % 7 in row.days):
            return row.band
    return None


def _covers(row: BandRow, minute: int, is_its_day: bool, is_the_day_after: bool) -> bool:
    """Say whether a row covers a minute of its own day, or, past midnight, of the day after."""
    if not row.is_past_midnight:
        return is_its_day and row.start <= minute < row.end
    return (is_its_day and minute >= row.start) or (is_the_day_after and minute < row.end)
