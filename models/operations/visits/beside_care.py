"""What stands in a visit beside executed care: refused and missed visits, cancellations, alarms, extra costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN, fn

from models.care_entry import CareEntry, CarePiece
from models.database import rows_of
from models.invoice import Invoice, InvoiceLine
from models.operations.hours.standing import is_standing
from models.rate import Rate
from models.rules.money import Ore
from models.rules.row_kinds import RowKind
from models.service import Service
from models.visit import Visit


@dataclass(frozen=True, slots=True)
class BesideRow:
    """An hour row that is no executed care; `minutes` are elapsed ones of one of the staff.

    `agreed` is the öre and `receipt` the text of an extra cost; `invoice` is the number of the document that bills the
    row, "draft" while it has none, and empty where it waits.
    """

    key: str
    kind: str
    service: str
    day: date
    staff: int
    minutes: int
    pieces: int
    agreed: Ore | None
    receipt: str
    invoice: str


def beside_care(visit: Visit) -> tuple[BesideRow, ...]:
    """List the standing rows of a visit that are no executed care, inside a transaction that is open already."""
    query = (
        CareEntry.select(
            CareEntry.key,
            CareEntry.kind,
            Service.code,
            CareEntry.day,
            CareEntry.staff,
            CareEntry.minutes,
            CareEntry.pieces,
            Rate.price,
            fn.COALESCE(Rate.source, ""),
            fn.MAX(CarePiece.line),
        )
        .join(Service)
        .switch(CareEntry)
        .join(Rate, JOIN.LEFT_OUTER, on=CareEntry.agreed == Rate.id)
        .switch(CareEntry)
        .join(CarePiece, JOIN.LEFT_OUTER)
        .where((CareEntry.visit == visit) & (CareEntry.kind != str(RowKind.EXECUTED)) & is_standing())
        .group_by(CareEntry.id, Service.code, Rate.id)
        .order_by(CareEntry.day, CareEntry.id)
    )
    rows: list[tuple[Any, ...]] = list(rows_of(query))
    lines = [row[-1] for row in rows if row[-1] is not None]
    chosen = InvoiceLine.select(InvoiceLine.id, Invoice.number).join(Invoice).where(InvoiceLine.id.in_(lines))
    numbers = {line: number or "draft" for line, number in rows_of(chosen)} if lines else {}
    whole: list[tuple[Any, ...]] = [(*row[:-1], numbers.get(row[-1], "")) for row in rows]
    return tuple(BesideRow(*row) for row in whole)
