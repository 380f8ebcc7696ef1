"""What a document bills, told as the home municipality needs it to charge its own resident."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from models.billed import LinePiece
from models.care_entry import CareEntry, CarePiece
from models.database import among, rows_of
from models.decision import Decision
from models.documents.fee_basis import FeeMonth, FeeService
from models.invoice import InvoiceLine
from models.rules.grants import Grant, grant_of, granted_in
from models.rules.period import Month, month_text
from models.rules.row_kinds import WITHIN_THE_GRANT, RowKind
from models.rules.services import SERVICE_OF, Unit
from models.service import Service
from models.visit import Visit

_CARE = frozenset({*WITHIN_THE_GRANT, RowKind.GRANTED})
"""The kinds of lines that bill care, or care that could not be given; a receipt and a late cancellation do not."""

Key = tuple[int, str, int]
"""Visit, month, service."""


class _Stay(NamedTuple):
    first: date
    last: date | None


@dataclass(slots=True)
class _Sums:
    """What lines of one key bill, those that take back counted against those that bill."""

    executed: int = 0
    by_two: int = 0
    pieces: int = 0
    months: int = 0
    calls: tuple[set[int], set[int]] = field(default_factory=lambda: (set(), set()))
    days: tuple[set[date], set[date]] = field(default_factory=lambda: (set(), set()))


def fee_months(
    lines: Iterable[InvoiceLine], labels: Mapping[int, str], cases: Mapping[int, str]
) -> tuple[FeeMonth, ...]:
    """Give the months of a document's lines, by guest; empty where its lines change prices alone.

    `labels` are by visit and `cases` by position.
    """
    billing = [line for line in lines if line.kind in _CARE]
    sums = _sums(billing)
    if all(_is_nothing(each) for each in sums.values()):
        return ()
    credited = {line.visit_id for line in billing if line.credits_id} - {
        line.visit_id for line in billing if not line.credits_id
    }
    first: dict[int, int] = {}
    for line in sorted(billing, key=lambda line: line.position):
        first.setdefault(line.visit_id, line.position)
    stays = _stays(first)
    grants = _grants(first)
    found = []
    for visit, month in sorted({key[:2] for key in sums}, key=lambda key: (first[key[0]], key[1])):
        mine = {key[2]: each for key, each in sums.items() if key[:2] == (visit, month)}
        days = None if visit in credited else _days_present(stays[visit], Month.parse(month))
        services = tuple(_services(visit, Month.parse(month), mine, grants, is_credited=visit in credited))
        found.append(
            FeeMonth(
                position=first[visit],
                case_number=cases[first[visit]],
                label=labels[visit],
                month=month,
                first=days[0] if days else None,
                last=days[1] if days else None,
                days_present=(days[1] - days[0]).days + 1 if days else 0,
                services=services,
            )
        )
    return tuple(found)


def _sums(lines: list[InvoiceLine]) -> dict[Key, _Sums]:
    sums: dict[Key, _Sums] = defaultdict(_Sums)
    by_id = {line.id: line for line in lines}
    for line in lines:
        sums[line.visit_id, line.month, line.service_id].months += _sign(line) * (line.unit == Unit.MONTH)
    for of_line, month, *part in rows_of(_parts(by_id)):
        line = by_id[of_line]
        _add(sums[line.visit_id, month, line.service_id], _sign(line), month, *part)
    return sums


def _sign(line: InvoiceLine) -> int:
    return -1 if line.credits_id else 1


def _parts(lines: Iterable[int]) -> Any:
    return (
        LinePiece.select(
            LinePiece.line,
            CarePiece.month,
            CareEntry.id,
            CareEntry.day,
            CareEntry.staff,
            CarePiece.minutes,
            CarePiece.pieces,
        )
        .join(CarePiece)
        .join(CareEntry)
        .where(among(LinePiece.line, lines) & (CareEntry.kind == str(RowKind.EXECUTED)))
    )


def _add(sums: _Sums, sign: int, month: str, entry: int, day: date, staff: int, minutes: int, pieces: int) -> None:
    """Add a part of an executed row; its minutes where they lie, its call and its day in the month of its start."""
    with_guest = sign * (minutes // staff)
    sums.executed += with_guest
    sums.by_two += with_guest if staff == 2 else 0
    sums.pieces += sign * pieces
    side = 0 if sign > 0 else 1
    if month_text(day) == month:
        sums.days[side].add(day)
        sums.calls[side].add(entry)


def _is_nothing(sums: _Sums) -> bool:
    return not (sums.executed or sums.pieces or sums.months or _net(sums.calls) or _net(sums.days))


def _net(sides: tuple[set[Any], set[Any]]) -> int:
    return len(sides[0] - sides[1]) - len(sides[1] - sides[0])


def _services(
    visit: int,
    month: Month,
    mine: Mapping[int, _Sums],
    grants: Mapping[tuple[int, str], list[Grant]],
    *,
    is_credited: bool,
) -> Iterator[FeeService]:
    names = dict(rows_of(Service.select(Service.id, Service.code)))
    for service in sorted(mine, key=lambda key: list(SERVICE_OF).index(names[key])):
        sums, known = mine[service], SERVICE_OF[names[service]]
        granted = [] if is_credited else grants.get((visit, known.code), [])
        is_time, is_counted = known.unit is Unit.HOUR, known.unit is Unit.PIECE
        yield FeeService(
            service=known.code,
            text=known.swedish,
            granted=_granted(granted, month) if is_time else None,
            granted_by_two=_granted([each for each in granted if each.staff == 2], month) if is_time else None,
            granted_pieces=_granted(granted, month) if is_counted else None,
            executed=sums.executed,
            executed_by_two=sums.by_two,
            pieces=sums.pieces if is_counted else 0,
            calls=_net(sums.calls) if known.unit in (Unit.HOUR, Unit.VISIT) else 0,
            days=_net(sums.days),
            months=sums.months,
        )


def _granted(grants: list[Grant], month: Month) -> int | None:
    """Add up what is granted in a month; none where nothing is, or a decision does not say how much."""
    parts = [granted_in(grant, month.first, month.last) for grant in grants if grant.per]
    return sum(parts) or None


def _stays(visits: Iterable[int]) -> dict[int, _Stay]:
    query = Visit.select(Visit.id, Visit.first_day, Visit.last_day).where(among(Visit.id, visits))
    return {visit: _Stay(first, last) for visit, first, last in rows_of(query)}


def _days_present(stay: _Stay, month: Month) -> tuple[date, date] | None:
    """Give the first and last day of a stay that lie within a month, if any does."""
    first, last = max(stay.first, month.first), min(stay.last or month.last, month.last)
    return (first, last) if first <= last else None


def _grants(visits: Iterable[int]) -> dict[tuple[int, str], list[Grant]]:
    """Read what is granted: the time with the guest, however many of the staff come."""
    query = (
        Decision.select(
            Decision.visit,
            Service.code,
            Decision.staff,
            Decision.granted,
            Decision.granted_per,
            Decision.first_day,
            Decision.last_day,
            Visit.first_day,
            Visit.last_day,
        )
        .join(Visit)
        .switch(Decision)
        .join(Service)
        .where(among(Decision.visit, visits))
        .order_by(Decision.id)
    )
    found: dict[tuple[int, str], list[Grant]] = {}
    for visit, code, staff, amount, per, first, last, begins, ends in rows_of(query):
        grant = grant_of(code, 1, amount or 0, per if amount else "", (first, last), (begins, ends))
        found.setdefault((visit, code), []).append(_of_staff(grant, staff))
    return found


def _of_staff(grant: Grant, staff: int) -> Grant:
    """Keep how many come beside a time that is counted once."""
    return Grant(grant.service, staff, grant.amount, grant.per, grant.first, grant.last)
