"""Find the visit that an hour row belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from peewee import Expression, fn

from models.database import rows_of
from models.interchange.hours_file import HourRow
from models.language.words import tr
from models.person import Person
from models.rules.secrecy import harmless_reference
from models.signature import MonthSignature
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
    """Visits by case number, and by a person's identity number where it names one visit that day.

    Only what rows ask for is looked up, and once: the cost follows the file, not the store.
    """

    def __init__(self) -> None:
        self._by_case: dict[str, VisitFacts | None] = {}
        self._by_number: dict[str, list[VisitFacts]] = {}
        self.signed: set[tuple[int, str]] = set()
        """The months that are signed, of the visits looked up."""

    def look_up(self, rows: Iterable[HourRow]) -> None:
        """Read the visits that some rows name, if they are not known yet."""
        asked = list(rows)
        cases = {row.case.casefold() for row in asked if row.case} - self._by_case.keys()
        numbers = {row.identity.number for row in asked if row.identity and not row.case} - self._by_number.keys()
        self._by_case.update(dict.fromkeys(cases))
        self._by_number.update({number: [] for number in numbers})
        if cases:
            self._by_case.update({visit.case.casefold(): visit for visit in self._read(Visit.case_key.in_(cases))})
        if numbers:
            for visit in self._read(Person.identity_number.in_(numbers)):
                self._by_number[visit.number].append(visit)

    def _read(self, chosen: Expression) -> list[VisitFacts]:
        columns = (Visit.case_number, Visit.municipality, Visit.first_day, Visit.last_day)
        query = Visit.select(Visit.id, *columns, fn.COALESCE(Person.identity_number, ""), Visit.state).join(Person)
        found = [VisitFacts(*row) for row in rows_of(query.where(chosen))]
        signed = MonthSignature.select(MonthSignature.visit, MonthSignature.month)
        signed = signed.where(MonthSignature.visit.in_([visit.id for visit in found]))
        self.signed.update((visit, month) for visit, month in rows_of(signed))
        return found

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
