"""The books: chart and coding as the user entered them, layouts, and what went to the accounting system."""

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
from models.invoice import Invoice


class Account(Table):
    """An account of our chart."""

    number = CharField(max_length=10, unique=True)
    name = CharField()


class Dimension(Table):
    """A dimension of our coding: its SIE number, and what we call it."""

    number = IntegerField(unique=True)
    name = CharField(unique=True)


class AccountCoding(Table):
    """Which account and objects a use has, for a service, a home municipality, both or any."""

    use = CharField(max_length=12)
    service = CharField(max_length=40, default="")
    """The service's code; empty: any."""
    home = CharField(max_length=4, default="")
    """The home municipality's code; empty: any."""
    account = ForeignKeyField(Account, on_delete="RESTRICT")
    account_id: int
    objects = TextField(default="[]")
    """JSON: pairs of a dimension's number and an object, by number."""

    class Meta:
        """One coding for each use, service and municipality."""

        indexes = ((("use", "service", "home"), True),)
        constraints = (Check("use IN ('revenue', 'receivable', 'accrual')", name="coding_use"),)


class VoucherSetting(Table):
    """The one row that says what a voucher is made for and what the series are called; none: the usual ones."""

    per = CharField(max_length=10)
    invoices = CharField(max_length=4)
    credits = CharField(max_length=4)
    accruals = CharField(max_length=4)

    class Meta:
        """One row a store."""

        constraints = (
            Check("id = 1", name="one_voucher_setting"),
            Check("per IN ('document', 'batch')", name="voucher_per"),
        )


class AccountingLayout(Table):
    """A form of file of the user's own, as models.documents.accounting_layout reads it."""

    name = CharField(max_length=40, unique=True)
    text = TextField()
    """TOML."""
    changed_by = CharField()
    changed_at = DateTimeField()


class AccountingExport(Table):
    """What went to the accounting system, once: the journal stays as it was, and copies are made from it."""

    batch = ForeignKeyField(Batch, on_delete="RESTRICT")
    batch_id: int
    part = IntegerField()
    """From 1; documents that were posted in the batch after an export are a part of their own."""
    form = CharField(max_length=40)
    """`sie`, or a layout's name."""
    layout = TextField(default="")
    """The layout as it was."""
    accrual = DateField(null=True)
    journal = TextField()
    """JSON, as models.documents.journal_text writes it."""
    file = CharField()
    sha256 = CharField(max_length=64)
    documents = IntegerField()
    rows = IntegerField()
    debit = BigIntegerField()
    total = BigIntegerField()
    """Öre: invoices less credit notes."""
    state = CharField(max_length=10, default="begun")
    copies = IntegerField(default=0)
    made_by = CharField()
    made_at = DateTimeField()
    written_at = DateTimeField(null=True)
    withdrawn_by = CharField(null=True)
    withdrawn_at = DateTimeField(null=True)
    reason = TextField(default="")

    class Meta:
        """The states of an export."""

        indexes = ((("batch", "part"), False),)
        constraints = (
            Check("state IN ('begun', 'written', 'withdrawn')", name="accounting_export_state"),
            Check("(state = 'withdrawn') = (withdrawn_by IS NOT NULL)", name="accounting_export_withdrawn"),
        )


class AccountedDocument(Table):
    """A posted document in an export; in one at a time."""

    export = ForeignKeyField(AccountingExport, on_delete="RESTRICT")
    export_id: int
    invoice = ForeignKeyField(Invoice, on_delete="RESTRICT")
    invoice_id: int
    live = BooleanField(default=True)

    class Meta:
        """A document stands once in an export."""

        indexes = ((("export", "invoice"), True),)


AccountedDocument.add_index(AccountedDocument.invoice, unique=True, where=SQL("live"), name="accounted_document_once")
