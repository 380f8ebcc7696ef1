"""Check digits, against numbers whose digits are known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.checksum import (
    bankgiro_ok,
    gln_ok,
    luhn_digit,
    luhn_ok,
    ocr_ok,
    ocr_reference,
    organisation_number_ok,
    plusgiro_ok,
    vat_number_of,
)

DIGITS = st.text("0123456789", min_size=1, max_size=23)


def test_known_numbers_are_right() -> None:
    """Västerås' organisation number and GLN as published; giro numbers with a right digit."""
    assert organisation_number_ok("2120002080")
    assert gln_ok("7340076800054")
    assert bankgiro_ok("50501055")
    assert bankgiro_ok("9912346")
    assert plusgiro_ok("18")
    assert vat_number_of("2120002080") == "SE212000208001"


def test_an_identity_number_is_no_organisation_number() -> None:
    """The third digit of an organisation number is at least 2, so that no person stands as one."""
    assert luhn_ok("5706202610")
    assert not organisation_number_ok("5706202610")


@pytest.mark.parametrize(
    "text", ["", "5", "5050-1055", "5050 1055", "505010550000", "٥٠٥٠١٠٥٥", "5050105a", "²0501055", "50501056"]
)
def test_what_is_no_giro_is_refused(text: str) -> None:
    """Digits 0 to 9 alone, of the right count."""
    assert not bankgiro_ok(text)
    assert not plusgiro_ok(text)
    assert not organisation_number_ok(text)
    assert not gln_ok(text)
    assert not ocr_ok(text)


def test_an_ocr_reference_has_a_length_digit_and_a_check_digit() -> None:
    """Invoice 202600001 has nine digits; with two more it is eleven, so the length digit is 1 and Luhn's 0."""
    assert ocr_reference("202600001") == "20260000110"
    assert ocr_ok("20260000110")
    assert not ocr_ok("20260000120")


@pytest.mark.parametrize("number", ["", "K1", "1" * 24, "1 2"])
def test_no_ocr_reference_is_made_of_anything_else(number: str) -> None:
    """At most 25 digits in all."""
    with pytest.raises(ValueError, match="OCR"):
        ocr_reference(number)


@given(DIGITS, st.data())
def test_one_wrong_digit_is_always_found(number: str, data: st.DataObject) -> None:
    """Luhn finds every single wrong digit."""
    whole = f"{number}{luhn_digit(number)}"
    place = data.draw(st.integers(0, len(whole) - 1))
    wrong = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != whole[place]]))
    assert luhn_ok(whole)
    assert not luhn_ok(whole[:place] + wrong + whole[place + 1 :])


@given(DIGITS)
def test_every_number_makes_a_right_ocr_reference(number: str) -> None:
    """What is made is accepted, and begins with the number."""
    reference = ocr_reference(number)
    assert ocr_ok(reference)
    assert reference[:-2] == number
    assert int(reference[-2]) == len(reference) % 10


@given(st.text("0123456789", min_size=12, max_size=12))
def test_exactly_one_last_digit_makes_a_gln(twelve: str) -> None:
    """A GLN has one check digit."""
    assert sum(gln_ok(f"{twelve}{digit}") for digit in range(10)) == 1
