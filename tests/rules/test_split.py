"""Splitting a clock row, against a walk minute by minute that knows no shortcut."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from models.rules.band_history import ALWAYS, BandHistory, DatedScheme
from models.rules.bands import BandRow, BandScheme, parse_days
from models.rules.calendar import is_holiday
from models.rules.period import stockholm_minutes
from models.rules.split import Piece, split

ZONE = ZoneInfo("Europe/Stockholm")
NIGHTS = [date(2026, 3, 28), date(2026, 3, 29), date(2026, 10, 24), date(2026, 10, 25)]
EVES = [date(2025, 12, 31), date(2026, 6, 18), date(2026, 6, 19), date(2026, 2, 28), date(2026, 12, 23)]
DAYS = st.one_of(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.sampled_from(NIGHTS + EVES))
MINUTES = st.integers(0, 1439)
ROWS = st.builds(
    BandRow,
    st.sampled_from(["day", "evening", "night", "weekend"]),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.booleans(),
    MINUTES,
    st.integers(0, 1440),
)
SCHEMES = st.lists(ROWS, max_size=5).map(lambda rows: BandScheme(tuple(rows)))
HISTORIES = st.dictionaries(st.one_of(st.just(ALWAYS), DAYS), SCHEMES, max_size=4).map(
    lambda found: BandHistory(tuple(DatedScheme(*each) for each in sorted(found.items(), key=lambda one: one[0])))
)


def _naive_band(bands: BandHistory, day: date, minute: int) -> str:
    """Find a minute's band by laying every row out as hours since its day began."""
    yesterday = day - timedelta(days=1)
    begun_by_then = [each for each in bands.schemes if each.valid_from <= day]
    rows = max(begun_by_then, key=lambda each: each.valid_from).scheme.rows if begun_by_then else ()
    for as_holiday in (True, False):
        for row in rows:
            length = (row.end - row.start) % 1440 or 1440
            for begun, since in ((day, minute), (yesterday, minute + 1440)):
                meant = (row.holiday and is_holiday(begun)) if as_holiday else begun.weekday() in row.days
                if meant and row.start <= since < row.start + length:
                    return row.band
    return ""


def _walk(day: date, start: int, end: int, bands: BandHistory) -> Counter[tuple[date, str]]:
    """Count the minutes of each day and band by walking through the world clock."""
    last = day if end > start else day + timedelta(days=1)
    moment = _utc(day, start)
    found: Counter[tuple[date, str]] = Counter()
    while moment < _utc(last, end):
        local = moment.astimezone(ZONE)
        found[local.date(), _naive_band(bands, local.date(), local.hour * 60 + local.minute)] += 1
        moment += timedelta(minutes=1)
    return found


def _utc(day: date, minute: int) -> datetime:
    """Give the moment of a minute of a Swedish day."""
    day += timedelta(days=minute // 1440)
    return datetime(day.year, day.month, day.day, minute // 60 % 24, minute % 60, tzinfo=ZONE).astimezone(UTC)


@settings(max_examples=150, deadline=None)
@given(DAYS, MINUTES, st.integers(0, 1440), HISTORIES)
def test_splitting_neither_loses_nor_doubles_a_minute(day: date, start: int, end: int, bands: BandHistory) -> None:
    """G25: the pieces hold each elapsed minute once, in its own day and band."""
    walked = _walk(day, start, end, bands) if start != end else Counter()
    assume(walked)
    pieces = split(day, start, end, bands)
    found: Counter[tuple[date, str]] = Counter()
    for piece in pieces:
        found[piece.day, piece.band] += piece.minutes
    assert found == walked
    assert sum(piece.minutes for piece in pieces) == stockholm_minutes(day, start, end)
    assert [piece.day for piece in pieces] == sorted(piece.day for piece in pieces)
    assert all(piece.minutes > 0 for piece in pieces)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(NIGHTS), MINUTES, MINUTES, HISTORIES)
def test_no_minute_is_lost_on_the_nights_when_clocks_change(
    day: date, start: int, end: int, bands: BandHistory
) -> None:
    """G25: the same, on those four days alone."""
    walked = _walk(day, start, end, bands) if start != end else Counter()
    assume(walked)
    found: Counter[tuple[date, str]] = Counter()
    for piece in split(day, start, end, bands):
        found[piece.day, piece.band] += piece.minutes
    assert found == walked


def _row(band: str, days: str, start: int, end: int) -> BandRow:
    """Make a row from hours."""
    named = parse_days(days)
    return BandRow(band, named.weekdays, named.holiday, start * 60, end * 60)


NIGHT = BandHistory.of((_row("day", "all", 6, 22), _row("night", "all", 22, 3), _row("morning", "all", 3, 6)))


def test_a_night_is_split_at_midnight_and_at_its_borders() -> None:
    """From 21:30 to 06:10: day, night before and after midnight, morning, day."""
    first, second = date(2026, 7, 31), date(2026, 8, 1)
    assert split(first, 21 * 60 + 30, 6 * 60 + 10, NIGHT) == (
        Piece(first, "day", 30),
        Piece(first, "night", 120),
        Piece(second, "night", 180),
        Piece(second, "morning", 180),
        Piece(second, "day", 10),
    )


@pytest.mark.parametrize(("eve", "minutes"), [(date(2026, 3, 28), 120), (date(2026, 10, 24), 240)])
def test_the_changed_hour_falls_in_the_band_of_its_clock(eve: date, minutes: int) -> None:
    """G25: the night band 00:00 to 03:00 has two hours in spring and four in autumn."""
    sunday = eve + timedelta(days=1)
    assert split(eve, 23 * 60, 4 * 60, NIGHT) == (
        Piece(eve, "night", 60),
        Piece(sunday, "night", minutes),
        Piece(sunday, "morning", 60),
    )


def test_new_years_eve_is_split_at_the_year() -> None:
    """G25: without bands there is one piece a day."""
    assert split(date(2025, 12, 31), 1430, 10, BandHistory()) == (
        Piece(date(2025, 12, 31), "", 10),
        Piece(date(2026, 1, 1), "", 10),
    )


def test_a_row_that_ends_at_midnight_stays_on_its_day() -> None:
    """'00:00' and '24:00' are the same end."""
    day = date(2026, 7, 1)
    assert split(day, 1380, 0, NIGHT) == split(day, 1380, 1440, NIGHT) == (Piece(day, "night", 60),)


def test_a_row_of_no_length_is_refused() -> None:
    """Equal start and end say neither nothing nor a whole day."""
    with pytest.raises(ValueError, match="not a start"):
        split(date(2026, 7, 1), 600, 600, NIGHT)


def test_splitting_a_month_of_rows_takes_no_time() -> None:
    """Twenty thousand rows of ordinary days within a second, on a slow machine too."""
    begun = perf_counter()
    for number in range(20_000):
        split(date(2026, 7, 1) + timedelta(days=number % 31), number % 1400, number % 1400 + 30, NIGHT)
    assert perf_counter() - begun < 1
