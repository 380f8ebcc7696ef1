"""Conservation: what was executed is billed less credited, waits, or is excluded; no minute is lost or doubled (G4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from peewee import JOIN, Case, fn

from models.billed import LineDay, LineMonth, LinePiece
from models.care_entry import CareEntry, CarePiece
from models.database import rows_of
from models.invoice import Invoice, InvoiceLine
from models.language.words import tr
from models.operations.store.check_reversals import reversal_findings
from models.rules.row_kinds import RowKind

Found = tuple[str, str, str]
"""A code, what it is about, and what was found."""


def row_findings() -> Iterator[Found]:
    """Look at every hour row and its pieces, and at every piece and the lines that name it."""
    yield from _rows_and_pieces()
    yield from _pieces_and_lines()
    yield from _lines_and_pieces()
    yield from _lines_and_claims()
    yield from _days_with_rows()
    yield from _lines_and_entries()
    yield from reversal_findings()


def _rows_and_pieces() -> Iterator[Found]:
    own = (CarePiece.entry == CareEntry.id) & ~CarePiece.retired
    query = (
        CareEntry.select(CareEntry.key)
        .join(CarePiece, JOIN.LEFT_OUTER, on=own)
        .group_by(CareEntry.id, CareEntry.key, CareEntry.minutes, CareEntry.staff, CareEntry.pieces)
        .having(
            (fn.COALESCE(fn.SUM(CarePiece.minutes), 0) != CareEntry.minutes * CareEntry.staff)
            | (fn.COALESCE(fn.SUM(CarePiece.pieces), 0) != CareEntry.pieces)
        )
    )
    for (key,) in rows_of(query):
        yield "conservation", key, tr("The row's pieces do not add up to the row.")


def _pieces_and_lines() -> Iterator[Found]:
    """Each piece: billed less credited is one where a live line has it, else nought.

    The lines of a difference count from the day on which it is posted.
    """
    counts = Invoice.number.is_null(False) | (InvoiceLine.credits.is_null() & InvoiceLine.replaces.is_null())
    balance = fn.SUM(Case(None, ((InvoiceLine.credits.is_null(), 1),), -1) * Case(None, ((counts, 1),), 0))
    query = (
        CarePiece.select(CarePiece.id)
        .join(LinePiece)
        .join(InvoiceLine)
        .join(Invoice)
        .group_by(CarePiece.id, CarePiece.line)
        .having(balance != Case(None, ((CarePiece.line.is_null(), 0),), 1))
    )
    for (piece,) in rows_of(query):
        yield "conservation", str(piece), tr("The piece's invoices less its credit notes are not what its line says.")
    named = fn.EXISTS(
        LinePiece.select(LinePiece.piece).where((LinePiece.piece == CarePiece.id) & (LinePiece.line == CarePiece.line))
    )
    for (piece,) in rows_of(CarePiece.select(CarePiece.id).where(CarePiece.line.is_null(False) & ~named)):
        yield "conservation", str(piece), tr("The piece is on a line that does not name it.")


def _lines_and_pieces() -> Iterator[Found]:
    """Each line paid by time or by the piece: its quantity is the sum of its pieces."""
    query = (
        InvoiceLine.select(InvoiceLine.id, fn.COALESCE(Invoice.number, ""))
        .join(Invoice)
        .switch(InvoiceLine)
        .join(LinePiece, JOIN.LEFT_OUTER)
        .join(CarePiece, JOIN.LEFT_OUTER)
        .where(InvoiceLine.unit.in_(("hour", "piece")) & (InvoiceLine.kind != "granted"))
        .group_by(InvoiceLine.id, Invoice.number, InvoiceLine.quantity, InvoiceLine.unit)
        .having(
            fn.COALESCE(
                fn.SUM(
                    Case(
                        InvoiceLine.unit, (("hour", fn.COALESCE(CarePiece.paid, CarePiece.minutes)),), CarePiece.pieces
                    )
                ),
                0,
            )
            != InvoiceLine.quantity
        )
    )
    for line, number in rows_of(query):
        yield "conservation", number or str(line), tr("A line's quantity is not the sum of its rows.")


def _lines_and_claims() -> Iterator[Found]:
    """Each line paid by the day or month: it claims as many as it bills, live unless it is credited."""
    granted = InvoiceLine.kind == str(RowKind.GRANTED)
    by_month = (InvoiceLine.unit == "month") | granted
    for paid, claim in ((InvoiceLine.unit == "day", LineDay), (by_month, LineMonth)):
        credit = _posted_credits()
        wrong = fn.SUM(Case(None, ((claim.live == credit.c.credits_id.is_null(), 0),), 1))
        claims = InvoiceLine.credits.is_null() & (InvoiceLine.replaces.is_null() | Invoice.number.is_null(False))
        query = (
            InvoiceLine.select(InvoiceLine.id, fn.COALESCE(Invoice.number, ""))
            .join(Invoice)
            .switch(InvoiceLine)
            .join(claim, JOIN.LEFT_OUTER, on=claim.line == InvoiceLine.id)
            .join(credit, JOIN.LEFT_OUTER, on=credit.c.credits_id == InvoiceLine.id)
            .where(paid & claims)
            .group_by(InvoiceLine.id, Invoice.number, InvoiceLine.quantity, InvoiceLine.kind)
            .having((fn.COUNT(claim.id) != Case(None, ((granted, 1),), InvoiceLine.quantity)) | (wrong > 0))
        )
        for line, number in rows_of(query):
            yield "conservation", number or str(line), tr("The days or months that a line claims do not agree with it.")


def _posted_credits() -> Any:
    line, document = InvoiceLine.alias(), Invoice.alias()
    query = line.select(line.credits).join(document, on=line.invoice == document.id)
    return query.where(line.credits.is_null(False) & document.number.is_null(False)).alias("taken_back")


def _days_with_rows() -> Iterator[Found]:
    """Each day that a line claims: a piece of the line lies on it."""
    there = (
        LinePiece.select(LinePiece.piece)
        .join(CarePiece)
        .where((LinePiece.line == LineDay.line) & (CarePiece.day == LineDay.day))
    )
    for line, day in rows_of(LineDay.select(LineDay.line, LineDay.day).where(~fn.EXISTS(there))):
        yield "conservation", f"{line} {day}", tr("The days or months that a line claims do not agree with it.")


def _lines_and_entries() -> Iterator[Found]:
    """Each line: the rows behind it are its own visit's and service's."""
    query = (
        LinePiece.select(fn.COALESCE(Invoice.number, ""), LinePiece.line)
        .join(InvoiceLine)
        .join(Invoice)
        .switch(LinePiece)
        .join(CarePiece, JOIN.LEFT_OUTER)
        .join(CareEntry, JOIN.LEFT_OUTER)
        .where(
            CareEntry.id.is_null() | (CareEntry.visit != InvoiceLine.visit) | (CareEntry.service != InvoiceLine.service)
        )
        .distinct()
    )
    for number, line in rows_of(query):
        yield "conservation", number or str(line), tr("A line bills hours of another visit or service.")
