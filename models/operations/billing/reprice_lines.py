"""Price the care of posted lines again by the rates that are known now, line by line. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN, Expression, fn

from models.billed import LineDay, LineMonth
from models.care_entry import CarePiece, Reversal
from models.database import among, rows_of
from models.invoice import Invoice, InvoiceLine
from models.operations.billing.assemble import as_day
from models.operations.billing.gather import code_of, gather
from models.operations.billing.month_charges import MonthCharge, charges_by_key
from models.operations.billing.rate_pieces import rate_pieces, settle_rows
from models.operations.billing.scratch import PlannedPiece, clear_scratch
from models.person import Person
from models.rate import Rate
from models.rules.difference import Part, Repriced
from models.rules.money import line_net
from models.rules.reasons import Reason
from models.rules.row_kinds import RowKind
from models.rules.services import Unit
from models.visit import Visit

CLAIMED = (Unit.DAY, Unit.MONTH)
"""Units whose days or months a line claims: care that was billed by another unit is credited by hand instead."""

NOT_PRICED = (Reason.OUTSIDE_STAY, Reason.NO_DECISION)
"""What keeps posted care from being priced again, beside a rate that is lacking and a guest who is protected."""


@dataclass(frozen=True, slots=True)
class PostedLine:
    """A posted line that bills, as far as pricing it again needs."""

    id: int
    visit: int
    service: int
    rate: int
    unit: str
    price: int
    quantity: int
    net: int
    month: str
    first: date
    last: date
    recipient: int
    reference: str
    kind: str
    known_until: date | None
    shielded: bool

    @property
    def charge_key(self) -> tuple[int, int, str]:
        """What a line that claims a month has claimed."""
        return (self.visit, self.service, self.month)


@dataclass(frozen=True, slots=True)
class LineNow:
    """A posted line whose care is paid otherwise now; `known` is the day on which that came to be known.

    Of a month paid as granted that has become another, that is the last day that is paid.

    `now` is none where its care cannot be priced again: it has no usable rate, is paid in another way, is granted no
    longer, or is a protected guest's that nobody has cleared.
    """

    line: PostedLine
    now: Repriced | None
    known: date | None


def reprice_lines(chosen: Expression, today: date, own_draft: Iterable[int] = ()) -> tuple[LineNow, ...]:
    """Find the chosen lines whose care another rate pays now, inside a transaction that is open already.

    Looked at are posted lines that bill and are not taken back, by the documents of `own_draft` excepted; a line with
    rows that were reversed waits for its credit.
    """
    lines = {line.id: line for line in _posted_lines(chosen, own_draft)}
    if not lines:
        return ()
    parts = _parts_of_pieces(lines, today) | dict(_parts_of_charges(lines, today))
    changed = _rates({part.rate for found in parts.values() for part in found or ()})
    return tuple(_now(line, parts.get(line.id), changed) for line in lines.values() if _is_other(line, parts))


def posted_and_billing(own_draft: Iterable[int] = ()) -> Expression:
    """Choose the lines of posted documents that bill and that no other document takes back, drafts counted."""
    back = InvoiceLine.alias()
    others = back.select(back.id).where((back.credits == InvoiceLine.id) & back.invoice.not_in(list(own_draft)))
    chosen: Expression = Invoice.number.is_null(False) & InvoiceLine.credits.is_null() & ~fn.EXISTS(others)
    return chosen


def _posted_lines(chosen: Expression, own_draft: Iterable[int]) -> Iterator[PostedLine]:
    line = InvoiceLine
    reversed_rows = (
        CarePiece.select(CarePiece.id)
        .join(Reversal, on=Reversal.entry == CarePiece.entry)
        .where(CarePiece.line == line.id)
    )
    columns = (line.id, line.visit, line.service, line.rate, line.unit, line.price, line.quantity, line.net)
    query = (
        line.select(
            *columns,
            line.month,
            line.first_day,
            line.last_day,
            Invoice.recipient,
            Invoice.reference,
            line.kind,
            Rate.known_until,
            Person.protected & Visit.cleared_by.is_null(),
        )
        .join(Invoice)
        .switch(line)
        .join(Rate)
        .switch(line)
        .join(Visit)
        .join(Person)
        .where(chosen & posted_and_billing(own_draft) & ~fn.EXISTS(reversed_rows))
        .order_by(line.id)
    )
    return (PostedLine(*row) for row in rows_of(query))


def _parts_of_pieces(lines: dict[int, PostedLine], today: date) -> dict[int, tuple[Part, ...] | None]:
    """Sum the pieces of each line by the rate that pays them now; none where any has none."""
    clear_scratch()
    gather(among(CarePiece.line, lines))
    rate_pieces(today)
    settle_rows()
    found: dict[int, list[Part]] = {}
    unusable: set[int] = set()
    for line, rate, unit, *sums, outside in rows_of(_sums()):
        part = _part(rate, unit, *sums) if rate is not None else None
        if part is None or outside or not part.quantity or (unit in CLAIMED and unit != lines[line].unit):
            unusable.add(line)
        else:
            found.setdefault(line, []).append(part)
    parts: dict[int, tuple[Part, ...] | None] = {line: tuple(theirs) for line, theirs in found.items()}
    return parts | dict.fromkeys(unusable)


def _sums() -> Any:
    table = PlannedPiece
    group = (CarePiece.line, table.rate, table.unit, table.price)
    outside = table.reason.in_([code_of(reason) for reason in NOT_PRICED])
    return (
        table.select(
            *group,
            fn.MIN(table.day),
            fn.MAX(table.day),
            fn.SUM(table.minutes),
            fn.SUM(table.pieces),
            fn.SUM(table.visits),
            fn.COUNT(LineDay.day.distinct()),
            fn.COUNT(table.piece),
            fn.SUM(table.piece),
            fn.MAX(outside.cast("integer")),
        )
        .join(CarePiece, on=CarePiece.id == table.piece)
        .join(LineDay, JOIN.LEFT_OUTER, on=(LineDay.line == CarePiece.line) & (LineDay.day == table.day))
        .group_by(*group)
        .order_by(CarePiece.line, fn.MIN(table.day), table.rate)
    )


def _part(rate: int, unit: str, price: int, first: Any, last: Any, *sums: Any) -> Part:
    minutes, counted, visits, days, pieces, piece_sum = map(int, sums)
    quantity = {Unit.HOUR: minutes, Unit.PIECE: counted, Unit.VISIT: visits, Unit.DAY: days, Unit.MONTH: 1}[Unit(unit)]
    net = line_net(Unit(unit), quantity, price)
    return Part(rate, unit, price, quantity, net, as_day(first), as_day(last), pieces, piece_sum)


def _parts_of_charges(lines: dict[int, PostedLine], today: date) -> Iterator[tuple[int, tuple[Part, ...] | None]]:
    """Price the lines that claim a month by the charge that their month would be now."""
    claimed = {line for (line,) in rows_of(LineMonth.select(LineMonth.line).where(among(LineMonth.line, lines)))}
    keys = {lines[line].charge_key for line in claimed}
    charges = {charge.key: charge for charge in charges_by_key(keys, today)} if keys else {}
    for line in claimed:
        charge = charges.get(lines[line].charge_key)
        is_usable = charge is not None and charge.rate is not None and charge.unit == lines[line].unit
        yield line, (_charged(lines[line], charge),) if charge is not None and is_usable else None


def _charged(line: PostedLine, charge: MonthCharge) -> Part:
    pieces = CarePiece.select(fn.COUNT(CarePiece.id), fn.COALESCE(fn.SUM(CarePiece.id), 0))
    ((count, piece_sum),) = rows_of(pieces.where(CarePiece.line == line.id))
    net = line_net(charge.unit, charge.quantity, charge.price)
    days = (line.first, line.last) if charge.unit is Unit.MONTH else (charge.first, charge.last)
    return Part(charge.rate or 0, charge.unit, charge.price, charge.quantity, net, *days, count, int(piece_sum))


def _is_other(line: PostedLine, parts: dict[int, tuple[Part, ...] | None]) -> bool:
    """Tell a line whose care is paid otherwise now; the same price from another rate is no difference."""
    now = parts.get(line.id)
    if now is None or {(part.unit, part.price) for part in now} != {(line.unit, line.price)}:
        return True
    return sum(part.quantity for part in now) != line.quantity


def _rates(rates: set[int]) -> dict[int, date]:
    return dict(rows_of(Rate.select(Rate.id, Rate.known_since).where(among(Rate.id, rates))))


def _now(line: PostedLine, parts: tuple[Part, ...] | None, known_since: dict[int, date]) -> LineNow:
    if parts is None or line.shielded or not (line.kind == RowKind.GRANTED or _measures_the_same(line, parts)):
        return LineNow(line, None, None)
    days = [known_since[part.rate] for part in parts if part.rate != line.rate]
    days += [line.known_until] if line.known_until is not None else []
    known = max(days, default=max(part.last for part in parts))
    return LineNow(line, Repriced(line.id, line.net, parts), known)


def _measures_the_same(line: PostedLine, parts: tuple[Part, ...]) -> bool:
    """See that the parts hold as much care as the line billed, where they are counted alike."""
    if {part.unit for part in parts} != {line.unit}:
        return True
    return sum(part.quantity for part in parts) == line.quantity
