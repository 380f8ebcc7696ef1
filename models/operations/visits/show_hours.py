"""Show a visit's executed care in a month, row by row, and where each row stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN, fn

from models.care_entry import CareEntry, CarePiece
from models.database import rows_of, transaction
from models.invoice import Invoice, InvoiceLine
from models.operations.hours.standing import Corrections, corrections_of
from models.operations.privacy.write_access import write_access
from models.operations.store.actor import Actor, authorise
from models.operations.visits.by_case import visit_of
from models.rules.period import Month
from models.rules.roles import Role
from models.service import Service
from models.signature import MonthSignature
from models.visit import Visit


@dataclass(frozen=True, slots=True)
class HourRowFacts:
    """One hour row; `start` and `end` are minutes of the day, `minutes` elapsed ones, of one of the staff.

    `invoice` is the number of the document that bills it, "draft" while it has none, and empty where it waits.
    """

    key: str
    day: date
    start: int | None
    end: int | None
    minutes: int
    pieces: int
    service: str
    staff: int
    band: str
    invoice: str
    excluded_by: str
    excluded_reason: str
    kind: str
    late: bool
    """Whether it came when its month was signed already (G6)."""
    is_reversed: bool
    """Whether it was signed and then taken back: it counts no more (G4)."""
    instead: str
    """The key of the row that came instead of it."""
    corrects: str
    """The key of the row that it came instead of."""


@dataclass(frozen=True, slots=True)
class MonthOfHours:
    """A visit's month: signed by whom (empty: not signed), and its rows by day."""

    case: str
    month: Month
    signed_by: str
    rows: tuple[HourRowFacts, ...]


def show_hours(case: str, month: Month, actor: Actor) -> MonthOfHours:
    """Show a visit's month; that somebody looked is logged.

    Raises:
        NotFound: there is no visit with the case number.
    """
    with transaction():
        authorise(actor, *Role)
        visit = visit_of(case)
        write_access(actor, "show-hours", [visit.case_number])
        signed = MonthSignature.get_or_none((MonthSignature.visit == visit) & (MonthSignature.month == str(month)))
        return MonthOfHours(visit.case_number, month, signed.signed_by if signed else "", tuple(_rows(visit, month)))


def _rows(visit: Visit, month: Month) -> Iterator[HourRowFacts]:
    billed, chosen = fn.MAX(CarePiece.line), (CareEntry.visit == visit) & (CareEntry.month == str(month))
    query = (
        CareEntry.select(
            CareEntry.id,
            CareEntry.key,
            CareEntry.day,
            CareEntry.start,
            CareEntry.end,
            CareEntry.minutes,
            CareEntry.pieces,
            Service.code,
            CareEntry.staff,
            CareEntry.band,
            CareEntry.excluded_by,
            CareEntry.excluded_reason,
            CareEntry.kind,
            CareEntry.after_signing,
            billed,
        )
        .join(Service)
        .switch(CareEntry)
        .join(CarePiece, JOIN.LEFT_OUTER)
        .where(chosen)
        .group_by(CareEntry.id, Service.code)
        .order_by(CareEntry.day, CareEntry.start, CareEntry.id)
    )
    rows = list(rows_of(query))
    numbers = _numbers({row[-1] for row in rows if row[-1] is not None})
    corrections = corrections_of(chosen)
    return (_row(row, numbers, corrections) for row in rows)


def _row(row: tuple[Any, ...], numbers: dict[int, str], corrections: Corrections) -> HourRowFacts:
    entry, key, day, start, end, minutes, pieces, service, staff, band, excluded_by, reason, kind, late, line = row
    instead, corrects = corrections.instead.get(entry), corrections.corrects.get(entry, "")
    return HourRowFacts(
        key=key,
        day=day,
        start=start,
        end=end,
        minutes=minutes,
        pieces=pieces,
        service=service,
        staff=staff,
        band=band,
        invoice=numbers.get(line, ""),
        excluded_by=excluded_by or "",
        excluded_reason=reason or "",
        kind=kind,
        late=late,
        is_reversed=instead is not None,
        instead=instead or "",
        corrects=corrects,
    )


def _numbers(lines: set[int]) -> dict[int, str]:
    query = InvoiceLine.select(InvoiceLine.id, Invoice.number).join(Invoice).where(InvoiceLine.id.in_(lines))
    return {line: number or "draft" for line, number in rows_of(query)}
