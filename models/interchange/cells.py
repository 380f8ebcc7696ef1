"""One cell: its text in, its value or what is wrong with it out. An empty cell is unknown: None, or '' for words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from models.interchange.faults import coded
from models.interchange.vocabulary import KIND_WORDS, PERIOD_WORDS, PROVIDER_WORDS, SERVICE_WORDS, UNIT_WORDS
from models.language.words import N_, Marked, tr, tr_marked
from models.rules.fields import (
    FieldFault,
    FieldRefused,
    parse_amount,
    parse_clock,
    parse_count,
    parse_day,
    parse_minutes,
    parse_yes_no,
)
from models.rules.identity import Identity, IdentityFault, IdentityRefused, parse_identity
from models.rules.money import Ore
from models.rules.row_checks import RowCheck
from models.rules.row_kinds import RowKind
from models.rules.services import SERVICES

T = TypeVar("T")

LONGEST_TEXT = 200
"""The longest text in characters that a cell may hold."""

_SHOWN = re.compile(r"[-+]?[0-9][0-9 .,:/-]{0,14}")
_SHOWN_DIGITS = 8
"""The digits of a date; an identity number has ten at least."""
_EXCEL_ERRORS = re.compile(r"#[A-ZÅÄÖ/0]{2,12}[!?]?")


@dataclass(frozen=True, slots=True)
class Bad:
    """A cell that cannot be read: what is wrong and what is right."""

    text: str


_FIELD_WORDS: dict[FieldFault, Marked] = {
    FieldFault.NOT_A_DAY: N_("{cell} is not a date; write it as 2026-07-01."),
    FieldFault.DAY_OUT_OF_RANGE: N_("{cell} is not a date of our time; see that the year is right."),
    FieldFault.NOT_A_TIME: N_("{cell} is not a time; write it as 07:30."),
    FieldFault.NOT_A_NUMBER: N_("{cell} is not a number; write digits alone, as 90."),
    FieldFault.NOT_AN_AMOUNT: N_("{cell} is not an amount; write kronor with at most two decimals, as 414,80."),
    FieldFault.NOT_WHOLE: N_("{cell} is not a whole number; round it as your agreement says."),
    FieldFault.NEGATIVE: N_("{cell} is negative; only zero and more can stand here."),
    FieldFault.TOO_LARGE: N_("{cell} is larger than can be right; see that no digit is too many."),
    FieldFault.NOT_YES_NO: N_("{cell} is neither yes nor no; write ja or nej."),
}

_IDENTITY_WORDS: dict[IdentityFault, Marked] = {
    IdentityFault.NOT_A_NUMBER: N_("The identity number is not 10 or 12 digits; write it as YYYYMMDD-NNNN."),
    IdentityFault.NO_SUCH_DAY: N_("The identity number's date does not exist; see that no digit is wrong."),
    IdentityFault.IN_THE_FUTURE: N_("The identity number's date lies ahead; see that the year is right."),
    IdentityFault.TOO_OLD: N_("The identity number's date is too long ago; see that the year is right."),
    IdentityFault.CHECK_DIGIT: N_("The identity number's check digit is wrong; see that no digit is wrong."),
}


def shown(text: str) -> str:
    """Repeat a bad cell's text where it is a short number or date; anything else may be a person's."""
    digits = sum(character.isdigit() for character in text)
    if digits <= _SHOWN_DIGITS and _SHOWN.fullmatch(text):
        return tr("“{text}”", text=text)
    return tr("The text")


def _read(parse: Callable[[str], T], text: str) -> T | Bad | None:
    """Read a cell by one of the rules for fields."""
    bare = text.strip()
    if not bare:
        return None
    try:
        return parse(bare)
    except FieldRefused as refusal:
        text = tr_marked(_FIELD_WORDS[refusal.code], cell=shown(bare))
        return Bad(coded(RowCheck.NEGATIVE, text) if refusal.code == FieldFault.NEGATIVE else text)


def read_day(text: str) -> date | Bad | None:
    """Read a date."""
    return _read(parse_day, text)


def read_start(text: str) -> int | Bad | None:
    """Read a time at which something begins, as minutes of the day 0..1439."""
    return _read(parse_clock, text)


def read_end(text: str) -> int | Bad | None:
    """Read a time at which something ends, as minutes of the day 0..1440."""
    return _read(lambda bare: parse_clock(bare, end=True), text)


def read_minutes(text: str) -> int | Bad | None:
    """Read a number of minutes, one or more."""
    return _at_least_one(_read(parse_minutes, text))


def read_count(text: str) -> int | Bad | None:
    """Read a number of pieces, one or more."""
    return _at_least_one(_read(parse_count, text))


def read_granted(text: str) -> int | Bad | None:
    """Read how much was granted a period, minutes or pieces, one or more."""
    number = _read(parse_minutes, text)
    return Bad(tr("The granted amount is zero; leave this empty where it is not known.")) if number == 0 else number


def read_amount(text: str) -> Ore | Bad | None:
    """Read an amount in öre; never nought, since a missing rate is a missing row."""
    amount = _read(parse_amount, text)
    return Bad(tr("The amount is zero; where there is no rate, give none.")) if amount == 0 else amount


def _at_least_one(number: int | Bad | None) -> int | Bad | None:
    if number == 0:
        return Bad(coded(RowCheck.ZERO, tr("The number is zero; leave the row out where nothing was done.")))
    return number


def read_yes_no(text: str) -> bool | Bad:
    """Read a yes or a no; empty is no."""
    answer = _read(parse_yes_no, text)
    return False if answer is None else answer


def read_staff(text: str) -> int | Bad:
    """Read how many of the staff took part, 1 or 2; empty is 1."""
    number = _read(parse_count, text)
    if number is None:
        return 1
    return (
        number if number in (1, 2) or isinstance(number, Bad) else Bad(tr("The staff are 1 or 2; write one of them."))
    )


def read_text(text: str) -> str | Bad:
    """Read a word or a line of free text, without control characters."""
    bare = text.strip().replace("\u00a0", " ")
    if len(bare) > LONGEST_TEXT:
        return Bad(tr("The text is longer than {most} characters; shorten it.", most=LONGEST_TEXT))
    if not bare.isprintable():
        return Bad(tr("The text holds a line break or a character that cannot be seen; write it anew."))
    if _EXCEL_ERRORS.fullmatch(bare):
        return Bad(tr("The cell holds an error from Excel; put its formula right or empty the cell."))
    return bare


def read_municipality(text: str) -> str | Bad:
    """Read a municipality's code or name; Excel takes the nought off 0180, and it is put back."""
    name = read_text(text)
    return f"0{name}" if isinstance(name, str) and len(name) == 3 and name.isdecimal() else name


def _by_word(words: Mapping[str, str], right: Callable[[], str]) -> Callable[[str], str | Bad]:
    """Make the reader of a cell that holds one of some words, whatever their capitals; empty is ''."""

    def read(text: str) -> str | Bad:
        word = " ".join(text.split()).casefold()
        return words[word] if word in words else Bad(right()) if word else ""

    return read


def _services() -> str:
    return ", ".join(f"{service.code} {service.swedish}" for service in SERVICES)


read_service = _by_word(
    SERVICE_WORDS, lambda: tr("The service is not known; write one of: {services}.", services=_services())
)
read_unit = _by_word(UNIT_WORDS, lambda: tr("The unit is not known; write timme, besök, dygn, månad or styck."))
read_provider = _by_word(PROVIDER_WORDS, lambda: tr("The provider is not known; write egen or privat."))
read_period = _by_word(PERIOD_WORDS, lambda: tr("The period is not known; write dag, vecka or månad."))


_by_kind = _by_word(KIND_WORDS, lambda: tr("The outcome is not known; write utförd, avböjd or utebliven."))


def read_kind(text: str) -> RowKind | Bad:
    """Read what became of the care; empty is executed."""
    word = _by_kind(text)
    return word if isinstance(word, Bad) else RowKind(word or RowKind.EXECUTED)


def identity_reader(today: date) -> Callable[[str], Identity | Bad | None]:
    """Make the reader of identity numbers as they are judged on a day."""

    def read(text: str) -> Identity | Bad | None:
        try:
            return parse_identity(text, today) if text.strip() else None
        except IdentityRefused as refusal:
            return Bad(tr_marked(_IDENTITY_WORDS[refusal.fault]))

    return read
