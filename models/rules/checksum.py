"""Check digits: Luhn's, and the numbers of Swedish payments and organisations that end in one."""

from __future__ import annotations

LONGEST_OCR = 25
"""The most digits that an OCR reference may have."""


def _is_digits(text: str, shortest: int, longest: int) -> bool:
    """Say whether a text is nothing but so many of the digits 0 to 9."""
    return shortest <= len(text) <= longest and text.isascii() and text.isdigit()


def luhn_digit(digits: str) -> int:
    """Give the digit that completes a row of digits by Luhn's rule (10-modul).

    Raises:
        ValueError: the text holds something else than digits.
    """
    if not _is_digits(digits, 1, len(digits)):
        raise ValueError("not digits")
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(digits))]
    return -sum(number // 10 + number % 10 for number in doubled) % 10


def luhn_ok(digits: str) -> bool:
    """Say whether a row of at least two digits ends in its Luhn digit."""
    return _is_digits(digits, 2, len(digits)) and luhn_digit(digits[:-1]) == int(digits[-1])


def bankgiro_ok(number: str) -> bool:
    """Say whether a number without hyphen is a bankgiro: 7 or 8 digits, Luhn."""
    return _is_digits(number, 7, 8) and luhn_ok(number)


def plusgiro_ok(number: str) -> bool:
    """Say whether a number without hyphen is a plusgiro: 2 to 8 digits, Luhn."""
    return _is_digits(number, 2, 8) and luhn_ok(number)


def organisation_number_ok(number: str) -> bool:
    """Say whether ten digits are a legal person's organisation number: Luhn, and the third digit at least 2.

    The third digit keeps organisation numbers apart from personal identity numbers (lag 1974:174, 1 §).
    """
    return _is_digits(number, 10, 10) and number[2] >= "2" and luhn_ok(number)


def gln_ok(number: str) -> bool:
    """Say whether thirteen digits are a GLN: the last completes the sum weighted 1, 3, 1, 3 … to tens (GS1)."""
    if not _is_digits(number, 13, 13):
        return False
    return sum(int(digit) * (1 + place % 2 * 2) for place, digit in enumerate(number)) % 10 == 0


def ocr_reference(number: str) -> str:
    """Make the OCR reference of a number: the number, a length digit (of the whole, modulo ten) and a Luhn digit.

    Raises:
        ValueError: the number is not 1 to 23 digits.
    """
    if not _is_digits(number, 1, LONGEST_OCR - 2):
        raise ValueError("not a number for an OCR reference")
    with_length = f"{number}{(len(number) + 2) % 10}"
    return f"{with_length}{luhn_digit(with_length)}"


def ocr_ok(reference: str) -> bool:
    """Say whether a text is an OCR reference with a right length digit and a right Luhn digit."""
    return _is_digits(reference, 3, LONGEST_OCR) and ocr_reference(reference[:-2]) == reference


def vat_number_of(organisation_number: str) -> str:
    """Give the Swedish VAT number of an organisation number: SE, the ten digits, 01."""
    return f"SE{organisation_number}01"
