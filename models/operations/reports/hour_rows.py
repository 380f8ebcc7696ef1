"""The hour rows behind a sum: of a planned line, of a line of an invoice, or of what is held back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import fn

from models.batch import Batch
from models.billed import LinePiece
from models.care_entry import CareEntry, CarePiece
from models.database import rows_of, transaction
from models.invoice import Invoice, InvoiceLine
from models.operations.billing.gather import code_of
from models.operations.billing.invoices import InvoiceLineRow, InvoiceRow
from models.operations.billing.plan import PlannedLine
from models.operations.billing.plan_batch import make_plan
from models.operations.billing.scratch import PlannedPiece
from models.operations.privacy.write_access import write_access
from models.operations.store.actor import Actor, authorise, reading
from models.rules.period import Month
from models.rules.reasons import Reason
from models.rules.roles import Role
from models.service import Service
from models.visit import Visit


@dataclass(frozen=True, slots=True)
class BilledPiece:
    """A part of an hour row that lies on one day and in one band; `minutes` are those paid, two staff counted twice.

    `start` and `end` are the whole row's clock, in minutes of the day.
    """

    key: str
    day: date
    start: int | None
    end: int | None
    band: str
    minutes: int
    pieces: int
    staff: int
    entered_by: str


@dataclass(frozen=True, slots=True)
class HeldEntry:
    """An hour row that is not billed; `minutes` are the elapsed ones."""

    key: str
    service: str
    day: date
    start: int | None
    end: int | None
    minutes: int
    pieces: int
    staff: int
    entered_by: str
    excluded_by: str
    excluded_reason: str


def rows_of_planned_line(line: PlannedLine, month: Month, known_on: date, actor: Actor) -> tuple[BilledPiece, ...]:
    """Open a line of a plan down to its hour rows, planning again; that somebody looked is logged."""
    _log_access(actor, "planned-line", line.case)
    table = PlannedPiece
    behind = (table.visit == line.visit) & (table.service == _service(line.service)) & (table.rate == line.rate)
    behind &= (table.kind == line.kind) & (table.share == line.share)
    with reading(actor):
        make_plan(month, known_on)
        chosen = table.select(table.piece).where((table.reason == 0) & behind & (table.month == line.month))
        return tuple(_pieces(CarePiece.id.in_(chosen)))


def rows_of_invoice_line(invoice: InvoiceRow, line: InvoiceLineRow, actor: Actor) -> tuple[BilledPiece, ...]:
    """Open a line of a draft, an invoice or a credit note down to its hour rows; that somebody looked is logged."""
    _log_access(actor, "invoice-line", line.case)
    numbered = Invoice.number == invoice.number if invoice.number else Invoice.number.is_null()
    its_line = (
        InvoiceLine.select(InvoiceLine.id)
        .join(Invoice)
        .join(Batch)
        .switch(InvoiceLine)
        .join(Visit)
        .where(
            (Batch.name == invoice.batch)
            & numbered
            & (InvoiceLine.position == line.position)
            & (Visit.case_number == line.case)
            & (InvoiceLine.service == _service(line.service))
            & (InvoiceLine.rate == line.rate)
            & (InvoiceLine.first_day == line.first)
        )
    )
    with reading(actor):
        behind = LinePiece.select(LinePiece.piece).where(LinePiece.line.in_(its_line))
        return tuple(_pieces(CarePiece.id.in_(behind)))


def rows_held(
    case: str, reason: Reason, month: Month, known_on: date, actor: Actor, *, only: str = ""
) -> tuple[HeldEntry, ...]:
    """List the hour rows of a case that a month's plan holds back for a reason; that somebody looked is logged.

    A plan holds back rows of months before too: `only` names the one month whose rows are listed.
    """
    _log_access(actor, "held-rows", case)
    with reading(actor):
        make_plan(month, known_on)
        held = PlannedPiece.select(PlannedPiece.entry).where(PlannedPiece.reason == code_of(reason))
        held = held.where(PlannedPiece.row_month == only) if only else held
        return tuple(_entries((Visit.case_number == case) & CareEntry.id.in_(held)))


def _log_access(actor: Actor, what: str, case: str) -> None:
    with transaction():
        authorise(actor, *Role)
        write_access(actor, what, [case])


def _service(code: str) -> Any:
    return Service.select(Service.id).where(Service.code == code)


def _pieces(chosen: Any) -> Iterator[BilledPiece]:
    query = (
        CarePiece.select(
            CareEntry.key,
            CarePiece.day,
            CareEntry.start,
            CareEntry.end,
            CarePiece.band,
            fn.COALESCE(CarePiece.paid, CarePiece.minutes),
            CarePiece.pieces,
            CareEntry.staff,
            CareEntry.entered_by,
        )
        .join(CareEntry)
        .where(chosen)
        .order_by(CarePiece.day, CareEntry.start, CarePiece.id)
    )
    return (BilledPiece(*row) for row in rows_of(query))


def _entries(chosen: Any) -> Iterator[HeldEntry]:
    query = (
        CareEntry.select(
            CareEntry.key,
            Service.code,
            CareEntry.day,
            CareEntry.start,
            CareEntry.end,
            CareEntry.minutes,
            CareEntry.pieces,
            CareEntry.staff,
            CareEntry.entered_by,
            fn.COALESCE(CareEntry.excluded_by, ""),
            fn.COALESCE(CareEntry.excluded_reason, ""),
        )
        .join(Service)
        .switch(CareEntry)
        .join(Visit)
        .where(chosen)
        .order_by(CareEntry.day, CareEntry.start, CareEntry.id)
    )
    return (HeldEntry(*row) for row in rows_of(query))
