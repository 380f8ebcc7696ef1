"""Time bands: the days a row names, and which row a minute belongs to."""

from __future__ import annotations

import pickle
from datetime import date

import pytest

from models.rules.bands import BandRow, BandScheme, Days, band_at, bands_of, parse_days

WEEK = frozenset(range(7))


@pytest.mark.parametrize(
    ("text", "weekdays", "holiday"),
    [
        ("mon", {0}, False),
        ("mon-fri", {0, 1, 2, 3, 4}, False),
        ("fri-mon", {4, 5, 6, 0}, False),
        ("sat+sun", {5, 6}, False),
        ("holiday", set(), True),
        ("all", WEEK, False),
        ("sun + holiday", {6}, True),
        ("mon-wed+sat", {0, 1, 2, 5}, False),
        ("MÅN–FRE", {0, 1, 2, 3, 4}, False),
        ("lör+sön+helgdag", {5, 6}, True),
        ("tis-tors", {1, 2, 3}, False),
        ("tor", {3}, False),
        ("ons", {2}, False),
        ("alla", WEEK, False),
        ("sun-sun", {6}, False),
        ("all+holiday", WEEK, True),
    ],
)
def test_days_are_read_in_both_languages(text: str, weekdays: set[int], holiday: bool) -> None:
    """Days, ranges over the week's end, lists and holidays."""
    assert parse_days(text) == Days(frozenset(weekdays), holiday)


@pytest.mark.parametrize(
    "text", ["", "+", "mon+", "monday", "mon-", "mon-wed-fri", "holiday-sun", "all-sun", "1-5", "mon,tue"]
)
def test_what_names_no_day_is_refused(text: str) -> None:
    """A word that is no day is never skipped."""
    with pytest.raises(ValueError, match="not days"):
        parse_days(text)


@pytest.mark.parametrize(
    ("band", "days", "holiday", "start", "end"),
    [
        ("", WEEK, False, 0, 60),
        ("x", frozenset(), False, 0, 60),
        ("x", WEEK, False, 1440, 60),
        ("x", WEEK, False, 0, 1441),
        ("x", frozenset({7}), False, 0, 60),
        ("x", WEEK, False, -1, 60),
    ],
)
def test_a_row_without_minutes_is_refused(band: str, days: frozenset[int], holiday: bool, start: int, end: int) -> None:
    """A row names a band, a day and minutes of a day."""
    with pytest.raises(ValueError, match="not"):
        BandRow(band, days, holiday, start, end)


def _row(band: str, days: str, start: int, end: int) -> BandRow:
    """Make a row from hours."""
    named = parse_days(days)
    return BandRow(band, named.weekdays, named.holiday, start * 60, end * 60)


SCHEME = BandScheme(
    (
        _row("day", "mon-fri", 7, 19),
        _row("evening", "mon-fri", 19, 22),
        _row("night", "all", 22, 7),
        _row("weekend", "sat+sun", 7, 22),
        _row("great-day", "holiday", 7, 24),
    )
)


@pytest.mark.parametrize(
    ("day", "hour", "band"),
    [
        ("2026-07-01", 7, "day"),
        ("2026-07-01", 19, "evening"),
        ("2026-07-01", 22, "night"),
        ("2026-07-01", 6, "night"),
        ("2026-07-04", 6, "night"),
        ("2026-07-04", 7, "weekend"),
        ("2026-06-19", 12, "great-day"),
        ("2026-06-20", 23, "great-day"),
        ("2026-06-21", 3, "night"),
        ("2026-06-19", 3, "night"),
        ("2026-12-24", 23, "great-day"),
    ],
)
def test_a_minute_belongs_to_the_first_row_that_covers_it(day: str, hour: int, band: str) -> None:
    """Holiday rows first, then the order of the file; Midsummer's Eve 2026 is the 19th of June."""
    assert band_at(SCHEME, date.fromisoformat(day), hour * 60) == band


def test_a_row_past_midnight_belongs_to_the_day_on_which_it_starts() -> None:
    """Friday's night goes on into Saturday; Sunday's into Monday is another's."""
    weekdays = BandScheme((_row("night", "mon-fri", 22, 6),))
    assert band_at(weekdays, date(2026, 7, 4), 5 * 60 + 59) == "night"
    assert band_at(weekdays, date(2026, 7, 4), 6 * 60) is None
    assert band_at(weekdays, date(2026, 7, 4), 23 * 60) is None
    assert band_at(weekdays, date(2026, 7, 6), 60) is None


def test_a_holiday_row_past_midnight_reaches_into_the_day_after() -> None:
    """New Year's Day's night ends on the second of January, before any ordinary row is tried."""
    scheme = BandScheme((_row("night", "all", 21, 7), _row("great-night", "holiday", 21, 7)))
    assert band_at(scheme, date(2026, 1, 2), 3 * 60) == "great-night"
    assert band_at(scheme, date(2026, 1, 2), 22 * 60) == "night"
    assert band_at(scheme, date(2026, 1, 3), 3 * 60) == "night"


def test_a_row_of_holidays_and_sundays_yields_to_earlier_rows_on_sundays_only() -> None:
    """A mixed row is a holiday row on holidays and an ordinary one on its weekdays."""
    scheme = BandScheme((_row("any", "all", 0, 24), _row("red", "sun+holiday", 0, 24)))
    assert band_at(scheme, date(2026, 7, 5), 720) == "any"
    assert band_at(scheme, date(2026, 5, 14), 720) == "red"


def test_from_a_minute_to_the_same_minute_is_a_whole_day() -> None:
    """An end not later than the start is past midnight, so 06:00 to 06:00 is twenty-four hours."""
    scheme = BandScheme((_row("sunday", "sun", 6, 6),))
    hits = [(date(2026, 7, 5), 360), (date(2026, 7, 5), 1439), (date(2026, 7, 6), 359)]
    assert [band_at(scheme, *hit) for hit in hits] == ["sunday"] * 3
    assert (band_at(scheme, date(2026, 7, 5), 359), band_at(scheme, date(2026, 7, 6), 360)) == (None, None)


def test_a_municipality_without_rows_has_no_band() -> None:
    """One stretch a day, of no band."""
    (stretch,) = bands_of(BandScheme(), date(2026, 7, 1))
    assert (stretch.start, stretch.end, stretch.band) == (0, 1440, None)


def test_the_stretches_of_a_day_cover_every_minute_once() -> None:
    """From midnight to midnight without gap, neighbours of different bands."""
    for day in (date(2026, 6, 19), date(2026, 6, 20), date(2026, 6, 21), date(2026, 7, 1)):
        stretches = bands_of(SCHEME, day)
        assert [0, *(each.end for each in stretches)] == [*(each.start for each in stretches), 1440]
        for each in stretches:
            assert {band_at(SCHEME, day, minute) for minute in range(each.start, each.end)} == {each.band}


def test_a_scheme_travels_between_processes() -> None:
    """The counted hash is not carried along."""
    assert pickle.loads(pickle.dumps(SCHEME)) == SCHEME
    assert hash(pickle.loads(pickle.dumps(SCHEME))) == hash(SCHEME)
