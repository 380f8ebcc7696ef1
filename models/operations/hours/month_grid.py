"""Read a visit's month as a grid is filled in: its rows, what was granted, and where a row may be replaced."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from peewee import JOIN, fn

from models.billed import LinePiece
from models.care_entry import CareEntry, CarePiece
from models.database import rows_of, transaction
from models.decision import Decision
from models.invoice import Invoice, InvoiceLine
from models.operations.hours.standing import Corrections, corrections_of
from models.operations.privacy.write_access import write_access
from models.operations.store.actor import Actor, authorise
from models.operations.visits.by_case import visit_of
from models.rules.grants import Grant, grant_of
from models.rules.period import Month
from models.rules.roles import Role
from models.rules.row_kinds import RowKind
from models.rules.typed_hours import Measure
from models.service import Service
from models.signature import MonthSignature
from models.visit import Visit

TYPED = "typed:"
"""What the key of a row begins with that was typed in the grid."""

LOOK_BACK = timedelta(days=7)
"""How much of the month before is read too, so that a day or a week can be copied from it."""


class Hold(StrEnum):
    """Why a row is not replaced by typing."""

    NONE = ""
    ELSEWHERE = "elsewhere"
    """It came from a file, or was logged by a command."""
    BILLED = "billed"
    WAS_BILLED = "was-billed"
    """An invoice and its credit note name it."""
    EXCLUDED = "excluded"
    REVERSED = "reversed"
    """It was signed, and was taken back: it counts no more (G4)."""
    MARKED = "marked"
    """It is something else than executed care: refused, missed, or what a proposal or a receipt gave right to."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """One hour row; `minutes` in the measure are elapsed ones, of one of the staff.

    `invoice` is the number of the document that bills it, "draft" while it has none, and empty where it waits.
    """

    key: str
    service: str
    staff: int
    day: date
    measure: Measure
    hold: Hold
    invoice: str
    entered_by: str
    entered_at: datetime
    excluded_reason: str
    signed: bool = False
    """Whether a signature ever covered it: it is corrected, never replaced without a trace."""
    late: bool = False
    """Whether it came when its month was signed already."""
    instead: str = ""
    """The key of the row that came instead of a reversed one."""
    corrects: str = ""
    """The key of the reversed row that it came instead of."""
    kind: RowKind = RowKind.EXECUTED

    @property
    def counts(self) -> bool:
        """Say whether it is care that was given and that nobody has taken back."""
        return self.hold is not Hold.REVERSED and self.kind is RowKind.EXECUTED


@dataclass(frozen=True, slots=True)
class MonthGrid:
    """A visit's month; the last days of the month before stand among the rows too.

    `services` are those that were granted, `two_staff` those among them with two of the staff.
    """

    case: str
    month: Month
    municipality: str
    first: date
    last: date | None
    state: str
    signed_by: str
    reopen_asked_by: str
    """Who asked to open the month again, where it is billed; empty where nobody has."""
    services: tuple[str, ...]
    two_staff: tuple[str, ...]
    grants: tuple[Grant, ...]
    rows: tuple[GridRow, ...]

    @property
    def is_closed(self) -> bool:
        """Say whether the visit takes no hours any more."""
        return self.state in ("closed", "cancelled")


def month_grid(case: str, month: Month, actor: Actor) -> MonthGrid:
    """Read a visit's month; that somebody looked is logged.

    Raises:
        NotFound: there is no visit with the case number.
    """
    with transaction():
        authorise(actor, *Role)
        visit = visit_of(case)
        write_access(actor, "month-grid", [visit.case_number])
        return grid_of(visit, month)


def grid_of(visit: Visit, month: Month) -> MonthGrid:
    """Read a visit's month inside a transaction that is open already."""
    signature = MonthSignature.get_or_none((MonthSignature.visit == visit) & (MonthSignature.month == str(month)))
    services, two_staff, grants = _granted(visit, month)
    return MonthGrid(
        case=visit.case_number,
        month=month,
        municipality=visit.municipality.code,
        first=visit.first_day,
        last=visit.last_day,
        state=visit.state,
        signed_by=signature.signed_by if signature else "",
        reopen_asked_by=(signature.reopen_asked_by or "") if signature else "",
        services=services,
        two_staff=two_staff,
        grants=grants,
        rows=tuple(_rows(visit, month)),
    )


def _granted(visit: Visit, month: Month) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Grant, ...]]:
    columns = (Service.code, Decision.granted, Decision.granted_per, Decision.staff)
    query = (
        Decision.select(*columns, Decision.first_day, Decision.last_day)
        .join(Service)
        .where(
            (Decision.visit == visit)
            & (Decision.first_day.is_null() | (Decision.first_day <= month.last))
            & (Decision.last_day.is_null() | (Decision.last_day >= month.first))
        )
        .order_by(Decision.id)
    )
    found = list(rows_of(query))
    grants = [
        grant_of(code, staff, amount, per, (first, last), (visit.first_day, visit.last_day))
        for code, amount, per, staff, first, last in found
        if amount and per
    ]
    two = dict.fromkeys(row[0] for row in found if row[3] == 2)
    return tuple(dict.fromkeys(row[0] for row in found)), tuple(two), tuple(grants)


def _rows(visit: Visit, month: Month) -> Iterator[GridRow]:
    of_entry = CarePiece.entry == CareEntry.id
    named = LinePiece.select(LinePiece.piece).join(CarePiece).where(of_entry)
    measured = (CareEntry.minutes, CareEntry.pieces, CareEntry.start, CareEntry.end, CareEntry.band)
    about = (CareEntry.excluded_reason, CareEntry.entered_by, CareEntry.entered_at)
    query = (
        CareEntry.select(
            CareEntry.id,
            CareEntry.key,
            Service.code,
            CareEntry.staff,
            CareEntry.day,
            *measured,
            fn.MAX(CarePiece.line),
            fn.EXISTS(named),
            *about,
            CareEntry.signed,
            CareEntry.after_signing,
            CareEntry.kind,
        )
        .join(Service)
        .switch(CareEntry)
        .join(CarePiece, JOIN.LEFT_OUTER)
        .where(_shown(visit, month))
        .group_by(CareEntry.id, Service.code)
        .order_by(CareEntry.day, CareEntry.start, CareEntry.id)
    )
    rows = list(rows_of(query))
    numbers = _numbers({row[10] for row in rows if row[10] is not None})
    corrections = corrections_of(_shown(visit, month))
    return (_row(row, numbers, corrections) for row in rows)


def _shown(visit: Visit, month: Month) -> Any:
    return (CareEntry.visit == visit) & CareEntry.day.between(month.first - LOOK_BACK, month.last)


def _row(row: tuple[Any, ...], numbers: dict[int, str], corrections: Corrections) -> GridRow:
    entry, key, service, staff, day, minutes, pieces, start, end, band, *rest = row
    line, named, excluded, by, at, signed, late, kind = rest
    clock = (-1, -1) if start is None else (start, end)
    if entry in corrections.instead:
        hold = Hold.REVERSED
    elif line is not None:
        hold = Hold.BILLED
    elif named:
        hold = Hold.WAS_BILLED
    elif excluded is not None:
        hold = Hold.EXCLUDED
    elif kind != RowKind.EXECUTED:
        hold = Hold.MARKED
    else:
        hold = Hold.NONE if key.startswith(TYPED) else Hold.ELSEWHERE
    invoice = "" if line is None else numbers.get(line, "")
    measure = Measure(minutes, pieces, clock[0], clock[1], band)
    return GridRow(
        key=key,
        service=service,
        staff=staff,
        day=day,
        measure=measure,
        hold=hold,
        invoice=invoice,
        entered_by=by,
        entered_at=at,
        excluded_reason=excluded or "",
        signed=signed,
        late=late,
        instead=corrections.instead.get(entry, ""),
        corrects=corrections.corrects.get(entry, ""),
        kind=RowKind(kind),
    )


def _numbers(lines: set[int]) -> dict[int, str]:
    query = InvoiceLine.select(InvoiceLine.id, Invoice.number).join(Invoice).where(InvoiceLine.id.in_(lines))
    return {line: number or "draft" for line, number in rows_of(query)}
