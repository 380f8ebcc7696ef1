"""Started months: what is paid once a calendar month, with no row needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from peewee import Expression, fn

from models.billed import LineMonth
from models.database import rows_of
from models.decision import Decision
from models.invoice import Invoice, InvoiceLine
from models.operations.billing.gather import code_of, visits_without_reference
from models.operations.billing.rate_pieces import RateBook, load_rates
from models.operations.billing.scratch import PlannedPiece
from models.person import Person
from models.rate import Rate
from models.rules.money import Ore
from models.rules.period import Month
from models.rules.rating import RateKey, month_rate
from models.rules.reasons import Reason
from models.service import Service
from models.signature import MonthSignature
from models.visit import Visit

ChargeKey = tuple[int, int, str]
"""Visit, service, month."""


@dataclass(frozen=True, slots=True)
class MonthCharge:
    """A started month of a granted service, with its price or the reason (numbered from 1) why it is not billed."""

    visit: int
    service: int
    month: str
    first: date
    last: date
    rate: int | None
    price: Ore
    reason: int

    @property
    def key(self) -> ChargeKey:
        """What is charged once."""
        return (self.visit, self.service, self.month)


def unbilled_charges(month: Month, known_on: date, of: Iterable[int] | None = None) -> tuple[MonthCharge, ...]:
    """Find the started months that no live line bills, of the visits of some ids, else of all that can have any."""
    credited = LineMonth.select(LineMonth.visit).where(~LineMonth.live)
    chosen = (Visit.is_open | Visit.id.in_(credited)) if of is None else Visit.id.in_(set(of))
    found = _charges(chosen, month, known_on)
    billed = _live_keys()
    return tuple(charge for charge in found if charge.key not in billed)


def charges_of_batch(batch_id: int, month: Month, known_on: date) -> tuple[MonthCharge, ...]:
    """Find again, as things now stand, the started months that a batch's lines have claimed."""
    query = (
        LineMonth.select(LineMonth.visit, LineMonth.service, LineMonth.month)
        .join(InvoiceLine)
        .join(Invoice)
        .where((Invoice.batch == batch_id) & LineMonth.live)
    )
    claimed = {(visit, service, text) for visit, service, text in rows_of(query)}
    found = _charges(Visit.id.in_({key[0] for key in claimed}), month, known_on)
    return tuple(charge for charge in found if charge.key in claimed)


def _live_keys() -> set[ChargeKey]:
    query = LineMonth.select(LineMonth.visit, LineMonth.service, LineMonth.month).where(LineMonth.live)
    return {(visit, service, text) for visit, service, text in rows_of(query)}


def _charges(chosen: Expression, month: Month, known_on: date) -> Iterator[MonthCharge]:
    paid = Rate.select(Rate.service).where(Rate.unit == "month")
    by_custom = Service.select(Service.id).where(Service.unit == "month")
    book = load_rates(Rate.service.in_(paid) | Rate.service.in_(by_custom), known_on)
    decisions = [row for row in rows_of(_decisions(chosen, month, book)) if _paid_by_month(row, book)]
    visits = {row[0] for row in decisions}
    signed = _signed(visits)
    lacking = set(visits_without_reference(Visit.id.in_(visits)))
    seen: set[ChargeKey] = set()
    for row in decisions:
        for charge in _months_of(row, month):
            if charge.key not in seen:
                seen.add(charge.key)
                yield _settled(charge, row, signed, lacking, book, known_on)


def _decisions(chosen: Expression, month: Month, book: RateBook) -> Any:
    first = fn.COALESCE(Decision.first_day, Visit.first_day)
    paid_by_month = {service for _, service in book.rates}
    return (
        Decision.select(
            Decision.visit,
            Decision.service,
            Visit.municipality,
            Decision.provider,
            Decision.area,
            Visit.first_day,
            Visit.last_day,
            Decision.first_day,
            Decision.last_day,
            Visit.ordered_on,
            Person.protected & Visit.cleared_by.is_null(),
            Service.unit,
        )
        .join(Visit)
        .join(Person)
        .switch(Decision)
        .join(Service)
        .where(chosen & (first <= month.last) & (Service.id.in_(paid_by_month) | (Service.unit == "month")))
        .order_by(first, Decision.id)
    )


def _paid_by_month(row: tuple[Any, ...], book: RateBook) -> bool:
    """Tell a service that its home municipality pays by the month, or would by custom, from one it pays otherwise."""
    rates = book.of(row[2], row[1])
    return any(rate.unit == "month" for rate in rates) or (not rates and row[11] == "month")


def _signed(visits: Iterable[int]) -> set[tuple[int, str]]:
    query = MonthSignature.select(MonthSignature.visit, MonthSignature.month).where(
        MonthSignature.visit.in_(set(visits))
    )
    return {(visit, month) for visit, month in rows_of(query)}


def _months_of(row: tuple[Any, ...], until: Month) -> Iterator[MonthCharge]:
    visit, service, stay, decided = row[0], row[1], (row[5], row[6]), (row[7], row[8])
    first = max(day for day in (stay[0], decided[0]) if day)
    last = min(day for day in (stay[1], decided[1], until.last) if day)
    month = Month.of(first)
    while month.first <= last:
        start, end = max(first, month.first), min(last, month.last)
        yield MonthCharge(visit, service, str(month), start, end, None, 0, 0)
        month = month.next()


def _settled(
    charge: MonthCharge,
    row: tuple[Any, ...],
    signed: set[tuple[int, str]],
    lacking: set[int],
    book: RateBook,
    known_on: date,
) -> MonthCharge:
    municipality, provider, area, ordered_on, shielded = row[2], row[3], row[4], row[9], row[10]
    key = RateKey(str(municipality), str(charge.service), provider, area, "", False)
    found = month_rate(key, book.of(municipality, charge.service), charge.first, known_on)
    first = (
        (ordered_on is None, Reason.NO_ORDER),
        ((charge.visit, charge.month) not in signed, Reason.NOT_SIGNED),
        (charge.visit in lacking, Reason.NO_REFERENCE),
        (found.reason is not None, Reason(found.reason or Reason.NO_RATE)),
        (bool(shielded), Reason.PROTECTED),
    )
    reason = next((code_of(why) for applies, why in first if applies), 0)
    return replace(charge, rate=found.rate_id, price=found.price or 0, reason=reason)


def tie_rows_to_charges(charges: Iterable[MonthCharge]) -> None:
    """Let the rows of a service that is paid by the month follow their month's charge.

    Rows that come after their month was billed add nothing to pay, and are shown as excluded.
    """
    by_key = {charge.key: charge for charge in charges}
    table = PlannedPiece
    covered = (table.unit == "month") & (table.reason == 0)
    group = (table.visit, table.service, table.row_month)
    for visit, service, month in list(rows_of(table.select(*group).where(covered).group_by(*group))):
        charge = by_key.get((visit, service, month))
        reason = charge.reason if charge else code_of(Reason.EXCLUDED)
        rate, price = (charge.rate, charge.price) if charge else (None, None)
        table.update(rate=rate, price=price, month=month, reason=reason, kind="executed", share=100).where(
            covered & (table.visit == visit) & (table.service == service) & (table.row_month == month)
        ).execute()
