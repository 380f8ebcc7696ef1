"""Find or make the person that a row of a visits file speaks of."""

from __future__ import annotations

from models.interchange.visits_file import VisitRow
from models.language.words import tr
from models.person import Person
from models.rules.identity import NO_IDENTITY, birth_date
from models.rules.person_name import composed, searchable
from models.visit import Visit

PersonFault = tuple[str, str]
"""A column and what is wrong with it; never the name or the number itself."""


def merge_person(row: VisitRow, of_visit: int | None) -> tuple[Person, PersonFault | None]:
    """Give the row's person, completed by what the row knows; `of_visit` is whom the case is about already."""
    person = _by_number(row) or (Person.get_by_id(of_visit) if of_visit else None)
    if person is None:
        return _new(row), None
    if of_visit is not None and person.id != of_visit:
        other = Person.get_by_id(of_visit)
        if other.identity_number is not None:
            words = tr("The case is about another person in the store; see that the case and the number are right.")
            return person, ("identity_number", words)
        if other.search_name and other.search_name != person.search_name:
            return person, ("name", _other_name())
    return person, _complete(person, row)


def move_to_person(visit: Visit, person: Person) -> None:
    """Tie a visit to the guest whom a number has now named, and let the nameless one go."""
    former = visit.person_id
    if former == person.id:
        return
    Visit.update(person=person).where(Visit.id == visit.id).execute()
    visit.person = person
    if not Visit.select().where(Visit.person == former).exists():
        Person.delete().where(Person.id == former).execute()


def _by_number(row: VisitRow) -> Person | None:
    if not row.identity or not row.identity.number:
        return None
    found: Person | None = Person.get_or_none(Person.identity_number == row.identity.number)
    return found


def _new(row: VisitRow) -> Person:
    identity = row.identity or NO_IDENTITY
    return Person.create(
        name=composed(row.name),
        search_name=searchable(row.name),
        identity_number=identity.number or None,
        identity_kind=identity.kind,
        birth_date=birth_date(identity),
        protected=row.protected,
    )


def _complete(person: Person, row: VisitRow) -> PersonFault | None:
    identity = row.identity or NO_IDENTITY
    if identity.number and person.identity_number not in (None, identity.number):
        words = tr("The store has another identity number for this case; see which of the two is right.")
        return ("identity_number", words)
    if row.name and person.search_name and searchable(row.name) != person.search_name:
        return ("name", _other_name())
    if identity.number and person.identity_number is None:
        person.identity_number, person.identity_kind = identity.number, identity.kind
        person.birth_date = birth_date(identity)
    person.name = person.name or composed(row.name)
    person.search_name = searchable(person.name)
    person.protected = person.protected or row.protected
    if person.is_dirty():
        person.save()
    return None


def _other_name() -> str:
    return tr("The store has another name for this person; write that name, or change the person first.")
