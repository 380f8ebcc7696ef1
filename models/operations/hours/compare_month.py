"""Hold what was executed in a month against what was granted, service by service and week by week."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from peewee import SQL, Case, chunked, fn

from models.care_entry import CareEntry
from models.database import rows_of
from models.decision import Decision
from models.municipality import Municipality
from models.operations.hours.standing import is_executed
from models.operations.registers.conditions import load_conditions
from models.operations.store.actor import Actor, reading
from models.operations.visits.by_case import visit_of
from models.rules.conditions import ConditionFact, ConditionKind, in_force
from models.rules.deviations import is_over, weeks_of
from models.rules.grants import Grant, grant_of, granted_in
from models.rules.period import Month
from models.rules.services import SERVICE_OF, Unit
from models.service import Service
from models.visit import Visit

CHUNK = 500
"""Visits compared at a time."""


@dataclass(frozen=True, slots=True)
class WeekOfService:
    """A service in the days of an ISO week that lie in the month; minutes, or how many of what is counted.

    Two staff count twice. `granted` is None where no amount is known; `is_over` says that the limit in force is passed.
    """

    case: str
    service: str
    week: str
    first: date
    last: date
    granted: int | None
    executed: int
    is_over: bool

    @property
    def deviation(self) -> int | None:
        """Executed less granted; none where nothing is known as granted."""
        return None if self.granted is None else self.executed - self.granted


def compare_month(month: Month, case: str | None, actor: Actor) -> tuple[WeekOfService, ...]:
    """Compare every visit of a month, or one case alone, by case, service and week.

    Raises:
        NotFound: there is no visit with the case number.
    """
    with reading(actor):
        if case is not None:
            chosen: Any = Visit.id == visit_of(case).id
        else:
            entries = CareEntry.select(CareEntry.visit).where(CareEntry.month == str(month))
            stays = (Visit.first_day <= month.last) & (Visit.last_day.is_null() | (Visit.last_day >= month.first))
            chosen = (stays & (Visit.state != "cancelled")) | Visit.id.in_(entries)
        visits = [visit for (visit,) in rows_of(Visit.select(Visit.id).where(chosen).order_by(Visit.case_key))]
        return tuple(week for chunk in chunked(visits, CHUNK) for week in weeks_compared(month, chunk))


def deviations_over(month: Month, visits: Collection[int]) -> dict[str, tuple[WeekOfService, ...]]:
    """Give the weeks that are over a limit by case, in a transaction that is open already."""
    if not load_conditions([ConditionKind.DEVIATION_LIMIT]):
        return {}
    found: dict[str, tuple[WeekOfService, ...]] = {}
    for chunk in chunked(list(visits), CHUNK):
        for week in weeks_compared(month, chunk):
            if week.is_over:
                found[week.case] = (*found.get(week.case, ()), week)
    return found


def weeks_compared(month: Month, visits: Collection[int]) -> Iterator[WeekOfService]:
    """Compare some visits, in a transaction that is open already."""
    limits = load_conditions([ConditionKind.DEVIATION_LIMIT])
    executed, granted = _executed(month, visits), _granted(visits)
    columns = (Visit.id, Visit.case_number, Municipality.code)
    query = Visit.select(*columns).join(Municipality).where(Visit.id.in_(list(visits))).order_by(Visit.case_key)
    for visit, case, home in rows_of(query):
        done, grants = executed.get(visit, {}), granted.get(visit, {})
        for service, known in SERVICE_OF.items():
            if (service in done or service in grants) and known.unit != Unit.MONTH:
                whose = _Compared(case, home, service, done.get(service, {}), grants.get(service, []))
                yield from _weeks(month, whose, limits)


class _Compared(NamedTuple):
    """A visit's service: executed by week of the month, and its grants; none for a decision without an amount."""

    case: str
    home: str
    service: str
    done: dict[int, int]
    grants: list[tuple[Grant, bool]]


def _weeks(month: Month, whose: _Compared, limits: tuple[ConditionFact, ...]) -> Iterator[WeekOfService]:
    for at, (week, first, last) in enumerate(weeks_of(month)):
        granted, executed = _granted_in(whose.grants, first, last), whose.done.get(at, 0)
        if not granted and not executed:
            continue
        limit = in_force(limits, ConditionKind.DEVIATION_LIMIT, whose.home, whose.service, first)
        over = is_over(granted, executed, SERVICE_OF[whose.service].unit, limit)
        yield WeekOfService(whose.case, whose.service, week, first, last, granted, executed, over)


def _granted_in(grants: list[tuple[Grant, bool]], first: date, last: date) -> int | None:
    """Sum what is granted in some days; none where a decision of those days has no amount."""
    there = [each for each in grants if each[0].first <= last and (each[0].last is None or first <= each[0].last)]
    if not all(known for _, known in there):
        return None
    return sum(granted_in(grant, first, last) for grant, _ in there)


def _executed(month: Month, visits: Collection[int]) -> dict[int, dict[str, dict[int, int]]]:
    """Sum what was executed in one query, by visit, service and week of the month (from 0)."""
    weeks = weeks_of(month)
    in_week = Case(None, [(CareEntry.day <= week.last, at) for at, week in enumerate(weeks)])
    sums = (fn.SUM(CareEntry.minutes * CareEntry.staff), fn.SUM(CareEntry.pieces), fn.SUM(CareEntry.staff))
    query = (
        CareEntry.select(
            CareEntry.visit, Service.code, in_week.alias("week_of_month"), *sums, fn.COUNT(CareEntry.day.distinct())
        )
        .join(Service)
        .where(CareEntry.visit.in_(list(visits)) & (CareEntry.month == str(month)) & is_executed())
        .group_by(CareEntry.visit, Service.code, SQL("week_of_month"))
    )
    found: dict[int, dict[str, dict[int, int]]] = {}
    for visit, service, week, minutes, pieces, times, days in rows_of(query):
        amounts = {Unit.HOUR: minutes, Unit.VISIT: times, Unit.DAY: days}
        done = int(amounts.get(SERVICE_OF[service].unit, pieces))
        found.setdefault(visit, {}).setdefault(service, {})[week] = done
    return found


def _granted(visits: Collection[int]) -> dict[int, dict[str, list[tuple[Grant, bool]]]]:
    columns = (Decision.visit, Service.code, Decision.granted, Decision.granted_per, Decision.staff)
    days = (Decision.first_day, Decision.last_day, Visit.first_day, Visit.last_day)
    query = Decision.select(*columns, *days).join(Service).switch(Decision).join(Visit)
    found: dict[int, dict[str, list[tuple[Grant, bool]]]] = {}
    for visit, service, amount, per, staff, first, last, begin, end in rows_of(
        query.where(Decision.visit.in_(list(visits))).order_by(Decision.id)
    ):
        grant = grant_of(service, staff, amount or 0, per, (first, last), (begin, end))
        found.setdefault(visit, {}).setdefault(service, []).append((grant, bool(amount and per)))
    return found
