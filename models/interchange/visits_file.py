"""The visits file: one row a granted service; rows with the same case are one visit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.interchange.cells import (
    identity_reader,
    read_day,
    read_granted,
    read_municipality,
    read_period,
    read_provider,
    read_service,
    read_text,
    read_yes_no,
)
from models.interchange.columns import Column
from models.interchange.faults import Fault, Notice, Reading, gather
from models.interchange.row_reader import RowReader
from models.interchange.table_file import Table
from models.language.words import tr
from models.rules.identity import Identity


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A stay with its order and at most one granted service; None or '' where the file does not know."""

    line: int
    case: str
    home_municipality: str
    """A code or a name, as the file has it."""
    identity: Identity | None
    name: str
    protected: bool
    first: date
    last: date | None
    ordered_on: date | None
    order_reference: str
    invoice_reference: str
    service: str
    """A service code."""
    provider: str
    """'own' or 'private'."""
    area: str
    granted: int | None
    """Minutes, or pieces for a piece service, a period."""
    granted_per: str
    """'day', 'week' or 'month'."""
    recipient: str
    """Who pays for the home municipality, where it has several recipients."""


def read_visits(table: Table, today: date) -> Reading[VisitRow]:
    """Read a visits file; identity numbers are judged on the day given."""
    return gather(_stream(table, today))


def _columns(today: date) -> tuple[Column, ...]:
    """List the columns in the order of VisitRow."""
    return (
        Column("case", "ärende", read_text, also=("ärendenummer", "case number")),
        Column("home_municipality", "bosättningskommun", read_municipality, also=("hemkommun",)),
        Column("identity_number", "personnummer", identity_reader(today), also=("personnr",)),
        Column("name", "namn", read_text),
        Column("protected", "skyddad", read_yes_no),
        Column("from", "från", read_day, filled=True, also=("från och med", "fr o m")),
        Column("to", "till", read_day, also=("till och med", "t o m")),
        Column("ordered_on", "beställd", read_day),
        Column("order_reference", "beslutsreferens", read_text),
        Column("invoice_reference", "er referens", read_text),
        Column("service", "insats", read_service),
        Column("provider", "utförare", read_provider),
        Column("area", "område", read_text),
        Column("granted", "beviljat", read_granted),
        Column("granted_per", "beviljat per", read_period),
        Column("recipient", "mottagare", read_text),
    )


def _stream(table: Table, today: date) -> Iterator[VisitRow | Fault | Notice]:
    reader = RowReader(table, _columns(today))
    for row in reader.rows():
        if isinstance(row, Fault | Notice):
            yield row
            continue
        visit = VisitRow(row.line, *row.values)
        faults = tuple(reader.fault(visit.line, column, text) for column, text in _contradictions(visit))
        yield from faults or (visit,)


def _contradictions(visit: VisitRow) -> Iterator[tuple[str, str]]:
    """Name the columns of a row whose cells do not go together, and what is wrong."""
    if visit.last is not None and visit.last < visit.first:
        yield "to", tr("The stay ends before it begins; see which of the two dates is right.")
    if visit.granted is not None and not visit.granted_per:
        yield "granted_per", tr("It is not said what the granted amount is for; write dag, vecka or månad.")
    if not visit.service and (visit.provider or visit.area or visit.granted is not None or visit.granted_per):
        yield "service", tr("It is said what was granted but not of which service; write the service.")
