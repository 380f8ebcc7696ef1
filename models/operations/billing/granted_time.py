"""Months of which the granted time is paid instead of the executed, by a condition of the home municipality."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from peewee import Expression, fn

from models.billed import LineMonth
from models.care_entry import CareEntry, CarePiece
from models.database import among, rows_of
from models.decision import Decision
from models.invoice import InvoiceLine
from models.municipality import Municipality
from models.operations.registers.conditions import load_conditions
from models.person import Person
from models.rules.conditions import ConditionFact, ConditionKind, in_force
from models.rules.grants import grant_of, granted_in
from models.rules.period import Month
from models.rules.row_kinds import WITHIN_THE_GRANT, RowKind
from models.service import Service
from models.visit import Visit

ChargeKey = tuple[int, int, str]
"""Visit, service, month."""


@dataclass(frozen=True, slots=True)
class GrantedPart:
    """What a decision grants of a service on some days of a month; no minutes where it does not say how much."""

    provider: str
    area: str
    first: date
    last: date
    minutes: int | None


@dataclass(frozen=True, slots=True)
class GrantedMonth:
    """A month of a visit's service of which the granted time is paid; `shielded` is a protected guest's."""

    key: ChargeKey
    home: int
    is_ordered: bool
    shielded: bool
    parts: tuple[GrantedPart, ...]

    @property
    def first(self) -> date:
        """The first granted day; the condition and the rate are those of it."""
        return min(part.first for part in self.parts)

    @property
    def last(self) -> date:
        """The last granted day."""
        return max(part.last for part in self.parts)

    @property
    def minutes(self) -> int:
        """What is granted, two staff counted twice; 0 where a decision does not say how much."""
        known = [part.minutes for part in self.parts if part.minutes]
        return sum(known) if len(known) == len(self.parts) else 0


def granted_months(chosen: Expression, until: Month) -> dict[ChargeKey, GrantedMonth]:
    """Find the months, to `until`, of chosen visits of which a condition pays the granted time, billed or not.

    The condition is judged on the month's first granted day, as the rate of a started month is.
    """
    conditions = load_conditions([ConditionKind.BASIS_GRANTED])
    if not conditions:
        return {}
    found: dict[ChargeKey, GrantedMonth] = {}
    homes: dict[ChargeKey, tuple[str, str]] = {}
    for row in rows_of(_decisions(chosen & _reached(conditions), until)):
        visit, service, home, home_code, service_code, ordered_on, shielded = row[:7]
        for month, part in _parts(row, until):
            key = (visit, service, str(month))
            before = found[key].parts if key in found else ()
            found[key] = GrantedMonth(key, home, ordered_on is not None, bool(shielded), (*before, part))
            homes[key] = home_code, service_code
    return {key: each for key, each in found.items() if _is_paid(each, conditions, *homes[key])}


def _is_paid(month: GrantedMonth, conditions: tuple[ConditionFact, ...], home: str, service: str) -> bool:
    return in_force(conditions, ConditionKind.BASIS_GRANTED, home, service, month.first) is not None


def _reached(conditions: Iterable[ConditionFact]) -> Expression:
    """Choose the services, and the home municipalities, that any of the conditions is about."""
    every = [
        (Service.code == each.service) & ((Municipality.code == each.home) | (each.home == "")) for each in conditions
    ]
    chosen: Expression = reduce(or_, every)
    return chosen


def _decisions(chosen: Expression, until: Month) -> Any:
    first = fn.COALESCE(Decision.first_day, Visit.first_day)
    return (
        Decision.select(
            Decision.visit,
            Decision.service,
            Visit.municipality,
            Municipality.code,
            Service.code,
            Visit.ordered_on,
            Person.protected & Visit.cleared_by.is_null(),
            Decision.provider,
            Decision.area,
            Decision.staff,
            Decision.granted,
            Decision.granted_per,
            Decision.first_day,
            Decision.last_day,
            Visit.first_day,
            Visit.last_day,
        )
        .join(Visit)
        .join(Person)
        .switch(Visit)
        .join(Municipality)
        .switch(Decision)
        .join(Service)
        .where(chosen & (first <= until.last))
        .order_by(first, Decision.id)
    )


def _parts(row: tuple[Any, ...], until: Month) -> Iterator[tuple[Month, GrantedPart]]:
    provider, area, staff, amount, per, decided, decided_to, begins, ends = row[7:]
    grant = grant_of(row[4], staff, amount or 0, per, (decided, decided_to), (begins, ends))
    last = min(day for day in (grant.last, until.last) if day)
    month = Month.of(grant.first)
    while month.first <= last:
        first, end = max(grant.first, month.first), min(last, month.last)
        minutes = granted_in(grant, month.first, month.last) if amount and per else None
        if first <= end:
            yield month, GrantedPart(provider, area, first, end, minutes)
        month = month.next()


def billed_by_rows(visits: Iterable[int]) -> set[ChargeKey]:
    """Find the months of some visits and services of which a live line bills the rows themselves."""
    query = (
        CarePiece.select(CareEntry.visit, CareEntry.service, CarePiece.row_month)
        .join(CareEntry)
        .switch(CarePiece)
        .join(InvoiceLine)
        .where(among(CareEntry.visit, visits) & InvoiceLine.kind.in_(sorted(WITHIN_THE_GRANT)))
        .distinct()
    )
    return {(visit, service, month) for visit, service, month in rows_of(query)}


def billed_as_granted(visits: Any) -> set[ChargeKey]:
    """Find the months of some visits and services whose granted time a live line bills."""
    query = (
        LineMonth.select(LineMonth.visit, LineMonth.service, LineMonth.month)
        .join(InvoiceLine)
        .where(LineMonth.live & (InvoiceLine.kind == str(RowKind.GRANTED)) & LineMonth.visit.in_(visits))
    )
    return {(visit, service, month) for visit, service, month in rows_of(query)}
