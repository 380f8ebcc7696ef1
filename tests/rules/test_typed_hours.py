"""What is typed in the month's grid is understood in one way or refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.services import Unit
from models.rules.typed_hours import Measure, TypedFault, TypedRefused, parse_typed

FRIDAY = date(2026, 7, 3)
SPRING_NIGHT = date(2026, 3, 29)


@pytest.mark.parametrize("text", ["1,5", "1.5", "1:30", "90", "90m", "90 min", "1h30", "1 h 30 min", "1t30", "1,50"])
def test_ninety_minutes_however_they_are_written(text: str) -> None:
    """All the forms of experience.md mean the same."""
    assert parse_typed(text, Unit.HOUR, FRIDAY) == (Measure(minutes=90),)


@pytest.mark.parametrize("text", ["08:10-09:40", "8:10 - 9:40", "08.10\u201309.40", "0810-0940"])
def test_clock_times_are_kept_with_the_minutes_that_elapse(text: str) -> None:
    """However a clock is written."""
    assert parse_typed(text, Unit.HOUR, FRIDAY) == (Measure(90, 0, 490, 580),)


def test_several_entries_stand_in_one_cell() -> None:
    """By plus signs, or clock times after each other."""
    assert parse_typed("30+1:15", Unit.HOUR, FRIDAY) == (Measure(30), Measure(75))
    assert parse_typed("07:00-07:30 20:00-20:45", Unit.HOUR, FRIDAY) == (
        Measure(30, 0, 420, 450),
        Measure(45, 0, 1200, 1245),
    )


def test_a_clock_past_midnight_and_one_on_the_night_when_clocks_change() -> None:
    """The elapsed minutes are counted by Swedish clocks."""
    assert parse_typed("22:00-06:00", Unit.HOUR, date(2026, 3, 28)) == (Measure(420, 0, 1320, 360),)
    assert parse_typed("22:00-24:00", Unit.HOUR, FRIDAY) == (Measure(120, 0, 1320, 0),)
    assert _fault("02:30-03:10", day=SPRING_NIGHT) == TypedFault.NO_SUCH_TIME


def test_a_band_follows_time_without_a_clock() -> None:
    """The clock decides the band where there is one."""
    assert parse_typed("90/natt", Unit.HOUR, FRIDAY) == (Measure(90, band="natt"),)
    assert _fault("08:10-09:40/natt") == TypedFault.BAND_WITH_CLOCK


@pytest.mark.parametrize("text", ["", "  ", "0", "0 + 0"])
def test_nothing_and_nought_are_no_entry(text: str) -> None:
    """An emptied cell."""
    assert parse_typed(text, Unit.HOUR, FRIDAY) == ()
    assert parse_typed(text, Unit.PIECE, FRIDAY) == ()


@pytest.mark.parametrize("text", [str(number) for number in range(1, 10)])
def test_a_small_bare_number_is_hours_or_minutes_and_refused(text: str) -> None:
    """2 is two hours to one and two minutes to another; with its unit it is taken."""
    assert _fault(text) == TypedFault.HOURS_OR_MINUTES
    assert parse_typed(f"{text}h", Unit.HOUR, FRIDAY) == (Measure(int(text) * 60),)
    assert parse_typed(f"{text}m", Unit.HOUR, FRIDAY) == (Measure(int(text)),)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("1.5.2", TypedFault.NOT_UNDERSTOOD),
        ("1,75h?", TypedFault.NOT_UNDERSTOOD),
        ("1.30", TypedFault.CLOCK_OR_DECIMAL),
        ("1,30", TypedFault.CLOCK_OR_DECIMAL),
        ("1.25", TypedFault.CLOCK_OR_DECIMAL),
        ("1,333", TypedFault.NOT_WHOLE_MINUTES),
        ("1:75", TypedFault.NOT_A_TIME),
        ("25:00-26:00", TypedFault.NOT_A_TIME),
        ("08:00-08:00", TypedFault.SAME_TIMES),
        ("24:01", TypedFault.TOO_LONG),
        ("1441", TypedFault.TOO_LONG),
        ("-30", TypedFault.NOT_UNDERSTOOD),
        ("8-9", TypedFault.NOT_UNDERSTOOD),
        ("30 45", TypedFault.NOT_UNDERSTOOD),
        ("ninety", TypedFault.NOT_UNDERSTOOD),
        ("0m", TypedFault.NOT_UNDERSTOOD),
        ("٣٠", TypedFault.NOT_UNDERSTOOD),
        ("90/", TypedFault.NOT_UNDERSTOOD),
        ("30+" * 60 + "30", TypedFault.TOO_MANY),
    ],
)
def test_what_may_mean_two_things_or_nothing_is_refused(text: str, fault: TypedFault) -> None:
    """Nothing is guessed that becomes kronor."""
    assert _fault(text) == fault


def test_pieces_are_whole_numbers() -> None:
    """A meal is not half, and a service that is counted may still be timed when the unit is written."""
    assert parse_typed("3", Unit.PIECE, FRIDAY) == (Measure(pieces=3),)
    assert parse_typed("45m", Unit.PIECE, FRIDAY) == (Measure(minutes=45),)
    assert parse_typed("2 st", Unit.HOUR, FRIDAY) == (Measure(pieces=2),)
    assert _fault("1,5", Unit.PIECE) == TypedFault.NOT_WHOLE
    assert _fault("1001", Unit.PIECE) == TypedFault.TOO_MANY


def test_visits_become_an_entry_each_and_a_day_is_one() -> None:
    """A visit rate counts rows; a day rate counts days."""
    assert parse_typed("3", Unit.VISIT, FRIDAY) == (Measure(pieces=1),) * 3
    assert parse_typed("1", Unit.DAY, FRIDAY) == (Measure(pieces=1),)
    assert _fault("2", Unit.DAY) == TypedFault.DAY_ONCE
    assert _fault("1+1", Unit.DAY) == TypedFault.DAY_ONCE
    assert _fault("90", Unit.MONTH) == TypedFault.MONTH_ONCE


@given(st.text(max_size=12), st.sampled_from(list(Unit)))
def test_whatever_is_typed_is_read_or_refused(text: str, unit: Unit) -> None:
    """And what is read is measured in time or in pieces, never in both, never in neither."""
    try:
        found = parse_typed(text, unit, FRIDAY)
    except TypedRefused:
        return
    assert all((measure.minutes > 0) != (measure.pieces > 0) for measure in found)


def _fault(text: str, unit: Unit = Unit.HOUR, day: date = FRIDAY) -> TypedFault:
    with pytest.raises(TypedRefused) as refused:
        parse_typed(text, unit, day)
    return refused.value.code
