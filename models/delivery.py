"""Documents on their way: what was tried, and what came back; apart from the documents' own state (G20)."""

from __future__ import annotations

from peewee import BooleanField, CharField, Check, DateTimeField, ForeignKeyField, IntegerField, TextField

from models.base import Table
from models.invoice import Invoice


class Delivery(Table):
    """One attempt to send a posted document; it never changes once it has ended."""

    invoice = ForeignKeyField(Invoice, on_delete="RESTRICT")
    invoice_id: int
    attempt = IntegerField()
    """From 1, for each document."""
    channel = CharField(max_length=10)
    folder = TextField()
    file = CharField()
    sha256 = CharField(max_length=64)
    again = BooleanField(default=False)
    """Sent once more on purpose, with the same bytes."""
    outcome = CharField(max_length=10, default="begun")
    message = TextField(default="")
    """Why it failed or was blocked; never what could name a guest."""
    made_by = CharField()
    made_at = DateTimeField()
    ended_at = DateTimeField(null=True)

    class Meta:
        """An attempt is under way until it has ended, one way or another."""

        indexes = ((("invoice", "attempt"), True),)
        constraints = (
            Check("outcome IN ('begun', 'sent', 'failed', 'blocked')", name="delivery_outcome"),
            Check("(outcome = 'begun') = (ended_at IS NULL)", name="delivery_ended"),
        )


class DeliveryReceipt(Table):
    """What the access point or the recipient said of a document that was sent."""

    delivery = ForeignKeyField(Delivery, on_delete="RESTRICT")
    delivery_id: int
    key = CharField(max_length=64, unique=True)
    """A hash of what was read, so that reading twice is once."""
    status = CharField(max_length=10)
    at = DateTimeField()
    """When it was said (UTC); where the receipt gives no time, when its file was written."""
    message = TextField(default="")
    file = CharField()
    read_by = CharField()
    read_at = DateTimeField()

    class Meta:
        """A document was taken, or it was not."""

        constraints = (Check("status IN ('delivered', 'rejected')", name="delivery_receipt_status"),)
