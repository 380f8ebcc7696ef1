"""What a specification calls a person: as much as its recipient has asked for, and never a whole identity number."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.rules.identity import Identity, IdentityKind, birth_date, identity_numbers_in


class Privacy(StrEnum):
    """What a recipient is told of whom its invoices are about, from the least to the most."""

    CASE = "case"
    """The case number alone."""
    INITIALS = "initials"
    BIRTH_YEAR = "initials-birth-year"
    FOUR_DIGITS = "initials-four-digits"
    """The first four digits of the number, as `initialer och fyra första siffror i personnumret` asks for."""
    NAME = "name"


PRIVACIES = tuple(str(level) for level in Privacy)


@dataclass(frozen=True, slots=True)
class Guest:
    """What is known of a person: a name or '', twelve characters of an identity number or '', and a birth date."""

    name: str
    identity_number: str = ""
    birth_date: date | None = None


_NAME = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def person_label(privacy: Privacy, guest: Guest) -> str:
    """Give what stands beside the case number; '' where that is all that may be said, or all that is known.

    What is not known is left out, so that the label says less and never something else.
    """
    match privacy:
        case Privacy.CASE:
            return ""
        case Privacy.INITIALS:
            return initials(guest.name)
        case Privacy.BIRTH_YEAR:
            return _with(initials(guest.name), _birth_year(guest))
        case Privacy.FOUR_DIGITS:
            return _with(initials(guest.name), first_four_digits(guest))
        case Privacy.NAME:
            return _plain_name(guest.name)


def initials(name: str) -> str:
    """Give a capital for each part of a name, parted by hyphens too: Anna-Lena von Öhr is ALVÖ; '' where none is known.

    A name that is written with the family name first and a comma is turned.
    """
    plain = unicodedata.normalize("NFC", name)
    if plain.count(",") == 1:
        plain = " ".join(reversed(plain.split(",")))
    return "".join(part[0].upper()[0] for part in _NAME.findall(plain))


def first_four_digits(guest: Guest) -> str:
    """Give the year and month that an identity number begins with: 460312-… is 4603; '' where none are known.

    A number has ten digits and begins with six for the birth date, year first (folkbokföringslagen 1991:481, 18 §);
    the century is only how it is stored. Without a number, those that it would begin with are given.
    """
    if _tells_birth(guest):
        return guest.identity_number[2:6]
    return f"{guest.birth_date:%y%m}" if guest.birth_date else ""


def _plain_name(name: str) -> str:
    """Give a name; where an identity number stands in it, its initials."""
    return initials(name) if identity_numbers_in(name) else " ".join(name.split())


def _birth_year(guest: Guest) -> str:
    if _tells_birth(guest):
        return guest.identity_number[:4]
    return f"{guest.birth_date.year:04}" if guest.birth_date else ""


def _tells_birth(guest: Guest) -> bool:
    return birth_date(Identity(IdentityKind.NONE, guest.identity_number)) is not None


def _with(letters: str, digits: str) -> str:
    """Join initials and digits; digits alone would be a label of nobody."""
    return f"{letters} {digits}".rstrip() if letters else ""
