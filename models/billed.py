"""What each line billed."""

from __future__ import annotations

from peewee import SQL, BooleanField, CharField, CompositeKey, DateField, ForeignKeyField

from models.base import Table
from models.care_entry import CarePiece
from models.invoice import InvoiceLine
from models.rate import Rate
from models.service import Service
from models.visit import Visit


class LinePiece(Table):
    """What a line billed, or a credit's line freed: kept for ever, so that every sum opens down to its rows."""

    id = None  # type: ignore[assignment]
    line = ForeignKeyField(InvoiceLine, backref="pieces", on_delete="RESTRICT", index=False)
    line_id: int
    piece = ForeignKeyField(CarePiece, backref="lines", on_delete="RESTRICT")
    piece_id: int

    class Meta:
        """A piece is on a line once."""

        primary_key = CompositeKey("line", "piece")


class LineDay(Table):
    """A day that a line billed; one live line a visit, service, rate and day."""

    line = ForeignKeyField(InvoiceLine, backref="days", on_delete="RESTRICT")
    line_id: int
    visit = ForeignKeyField(Visit, on_delete="RESTRICT", index=False)
    visit_id: int
    service = ForeignKeyField(Service, on_delete="RESTRICT", index=False)
    service_id: int
    rate = ForeignKeyField(Rate, on_delete="RESTRICT", index=False)
    rate_id: int
    day = DateField()
    live = BooleanField(default=True)


class LineMonth(Table):
    """A started month that a line billed; one live line a visit, service and month."""

    line = ForeignKeyField(InvoiceLine, backref="months", on_delete="RESTRICT")
    line_id: int
    visit = ForeignKeyField(Visit, on_delete="RESTRICT", index=False)
    visit_id: int
    service = ForeignKeyField(Service, on_delete="RESTRICT", index=False)
    service_id: int
    month = CharField(max_length=7)
    live = BooleanField(default=True)


LineDay.add_index(LineDay.visit, LineDay.service, LineDay.day, LineDay.rate, unique=True, where=SQL("live"))
LineMonth.add_index(LineMonth.visit, LineMonth.service, LineMonth.month, unique=True, where=SQL("live"))
