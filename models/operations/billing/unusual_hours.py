"""Which visits have far more hours in a month than were granted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN, fn

from models.database import rows_of
from models.decision import Decision
from models.invoice import Invoice, InvoiceLine
from models.municipality import Municipality
from models.operations.billing.plan import BatchPlan
from models.rules.period import Month
from models.service import Service
from models.visit import Visit

FAR_OVER = 60 * 5
"""Minutes over the granted ones that are never far."""

Key = tuple[str, str]
"""Case and service."""


@dataclass(frozen=True, slots=True)
class UnusualHours:
    """A visit with far more minutes in a month than were granted for the same services; two staff count twice."""

    case: str
    municipality: str
    name: str
    granted: int
    executed: int


def unusual_hours(month: Month, plan: BatchPlan | None) -> Iterator[UnusualHours]:
    """Compare a month's billed and planned minutes with the granted ones, in a transaction that is open already.

    Far is half as much again, and five hours at the least. A visit with nothing granted in time is not compared.
    """
    executed = _executed(month, plan)
    granted: dict[str, list[int]] = {}
    homes: dict[str, tuple[str, str]] = {}
    for case, code, name, service, *decided in rows_of(_decisions(month)):
        sums = granted.setdefault(case, [0, 0])
        sums[0] += _granted(month, *decided)
        sums[1] += executed.pop((case, service), 0)  # two decisions of one service share what was executed
        homes[case] = code, name
    for case, (allowed, done) in sorted(granted.items()):
        if allowed and 2 * done >= 3 * allowed and done - allowed >= FAR_OVER:
            yield UnusualHours(case, *homes[case], allowed, done)


def _executed(month: Month, plan: BatchPlan | None) -> dict[Key, int]:
    sums = {(case, service): int(minutes) for case, service, minutes in rows_of(_billed(month))}
    for line in plan.lines if plan else ():
        if line.unit == "hour" and line.month == str(month):
            sums[line.case, line.service] = sums.get((line.case, line.service), 0) + line.quantity
    return sums


def _billed(month: Month) -> Any:
    mirror = InvoiceLine.alias()
    return (
        InvoiceLine.select(Visit.case_number, Service.code, fn.SUM(InvoiceLine.quantity))
        .join(Invoice)
        .switch(InvoiceLine)
        .join(Visit)
        .switch(InvoiceLine)
        .join(Service)
        .switch(InvoiceLine)
        .join(mirror, JOIN.LEFT_OUTER, on=mirror.credits == InvoiceLine.id)
        .where(
            ((Invoice.month == str(month)) | InvoiceLine.replaces.is_null(False))
            & (InvoiceLine.month == str(month))
            & (InvoiceLine.unit == "hour")
            & InvoiceLine.credits.is_null()
            & mirror.id.is_null()
        )
        .group_by(Visit.case_number, Service.code)
    )


def _decisions(month: Month) -> Any:
    """Choose what was granted in time during a month, with the days that it holds."""
    first = fn.COALESCE(Decision.first_day, Visit.first_day)
    last = fn.COALESCE(Decision.last_day, Visit.last_day)
    stays = Visit.last_day.is_null() | (Visit.last_day >= month.first)
    return (
        Decision.select(
            Visit.case_number,
            Municipality.code,
            Municipality.name,
            Service.code,
            Decision.granted * Decision.staff,
            Decision.granted_per,
            first,
            last,
        )
        .join(Service)
        .switch(Decision)
        .join(Visit)
        .join(Municipality)
        .where(
            (Service.unit == "hour")
            & Decision.granted.is_null(False)
            & (Decision.granted_per != "")
            & (Visit.first_day <= month.last)
            & stays
            & (first <= month.last)
            & (last.is_null() | (last >= month.first))
        )
        .order_by(Visit.id, Decision.id)
    )


def _granted(month: Month, minutes: int, per: str, first: date | str, last: date | str | None) -> int:
    """Count the minutes that a decision grants in a month, rounded up."""
    start = max(month.first, _day(first))
    end = min(month.last, _day(last)) if last else month.last
    days = (end - start).days + 1
    if per == "day":
        return minutes * days
    whole = 7 if per == "week" else (month.last - month.first).days + 1
    return -(-minutes * days // whole)


def _day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value
