"""Register a visit with an earlier one's order as the default: what is given wins, the rest is taken over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.errors import WrongUse
from models.language.words import tr
from models.operations.privacy.write_access import write_access
from models.operations.registers.names import municipality_ids
from models.operations.store.actor import Actor, deed
from models.operations.visits.by_case import visit_of
from models.operations.visits.change_decision import set_decision
from models.operations.visits.change_visit import register_visit, set_visit
from models.operations.visits.last_order import GrantedBefore, LastOrder, order_of
from models.person import Person
from models.rules.identity import IdentityRefused, parse_identity
from models.rules.roles import Role
from models.visit import Visit

OF_THE_HOME = frozenset({"officer_name", "officer_phone", "officer_email", "home_address", "home_phone"})
"""Details that are another's when the guest has moved to another municipality."""


@dataclass(frozen=True, slots=True)
class LikeReceipt:
    """The new case, what was taken over by its name, and the services; `is_masked` says that the details were not."""

    case: str
    taken: tuple[str, ...]
    services: tuple[str, ...]
    is_masked: bool


def register_like(
    cells: Mapping[str, str], details: Mapping[str, str], like: str, today: date, actor: Actor
) -> LikeReceipt:
    """Register a visit of the guest of an earlier one; what is not given in cells and details is as it was then.

    A cell given as an empty text is not taken over; a service that is given stands instead of all that were granted.
    The days, and the order's own day and number, are never taken over. A protected guest's details are left behind.

    Raises:
        NotFound: there is no earlier visit with the case number.
        WrongUse: the earlier visit is about another person, or a detail cannot be right.
        ImportRefused: a cell is bad, or says something else than the store.
    """
    with deed(actor, Role.REGISTER):
        earlier = visit_of(like)
        write_access(actor, "take-over-order", [earlier.case_number])
        order = order_of(earlier, is_masked=earlier.person.protected)
        whole, taken = _cells(order, earlier.person, cells, today)
        case = register_visit(whole, dict(details), today, actor)
        fresh = _details(order, visit_of(case), moved=_moved(order, whole))
        if fresh:
            set_visit(case, fresh, actor)
        before = () if cells.get("service") or _moved(order, whole) else order.decisions
        for decision in before:
            _grant(case, whole, decision, today, actor)
    return LikeReceipt(case, (*taken, *fresh), tuple(each.service for each in before), order.is_masked)


def _cells(
    order: LastOrder, person: Person, cells: Mapping[str, str], today: date
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Complete the cells of a one-row visits file, and name those that the order completed."""
    _refuse_another(person, cells.get("identity_number", ""), today)
    whole = {"home_municipality": order.municipality, **{name: text for name, text in cells.items() if text}}
    whole = {
        **({"identity_number": person.identity_number} if person.identity_number else {"name": person.name}),
        **whole,
    }
    is_known = bool(whole.get("case")) and Visit.select().where(Visit.case_key == whole["case"].casefold()).exists()
    if is_known or _moved(order, whole):
        return whole, ()
    usual = {"recipient": order.recipient, "invoice_reference": order.invoice_reference}
    fresh = {name: text for name, text in usual.items() if text and name not in cells}
    return whole | fresh, tuple(fresh)


def _moved(order: LastOrder, cells: Mapping[str, str]) -> bool:
    homes = municipality_ids()
    return homes.get(cells["home_municipality"].casefold()) != homes[order.municipality]


def _refuse_another(person: Person, given: str, today: date) -> None:
    """Refuse to take over from the visit of another person than the one who is registered."""
    try:
        number = parse_identity(given, today).number
    except IdentityRefused:
        return  # the reading of the cells says what is wrong with it
    if number and person.identity_number not in (None, number):
        raise WrongUse(what=tr("The earlier visit is about another person; nothing was registered."))


def _details(order: LastOrder, visit: Visit, *, moved: bool) -> dict[str, str]:
    """Choose the details that the new visit does not know; of the home's none when the guest has moved."""
    return {
        name: text
        for name, text in order.details.items()
        if not getattr(visit, name) and not (moved and name in OF_THE_HOME)
    }


def _grant(case: str, whole: Mapping[str, str], before: GrantedBefore, today: date, actor: Actor) -> None:
    cells = {
        "case": case,
        "home_municipality": whole["home_municipality"],
        "from": whole["from"],
        "service": before.service,
        "provider": before.provider,
        "area": before.area,
        "granted": "" if before.granted is None else str(before.granted),
        "granted_per": before.granted_per,
    }
    register_visit(cells, {}, today, actor)
    if before.staff > 1:
        set_decision(case, before.service, {"staff": before.staff}, actor)
