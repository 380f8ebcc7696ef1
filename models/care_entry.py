"""Executed care: one row a visit by the staff, split into the pieces that are priced."""

from __future__ import annotations

from peewee import (
    SQL,
    BooleanField,
    CharField,
    Check,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from models.base import Table
from models.invoice import InvoiceLine
from models.rate import Rate
from models.service import Service
from models.visit import Visit


class CareEntry(Table):
    """An hour row: executed time or pieces on a day, as the source reported it."""

    visit = ForeignKeyField(Visit, backref="entries", on_delete="RESTRICT")
    visit_id: int
    service = ForeignKeyField(Service, on_delete="RESTRICT", index=False)
    service_id: int
    key = CharField(max_length=200, unique=True)
    """The source's own id of the row; makes importing again harmless."""
    day = DateField()
    """The day on which the care began: stay, decision and signature are judged on it."""
    month = CharField(max_length=7)
    start = IntegerField(null=True)
    end = IntegerField(null=True)
    """Minutes of the day, local Swedish time; end smaller than start means past midnight."""
    minutes = IntegerField()
    """Elapsed minutes, one staff; 0 where pieces were counted."""
    pieces = IntegerField()
    staff = IntegerField()
    band = CharField(default="")
    entered_by = CharField()
    entered_at = DateTimeField()
    excluded_by = CharField(null=True)
    excluded_reason = TextField(null=True)
    kind = CharField(max_length=20, default="executed", constraints=[SQL("DEFAULT 'executed'")])
    """What the row is: executed, refused, missed, cancelled ... (models.rules.row_kinds)."""
    signed = BooleanField(default=False, constraints=[SQL("DEFAULT FALSE")])
    """Ever covered by a month signature: from then on it is reversed, never overwritten (G4)."""
    after_signing = BooleanField(default=False, constraints=[SQL("DEFAULT FALSE")])
    """Came when its month was signed already: kept, marked, and offered to the next batch (G6)."""
    source = CharField(default="", constraints=[SQL("DEFAULT ''")])
    """The planning system or file it came from; '' where it was typed."""
    agreed = ForeignKeyField(Rate, null=True, index=False, on_delete="RESTRICT")
    """The price that was agreed for this row alone, as an extra cost has."""
    agreed_id: int | None

    class Meta:
        """Listed by visit and day."""

        indexes = ((("visit", "day"), False),)
        constraints = (
            Check("minutes > 0 OR pieces > 0", name="entry_measured"),
            Check("minutes = 0 OR pieces = 0", name="entry_measured_once"),
            Check("staff IN (1, 2)", name="entry_staff"),
            Check("(excluded_by IS NULL) = (excluded_reason IS NULL)", name="entry_excluded"),
        )


class CarePiece(Table):
    """A part of an hour row that lies on one day and in one band; a rate never changes within it."""

    entry = ForeignKeyField(CareEntry, backref="care_pieces", on_delete="RESTRICT")
    entry_id: int
    day = DateField()
    month = CharField(max_length=7)
    row_month = CharField(max_length=7)
    """The month of the row's own day: a row is signed and billed whole."""
    band = CharField(default="")
    minutes = IntegerField()
    """Minutes times staff."""
    pieces = IntegerField()
    line = ForeignKeyField(InvoiceLine, null=True, on_delete="RESTRICT")
    """The live line that bills it. One column, so two live lines are impossible."""
    line_id: int | None
    retired = BooleanField(default=False)
    """Split anew after it had been billed and freed; kept because an old line names it."""
    paid = IntegerField(null=True)
    """Minutes that are paid instead of the executed ones (times staff), by a condition; none: the executed."""
    share = IntegerField(null=True, default=100, constraints=[SQL("DEFAULT 100")])
    """Percent of the rate that is paid; none where no condition says what a refused or missed visit is worth."""


class Reversal(Table):
    """A signed row taken back; the row itself stays, and what comes instead is a row of its own (G4)."""

    entry = ForeignKeyField(CareEntry, unique=True, on_delete="RESTRICT")
    entry_id: int
    replacement = ForeignKeyField(CareEntry, null=True, unique=True, on_delete="RESTRICT")
    replacement_id: int | None
    reason = TextField()
    made_by = CharField()
    made_at = DateTimeField()


CarePiece.add_index(CarePiece.row_month, CarePiece.entry, where=SQL("line_id IS NULL AND NOT retired"))
