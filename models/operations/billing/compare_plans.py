"""Say in words what sets two plans of the same month apart."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from peewee import JOIN, fn

from models.billed import LinePiece
from models.database import rows_of
from models.invoice import Invoice, InvoiceLine
from models.language.words import tr
from models.operations.billing.assemble import as_day
from models.operations.billing.plan import BatchPlan, PlannedInvoice, PlannedLine
from models.operations.billing.plan_differences import drafted_differences
from models.service import Service
from models.visit import Visit

LineShape = tuple[Any, ...]
SHAPE = (
    *("case", "service", "rate", "kind", "share", "unit", "price", "quantity"),
    *("net", "month", "first", "last", "pieces", "piece_sum"),
)
"""What makes a line of a plan the same as a drafted line, besides its invoice's recipient and reference."""


def first_difference(plan: BatchPlan, again: BatchPlan) -> str:
    """Name the first case that a plan and its repetition do not agree on."""
    for ours, theirs in (
        (plan.invoices, again.invoices),
        (plan.held, again.held),
        (plan.held_months, again.held_months),
    ):
        if ours != theirs:
            return _cases_apart(_by_case(ours), _by_case(theirs))
    if plan.differences != again.differences:
        return tr("the accepted differences")
    return tr("the day on which the rates are known")


def lapsed_difference(batch_id: int, today: date) -> str | None:
    """Name the recipient of a drafted difference that is no longer what was accepted; none: all still are."""
    lapsed = (each for each in drafted_differences(batch_id, today) if each.lapsed)
    return next((tr("the difference for {recipient}", recipient=each.recipient_name) for each in lapsed), None)


def difference_from_draft(batch_id: int, again: BatchPlan) -> str | None:
    """Name the first case whose drafted lines are not what a plan would make of them now; none: nothing has changed."""
    drafted = _drafted_shapes(batch_id)
    planned = sorted(_shape(invoice, line) for invoice in again.invoices for line in invoice.lines)
    if drafted == planned:
        return None
    return _cases_apart(_group(drafted), _group(planned))


def _shape(invoice: PlannedInvoice, line: PlannedLine) -> LineShape:
    return (
        line.case,
        invoice.recipient,
        invoice.reference,
        invoice.visit or 0,
        *(getattr(line, name) for name in SHAPE[1:]),
    )


def _drafted_shapes(batch_id: int) -> list[LineShape]:
    query = (
        InvoiceLine.select(
            Visit.case_number,
            Invoice.recipient,
            Invoice.reference,
            fn.COALESCE(Invoice.visit, 0),
            Service.code,
            InvoiceLine.rate,
            InvoiceLine.kind,
            InvoiceLine.share,
            InvoiceLine.unit,
            InvoiceLine.price,
            InvoiceLine.quantity,
            InvoiceLine.net,
            InvoiceLine.month,
            InvoiceLine.first_day,
            InvoiceLine.last_day,
            fn.COUNT(LinePiece.piece),
            fn.COALESCE(fn.SUM(LinePiece.piece), 0),
        )
        .join(Invoice)
        .switch(InvoiceLine)
        .join(Visit)
        .switch(InvoiceLine)
        .join(Service)
        .switch(InvoiceLine)
        .join(LinePiece, JOIN.LEFT_OUTER)
        .where((Invoice.batch == batch_id) & InvoiceLine.credits.is_null() & InvoiceLine.replaces.is_null())
        .group_by(InvoiceLine.id, Visit.case_number, Invoice.recipient, Invoice.reference, Invoice.visit, Service.code)
    )
    return sorted((*row[:13], as_day(row[13]), as_day(row[14]), int(row[15]), int(row[16])) for row in rows_of(query))


def _by_case(things: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for thing in things:
        for part in thing.lines if isinstance(thing, PlannedInvoice) else (thing,):
            found.setdefault(part.case, []).append((*_head(thing), part))
    return found


def _head(thing: Any) -> tuple[Any, ...]:
    if isinstance(thing, PlannedInvoice):
        return (thing.recipient, thing.reference, thing.visit)
    return ()


def _group(shapes: Iterable[LineShape]) -> dict[str, list[LineShape]]:
    found: dict[str, list[LineShape]] = {}
    for shape in shapes:
        found.setdefault(shape[0], []).append(shape)
    return found


def _cases_apart(ours: dict[str, list[Any]], theirs: dict[str, list[Any]]) -> str:
    apart = [case for case in sorted({*ours, *theirs}) if ours.get(case) != theirs.get(case)]
    if not apart:
        return tr("the order or the recipient of the invoices")
    if len(apart) == 1:
        return apart[0]
    return tr("{case} and {more} more", case=apart[0], more=len(apart) - 1)
