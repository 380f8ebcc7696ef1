"""Find the visit that a row of a visits file speaks of, whatever the row leaves out."""

from __future__ import annotations

from typing import Any

from models.interchange.visits_file import VisitRow
from models.person import Person
from models.rules.person_name import searchable
from models.visit import Visit


def known_visit(row: VisitRow, home: int | None) -> Visit | None:
    """Find the row's visit by its case; without one, or where we made the number up, by guest, home and first day."""
    if not row.case:
        return _same_stay(row, home, Visit.id > 0)
    by_case: Visit | None = Visit.get_or_none(Visit.case_key == row.case.casefold())
    return by_case or _same_stay(row, home, Visit.case_made_up)


def _same_stay(row: VisitRow, home: int | None, which: Any) -> Visit | None:
    for guest in _guests(row):
        query = (
            Visit.select().join(Person).where(guest, which, Visit.municipality == home, Visit.first_day == row.first)
        )
        found: Visit | None = query.order_by(Visit.id).first()
        if found is not None:
            return found
    return None


def _guests(row: VisitRow) -> tuple[Any, ...]:
    """Say how to know the guest again: by number, or by name where one side lacks the number."""
    number = row.identity.number if row.identity else ""
    by_name = (Person.search_name == searchable(row.name)) & (Person.search_name != "")
    if number:
        return (Person.identity_number == number, by_name & Person.identity_number.is_null())
    return (by_name,)
