"""Correct a name or an identity number that is known and wrong: a deed of its own, told without either (G30)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from models.care_errors import NumberIsAnothers, VisitChanged
from models.documents.secrecy import has_name
from models.errors import ImportRefused, ReasonNamesPerson, WrongUse
from models.interchange.cells import Bad, identity_reader, read_text
from models.interchange.visits_file import VisitRow
from models.language.words import tr
from models.operations.privacy.write_access import write_access
from models.operations.store.actor import Actor, deed
from models.operations.store.given_reason import given_reason
from models.operations.store.write_event import write_event
from models.operations.visits.by_case import visit_of
from models.operations.visits.guard_texts import secret_texts
from models.operations.visits.visit_facts import PERSON, last_hand_on
from models.person import Person
from models.rules.identity import NO_IDENTITY, Identity, IdentityKind, birth_date
from models.rules.person_name import composed, searchable
from models.rules.roles import Role
from models.visit import Visit

SOURCE = "visit correct"
"""What the deed is called where a file's name would stand."""

SHORTEST = 3
"""Letters of a word of a name that is looked for alone: Bo and Ek are words of their own."""

_LETTERS = re.compile(r"[^\W\d_]+")

Read = TypeVar("Read")


def correct_person(
    case: str,
    changes: Mapping[str, str],
    reason: str,
    today: date,
    actor: Actor,
    opened: Mapping[str, str] | None = None,
) -> None:
    """Give a guest another `name` or `identity_number`, in all their visits; an empty number is one not known.

    What is posted shows neither and stays as it is. `opened` are the texts that a form was opened with (G35).

    Raises:
        NotFound: there is no visit with the case number.
        VisitChanged: one of the texts is another now; nothing is written.
        WrongUse: nothing would change, the name is empty, or the number cannot be right.
        ReasonMissing: no reason is given.
        ReasonNamesPerson: the reason names the guest, as before or as corrected.
        NumberIsAnothers: the number is another person's.
        ImportRefused: a reference of a visit would print the corrected name or number on an invoice.
    """
    _refuse_unknown(changes)
    name = _name(changes["name"]) if "name" in changes else None
    identity = _identity(changes["identity_number"], today) if "identity_number" in changes else None
    with deed(actor, Role.REGISTER):
        visit = visit_of(case)
        person: Person = Person.get_by_id(visit.person_id)
        _refuse_if_changed(visit, person, opened or {})
        why = given_reason(reason, [visit.id])
        known = [person.identity_number or "", person.name]
        details = [*_rename(person, name), *_renumber(person, identity)]
        if not details:
            raise WrongUse(what=tr("Nothing was given to change."))
        person.save()
        _refuse_telling(why, [*known, person.identity_number or "", person.name])
        cases = _harmless_visits(person)
        write_access(actor, "correct-person", cases, why)
        write_event(actor, "correct-person", visit.case_number, details=details, visits=len(cases), reason=why)


def _refuse_unknown(changes: Mapping[str, str]) -> None:
    if not changes or not set(changes) <= set(PERSON):
        raise WrongUse(what=tr("Nothing was given to change."))


def _name(text: str) -> str:
    name = _good(read_text(text))
    if not name:
        raise WrongUse(what=tr("The name is empty; write the right one."))
    return name


def _identity(text: str, today: date) -> Identity:
    return _good(identity_reader(today)(text)) or NO_IDENTITY


def _good(read: Read | Bad) -> Read:
    """Refuse what cannot be read, in words that never repeat it."""
    if isinstance(read, Bad):
        raise WrongUse(what=read.text)
    return read


def _refuse_if_changed(visit: Visit, person: Person, opened: Mapping[str, str]) -> None:
    stored = {name: getattr(person, name) or "" for name in PERSON}
    if any(stored[name] != text for name, text in opened.items()):
        raise VisitChanged({name: stored[name] for name in opened}, visit.case_number, last_hand_on(visit.case_number))


def _rename(person: Person, name: str | None) -> list[str]:
    if name is None or name == person.name:
        return []
    person.name, person.search_name = composed(name), searchable(name)
    return ["name"]


def _renumber(person: Person, identity: Identity | None) -> list[str]:
    if identity is None or identity.number == (person.identity_number or ""):
        return []
    if Person.select().where((Person.identity_number == identity.number) & (Person.id != person.id)).exists():
        raise NumberIsAnothers
    person.identity_number, person.identity_kind = identity.number or None, identity.kind
    person.birth_date = birth_date(identity)
    return ["identity_number"]


def _refuse_telling(reason: str, told: Iterable[str]) -> None:
    """Look for each word of a name alone, as a reason to correct it would say it, and for each number as it is.

    A reserve number has no check digit by which it would be known.
    """
    said = re.sub(r"[\W_]", "", reason).upper()
    for text in filter(None, told):
        words = frozenset(word for word in _LETTERS.findall(text) if len(word) >= SHORTEST)
        if has_name(reason, words) or (any(map(str.isdigit, text)) and text[2:] in said):
            raise ReasonNamesPerson


def _harmless_visits(person: Person) -> list[str]:
    """List the guest's cases, whose references must not say the corrected name or number (G30)."""
    visits = list(Visit.select().where(Visit.person == person).order_by(Visit.id))
    faults = tuple(secret_texts(SOURCE, tuple(_as_row(visit, person) for visit in visits)))
    if faults:
        raise ImportRefused(SOURCE, faults)
    return [visit.case_number for visit in visits]


def _as_row(visit: Visit, person: Person) -> VisitRow:
    """Write a visit as a row of a visits file, for the eyes of the import."""
    return VisitRow(
        line=1,
        case=visit.case_number,
        home_municipality="",
        identity=Identity(IdentityKind(person.identity_kind), person.identity_number or ""),
        name=person.name,
        protected=person.protected,
        first=visit.first_day,
        last=visit.last_day,
        ordered_on=visit.ordered_on,
        order_reference=visit.order_reference,
        invoice_reference=visit.invoice_reference,
        service="",
        provider="",
        area="",
        granted=None,
        granted_per="",
        recipient="",
    )
