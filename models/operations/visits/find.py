"""Find a person, a case or an invoice by what is known of it, and by nothing else (SoLPuF 2001:637, 15 §; G32)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from peewee import JOIN, fn

from models.database import rows_of, transaction
from models.municipality import Municipality
from models.operations.privacy.write_access import write_access
from models.operations.store.actor import Actor, authorise
from models.operations.store.write_event import utc_now
from models.person import Person
from models.rules.identity import IdentityRefused, identity_numbers_in, parse_identity
from models.rules.person_name import searchable
from models.rules.roles import Role
from models.visit import Visit

INVOICE_NUMBER = re.compile(r"K?[0-9]{9,}")
MOST = 50
"""Hits shown at the most: more means that the text says too little."""


@dataclass(frozen=True, slots=True)
class FoundVisit:
    """A visit that a search named; the name is empty where the person's identity is protected."""

    case: str
    name: str
    protected: bool
    municipality: str
    first: date
    last: date | None
    state: str


@dataclass(frozen=True, slots=True)
class FoundInvoice:
    """An invoice that a search named."""

    number: str
    kind: str
    month: str
    total: int
    credits: str = ""
    """The invoice that a credit note credits."""


Found = FoundVisit | FoundInvoice


def find(text: str, actor: Actor) -> tuple[Found, ...]:
    """Search by name, identity number, case number or invoice number; the search itself is logged.

    A protected person is found by number and case only, and shown without a name.
    """
    wanted = text.strip()
    if not wanted or not wanted.isprintable():
        return ()
    with transaction():
        authorise(actor, *Role)
        found: tuple[Found, ...] = (*_visits(wanted), *_invoices(wanted))
        cases = [hit.case for hit in found if isinstance(hit, FoundVisit)]
        write_access(actor, "find", cases)
    return found


def _visits(wanted: str) -> Iterator[FoundVisit]:
    by_name = Person.search_name.contains(searchable(wanted)) & ~Person.protected
    query = (
        Visit.select(
            Visit.case_number,
            Person.name,
            Person.protected,
            Municipality.name,
            Visit.first_day,
            Visit.last_day,
            Visit.state,
        )
        .join(Person)
        .switch(Visit)
        .join(Municipality)
        .where((Visit.case_key == wanted.casefold()) | Person.identity_number.in_(_numbers(wanted)) | by_name)
        .order_by(Visit.first_day.desc(), Visit.case_number)
        .limit(MOST)
    )
    for case, name, protected, home, first, last, state in rows_of(query):
        yield FoundVisit(case, "" if protected else name, bool(protected), home, first, last, state)


def _numbers(wanted: str) -> set[str]:
    """Read the text as an identity number in every spelling that an import takes."""
    try:
        return {*identity_numbers_in(wanted), parse_identity(wanted, utc_now().date()).number}
    except IdentityRefused:
        return set(identity_numbers_in(wanted))


def _invoices(wanted: str) -> Iterator[FoundInvoice]:
    if not INVOICE_NUMBER.fullmatch(wanted):
        return
    from models.invoice import Invoice  # a search for a person pays for no invoice

    credited = Invoice.alias()
    query = (
        Invoice.select(Invoice.number, Invoice.kind, Invoice.month, Invoice.total, fn.COALESCE(credited.number, ""))
        .join(credited, JOIN.LEFT_OUTER, on=Invoice.credits == credited.id)
        .where(Invoice.number == wanted)
    )
    for row in rows_of(query):
        yield FoundInvoice(*row)
