"""Find the visit that an hour row belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from peewee import fn

from models.database import rows_of
from models.interchange.hours_file import HourRow
from models.language.words import tr
from models.person import Person
from models.rules.secrecy import harmless_reference
from models.visit import Visit


class Refused(NamedTuple):
    """Why a row cannot be taken: a column, and words."""

    column: str
    text: str


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """What an hour row must know of its visit."""

    id: int
    case: str
    home: int
    first: date
    last: date | None
    number: str
    state: str


class VisitFinder:
    """Visits by case number, and by a person's identity number where it names one visit that day; looked up once."""

    def __init__(self) -> None:
        self._by_case: dict[str, VisitFacts] = {}
        self._by_number: dict[str, list[VisitFacts]] = {}
        columns = (Visit.case_number, Visit.municipality, Visit.first_day, Visit.last_day)
        query = Visit.select(Visit.id, *columns, fn.COALESCE(Person.identity_number, ""), Visit.state).join(Person)
        for row in rows_of(query):
            visit = VisitFacts(*row)
            self._by_case[visit.case.casefold()] = visit
            self._by_number.setdefault(visit.number, []).append(visit)

    def find(self, row: HourRow) -> VisitFacts | Refused:
        """Give the row's visit, or say in words why there is not exactly one."""
        number = row.identity.number if row.identity else ""
        if not row.case:
            return self._of_person(number, row.day)
        visit = self._by_case.get(row.case.casefold())
        if visit is None:
            case = harmless_reference(row.case)
            text = tr("No visit has the case number {case}; import the visits first, or correct it.", case=case)
            return Refused("case", text)
        if number and visit.number and number != visit.number:
            return Refused("identity_number", tr("The case is another person's; correct the case or the number."))
        return visit

    def _of_person(self, number: str, day: date) -> VisitFacts | Refused:
        there = [
            visit
            for visit in (self._by_number.get(number, []) if number else [])
            if visit.first <= day and (visit.last is None or day <= visit.last) and visit.state != "cancelled"
        ]
        if len(there) == 1:
            return there[0]
        if there:
            return Refused("case", tr("The person has more than one visit on that day; give the case number."))
        text = tr("The person has no visit on that day; give the case number, or correct the date.")
        return Refused("case", text)
