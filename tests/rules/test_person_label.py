"""What a person is called on a specification: as much as was asked for, and never a whole identity number."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.identity import identity_numbers_in
from models.rules.person_label import PRIVACIES, Guest, Privacy, first_four_digits, initials, person_label

NUMBER = "189304059802"
TUVA = Guest("Tuva-Lisa Åkerlund", NUMBER, date(1893, 4, 5))


@pytest.mark.parametrize(
    ("privacy", "label"),
    [
        ("case", ""),
        ("initials", "TLÅ"),
        ("initials-birth-year", "TLÅ 1893"),
        ("initials-four-digits", "TLÅ 9304"),
        ("name", "Tuva-Lisa Åkerlund"),
    ],
)
def test_each_level_says_as_much_as_was_asked_for(privacy: str, label: str) -> None:
    """No more."""
    assert person_label(Privacy(privacy), TUVA) == label


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Anna-Lena von Öhr", "ALVÖ"),
        ("Åkerlund, Tuva-Lisa", "TLÅ"),
        ("Madonna", "M"),
        ("J.P. Åkerlund", "JPÅ"),
        ("Pat O'Brien", "PO"),
        ("Pat O’Brien", "PO"),
        ("A\u030ake Ek", "ÅE"),
        ("łukasz  żak", "ŁŻ"),
        ("ß", "S"),
        ("", ""),
        ("  ", ""),
        ("123", ""),
        ("-", ""),
    ],
)
def test_initials_of_every_sort_of_name(name: str, letters: str) -> None:
    """Double names, hyphens, one name, none at all."""
    assert initials(name) == letters


@pytest.mark.parametrize("privacy", PRIVACIES)
def test_somebody_without_a_name_is_a_case(privacy: str) -> None:
    """Digits alone would be a label of nobody."""
    assert person_label(Privacy(privacy), Guest("", NUMBER, date(1893, 4, 5))) == ""


@pytest.mark.parametrize(
    ("number", "born", "digits", "year"),
    [
        (NUMBER, None, "9304", "1893"),
        ("189304659806", None, "9304", "1893"),
        ("18930405T802", None, "9304", "1893"),
        ("", date(1946, 3, 12), "4603", "1946"),
        ("99AB12345678", date(1946, 3, 12), "4603", "1946"),
        ("99AB12345678", None, "", ""),
        ("", None, "", ""),
    ],
)
def test_the_first_four_digits_are_year_and_month(number: str, born: date | None, digits: str, year: str) -> None:
    """FBL 18 §: two for the year, two for the month; with no number those that it would have begun with."""
    guest = Guest("Eva Ek", number, born)
    assert first_four_digits(guest) == digits
    assert person_label(Privacy.FOUR_DIGITS, guest) == f"EE {digits}".strip()
    assert person_label(Privacy.BIRTH_YEAR, guest) == f"EE {year}".strip()


def test_a_number_that_stands_in_the_name_is_left_out() -> None:
    """G30: at no level."""
    assert person_label(Privacy.NAME, Guest("Eva Ek 18930405-9802")) == "EE"


@given(st.sampled_from(Privacy), st.text(), st.one_of(st.just(""), st.just(NUMBER)), st.one_of(st.none(), st.dates()))
def test_no_label_has_an_identity_number(privacy: Privacy, name: str, number: str, born: date | None) -> None:
    """G30: whatever stands where a name should; and below the level of the name, no word of it."""
    label = person_label(privacy, Guest(name, number, born))
    assert not identity_numbers_in(label)
    assert number[-8:] not in label or not number
