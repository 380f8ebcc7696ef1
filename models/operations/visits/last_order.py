"""What a guest's last visit was ordered as, to be the default of the next: the same guest comes every summer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from models.database import transaction
from models.decision import Decision
from models.operations.privacy.write_access import write_access
from models.operations.store.actor import Actor, authorise
from models.operations.visits.details import DETAILS
from models.person import Person
from models.rules.identity import IdentityRefused, parse_identity
from models.rules.roles import Role
from models.rules.visit_states import VisitState
from models.service import Service
from models.visit import Visit

OF_ONE_ORDER = frozenset({"ordered_by"})
"""What is said of one order and not of the next; its day and number are none of DETAILS."""


@dataclass(frozen=True, slots=True)
class GrantedBefore:
    """A service as it was granted; `granted` is minutes, or pieces for a piece service, a period."""

    service: str
    provider: str
    area: str
    granted: int | None
    granted_per: str
    staff: int


@dataclass(frozen=True, slots=True)
class LastOrder:
    """An earlier visit's order without its days, its date and its number, which are the new order's own.

    Of a protected person that nobody gave a reason to look at, `details` is empty.
    """

    case: str
    first: date
    last: date | None
    is_masked: bool
    municipality: str
    recipient: str
    invoice_reference: str
    details: Mapping[str, str]
    decisions: tuple[GrantedBefore, ...]


def last_order(identity_number: str, today: date, actor: Actor, reason: str = "", but: str = "") -> LastOrder | None:
    """Give the order of a guest's last visit; nothing where there was none. That somebody looked is logged.

    A visit that was cancelled is passed over, and so is the one with the case number `but`.
    """
    number = _number(identity_number, today)
    with transaction():
        authorise(actor, Role.REGISTER)
        visit = _last_visit(number, but) if number else None
        if visit is None:
            return None
        write_access(actor, "last-order", [visit.case_number], reason)
        return order_of(visit, is_masked=visit.person.protected and not reason)


def order_of(visit: Visit, *, is_masked: bool) -> LastOrder:
    """Read a visit's order, inside a transaction that is open already."""
    known = {name: getattr(visit, name) for name in DETAILS if name not in OF_ONE_ORDER}
    return LastOrder(
        case=visit.case_number,
        first=visit.first_day,
        last=visit.last_day,
        is_masked=is_masked,
        municipality=visit.municipality.code,
        recipient=visit.recipient.code,
        invoice_reference=visit.invoice_reference,
        details={} if is_masked else {name: text for name, text in known.items() if text},
        decisions=tuple(_decisions(visit)),
    )


def _number(text: str, today: date) -> str:
    try:
        return parse_identity(text, today).number
    except IdentityRefused:
        return ""


def _last_visit(number: str, but: str) -> Visit | None:
    query = Visit.select().join(Person).where(Person.identity_number == number, Visit.state != VisitState.CANCELLED)
    query = query.where(Visit.case_key != but.casefold())
    found: Visit | None = query.order_by(Visit.first_day.desc(), Visit.id.desc()).first()
    return found


def _decisions(visit: Visit) -> Iterator[GrantedBefore]:
    query = Decision.select(Decision, Service).join(Service).where(Decision.visit == visit).order_by(Decision.id)
    for each in query:
        yield GrantedBefore(each.service.code, each.provider, each.area, each.granted, each.granted_per, each.staff)
