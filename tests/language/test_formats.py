"""Kronor, hours and days are written the Swedish way, to the last öre."""

from __future__ import annotations

import locale
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.language.formats import day_text, hours, kronor, plain_kronor

ORE = st.integers(min_value=-(10**12), max_value=10**12)


@pytest.mark.parametrize(
    ("ore", "for_a_person", "for_a_file"),
    [
        (0, "0,00 kr", "0,00"),
        (5, "0,05 kr", "0,05"),
        (99, "0,99 kr", "0,99"),
        (100, "1,00 kr", "1,00"),
        (123450, "1 234,50 kr", "1234,50"),
        (99999, "999,99 kr", "999,99"),
        (100000, "1 000,00 kr", "1000,00"),
        (999_999_999_999, "9 999 999 999,99 kr", "9999999999,99"),
    ],
)
def test_an_amount_is_written_with_hard_spaces_and_a_comma(ore: int, for_a_person: str, for_a_file: str) -> None:
    """G21: ten-digit kronor pass, and every öre is written."""
    assert kronor(ore) == for_a_person.replace(" ", "\u00a0")
    assert plain_kronor(ore) == for_a_file


def test_a_negative_amount_keeps_its_sign_below_one_krona() -> None:
    """Minus five öre is not five öre."""
    assert kronor(-5) == "\u22120,05\u00a0kr"
    assert plain_kronor(-5) == "-0,05"
    assert kronor(-123450) == "\u22121\u00a0234,50\u00a0kr"


@given(ORE)
def test_no_ore_is_lost_in_writing(ore: int) -> None:
    """G21: the digits of an amount are the amount."""
    assert int(plain_kronor(ore).replace(",", "")) == ore
    digits = kronor(ore).removesuffix("\u00a0kr").replace("\u00a0", "").replace(",", "").replace("\u2212", "-")
    assert int(digits) == ore


def test_the_machines_locale_has_no_say(monkeypatch: pytest.MonkeyPatch) -> None:
    """G17: a machine set to another country writes the same kronor."""
    monkeypatch.setattr(locale, "localeconv", lambda: {"decimal_point": "!", "thousands_sep": "?"})
    monkeypatch.setenv("LC_ALL", "de_CH.UTF-8")
    assert kronor(123450) == "1\u00a0234,50\u00a0kr"


@pytest.mark.parametrize(
    ("minutes", "text"), [(0, "0:00"), (5, "0:05"), (60, "1:00"), (90, "1:30"), (6005, "100:05"), (-30, "\u22120:30")]
)
def test_minutes_are_written_as_hours_and_minutes(minutes: int, text: str) -> None:
    """Ninety minutes is an hour and a half, never 1,5."""
    assert hours(minutes) == text


def test_a_day_is_written_year_first() -> None:
    """ISO 8601, the Swedish way."""
    assert day_text(date(2026, 7, 1)) == "2026-07-01"
