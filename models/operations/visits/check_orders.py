"""Check orders: what is missing, late or worth watching, by the rules of models.rules.order_checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from peewee import Expression, chunked

from models.operations.registers.conditions import load_conditions
from models.operations.store.actor import Actor, reading
from models.operations.visits.by_case import visit_of
from models.operations.visits.read_orders import cases_chosen, read_orders
from models.rules.conditions import ConditionFact
from models.rules.order_checks import CHECKED_BY, LeadTime, Remark, lead_time, order_deadline, remarks_on
from models.rules.order_facts import OrderFacts
from models.visit import Visit

CHUNK = 500


@dataclass(frozen=True, slots=True)
class CheckedOrder:
    """A visit with what the rules found; `deadline` is the last day on which its order would have been in time."""

    case: str
    municipality: str
    first: date
    last: date | None
    ordered_on: date | None
    lead_time: LeadTime | None
    deadline: date | None
    remarks: tuple[Remark, ...]


def check_orders(today: date, actor: Actor, case: str = "") -> tuple[CheckedOrder, ...]:
    """Check one visit, or every visit that is neither closed nor cancelled, by its first day.

    Raises:
        NotFound: there is no visit with the case number.
    """
    with reading(actor):
        chosen: Expression = Visit.id == visit_of(case).id if case else Visit.is_open & (Visit.id > 0)
        return checked_orders(chosen, today)


def check_cases(cases: Iterable[str], today: date, actor: Actor) -> tuple[CheckedOrder, ...]:
    """Check the visits with these case numbers, of which those that there are not are left out."""
    with reading(actor):
        return tuple(checked for some in chunked(cases, CHUNK) for checked in checked_orders(cases_chosen(some), today))


def checked_orders(chosen: Expression, today: date, *, with_rates: bool = True) -> tuple[CheckedOrder, ...]:
    """Check the chosen visits, inside a transaction that is open already."""
    conditions = load_conditions(CHECKED_BY)
    return tuple(_checked(read_orders(chosen, today, with_rates=with_rates), conditions, today))


def _checked(
    orders: Iterable[OrderFacts], conditions: tuple[ConditionFact, ...], today: date
) -> Iterator[CheckedOrder]:
    for facts in orders:
        yield CheckedOrder(
            case=facts.case,
            municipality=facts.home,
            first=facts.first,
            last=facts.last,
            ordered_on=facts.ordered_on,
            lead_time=lead_time(facts, conditions, today),
            deadline=order_deadline(facts, conditions),
            remarks=remarks_on(facts, conditions, today),
        )
