"""What a form shows of a visit, as texts, so that two versions can be laid side by side (G35)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.database import transaction
from models.event import Event
from models.operations.privacy.write_access import write_access
from models.operations.store.actor import Actor, authorise
from models.operations.visits.by_case import visit_of
from models.operations.visits.change_visit import ORDER
from models.operations.visits.details import DETAILS
from models.rules.roles import Role
from models.visit import Visit

PERSON = ("name", "identity_number")
"""What of the person may be filled in where it is unknown."""


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """A visit as a form opens it: each value as text, days as 2026-07-01, empty where nothing is known.

    Of a protected person that nobody gave a reason to look at, only the order is there.
    """

    case: str
    municipality: str
    first: date
    is_masked: bool
    values: Mapping[str, str]


def visit_facts(case: str, reason: str, actor: Actor) -> VisitFacts:
    """Read what a form about a visit opens with; that somebody looked is logged.

    Raises:
        NotFound: there is no visit with the case number.
    """
    with transaction():
        authorise(actor, *Role)
        visit = visit_of(case)
        write_access(actor, "open-visit-form", [visit.case_number], reason)
        is_masked = visit.person.protected and not reason
        values = facts_of(visit)
        shown = {name: text for name, text in values.items() if not is_masked or name in (*ORDER, "recipient")}
        return VisitFacts(visit.case_number, visit.municipality.code, visit.first_day, is_masked, shown)


def facts_of(visit: Visit) -> dict[str, str]:
    """Write a visit's facts as texts, inside a transaction that is open already."""
    person = visit.person
    known = {name: getattr(visit, name) for name in (*ORDER, *DETAILS)}
    known |= {"recipient": visit.recipient.code, "name": person.name, "identity_number": person.identity_number}
    return {name: "" if value is None else str(value) for name, value in known.items()}


def last_hand_on(case: str) -> str:
    """Name the login that changed a case last, inside a transaction that is open already."""
    query = Event.select(Event.login).where(Event.subject == case).order_by(Event.id.desc()).limit(1)
    login: str | None = query.scalar()
    return login or ""
