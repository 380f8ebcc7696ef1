"""What a user types, read strictly: months, days, numbers, amounts, words of a list, files."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from models.errors import FileUnreadable, WrongUse
from models.language.system_words import system_words
from models.language.words import tr

if TYPE_CHECKING:
    from models.interchange.cells import Bad
    from models.rules.money import Ore
    from models.rules.period import Month

Code = TypeVar("Code", bound=str)
Read = TypeVar("Read")

MOST_BYTES = 50_000_001
"""One byte more than the largest file that is read, which then says so itself."""


def month_of(text: str) -> Month:
    """Read a month, as 2026-07.

    Raises:
        WrongUse: it is none.
    """
    from models.rules.period import Month

    try:
        return Month.parse(text)
    except ValueError:
        raise WrongUse(what=tr("{text} is not a month; write it as 2026-07.", text=text)) from None


def day_of(text: str) -> date:
    """Read a day, as 2026-07-01.

    Raises:
        WrongUse: it is none.
    """
    from models.rules.fields import FieldRefused, parse_day

    try:
        return parse_day(text)
    except FieldRefused:
        raise WrongUse(what=tr("{text} is not a date; write it as 2026-07-01.", text=text)) from None


def number_of(text: str, largest: int = 2_000_000_000) -> int:
    """Read a whole number from 0.

    Raises:
        WrongUse: it is none, or too large.
    """
    from models.rules.fields import FieldRefused, parse_whole

    try:
        return parse_whole(text, largest)
    except FieldRefused:
        raise WrongUse(
            what=tr("{text} is not a whole number from 0 to {largest}.", text=text, largest=largest)
        ) from None


def numbers_of(text: str) -> tuple[int, ...]:
    """Read whole numbers with commas between, as 1,2.

    Raises:
        WrongUse: one of them is no number.
    """
    return tuple(number_of(part) for part in text.split(","))


def filled(option: str, text: str) -> str:
    """Give what was given with an option that narrows what is done: nothing given with it never means everything.

    Raises:
        WrongUse: it is empty, as a script's variable may be.
    """
    if not text.strip():
        raise WrongUse(what=tr("{option} has nothing in it; leave it out, or say what is meant.", option=option))
    return text.strip()


def amount_of(text: str) -> Ore:
    """Read kronor as öre, as 50000 or 414,80.

    Raises:
        WrongUse: it is no amount, below nought, or too large.
    """
    from models.rules.fields import FieldFault, FieldRefused, parse_amount

    try:
        return parse_amount(text)
    except FieldRefused as refused:
        if refused.code is FieldFault.TOO_LARGE:
            why = tr("{text} is too large; an amount has at most ten digits of kronor.", text=text)
        elif refused.code is FieldFault.NEGATIVE:
            why = tr("{text} is below nought; write how many kronor it is, as 414,80.", text=text)
        else:
            why = tr("{text} is not an amount; write kronor, as 414,80.", text=text)
        raise WrongUse(what=why) from None


def choice_of(text: str, choices: Iterable[Code]) -> Code:
    """Find the one of some words that was typed.

    Raises:
        WrongUse: it is none of them.
    """
    known = tuple(choices)
    for choice in known:
        if text == choice:
            return choice
    raise WrongUse(what=tr("{text} is none of: {choices}.", text=text, choices=", ".join(known)))


def good(read: Read | Bad) -> Read:
    """Give what a cell's reader understood.

    Raises:
        WrongUse: it understood nothing.
    """
    from models.interchange.cells import Bad

    if isinstance(read, Bad):
        raise WrongUse(what=read.text)
    return read


def service_of(text: str) -> str:
    """Read a service by its code or name.

    Raises:
        WrongUse: it is none.
    """
    from models.interchange.cells import read_service

    code = good(read_service(text))
    if not code:
        raise WrongUse(what=tr("Say which service it is."))
    return code


def content_of(path: Path) -> bytes:
    """Read a file as far as any import goes.

    Raises:
        FileUnreadable: it is not there, is a folder, or may not be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES)
    except FileNotFoundError:
        raise FileUnreadable(file=path, why=tr("there is no such file")) from None
    except IsADirectoryError:
        raise FileUnreadable(file=path, why=tr("it is a folder")) from None
    except PermissionError:
        raise FileUnreadable(file=path, why=tr("you may not read it")) from None
    except (OSError, ValueError) as error:
        raise FileUnreadable(file=path, why=system_words(error)) from None
