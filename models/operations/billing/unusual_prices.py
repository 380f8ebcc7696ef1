"""Which prices differ between two months' lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN, fn

from models.database import rows_of
from models.invoice import Invoice, InvoiceLine
from models.municipality import Municipality
from models.operations.billing.assemble import as_day
from models.operations.billing.plan import BatchPlan
from models.rate import Rate
from models.rules.money import Ore
from models.rules.period import Month
from models.service import Service

RateKind = tuple[str, str, str, str, str, str, str]
"""Municipality's code and name, service, provider, area, band, unit: what rates of one kind share."""
AT_ONCE = 500
"""Rates asked for at a time."""


@dataclass(frozen=True, slots=True)
class ChangedPrice:
    """A kind of rate whose newest price of a month, in öre a unit, is another than that of the month before."""

    municipality: str
    name: str
    service: str
    unit: str
    before: Ore
    now: Ore


def changed_prices(before: Month, month: Month, plan: BatchPlan | None) -> Iterator[ChangedPrice]:
    """Compare the prices of two months' care, billed or planned, inside a transaction that is open already.

    What was agreed for one visit is no news of a municipality's prices.
    """
    used = [*rows_of(_billed(before, month))]
    used += [(line.rate, line.month, line.last) for line in plan.lines] if plan else []
    kinds = _kinds({row[0] for row in used})
    newest: dict[tuple[str, RateKind], tuple[date, Ore]] = {}
    for rate, of_month, last in (each for each in used if each[0] in kinds):
        kind, price = kinds[rate]
        at = (of_month, kind)
        newest[at] = max(newest.get(at, (date.min, 0)), (as_day(last), price))
    for kind in sorted({kind for kind, _ in kinds.values()}):
        then, now = (newest.get((str(each), kind)) for each in (before, month))
        if then and now and then[1] != now[1]:
            yield ChangedPrice(kind[0], kind[1], kind[2], kind[6], then[1], now[1])


def _billed(before: Month, month: Month) -> Any:
    """Choose the lines that bill, those instead of others among them, and that nothing takes back."""
    months = (str(before), str(month))
    mirror = InvoiceLine.alias()
    in_time = Invoice.month.in_(months) | InvoiceLine.replaces.is_null(False)
    bills = InvoiceLine.credits.is_null() & mirror.id.is_null()
    return (
        InvoiceLine.select(InvoiceLine.rate, InvoiceLine.month, fn.MAX(InvoiceLine.last_day))
        .join(Invoice)
        .switch(InvoiceLine)
        .join(mirror, JOIN.LEFT_OUTER, on=mirror.credits == InvoiceLine.id)
        .where(in_time & InvoiceLine.month.in_(months) & bills)
        .group_by(InvoiceLine.rate, InvoiceLine.month)
    )


def _kinds(rates: set[int]) -> dict[int, tuple[RateKind, Ore]]:
    wanted = sorted(rates)
    found: dict[int, tuple[RateKind, Ore]] = {}
    for start in range(0, len(wanted), AT_ONCE):
        query = (
            Rate.select(
                Rate.id,
                Rate.price,
                Municipality.code,
                Municipality.name,
                Service.code,
                Rate.provider,
                Rate.area,
                Rate.band,
                Rate.unit,
            )
            .join(Municipality)
            .switch(Rate)
            .join(Service)
            .where(Rate.id.in_(wanted[start : start + AT_ONCE]) & Rate.visit.is_null())
        )
        for key, price, *kind in rows_of(query):
            code, name, service, provider, area, band, unit = kind
            found[key] = (code, name, service, provider, area, band, unit), price
    return found
