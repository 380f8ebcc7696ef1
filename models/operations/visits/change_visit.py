"""Register a visit by hand, and change what is known of one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from models.errors import ImportRefused, WrongUse
from models.interchange.table_file import Table
from models.interchange.visits_file import VisitRow, read_visits
from models.language.words import tr
from models.operations.store.actor import Actor, deed
from models.operations.store.write_event import write_event
from models.operations.visits.by_case import visit_of
from models.operations.visits.details import DETAILS, LONGEST_DETAIL
from models.operations.visits.guard_texts import secret_texts
from models.operations.visits.merge_visit import Registrar
from models.person import Person
from models.rules.identity import NO_IDENTITY, Identity, IdentityKind
from models.rules.roles import Role
from models.visit import Visit

SOURCE = "visit register"
"""What a visit typed by hand is called where a file's name would stand."""

ORDER = ("last_day", "ordered_on", "order_reference", "invoice_reference")
"""What of the stay and the order may be changed; documents that are posted keep what they were posted with."""


def register_visit(cells: Mapping[str, str], details: Mapping[str, str], today: date, actor: Actor) -> str:
    """Register a visit, given as the cells of a one-row visits file by their English column names; give its case.

    The same case again, with another service, adds a decision; what differs from what is known is refused.

    Raises:
        ImportRefused: a cell is bad, or says something else than the store.
        WrongUse: a detail is too long, or holds what cannot be read.
    """
    _refuse_wrong(details)
    reading = read_visits(_table(cells), today)
    if reading.faults:
        raise ImportRefused(SOURCE, reading.faults)
    with deed(actor, Role.REGISTER):
        registrar = Registrar(SOURCE, today)
        faults = (*secret_texts(SOURCE, reading.rows), *registrar.register(reading.rows[0]))
        if faults:
            raise ImportRefused(SOURCE, faults)
        done = registrar.outcome()
        case = (*done.added, *done.filled_in, *done.unchanged)[0]
        if details:
            Visit.update(**dict(details)).where(Visit.case_number == case).execute()
        write_event(actor, "register-visit", case, new=bool(done.added), details=sorted(details))
    return case


def set_visit(case: str, changes: Mapping[str, Any], actor: Actor) -> None:
    """Change what is given of a visit: its details, its last day, its order and references.

    Raises:
        NotFound: there is no visit with the case number.
        WrongUse: nothing was given, or a value cannot be right.
        ImportRefused: a reference would print the guest's name or identity number on an invoice.
    """
    known = {*DETAILS, *ORDER}
    if not changes or not set(changes) <= known:
        raise WrongUse(what=tr("Nothing was given to change."))
    _refuse_wrong({name: value for name, value in changes.items() if isinstance(value, str)})
    with deed(actor, Role.REGISTER):
        visit = visit_of(case)
        _refuse_ended_before(visit, changes.get("last_day"))
        _refuse_secrets(visit, changes)
        before = {name: getattr(visit, name) for name in ORDER if name in changes}
        Visit.update(**dict(changes)).where(Visit.id == visit.id).execute()
        after = {name: changes[name] for name in ORDER if name in changes}
        write_event(actor, "set-visit", case, before=before, after=after, details=sorted(set(changes) - set(ORDER)))


def _table(cells: Mapping[str, str]) -> Table:
    return Table(SOURCE, 0, tuple(cells), lambda: iter([(1, list(cells.values()))]))


def _refuse_wrong(details: Mapping[str, str]) -> None:
    for text in details.values():
        if len(text) > LONGEST_DETAIL:
            raise WrongUse(what=tr("A text is longer than {most} characters; shorten it.", most=LONGEST_DETAIL))
        if not text.replace("\n", " ").isprintable():
            raise WrongUse(what=tr("A text holds characters that cannot be seen; write it anew."))


def _refuse_ended_before(visit: Visit, last: date | None) -> None:
    if last is not None and last < visit.first_day:
        raise WrongUse(what=tr("The stay would end before it begins."))


def _refuse_secrets(visit: Visit, changes: Mapping[str, Any]) -> None:
    """Look at the references with the eyes of the import (G30)."""
    person = Person.get_by_id(visit.person_id)
    identity = Identity(IdentityKind(person.identity_kind), person.identity_number or "")
    row = VisitRow(
        line=1,
        case="",
        home_municipality="",
        identity=identity if identity.number else NO_IDENTITY,
        name=person.name,
        protected=person.protected,
        first=visit.first_day,
        last=None,
        ordered_on=None,
        order_reference=changes.get("order_reference") or "",
        invoice_reference=changes.get("invoice_reference") or "",
        service="",
        provider="",
        area="",
        granted=None,
        granted_per="",
        recipient="",
    )
    if faults := tuple(secret_texts("visit set", (row,))):
        raise ImportRefused("visit set", faults)
