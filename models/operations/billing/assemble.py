"""Gather rated pieces and started months into lines, and lines into invoices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from itertools import groupby
from operator import and_
from typing import Any

from peewee import Case, fn

from models.database import rows_of
from models.municipality import Municipality
from models.operations.billing.gather import REASONS, code_of, reference_of_visit
from models.operations.billing.month_charges import MonthCharge
from models.operations.billing.plan import HeldMonth, PlannedInvoice, PlannedLine
from models.operations.billing.scratch import PlannedPiece
from models.recipient import Recipient
from models.rules.money import Ore, line_net
from models.rules.period import Month
from models.rules.reasons import Reason
from models.rules.services import Unit
from models.service import Service
from models.visit import Visit


@dataclass(frozen=True, slots=True)
class Sums:
    """What the pieces of one line come to; `pieces` counts rows' parts, `piece_sum` adds their ids."""

    first: date = date.max
    last: date = date.min
    minutes: int = 0
    counted: int = 0
    visits: int = 0
    days: int = 0
    pieces: int = 0
    piece_sum: int = 0
    after_signing: int = 0
    """1 where any of the rows came after its month was signed."""


LineKey = tuple[int, int, int, str, str, int]
"""Visit, service, rate, month, kind of row, share of the rate in percent."""


def assemble_invoices(month: Month, charges: Iterable[MonthCharge]) -> tuple[PlannedInvoice, ...]:
    """Make the invoices of everything that nothing stands in the way of, in the order of the recipients."""
    _exclude_lines_without_time()
    sums, prices = _sums_of_pieces()
    lines: list[PlannedLine] = []
    names = _service_names()
    payable = {_key(charge): charge for charge in charges if charge.reason == 0}
    keys = sorted({*sums, *payable})
    visits = _visits({key[0] for key in keys})
    for key in keys:
        charge = payable.get(key)
        unit, price = (str(charge.unit), charge.price) if charge else prices[key]
        lines.append(_line(key, unit, price, sums.get(key, Sums()), charge, visits[key[0]].case, names, month))
    return _invoices(lines, visits)


def _key(charge: MonthCharge) -> LineKey:
    return (charge.visit, charge.service, charge.rate or 0, charge.month, str(charge.kind), 100)


def _exclude_lines_without_time() -> None:
    """Show rows that add nothing as excluded where nothing else is on their line.

    A rounding has taken their time away, or another line has counted the visit. Beside others they are billed with the
    line, to which they add nothing.
    """
    table = PlannedPiece
    group = (table.visit, table.service, table.rate, table.month, table.kind, table.share)
    for unit, measure in (("hour", table.minutes), ("visit", table.visits)):
        chosen = (table.unit == unit) & (table.reason == 0)
        if not table.select(table.piece).where(chosen & (measure == 0)).limit(1).exists():
            continue
        bare = table.select(*group).where(chosen).group_by(*group).having(fn.SUM(measure) == 0)
        for values in list(rows_of(bare)):
            line = reduce(and_, (column == value for column, value in zip(group, values, strict=True)))
            table.update(reason=code_of(Reason.EXCLUDED)).where(chosen & line).execute()


def _sums_of_pieces() -> tuple[dict[LineKey, Sums], dict[LineKey, tuple[str, Ore]]]:
    table = PlannedPiece
    group = (table.visit, table.service, table.rate, table.month, table.kind, table.share, table.unit, table.price)
    query = (
        table.select(
            *group,
            fn.MIN(table.day),
            fn.MAX(table.day),
            fn.SUM(table.minutes),
            fn.SUM(table.pieces),
            fn.SUM(table.visits),
            fn.COUNT(Case(None, ((table.new_day, table.day),)).distinct()),
            fn.COUNT(table.piece),
            fn.SUM(table.piece),
            fn.MAX(table.late.cast("integer")),
        )
        .where(table.reason == 0)
        .group_by(*group)
    )
    sums: dict[LineKey, Sums] = {}
    prices: dict[LineKey, tuple[str, Ore]] = {}
    for visit, service, rate, month, kind, share, unit, price, first, last, *numbers in rows_of(query):
        key = (visit, service, rate, month, kind, share)
        prices[key] = (unit, price)
        sums[key] = Sums(as_day(first), as_day(last), *map(int, numbers))
    return sums, prices


def as_day(value: Any) -> date:
    """Read a day that came through an aggregate: SQLite gives its text."""
    return value if isinstance(value, date) else date.fromisoformat(value)


def _service_names() -> dict[int, tuple[str, str]]:
    return {key: (code, name) for key, code, name in rows_of(Service.select(Service.id, Service.code, Service.swedish))}


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """What an invoice must know of a visit."""

    case: str
    reference: str
    municipality: str
    recipient: int
    recipient_name: str
    grouping: str


def _visits(wanted: set[int]) -> dict[int, VisitFacts]:
    query = (
        Visit.select(
            Visit.id,
            Visit.case_number,
            reference_of_visit(),
            Municipality.code,
            Recipient.id,
            Recipient.name,
            Recipient.grouping,
        )
        .join(Municipality)
        .switch(Visit)
        .join(Recipient)
        .where(Visit.id.in_(wanted))
    )
    return {row[0]: VisitFacts(*row[1:]) for row in rows_of(query)}


def _line(
    key: LineKey,
    unit: str,
    price: Ore,
    sums: Sums,
    charge: MonthCharge | None,
    case: str,
    names: dict[int, tuple[str, str]],
    batch_month: Month,
) -> PlannedLine:
    visit, service, rate, month, kind, share = key
    quantities = {"hour": sums.minutes, "piece": sums.counted, "visit": sums.visits, "day": sums.days}
    quantity = charge.quantity if charge else quantities[unit]
    first, last = (charge.first, charge.last) if charge else (sums.first, sums.last)
    code, text = names[service]
    return PlannedLine(
        visit=visit,
        case=case,
        service=code,
        text=text,
        rate=rate,
        kind=kind,
        share=share,
        unit=unit,
        price=price,
        quantity=quantity,
        net=line_net(Unit(unit), quantity, price),
        month=month,
        first=first,
        last=last,
        late=month < str(batch_month) or bool(sums.after_signing),
        pieces=sums.pieces,
        piece_sum=sums.piece_sum,
    )


def _invoices(lines: list[PlannedLine], visits: dict[int, VisitFacts]) -> tuple[PlannedInvoice, ...]:
    def shared(line: PlannedLine) -> tuple[str, str, int, str, str]:
        facts = visits[line.visit]
        alone = line.case if facts.grouping == "visit" else ""
        return (facts.municipality, facts.recipient_name, facts.recipient, facts.reference, alone)

    def place(line: PlannedLine) -> tuple[Any, ...]:
        return (*shared(line), line.case, line.month, line.service, line.first, line.rate, line.kind, line.share)

    ordered = sorted(lines, key=place)
    return tuple(
        _invoice(tuple(theirs), visits[theirs[0].visit]) for theirs in (list(g) for _, g in groupby(ordered, shared))
    )


def _invoice(lines: tuple[PlannedLine, ...], facts: VisitFacts) -> PlannedInvoice:
    alone = facts.grouping == "visit"
    return PlannedInvoice(
        municipality=facts.municipality,
        recipient=facts.recipient,
        recipient_name=facts.recipient_name,
        reference=facts.reference,
        visit=lines[0].visit if alone else None,
        case=facts.case if alone else "",
        lines=lines,
    )


def held_months(charges: Iterable[MonthCharge]) -> tuple[HeldMonth, ...]:
    """List the started months that are not billed."""
    held = [charge for charge in charges if charge.reason > 0]
    visits = _visits({charge.visit for charge in held})
    names = _service_names()
    return tuple(
        HeldMonth(
            visits[charge.visit].case,
            visits[charge.visit].municipality,
            names[charge.service][0],
            charge.month,
            REASONS[charge.reason - 1],
            _worth(charge),
        )
        for charge in sorted(held, key=lambda charge: (charge.reason, visits[charge.visit].case, charge.month))
    )


def _worth(charge: MonthCharge) -> Ore | None:
    """Say what a charge comes to; none where its rate, or how much is granted, is not known."""
    if charge.rate is None or not charge.quantity:
        return None
    return line_net(charge.unit, charge.quantity, charge.price)
