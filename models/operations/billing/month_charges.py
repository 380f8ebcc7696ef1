"""Started months: what is paid once a calendar month, with no row needed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from peewee import Expression, fn

from models.billed import LineMonth
from models.database import rows_of
from models.decision import Decision
from models.invoice import Invoice, InvoiceLine
from models.operations.billing.charged_rows import Charge, tie_rows_by_month, tie_rows_to_grants
from models.operations.billing.gather import code_of, visits_without_reference
from models.operations.billing.granted_time import ChargeKey, GrantedMonth, billed_by_rows, granted_months
from models.operations.billing.rate_pieces import RateBook, load_rates
from models.person import Person
from models.rate import Rate
from models.rules.money import Ore
from models.rules.period import Month
from models.rules.rating import RateFact, RateKey, Segment, is_agreed_otherwise, month_rate, segments
from models.rules.reasons import Reason
from models.rules.row_kinds import RowKind
from models.rules.services import Unit
from models.service import Service
from models.signature import MonthSignature
from models.visit import Visit


@dataclass(frozen=True, slots=True)
class MonthCharge:
    """A month of a granted service that is charged as such, with its price or why (numbered from 1) it is not billed.

    A started month is paid once; of a month whose granted time is paid, `quantity` is the granted minutes.
    """

    visit: int
    service: int
    month: str
    first: date
    last: date
    rate: int | None
    price: Ore
    reason: int
    kind: RowKind = RowKind.EXECUTED
    quantity: int = 1

    @property
    def unit(self) -> Unit:
        """The unit that it is paid by."""
        return Unit.HOUR if self.kind is RowKind.GRANTED else Unit.MONTH

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
    return _charges_of(claimed, month, known_on)


def charges_by_key(keys: Collection[ChargeKey], known_on: date) -> tuple[MonthCharge, ...]:
    """Find again, as things now stand, the started months of some visits and services."""
    return _charges_of(keys, Month.parse(max(key[2] for key in keys)), known_on)


def _charges_of(keys: Collection[ChargeKey], month: Month, known_on: date) -> tuple[MonthCharge, ...]:
    found = _charges(Visit.id.in_({key[0] for key in keys}), month, known_on)
    return tuple(charge for charge in found if charge.key in keys)


def _live_keys() -> set[ChargeKey]:
    query = LineMonth.select(LineMonth.visit, LineMonth.service, LineMonth.month).where(LineMonth.live)
    return {(visit, service, text) for visit, service, text in rows_of(query)}


def _charges(chosen: Expression, month: Month, known_on: date) -> Iterator[MonthCharge]:
    paid = Rate.select(Rate.service).where(Rate.unit == "month")
    by_custom = Service.select(Service.id).where(Service.unit == "month")
    book = load_rates(Rate.service.in_(paid) | Rate.service.in_(by_custom), known_on)
    decisions = [row for row in rows_of(_decisions(chosen, month, book)) if _paid_by_month(row, book, known_on)]
    visits = {row[0] for row in decisions}
    signed = _signed(visits)
    lacking = set(visits_without_reference(Visit.id.in_(visits)))
    granted = granted_months(chosen, month)
    yield from _granted_charges(granted, known_on)
    seen: set[ChargeKey] = set(granted)
    for row in decisions:
        for charge in _months_of(row, month):
            if charge.key not in seen and not _is_agreed_otherwise(charge, row, book, known_on):
                seen.add(charge.key)
                yield _settled(charge, row, signed, lacking, book, known_on)


def _is_agreed_otherwise(charge: MonthCharge, row: tuple[Any, ...], book: RateBook, known_on: date) -> bool:
    """Say whether the order agreed to pay the visit's care by its time, so that no started month is paid."""
    return is_agreed_otherwise(_key(charge, row, book), _rates(charge, row, book), charge.first, known_on)


def _key(charge: MonthCharge, row: tuple[Any, ...], book: RateBook) -> RateKey:
    agreed_for = book.key_of(charge.visit, charge.service)
    return RateKey(str(row[2]), str(charge.service), row[3], row[4], "", False, agreed_for)


def _rates(charge: MonthCharge, row: tuple[Any, ...], book: RateBook) -> tuple[RateFact, ...]:
    return book.of(row[2], charge.service, charge.visit)


def _decisions(chosen: Expression, month: Month, book: RateBook) -> Any:
    first = fn.COALESCE(Decision.first_day, Visit.first_day)
    paid_by_month = book.services
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


def _paid_by_month(row: tuple[Any, ...], book: RateBook, known_on: date) -> bool:
    """Tell a service that its home municipality pays by the month, or would by custom, from one it pays otherwise."""
    rates = [rate for rate in book.of(row[2], row[1], row[0]) if rate.is_known_on(known_on)]
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
    ordered_on, shielded = row[9], row[10]
    found = month_rate(_key(charge, row, book), _rates(charge, row, book), charge.first, known_on)
    first = (
        (ordered_on is None, Reason.NO_ORDER),
        ((charge.visit, charge.month) not in signed, Reason.NOT_SIGNED),
        (charge.visit in lacking, Reason.NO_REFERENCE),
        (found.reason is not None, Reason(found.reason or Reason.NO_RATE)),
        (bool(shielded), Reason.PROTECTED),
    )
    reason = next((code_of(why) for applies, why in first if applies), 0)
    return replace(charge, rate=found.rate_id, price=found.price or 0, reason=reason)


def _granted_charges(granted: Mapping[ChargeKey, GrantedMonth], known_on: date) -> Iterator[MonthCharge]:
    """Price the months whose granted time is paid, each by the hour rate of its first day, whatever the band."""
    if not granted:
        return
    visits, services = {key[0] for key in granted}, {key[1] for key in granted}
    homes = {each.home for each in granted.values()}
    book = load_rates(Rate.municipality.in_(homes) & Rate.service.in_(services), known_on)
    signed, by_rows = _signed(visits), billed_by_rows(visits)
    lacking = set(visits_without_reference(Visit.id.in_(visits)))
    for key, each in granted.items():
        visit, _, month = key
        found = _hour_rate(each, book, known_on)
        first = (
            (not each.is_ordered, Reason.NO_ORDER),
            ((visit, month) not in signed, Reason.NOT_SIGNED),
            (key in by_rows, Reason.AWAITS_CREDIT),
            (visit in lacking, Reason.NO_REFERENCE),
            (not each.minutes, Reason.NO_GRANT),
            (found.reason is not None, Reason(found.reason or Reason.NO_RATE)),
            (each.shielded, Reason.PROTECTED),
        )
        reason = next((code_of(why) for applies, why in first if applies), 0)
        days, price = (each.first, each.last), found.price or 0
        yield MonthCharge(*key, *days, found.rate_id, price, reason, RowKind.GRANTED, each.minutes)


def _hour_rate(month: GrantedMonth, book: RateBook, known_on: date) -> Segment:
    """Find the one hour rate of a month's decisions; none where they have different ones, or another unit is agreed."""
    visit, service, _ = month.key
    rates = [rate for rate in book.of(month.home, service, visit) if rate.unit is Unit.HOUR or rate.visit]
    agreed_for, day = book.key_of(visit, service), month.first
    found: set[Segment] = set()
    for place in {(part.provider, part.area) for part in month.parts}:
        key = RateKey(str(month.home), str(service), *place, "", False, agreed_for)
        found.update(segments(key, rates, day, day, known_on))
    only = next(iter(found))
    if len(found) > 1 or only.unit not in (Unit.HOUR, None):
        return Segment(day, day, None, None, None, Reason.NO_RATE)
    return only


def tie_rows_to_charges(charges: Iterable[MonthCharge]) -> None:
    """Let the rows of months that are paid by a charge follow it.

    Rows that come after their month was billed add nothing to pay, and are shown as excluded.
    """
    tied: dict[RowKind, dict[ChargeKey, Charge]] = {RowKind.GRANTED: {}, RowKind.EXECUTED: {}}
    for charge in charges:
        tied[charge.kind][charge.key] = Charge(charge.rate, charge.price, charge.reason)
    tie_rows_to_grants(tied[RowKind.GRANTED])
    tie_rows_by_month(tied[RowKind.EXECUTED])
