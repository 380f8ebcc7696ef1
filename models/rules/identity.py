"""The numbers by which a person is known: personal, coordination and reserve numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.rules.checksum import luhn_ok

OLDEST = 150
"""The greatest age in years that an identity number may imply."""


class IdentityKind(StrEnum):
    """The kinds of number: personnummer, samordningsnummer, reservnummer, or no number at all."""

    PERSONAL = "personal-number"
    COORDINATION = "coordination-number"
    RESERVE = "reserve-number"
    NONE = "none"


class IdentityFault(StrEnum):
    """What is wrong with a text that should be an identity number."""

    NOT_A_NUMBER = "not-an-identity-number"
    NO_SUCH_DAY = "no-such-birth-date"
    IN_THE_FUTURE = "birth-date-in-the-future"
    TOO_OLD = "birth-date-too-old"
    CHECK_DIGIT = "wrong-check-digit"


class IdentityRefused(ValueError):
    """A text that is no identity number; it carries the fault and never the text."""

    def __init__(self, fault: IdentityFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Identity:
    """An identity number: its kind, and its twelve characters without separator (none when there is no number)."""

    kind: IdentityKind
    number: str


NO_IDENTITY = Identity(IdentityKind.NONE, "")

_SHAPE = re.compile(r"([0-9]{2})?([0-9]{6})([-+]?)([0-9A-Z]{4})")
_NINETY_NINE = re.compile(r"99[0-9A-Z]{10}")


def parse_identity(text: str, today: date) -> Identity:
    """Read an identity number of 10 or 12 digits with '-', '+' or no separator; empty is no number.

    Ten digits mean the latest century in which the birth date is not after today; '+' the latest in which the person
    turns a hundred this year or earlier. A coordination number has 60 added to the day. A reserve number has a letter
    among its last four characters, or twelve characters beginning with 99, and no check digit.

    Raises:
        IdentityRefused: the text is none of these, or its date or check digit is wrong.
    """
    bare = _bare(text)
    if not bare:
        return NO_IDENTITY
    if _NINETY_NINE.fullmatch(bare.replace("-", "")):
        return Identity(IdentityKind.RESERVE, bare.replace("-", ""))
    found = _SHAPE.fullmatch(bare)
    if found is None:
        raise IdentityRefused(IdentityFault.NOT_A_NUMBER)
    century, six, sign, four = found.groups()
    number = f"{century or _century(six, sign, today)}{six}{four}"
    if not four.isdigit():
        return Identity(IdentityKind.RESERVE, number)
    return _checked(number, sign, today)


def birth_date(identity: Identity) -> date | None:
    """Give the birth date that a number tells, or None when it tells none."""
    told = identity.number[:8].isdigit() and not identity.number.startswith("99")
    return _date_of(identity.number) if told else None


def kind_of_digits(number: str) -> IdentityKind:
    """Tell a personal number from a coordination number by the day of its twelve digits."""
    return IdentityKind.COORDINATION if int(number[6:8]) > 60 else IdentityKind.PERSONAL


def _bare(text: str) -> str:
    """Give the text in capitals without spaces, every dash written as a hyphen."""
    plain = re.sub(r"[\u2010-\u2015\u2212]", "-", unicodedata.normalize("NFKC", text))
    return re.sub(r"\s", "", plain).upper()


def _date_of(number: str) -> date | None:
    """Give the date in a number's first eight digits, a coordination number's day lessened by 60."""
    year, month, day = int(number[:4]), int(number[4:6]), int(number[6:8])
    try:
        return date(year, month, day - 60 if day > 60 else day)
    except ValueError:
        return None


def _century(six: str, sign: str, today: date) -> str:
    """Find the century of a birth date that is written with two digits for the year."""
    for century in range(today.year // 100, 16, -1):
        born = _date_of(f"{century}{six}")
        if born is not None and (born.year <= today.year - 100 if sign == "+" else born <= today):
            return str(century)
    raise IdentityRefused(IdentityFault.NO_SUCH_DAY)


def _checked(number: str, sign: str, today: date) -> Identity:
    """Judge the date and the check digit of twelve digits."""
    born = _date_of(number)
    if born is None:
        raise IdentityRefused(IdentityFault.NO_SUCH_DAY)
    if born > today or (sign == "+" and born.year > today.year - 100):
        raise IdentityRefused(IdentityFault.IN_THE_FUTURE if born > today else IdentityFault.NOT_A_NUMBER)
    if born.year < today.year - OLDEST:
        raise IdentityRefused(IdentityFault.TOO_OLD)
    if not luhn_ok(number[2:]):
        raise IdentityRefused(IdentityFault.CHECK_DIGIT)
    return Identity(kind_of_digits(number), number)


_DASH = "[-+./\u2010-\u2015\u2212]"
_FOUR = rf"([0-9]{{4}})(?!{_DASH}?[0-9])"
_SPELLINGS = tuple(
    re.compile(rf"(?=(?<![0-9]){spelling})")
    for spelling in (
        rf"((?:1[89]|20)?[0-9]{{6}})(?:\s|{_DASH}){{0,3}}([0-9]{{4}})(?![0-9])",
        rf"((?:1[89]|20)?[0-9]{{2}}(?:\s|{_DASH})[0-9]{{2}}(?:\s|{_DASH})[0-9]{{2}}){_DASH}?{_FOUR}",
        # Only birth years to 2009: '2026-07-01 2026-07-31' is a period, and one in ten would pass the check digit.
        rf"((?:1[89][0-9]|200)[0-9](?:\s|{_DASH})[0-9]{{2}}(?:\s|{_DASH})[0-9]{{2}})\s{_DASH}?\s?{_FOUR}",
    )
)
_UNSEEN = str.maketrans("", "", "\u00ad\u200b\u200c\u200d\u2060\ufeff")


def identity_numbers_in(text: str) -> tuple[str, ...]:
    """Find every personal and coordination number that a free text holds, in any spelling, as twelve digits.

    A number stands between characters that are no digits: compact ('195706202610', '570620-2610', '570620 2610') or
    with its date divided ('1957-06-20-2610', '1957 06 20 2610'). Ten digits are given in each century in which they
    are a date, since a text that is searched for secrecy's sake has no day to judge them by.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_UNSEEN)
    return tuple(sorted(set(_candidates(plain))))


def _candidates(plain: str) -> Iterator[str]:
    """Give the twelve digits of everything in a text that has an identity number's shape, date and check digit."""
    for spelling in _SPELLINGS:
        for found in spelling.finditer(plain):
            digits = re.sub("[^0-9]", "", found[1]) + found[2]
            if luhn_ok(digits[-10:]):
                centuries = ("",) if len(digits) == 12 else ("18", "19", "20")
                yield from (century + digits for century in centuries if _date_of(century + digits))
