"""Splitting a clock row into pieces, each of one day and one band."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from models.rules.band_history import BandHistory
from models.rules.bands import band_at, bands_of
from models.rules.period import DAY, STOCKHOLM, end_of_clock, has_ordinary_clock, instant, stockholm_minutes


@dataclass(frozen=True, slots=True)
class Piece:
    """Elapsed minutes of one day in one band ('' for none), one worker's."""

    day: date
    band: str
    minutes: int


def split(day: date, start: int, end: int, bands: BandHistory) -> tuple[Piece, ...]:
    """Split a clock row (minutes of day; an end before the start is past midnight) at band borders and midnight.

    Each elapsed minute is judged by its day and time on a Swedish clock, also on the nights when clocks change, in
    the scheme of that day, and belongs to exactly one piece (G25). The pieces follow the clock; neighbours differ in
    day or band.

    Raises:
        ValueError: a minute is out of range, start and end are the same, or no minute elapsed.
    """
    last, minute = end_of_clock(day, start, end)
    if not has_ordinary_clock(day, last):
        return _joined(_minute_by_minute(day, start, stockholm_minutes(day, start, end), bands))
    if last == day:
        return tuple(_between(day, start, minute, bands))
    return (*_between(day, start, DAY, bands), *_between(last, 0, minute, bands))


def _between(day: date, start: int, end: int, bands: BandHistory) -> Iterator[Piece]:
    """Cut the minutes start..end of an ordinary day at its band borders."""
    for stretch in bands_of(bands.on(day), day):
        minutes = min(end, stretch.end) - max(start, stretch.start)
        if minutes > 0:
            yield Piece(day, stretch.band or "", minutes)


def _minute_by_minute(day: date, start: int, elapsed: int, bands: BandHistory) -> Iterator[Piece]:
    """Walk the elapsed minutes of a night on which clocks change."""
    begun = instant(day, start)
    for passed in range(elapsed):
        local = (begun + timedelta(minutes=passed)).astimezone(STOCKHOLM)
        own = local.date()
        yield Piece(own, band_at(bands.on(own), own, local.hour * 60 + local.minute) or "", 1)


def _joined(walk: Iterator[Piece]) -> tuple[Piece, ...]:
    """Join neighbours of the same day and band."""
    pieces: list[Piece] = []
    for piece in walk:
        if pieces and (pieces[-1].day, pieces[-1].band) == (piece.day, piece.band):
            pieces[-1] = replace(piece, minutes=pieces[-1].minutes + piece.minutes)
        else:
            pieces.append(piece)
    return tuple(pieces)
