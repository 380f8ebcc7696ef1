"""Gather the pieces that a plan looks at, and say what stands in the way before any price is asked for."""

from __future__ import annotations

import re
from typing import Any

from peewee import JOIN, Case, Expression, fn

from models.care_entry import CareEntry, CarePiece, Reversal
from models.database import rows_of
from models.decision import Decision
from models.invoice import Invoice, InvoiceLine
from models.operations.billing.scratch import PlannedPiece
from models.operations.hours.standing import is_standing
from models.person import Person
from models.recipient import Recipient
from models.rules.period import Month
from models.rules.reasons import Reason
from models.rules.row_kinds import OUTSIDE_THE_STAY, WITHOUT_DECISION
from models.signature import MonthSignature
from models.visit import Visit

REASONS = tuple(Reason)


def code_of(reason: Reason) -> int:
    """Number a reason by its place in the order in which reasons are tried, from 1."""
    return REASONS.index(reason) + 1


def unbilled_until(month: Month) -> Expression:
    """Choose every piece that no live line bills, of rows begun in the month or before it, whatever their age (G6).

    A row that somebody excluded is settled: it is shown in its own month's plan only. A reversed row is no care (G4).
    """
    settled = CareEntry.excluded_by.is_null(False) & (CarePiece.row_month != str(month))
    unbilled: Expression = CarePiece.line.is_null() & ~CarePiece.retired
    chosen: Expression = unbilled & (CarePiece.row_month <= str(month)) & ~settled & is_standing()
    return chosen


def billed_by(batch_id: int) -> Expression:
    """Choose the pieces that a batch's invoices have claimed."""
    lines = InvoiceLine.select(InvoiceLine.id).join(Invoice).where(Invoice.batch == batch_id)
    return CarePiece.line.in_(lines)


def billed_whole_by(batch_id: int) -> Expression:
    """Choose the pieces that a batch's invoices have claimed of rows that nothing else bills a part of.

    A row that is billed in part keeps its pieces whatever bands and conditions become.
    """
    lines = InvoiceLine.select(InvoiceLine.id).join(Invoice).where(Invoice.batch == batch_id)
    other = CarePiece.alias()
    elsewhere = (other.entry == CareEntry.id) & other.line.is_null(False) & other.line.not_in(lines)
    whole: Expression = CarePiece.line.in_(lines) & ~fn.EXISTS(other.select(other.id).where(elsewhere))
    return whole


def gather(chosen: Expression) -> None:
    """Fill the scratch table with the chosen pieces and the reasons that need no price."""
    query = (
        CarePiece.select(*_columns())
        .join(CareEntry)
        .join(Visit)
        .join(Person)
        .switch(CareEntry)
        .join(Decision, JOIN.LEFT_OUTER, on=decision_of_the_day())
        .join(
            MonthSignature,
            JOIN.LEFT_OUTER,
            on=(MonthSignature.visit == CareEntry.visit) & (MonthSignature.month == CarePiece.row_month),
        )
        .where(chosen)
    )
    PlannedPiece.insert_from(query, _targets()).execute()
    _mark_missing_references()
    _mark_missing_conditions()


def decision_of_the_day() -> Expression:
    """Match the decision that grants a row's service on the row's day."""
    return (
        (Decision.visit == CareEntry.visit)
        & (Decision.service == CareEntry.service)
        & (fn.COALESCE(Decision.first_day, Visit.first_day) <= CareEntry.day)
        & (Decision.last_day.is_null() | (Decision.last_day >= CareEntry.day))
    )


def _columns() -> tuple[Any, ...]:
    return (
        CarePiece.id,
        CarePiece.entry,
        CareEntry.visit,
        Visit.municipality,
        CareEntry.service,
        fn.COALESCE(Decision.provider, ""),
        fn.COALESCE(Decision.area, ""),
        CarePiece.band,
        (CareEntry.pieces > 0) & CarePiece.paid.is_null(),
        CarePiece.day,
        CarePiece.month,
        CarePiece.row_month,
        fn.COALESCE(CarePiece.paid, CarePiece.minutes),
        CarePiece.pieces,
        CareEntry.staff,
        CareEntry.kind,
        fn.COALESCE(CarePiece.share, 100),
        CareEntry.after_signing,
        CareEntry.agreed,
        Person.protected & Visit.cleared_by.is_null(),
        CareEntry.excluded_by.is_null(False),
        _first_reason(),
    )


def _targets() -> list[Any]:
    table = PlannedPiece
    return [
        table.piece,
        table.entry,
        table.visit,
        table.municipality,
        table.service,
        table.provider,
        table.area,
        table.band,
        table.counted,
        table.day,
        table.month,
        table.row_month,
        table.minutes,
        table.pieces,
        table.staff,
        table.kind,
        table.share,
        table.late,
        table.agreed,
        table.protected,
        table.excluded,
        table.reason,
    ]


def _first_reason() -> Any:
    outside = (CareEntry.day < Visit.first_day) | (Visit.last_day.is_null(False) & (CareEntry.day > Visit.last_day))
    outside &= CareEntry.kind.not_in(sorted(OUTSIDE_THE_STAY))
    granted = Decision.id.is_null(False) | CareEntry.kind.in_(sorted(WITHOUT_DECISION))
    return Case(
        None,
        (
            (Visit.ordered_on.is_null(), code_of(Reason.NO_ORDER)),
            (outside, code_of(Reason.OUTSIDE_STAY)),
            (~granted, code_of(Reason.NO_DECISION)),
            (MonthSignature.id.is_null(), code_of(Reason.NOT_SIGNED)),
            (_awaits_credit(), code_of(Reason.AWAITS_CREDIT)),
        ),
        0,
    )


def _awaits_credit() -> Any:
    """Choose rows that came instead of others, while a live posted line bills any reversed row of the visit."""
    correction, old, piece = Reversal.alias(), CareEntry.alias(), CarePiece.alias()
    corrects = correction.select(correction.id).where(correction.replacement == CareEntry.id)
    billed = (
        Reversal.select(Reversal.id)
        .join(old, on=Reversal.entry == old.id)
        .join(piece, on=piece.entry == old.id)
        .join(InvoiceLine, on=piece.line == InvoiceLine.id)
        .join(Invoice)
        .where((old.visit == CareEntry.visit) & Invoice.number.is_null(False))
    )
    return fn.EXISTS(corrects) & fn.EXISTS(billed)


def _mark_missing_references() -> None:
    visits = PlannedPiece.select(PlannedPiece.visit).distinct()
    missing = visits_without_reference(Visit.id.in_(visits))
    PlannedPiece.update(reason=code_of(Reason.NO_REFERENCE)).where(
        (PlannedPiece.reason == 0) & PlannedPiece.visit.in_(missing)
    ).execute()


def _mark_missing_conditions() -> None:
    without = CarePiece.select(CarePiece.id).where(CarePiece.share.is_null() & (CarePiece.id == PlannedPiece.piece))
    PlannedPiece.update(reason=code_of(Reason.NO_CONDITION)).where(
        (PlannedPiece.reason == 0) & (PlannedPiece.kind != "executed") & fn.EXISTS(without)
    ).execute()


def visits_without_reference(chosen: Expression) -> list[int]:
    """Name the chosen visits that lack the reference their recipient wants, or have one of another form."""
    query = Visit.select(Visit.id, reference_of_visit(), Recipient.reference_pattern).join(Recipient).where(chosen)
    return [visit for visit, reference, pattern in rows_of(query) if not _acceptable(reference, pattern)]


def reference_of_visit() -> Any:
    """Say what goes on the invoice: the visit's own reference, or else its recipient's."""
    return fn.COALESCE(fn.NULLIF(Visit.invoice_reference, ""), Recipient.reference)


def _acceptable(reference: str, pattern: str) -> bool:
    return bool(reference) and (not pattern or re.fullmatch(pattern, reference) is not None)
