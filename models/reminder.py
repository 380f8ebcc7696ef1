"""Reminders of what is unpaid, and the reference rates that interest is reckoned from."""

from __future__ import annotations

from peewee import BigIntegerField, CharField, Check, DateField, DateTimeField, ForeignKeyField, IntegerField, TextField

from models.base import Table
from models.invoice import Invoice


class Reminder(Table):
    """A reminder as it was written: what was unpaid that day, the interest so far and the fee, all in öre."""

    invoice = ForeignKeyField(Invoice, backref="reminders", on_delete="RESTRICT")
    invoice_id: int
    level = IntegerField()
    """1 the first, 2 the second."""
    day = DateField()
    balance = BigIntegerField()
    interest = BigIntegerField(default=0)
    fee = BigIntegerField(default=0)
    address = CharField(default="")
    subject = CharField()
    body = TextField()
    made_by = CharField()
    made_at = DateTimeField()

    class Meta:
        """An invoice has one reminder a level."""

        indexes = ((("invoice", "level"), True),)
        constraints = (
            Check("level IN (1, 2)", name="reminder_level"),
            Check("balance > 0 AND interest >= 0 AND fee >= 0", name="reminder_money"),
        )


class ReferenceRate(Table):
    """A half-year's reference rate (9 § räntelagen 1975:635) in hundredths of a percent, as somebody looked it up."""

    first_day = DateField(unique=True)
    hundredths = IntegerField()
    source = CharField()
    entered_by = CharField()
    entered_at = DateTimeField()
