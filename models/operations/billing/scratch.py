"""The planner's scratch tables: temporary, of one connection, never part of the store."""

from __future__ import annotations

from peewee import SQL, BigIntegerField, BooleanField, CharField, DateField, IntegerField

from models.base import Table


class PlannedPiece(Table):
    """A piece that waits to be billed, its price once found, and what stands in its way."""

    id = None  # type: ignore[assignment]
    piece = IntegerField(primary_key=True)
    entry = IntegerField(index=True)
    visit = IntegerField()
    municipality = IntegerField()
    service = IntegerField()
    provider = CharField()
    area = CharField()
    band = CharField()
    counted = BooleanField()
    day = DateField()
    month = CharField()
    """The line's month; a row that is paid by the visit or the month stays in one."""
    row_month = CharField()
    minutes = IntegerField()
    pieces = IntegerField()
    staff = IntegerField()
    kind = CharField()
    share = IntegerField()
    """Percent of the rate that is paid."""
    late = BooleanField()
    """Came after its month was signed."""
    agreed = IntegerField(null=True)
    """The rate that was agreed for the row alone."""
    agreed_for = IntegerField(constraints=[SQL("DEFAULT 0")])
    """The visit, where rates have been agreed for it; else 0."""
    visits = IntegerField(constraints=[SQL("DEFAULT 0")])
    """Staff on the row's first piece that is paid by the visit, else 0: a row is one visit."""
    new_day = BooleanField(constraints=[SQL("DEFAULT TRUE")])
    """False where a live line, or another line of the plan, bills the day already: a day is paid once."""
    protected = BooleanField()
    excluded = BooleanField()
    reason = IntegerField()
    """0: nothing stands in the way; else the place of the reason in models.rules.reasons, from 1."""
    rate = IntegerField(null=True)
    unit = CharField(null=True)
    price = BigIntegerField(null=True)

    class Meta:
        """Gone with the connection."""

        table_name = "planned_piece"
        temporary = True


class PriceSegment(Table):
    """From day to day, the one rate that fits a kind of piece, or why none does."""

    municipality = IntegerField()
    service = IntegerField()
    provider = CharField()
    area = CharField()
    band = CharField()
    counted = BooleanField()
    agreed_for = IntegerField()
    first = DateField()
    last = DateField()
    rate = IntegerField(null=True)
    unit = CharField(null=True)
    price = BigIntegerField(null=True)
    reason = IntegerField(default=0)

    class Meta:
        """Gone with the connection."""

        table_name = "price_segment"
        temporary = True
        indexes = ((("municipality", "service", "provider", "area", "band", "counted", "agreed_for", "first"), False),)


def clear_scratch() -> None:
    """Start with empty scratch tables on this connection."""
    for table in (PlannedPiece, PriceSegment):
        table.drop_table(safe=True)
        table.create_table(safe=False)
