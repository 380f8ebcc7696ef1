"""Reasons that a deed asks for, and that the log keeps."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import reduce
from operator import or_

from models.database import rows_of
from models.documents.secrecy import has_name
from models.errors import ReasonMissing, ReasonNamesPerson
from models.person import Person
from models.rules.identity import identity_numbers_in
from models.rules.secrecy import HIDDEN
from models.visit import Visit


def given_reason(text: str, visits: Iterable[int]) -> str:
    """Give a reason without blanks around it; the log is never rewritten, so it may name nobody (G30).

    Raises:
        ReasonMissing: there is nothing in it.
        ReasonNamesPerson: it holds an identity number, or names a guest of the visits.
    """
    reason = text.strip()
    if not reason:
        raise ReasonMissing
    query = Person.select(Person.name).join(Visit).where(Visit.id.in_(list(visits)) & (Person.name != ""))
    if identity_numbers_in(reason) or has_name(reason, frozenset(name for (name,) in rows_of(query))):
        raise ReasonNamesPerson
    return reason


def unnamed(text: str) -> str:
    """Give a text that somebody else made up, a row's key or a file's name, as the log keeps it (G30).

    Where it names anybody in the store it is `…`.
    """
    words = set(re.findall(r"[^\W\d_]{2,}", unicodedata.normalize("NFKC", text).casefold()))
    if not words:
        return text
    said = reduce(or_, (Person.search_name.contains(word.removesuffix("s")) for word in sorted(words)))
    names = frozenset(name for (name,) in rows_of(Person.select(Person.name).where(said & (Person.name != ""))))
    return HIDDEN if has_name(text, names) else text
