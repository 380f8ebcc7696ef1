"""What a user types for the books, held to their rules."""

from __future__ import annotations

from models.accounting import Dimension
from models.database import rows_of
from models.errors import WrongUse
from models.language.words import tr
from models.operations.store.given_reason import unnamed
from models.rules.accounting import Objects, is_object
from models.rules.identity import identity_numbers_in

LONGEST_NAME = 100


def entered_name(text: str) -> str:
    """Give a name for the books without blanks around it; it goes into files and the log, so it names no guest (G30).

    Raises:
        WrongUse: it is empty, too long, holds a sign that cannot be seen, or names somebody.
    """
    name = " ".join(text.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise WrongUse(what=tr("Give it a name of at most {most} characters.", most=LONGEST_NAME))
    refuse_named(name)
    return name


def refuse_named(text: str) -> None:
    """Keep a guest out of what goes to the accounting system.

    Raises:
        WrongUse: the text names somebody in the store, or holds an identity number.
    """
    if identity_numbers_in(text) or unnamed(text) != text:
        raise WrongUse(what=tr("This text names a guest or holds an identity number; say it without."))


def dimension_numbers() -> dict[str, int]:
    """Map every dimension's name, in small letters, to its number."""
    return {name.casefold(): number for name, number in rows_of(Dimension.select(Dimension.name, Dimension.number))}


def objects_of(given: tuple[str, ...]) -> Objects:
    """Read objects written as ansvar=1234.

    Raises:
        WrongUse: a dimension is not known or stands twice, or an object cannot be one.
    """
    known = dimension_numbers()
    found: dict[int, str] = {}
    for text in given:
        name, _, value = (part.strip() for part in text.partition("="))
        number = known.get(name.casefold())
        if number is None:
            raise WrongUse(what=_unknown(name, known))
        if number in found or not is_object(value):
            raise WrongUse(what=tr("Write each dimension once, as ansvar=1234: letters, digits and . _ / - alone."))
        refuse_named(value)
        found[number] = value
    return tuple(sorted(found.items()))


def _unknown(name: str, known: dict[str, int]) -> str:
    refuse_named(name)
    choices = ", ".join(sorted(known)) or "-"
    return tr("{name} is none of our dimensions: {choices}.", name=name[:40], choices=choices)
