"""Bring what a file says of a visit together with what the store knows.

Unknown is filled in, the same is left alone, and anything else is a fault: so files may come in any order, and any
number of times (G40).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models.decision import Decision
from models.interchange.faults import Fault
from models.interchange.visits_file import VisitRow
from models.invoice import InvoiceLine
from models.language.words import tr
from models.operations.registers.names import municipality_ids, no_such_municipality, recipient_ids, service_ids
from models.operations.visits.known_visit import known_visit
from models.operations.visits.merge_person import merge_person, move_to_person
from models.operations.visits.new_case import next_case_number
from models.person import Person
from models.rules.legal_basis import legal_basis_on
from models.rules.secrecy import harmless_reference
from models.visit import Visit


@dataclass(frozen=True, slots=True)
class Outcome:
    """Case numbers by what became of them."""

    added: tuple[str, ...]
    filled_in: tuple[str, ...]
    unchanged: tuple[str, ...]


@dataclass(slots=True)
class Registrar:
    """Registers the rows of one file inside a deed's transaction."""

    file: str
    today: date
    _homes: dict[str, int] = field(default_factory=municipality_ids)
    _services: dict[str, int] = field(default_factory=service_ids)
    _recipients: dict[tuple[int, str], int] = field(default_factory=recipient_ids)
    _touched: dict[str, str] = field(default_factory=dict)

    def register(self, row: VisitRow) -> Iterator[Fault]:
        """Register or complete the row's visit, person and decision; give what stands against it."""
        home = self._homes.get(row.home_municipality.casefold())
        visit = known_visit(row, home)
        if home is None and visit is not None and not row.home_municipality:
            home = visit.municipality_id
        refusal = self._refusal(row, home)
        if refusal or home is None:
            yield self._fault(row, *(refusal or ("home_municipality", no_such_municipality())))
            return
        person, fault = merge_person(row, visit.person_id if visit else None)
        if fault:
            yield self._fault(row, *fault)
            return
        if visit is None:
            visit = self._add(row, home, person)
        else:
            yield from self._complete(row, visit, person, home)
        yield from self._decide(row, visit)

    def _refusal(self, row: VisitRow, home: int | None) -> tuple[str, str] | None:
        """Say which column stands against the row as a whole, and why."""
        if not (row.case or row.name or (row.identity and row.identity.number)):
            return ("case", tr("It is not said whose stay this is; give a case number, an identity number or a name."))
        if home is not None and (home, row.recipient.casefold()) not in self._recipients:
            return ("recipient", _no_recipient())
        return None

    def outcome(self) -> Outcome:
        """Sort the visits that the file named by what became of them."""
        by = {what: tuple(case for case, did in self._touched.items() if did == what) for what in ("new", "more", "")}
        return Outcome(by["new"], by["more"], by[""])

    def _add(self, row: VisitRow, home: int, person: Person) -> Visit:
        case = row.case or next_case_number(row.first)
        visit = Visit.create(
            case_number=case,
            case_key=case.casefold(),
            case_made_up=not row.case,
            person=person,
            municipality=home,
            recipient=self._recipients[home, row.recipient.casefold()],
            first_day=row.first,
            last_day=row.last,
            ordered_on=row.ordered_on,
            order_reference=row.order_reference,
            invoice_reference=row.invoice_reference,
            legal_basis=legal_basis_on(row.first).text,
            state="confirmed" if row.ordered_on else "announced",
        )
        self._touched[visit.case_number] = "new"
        return visit

    def _complete(self, row: VisitRow, visit: Visit, person: Person, home: int) -> Iterator[Fault]:
        yield from self._take_case_over(row, visit)
        move_to_person(visit, person)
        given = {
            "municipality": home,
            "recipient": self._recipients[home, row.recipient.casefold()] if row.recipient else None,
            "first_day": row.first,
            "last_day": row.last,
            "ordered_on": row.ordered_on,
            "order_reference": row.order_reference,
            "invoice_reference": row.invoice_reference,
        }
        if row.ordered_on and visit.state in ("announced", "order-incomplete"):
            visit.state = "confirmed"
        yield from self._merge(row, visit, given, COLUMN_OF)
        self._touched.setdefault(visit.case_number, "")

    def _take_case_over(self, row: VisitRow, visit: Visit) -> Iterator[Fault]:
        """Let the municipality's own case number replace one that we made up, until it stands on an invoice."""
        if not row.case or row.case.casefold() == visit.case_key:
            return
        if InvoiceLine.select().where(InvoiceLine.visit == visit).exists():
            text = tr("The stay is billed as {case}; write that number here.", case=visit.case_number)
            yield self._fault(row, "case", text)
            return
        self._touched[row.case] = self._touched.pop(visit.case_number, "more")
        visit.case_number, visit.case_key, visit.case_made_up = row.case, row.case.casefold(), False
        visit.save(only=[Visit.case_number, Visit.case_key, Visit.case_made_up])

    def _decide(self, row: VisitRow, visit: Visit) -> Iterator[Fault]:
        if not row.service:
            return
        service = self._services[row.service]
        given = {
            "provider": row.provider,
            "area": row.area,
            "granted": row.granted,
            "granted_per": row.granted_per,
        }
        decision = Decision.get_or_none((Decision.visit == visit) & (Decision.service == service))
        if decision is None:
            Decision.create(visit=visit, service=service, **given)
            self._note(visit.case_number)
        else:
            yield from self._merge(row, decision, given, {}, visit.case_number)

    def _merge(
        self, row: VisitRow, stored: Any, given: dict[str, Any], columns: dict[str, str], case: str = ""
    ) -> Iterator[Fault]:
        fresh = {}
        for name, value in given.items():
            known = stored.__data__[name]
            if value in (None, "") or _same(known, value):
                continue
            if known in (None, ""):
                fresh[name] = value
            else:
                yield self._fault(row, columns.get(name, name), _differs(columns.get(name, name), known, value))
        if fresh:
            model = type(stored)
            if "ordered_on" in fresh:
                fresh["state"] = stored.state
            model.update(**fresh).where(model.id == stored.id).execute()
            self._note(case or stored.case_number)

    def _note(self, case: str) -> None:
        if self._touched.get(case) != "new":
            self._touched[case] = "more"

    def _fault(self, row: VisitRow, column: str, text: str) -> Fault:
        return Fault(self.file, row.line, column, text)


COLUMN_OF = {
    "municipality": "home_municipality",
    "first_day": "from",
    "last_day": "to",
}
"""Where a field of the visit stands in the file, unless it is called the same."""


def _same(known: object, value: object) -> bool:
    if isinstance(known, str) and isinstance(value, str):
        return known.casefold() == value.casefold()
    return known == value


def _differs(column: str, known: object, value: object) -> str:
    if column in ("identity_number", "home_municipality", "recipient"):
        return tr("The store has something else here for this case; write that, or change the visit first.")
    return tr(
        "The store has {known} here, not {value}; write {known}, or change the visit first.",
        known=_shown(known),
        value=_shown(value),
    )


def _shown(value: object) -> object:
    return harmless_reference(value) if isinstance(value, str) else value


def _no_recipient() -> str:
    return tr("The home municipality has no such recipient; add it first, or leave this empty.")
