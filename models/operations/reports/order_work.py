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
    return tuple(work for matter in OrderMatter for work in _summed(matter, waiting_orders(matter, today)))


def orders_that_wait(matter: OrderMatter, today: date, actor: Actor) -> tuple[CheckedOrder, ...]:
    """List the visits whose orders wait for one thing, each with its remarks about that."""
    with reading(actor):
        return waiting_orders(matter, today)


def waiting_orders(matter: OrderMatter, today: date) -> tuple[CheckedOrder, ...]:
    """List the visits whose orders wait for one thing, inside a transaction that is open already."""
    found = checked_orders(_chosen(matter, today), today, with_rates=False)
    kept = (replace(order, remarks=tuple(_about(matter, order.remarks))) for order in found)
    return tuple(order for order in kept if order.remarks)


def _chosen(matter: OrderMatter, today: date) -> Expression:
    """Choose the visits that can be meant: what is over can no longer be asked for, only reported."""
    if matter == OrderMatter.NOT_EXECUTED:
        before = today - timedelta(days=SHORTEST_THREE_MONTHS)
        return Visit.is_open & (Visit.ordered_on <= before) & (Visit.first_day <= before) & Visit.id.in_(_unexecuted())
    if matter == OrderMatter.LATE:
        return Visit.is_open & (Visit.first_day > today)
    return Visit.is_open & (Visit.last_day.is_null() | (Visit.last_day >= today))


def _unexecuted() -> object:
    same = (CareEntry.visit == Decision.visit) & (CareEntry.service == Decision.service)
    given = CareEntry.select(CareEntry.id).where(same & is_executed())
    return Decision.select(Decision.visit).where(~fn.EXISTS(given))


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
