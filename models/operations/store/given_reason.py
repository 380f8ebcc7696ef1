"""Reasons that a deed asks for, and that the log keeps."""

from __future__ import annotations

from collections.abc import Iterable

from models.database import rows_of
from models.documents.secrecy import has_name
from models.errors import ReasonMissing, ReasonNamesPerson
from models.person import Person
from models.rules.identity import identity_numbers_in
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
