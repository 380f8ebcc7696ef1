"""Days, municipalities and amounts as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from models.rules.granted import granted_in_month
from models.rules.period import Month
from tests.tui.village import TODAY
from tui.form_fields import Surroundings, a_municipality, a_service, an_amount_granted, an_identity
from tui.typed_day import DayNotUnderstood, read_typed_day

AROUND = Surroundings(TODAY, {"0180": "Stockholm", "0184": "Solna", "0885": "Borgholm", "1281": "Lund"})


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1/7", date(2026, 7, 1)),
        ("1/7 2025", date(2025, 7, 1)),
        ("28/12", date(2026, 12, 28)),
        ("idag", TODAY),
        ("I dag", TODAY),
        ("today", TODAY),
        ("igår", date(2026, 8, 2)),
        ("+14", date(2026, 8, 17)),
        ("-3", date(2026, 7, 31)),
        ("2026-07-01", date(2026, 7, 1)),
        ("20260701", date(2026, 7, 1)),
    ],
)
def test_a_day_is_read_as_people_type_it(text: str, day: date) -> None:
    """`1/7`, a word, so many days from today, or in full."""
    assert read_typed_day(text, TODAY) == day


def test_a_day_without_its_year_is_the_nearest_one() -> None:
    """In January the 28th of December is last year's."""
    assert read_typed_day("28/12", date(2027, 1, 4)) == date(2026, 12, 28)
    assert read_typed_day("2/1", date(2026, 12, 30)) == date(2027, 1, 2)
    assert read_typed_day("29/2", date(2027, 6, 1)) == date(2028, 2, 29)


@pytest.mark.parametrize("text", ["31/2", "1.7", "7", "", "2026-13-01", "1/7/26", "+99999", "+9999999", "²/7", "0/0"])
def test_what_is_no_day_is_refused(text: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(DayNotUnderstood):
        read_typed_day(text, TODAY)


def test_a_municipality_is_known_by_code_name_or_a_part_that_fits_one() -> None:
    """What fits several is refused, and some of them are named."""
    assert [a_municipality(text, AROUND).value for text in ("0184", "184", "lund", "Sto", "borgh")] == [
        "0184",
        "0184",
        "1281",
        "0180",
        "0885",
    ]
    assert a_municipality("s", AROUND).wrong == "Several fit: Stockholm, Solna; write more of it."
    assert a_municipality("Atlantis", AROUND).wrong
    assert a_municipality("9999", AROUND).wrong


def test_a_service_is_known_by_a_part_of_its_name_in_either_language() -> None:
    """What fits several is refused."""
    assert [a_service(text, AROUND).value for text in ("hemtj", "Home care", "meal", "trygghetsl")] == [
        "home-care",
        "home-care",
        "meal-delivery",
        "safety-alarm",
    ]
    assert a_service("safety", AROUND).wrong
    assert a_service("dance", AROUND).wrong


def test_an_amount_granted_is_hours_minutes_or_pieces() -> None:
    """Nothing and less than nothing is refused."""
    texts = ("10:30", "10 h", "2tim", "630", "7")
    assert [an_amount_granted(text, AROUND).value for text in texts] == [630, 600, 120, 630, 7]
    assert all(an_amount_granted(text, AROUND).wrong for text in ("0", "0:00", "-5", "much", "10:75"))


def test_what_is_said_of_an_identity_number_never_repeats_it() -> None:
    """G30: its kind and the age that it tells."""
    read = an_identity("19570620-2610", AROUND)
    assert (read.value, read.wrong) == ("195706202610", "")
    assert read.echo == "personal number, 69 years old"
    assert "check digit" in an_identity("19570620-2611", AROUND).wrong


def test_what_is_granted_falls_on_the_days_of_the_stay() -> None:
    """Per day by the days, per week spread over them, per month whole."""
    july = Month(2026, 7)
    assert granted_in_month(60, "day", july, date(2026, 7, 30), None) == 120
    assert granted_in_month(700, "week", july, date(2026, 6, 1), date(2026, 7, 10)) == 1000
    assert granted_in_month(5, "week", july, date(2026, 7, 31), None) == 1
    assert granted_in_month(900, "month", july, date(2026, 7, 31), None) == 900
    assert granted_in_month(900, "month", july, date(2026, 8, 1), None) == 0
    assert granted_in_month(900, "day", july, date(2026, 5, 1), date(2026, 6, 30)) == 0
