"""Payments as they came in, and what each of them settles."""

from __future__ import annotations

from peewee import BigIntegerField, CharField, Check, DateField, DateTimeField, ForeignKeyField, TextField

from models.base import Table
from models.invoice import Invoice


class Payment(Table):
    """Money that came in (öre above nought) or that we paid back (below nought); never changed, never deleted."""

    key = CharField(max_length=200, unique=True)
    """The bank's own id, or one that is derived from what the row says."""
    day = DateField()
    amount = BigIntegerField()
    ocr = CharField(default="")
    """The reference as it came; empty where there was none."""
    payer = CharField(default="")
    file = CharField(default="")
    """The file that it was read from; empty where it was typed."""
    entered_by = CharField()
    entered_at = DateTimeField()

    class Meta:
        """A payment is of something."""

        constraints = (Check("amount <> 0", name="payment_amount"),)


class Settlement(Table):
    """So much of a payment settles an invoice, or is set aside where there is none; another one takes it back."""

    payment = ForeignKeyField(Payment, backref="settlements", on_delete="RESTRICT")
    payment_id: int
    invoice = ForeignKeyField(Invoice, null=True, backref="settlements", on_delete="RESTRICT")
    invoice_id: int | None
    amount = BigIntegerField()
    reverses = ForeignKeyField("self", null=True, unique=True, on_delete="RESTRICT")
    """The settlement that this one takes back, whole."""
    reverses_id: int | None
    reason = TextField(default="")
    made_by = CharField()
    made_at = DateTimeField()

    class Meta:
        """A settlement is of something; the guards hold it within its payment."""

        constraints = (Check("amount <> 0", name="settlement_amount"),)
