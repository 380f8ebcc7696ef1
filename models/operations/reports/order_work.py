"""Orders that wait for somebody: incomplete, late, long, or not executed in three months."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from peewee import Expression, fn

from models.care_entry import CareEntry
from models.decision import Decision
from models.operations.hours.standing import is_executed
from models.operations.store.actor import Actor, reading
from models.operations.visits.check_orders import CheckedOrder, checked_orders
from models.rules.order_checks import Check, Remark
from models.rules.order_work import CHECKS_OF, OrderMatter
from models.visit import Visit

SHORTEST_THREE_MONTHS = 89
"""Days."""


@dataclass(frozen=True, slots=True)
class OrderWork:
    """What some visits' orders wait for; `quarter` is that of the report to IVO, empty for what is not reported."""

    matter: OrderMatter
    cases: tuple[str, ...]
    quarter: str = ""


def order_work(today: date) -> tuple[OrderWork, ...]:
    """Sum up the orders that wait, by what they wait for, inside a transaction that is open already."""
    current, long_waiting = _checked(_current(today), today), _checked(_unexecuted(today), today)
    read = {matter: long_waiting if matter == OrderMatter.NOT_EXECUTED else current for matter in OrderMatter}
    return tuple(work for matter in OrderMatter for work in _summed(matter, _waiting(matter, read[matter], today)))


def orders_that_wait(matter: OrderMatter, today: date, actor: Actor) -> tuple[CheckedOrder, ...]:
    """List the visits whose orders wait for one thing, each with its remarks about that."""
    with reading(actor):
        chosen = _unexecuted(today) if matter == OrderMatter.NOT_EXECUTED else _current(today)
        return tuple(_waiting(matter, _checked(chosen, today), today))


def _checked(chosen: Expression, today: date) -> tuple[CheckedOrder, ...]:
    return checked_orders(chosen, today, with_rates=False)


def _current(today: date) -> Expression:
    """Choose the stays that are not over: what is over can no longer be asked for, only reported."""
    current: Expression = Visit.is_open & (Visit.last_day.is_null() | (Visit.last_day >= today))
    return current


def _unexecuted(today: date) -> Expression:
    """Choose the visits that were ordered so long ago that something they were granted may want a report."""
    before = today - timedelta(days=SHORTEST_THREE_MONTHS)
    same = (CareEntry.visit == Decision.visit) & (CareEntry.service == Decision.service)
    given = CareEntry.select(CareEntry.id).where(same & is_executed())
    lacking = Decision.select(Decision.id).where((Decision.visit == Visit.id) & ~fn.EXISTS(given))
    chosen: Expression = Visit.is_open & (Visit.ordered_on <= before) & (Visit.first_day <= before) & fn.EXISTS(lacking)
    return chosen


def _waiting(matter: OrderMatter, orders: Iterable[CheckedOrder], today: date) -> Iterator[CheckedOrder]:
    """Keep the orders that wait for one thing, with their remarks about that; a stay that has begun is late no more."""
    for order in orders:
        has_begun = order.first <= today
        if (about := tuple(_about(matter, order.remarks))) and not (has_begun and matter == OrderMatter.LATE):
            yield replace(order, remarks=about)


def _about(matter: OrderMatter, remarks: Iterable[Remark]) -> Iterator[Remark]:
    return (remark for remark in remarks if remark.check in CHECKS_OF[matter])


def _summed(matter: OrderMatter, orders: Iterable[CheckedOrder]) -> Iterator[OrderWork]:
    """Sum up by the quarter in which it is reported, the earliest first."""
    cases: dict[str, list[str]] = {}
    for order in orders:
        for quarter in sorted({_quarter(remark) for remark in order.remarks}):
            cases.setdefault(quarter, []).append(order.case)
    yield from (OrderWork(matter, tuple(cases[quarter]), quarter) for quarter in sorted(cases))


def _quarter(remark: Remark) -> str:
    return str(remark.quarter) if remark.check is Check.NOT_EXECUTED else ""
