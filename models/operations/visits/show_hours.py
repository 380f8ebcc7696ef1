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
    billed = fn.MAX(CarePiece.line)
    query = (
        CareEntry.select(
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
            billed,
        )
        .join(Service)
        .switch(CareEntry)
        .join(CarePiece, JOIN.LEFT_OUTER)
        .where((CareEntry.visit == visit) & (CareEntry.month == str(month)))
        .group_by(CareEntry.id, Service.code)
        .order_by(CareEntry.day, CareEntry.start, CareEntry.id)
    )
    rows = list(rows_of(query))
    numbers = _numbers({row[-1] for row in rows if row[-1] is not None})
    return (_row(row, numbers) for row in rows)


def _row(row: tuple[Any, ...], numbers: dict[int, str]) -> HourRowFacts:
    key, day, start, end, minutes, pieces, service, staff, band, excluded_by, reason, line = row
    invoice = numbers.get(line, "")
    excluded = (excluded_by or "", reason or "")
    return HourRowFacts(key, day, start, end, minutes, pieces, service, staff, band, invoice, *excluded)


def _numbers(lines: set[int]) -> dict[int, str]:
    query = InvoiceLine.select(InvoiceLine.id, Invoice.number).join(Invoice).where(InvoiceLine.id.in_(lines))
    return {line: number or "draft" for line, number in rows_of(query)}
