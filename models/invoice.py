"""Invoices, credit notes, their lines and their numbers."""

from __future__ import annotations

from peewee import (
    SQL,
    BigIntegerField,
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
from models.batch import Batch
from models.rate import Rate
from models.recipient import Recipient
from models.service import Service
from models.visit import Visit


class NumberSeries(Table):
    """The last number taken in a series; locked while a batch posts, so that no number is lost or doubled."""

    name = CharField(unique=True)
    last = IntegerField(default=0)


class Invoice(Table):
    """An invoice or credit note. A draft has no number; with its number it never changes again."""

    kind = CharField(max_length=10)
    batch = ForeignKeyField(Batch, backref="invoices", on_delete="RESTRICT")
    batch_id: int
    recipient = ForeignKeyField(Recipient, backref="invoices", on_delete="RESTRICT")
    recipient_id: int
    visit = ForeignKeyField(Visit, backref="invoices", null=True, on_delete="RESTRICT")
    visit_id: int | None
    month = CharField(max_length=7, index=True)
    reference = CharField()
    total = BigIntegerField()
    credits = ForeignKeyField("self", backref="credit_notes", null=True, on_delete="RESTRICT")
    credits_id: int | None
    reason = TextField(default="")
    reason_code = CharField(max_length=20, default="", constraints=[SQL("DEFAULT ''")])
    """Why something is taken back, as a word that can be counted (models.rules.credit_reasons)."""
    annuls = BooleanField(default=False, constraints=[SQL("DEFAULT FALSE")])
    """A credit note on an invoice that never left us: neither is sent."""
    made_by = CharField()
    number = CharField(null=True, unique=True)
    issued_on = DateField(null=True)
    due_on = DateField(null=True)
    posted_by = CharField(null=True)
    posted_at = DateTimeField(null=True)
    facts = TextField(null=True)
    """Everything that the document shows, as models.documents.facts writes it: copied in when posted."""

    class Meta:
        """A number comes with all that a posted document has."""

        constraints = (
            Check("kind IN ('invoice', 'credit')", name="invoice_kind"),
            Check("(kind = 'credit') = (credits_id IS NOT NULL)", name="invoice_credits"),
            Check(
                "(number IS NULL) = (facts IS NULL) AND (number IS NULL) = (posted_at IS NULL)"
                " AND (number IS NULL) = (issued_on IS NULL)",
                name="invoice_posted_whole",
            ),
        )


class InvoiceLine(Table):
    """One (visit, service, rate, calendar month), priced once."""

    invoice = ForeignKeyField(Invoice, backref="lines", on_delete="RESTRICT")
    invoice_id: int
    position = IntegerField()
    visit = ForeignKeyField(Visit, on_delete="RESTRICT")
    visit_id: int
    service = ForeignKeyField(Service, on_delete="RESTRICT")
    service_id: int
    rate = ForeignKeyField(Rate, on_delete="RESTRICT")
    rate_id: int
    unit = CharField(max_length=10)
    price = BigIntegerField()
    quantity = BigIntegerField()
    """Minutes for hour rates, else pieces, visits, days or months."""
    net = BigIntegerField()
    month = CharField(max_length=7)
    first_day = DateField()
    last_day = DateField()
    late = BooleanField(default=False)
    kind = CharField(max_length=20, default="executed", constraints=[SQL("DEFAULT 'executed'")])
    """What the rows behind it are: executed, refused, missed, cancelled ... (models.rules.row_kinds)."""
    share = IntegerField(default=100, constraints=[SQL("DEFAULT 100")])
    """Percent of the rate that the price is."""
    credits = ForeignKeyField("self", null=True, unique=True, on_delete="RESTRICT")
    """The line that this one takes back, whole; a line is taken back once."""
    credits_id: int | None
    replaces = ForeignKeyField("self", null=True, on_delete="RESTRICT")
    """The posted line whose care this one bills at another price; that one is taken back in the same document."""
    replaces_id: int | None

    class Meta:
        """Lines have an order."""

        indexes = ((("invoice", "position"), True),)
        constraints = (
            Check("quantity > 0", name="line_quantity"),
            Check("price > 0 AND net >= 0", name="line_money"),
            Check("unit IN ('hour', 'visit', 'day', 'month', 'piece')", name="line_unit"),
        )
