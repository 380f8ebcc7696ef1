"""Change what the home municipality granted, or take a decision away that nothing is billed on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from models.batch import Batch
from models.billed import LineMonth
from models.care_entry import CarePiece
from models.care_errors import DecisionIsBilled, DecisionIsDrafted, VisitChanged
from models.database import rows_of
from models.decision import Decision
from models.documents.secrecy import has_name
from models.errors import NotFound, WrongUse
from models.interchange.cells import Bad, read_text
from models.invoice import Invoice, InvoiceLine
from models.language.terms import service_name
from models.language.words import tr
from models.operations.store.actor import Actor, deed
from models.operations.store.write_event import write_event
from models.operations.visits.by_case import visit_of
from models.operations.visits.decision_facts import FACTS, decision_texts
from models.operations.visits.visit_facts import last_hand_on
from models.person import Person
from models.rules.fields import LARGEST_MINUTES
from models.rules.identity import identity_numbers_in
from models.rules.roles import Role
from models.rules.secrecy import HIDDEN, told_part
from models.rules.services import SERVICE_OF
from models.service import Service
from models.visit import Visit

PERIODS, PROVIDERS, STAFF = ("", "day", "week", "month"), ("", "own", "private"), (1, 2)


def set_decision(
    case: str, service: str, facts: Mapping[str, Any], actor: Actor, opened: Mapping[str, str] | None = None
) -> None:
    """Change a decision: how much was granted (minutes or pieces), of whom, where, by how many of the staff, and when.

    What is posted stays as it was posted; what is drafted is compared again before it is attested (G28). `opened` are
    the texts that a form was opened with, as decision_texts gives them (G35).

    Raises:
        NotFound: there is no such visit, or it has no decision on the service.
        VisitChanged: one of the texts is another now; nothing is written.
        WrongUse: nothing was given, or a value cannot be right.
    """
    if not facts or not set(facts) <= set(FACTS):
        raise WrongUse(what=tr("Nothing was given to change."))
    with deed(actor, Role.REGISTER):
        visit = visit_of(case)
        decision = _decision_of(visit, service)
        stored = _facts_of(decision)
        _refuse_if_changed(visit, decision_texts(stored), opened or {})
        given = {name: value.strip() if isinstance(value, str) else value for name, value in facts.items()}
        names = _names_of(visit)
        _refuse_wrong(visit, stored | given, names)
        Decision.update(**given).where(Decision.id == decision.id).execute()
        before, after = (_said({name: facts[name] for name in given}, names) for facts in (stored, given))
        write_event(actor, "set-decision", visit.case_number, service=service, before=before, after=after)


def remove_decision(case: str, service: str, actor: Actor) -> None:
    """Take a decision away; hours of its service that are not billed are held back from then on.

    Raises:
        NotFound: there is no such visit, or it has no decision on the service.
        DecisionIsBilled: an invoice that nobody has credited rests on it.
        DecisionIsDrafted: a draft rests on it.
    """
    with deed(actor, Role.REGISTER):
        visit = visit_of(case)
        decision = _decision_of(visit, service)
        _refuse_billed(visit, decision)
        before = _said(_facts_of(decision), _names_of(visit))
        Decision.delete().where(Decision.id == decision.id).execute()
        write_event(actor, "remove-decision", visit.case_number, service=service, before=before)


def _decision_of(visit: Visit, service: str) -> Decision:
    chosen = (Decision.visit == visit) & (Service.code == service)
    found: Decision | None = Decision.select().join(Service).where(chosen).order_by(Decision.id).first()
    if found is None:
        raise NotFound(what="decision", key=told_part(visit.case_number, service, SERVICE_OF))
    return found


def _facts_of(decision: Decision) -> dict[str, Any]:
    return {name: getattr(decision, name) for name in FACTS}


def _refuse_if_changed(visit: Visit, stored: Mapping[str, str], opened: Mapping[str, str]) -> None:
    if any(stored[name] != text for name, text in opened.items()):
        raise VisitChanged({name: stored[name] for name in opened}, visit.case_number, last_hand_on(visit.case_number))


def _names_of(visit: Visit) -> frozenset[str]:
    return frozenset({Person.get_by_id(visit.person_id).name} - {""})


def _refuse_wrong(visit: Visit, facts: Mapping[str, Any], names: frozenset[str]) -> None:
    """Judge the decision as it would be."""
    granted, per, first, last = (facts[name] for name in ("granted", "granted_per", "first_day", "last_day"))
    choices = (("granted_per", PERIODS), ("provider", PROVIDERS), ("staff", STAFF))
    if any(facts[name] not in allowed for name, allowed in choices):
        raise WrongUse(what=tr("What was given is none of the words that can stand there."))
    if granted is not None and not 0 < granted <= LARGEST_MINUTES:
        raise WrongUse(what=tr("The granted amount is not from 1 to {most}.", most=LARGEST_MINUTES))
    if granted is not None and not per:
        raise WrongUse(what=tr("It is not said what the granted amount is for; write dag, vecka or månad."))
    if first and last and last < first:
        raise WrongUse(what=tr("The decision would end before it begins."))
    _refuse_outside(visit, first, last)
    _refuse_area(facts["area"], names)


def _refuse_outside(visit: Visit, first: date | None, last: date | None) -> None:
    if (last and last < visit.first_day) or (first and visit.last_day and first > visit.last_day):
        raise WrongUse(what=tr("The decision would lie outside the stay; see which of the days is right."))


def _refuse_area(area: str, names: frozenset[str]) -> None:
    """Keep the guest out of a text that chooses a rate and is written in the log (G30)."""
    read = read_text(area)
    if isinstance(read, Bad):
        raise WrongUse(what=read.text)
    if _tells_who(area, names):
        raise WrongUse(what=tr("The area names the guest or holds an identity number; write it without."))


def _tells_who(text: str, names: frozenset[str]) -> bool:
    return bool(identity_numbers_in(text)) or has_name(text, names)


def _said(facts: Mapping[str, Any], names: frozenset[str]) -> dict[str, Any]:
    """Give what the log keeps: an area that tells who the guest is may have come in before it was looked at."""
    return {
        name: HIDDEN if isinstance(value, str) and _tells_who(value, names) else value for name, value in facts.items()
    }


def _refuse_billed(visit: Visit, decision: Decision) -> None:
    """Look for live rows or started months of the service; credited ones are free again."""
    by_row = CarePiece.select(CarePiece.line).where(CarePiece.line.is_null(False))
    by_month = LineMonth.select(LineMonth.line).where(LineMonth.live)
    query = (
        InvoiceLine.select(Invoice.number, Batch.name, Service.code)
        .join(Invoice)
        .join(Batch)
        .switch(InvoiceLine)
        .join(Service)
        .where((InvoiceLine.visit == visit) & (InvoiceLine.service == decision.service_id))
        .where(InvoiceLine.id.in_(by_row) | InvoiceLine.id.in_(by_month))
        .order_by(Invoice.number.is_null(), Invoice.id)
        .limit(1)
    )
    for number, batch, service in rows_of(query):
        what = {"service": service_name(service), "case": visit.case_number}
        raise DecisionIsBilled(invoice=number, **what) if number else DecisionIsDrafted(batch=batch, **what)
