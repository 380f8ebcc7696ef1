"""Documents that others use: the books' chart, coding, layouts and exports."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from peewee import (
    SQL,
    AutoField,
    BigIntegerField,
    BooleanField,
    CharField,
    Check,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    SqliteDatabase,
    TextField,
)
from playhouse.migrate import SchemaMigrator

guards: Any = import_module("models.migrations.0002_posted_is_final")

BOOKED = "what went to the accounting system stays as it was; withdraw it and export anew"
KEPT = ("batch_id", "part", "form", "layout", "journal", "sha256", "documents", "rows", "debit", "total", "made_by")
ACCOUNTING_GUARDS = (
    guards.Guard("accounting_export_kept", "accounting_export", "DELETE", "OLD.id = OLD.id", BOOKED),
    guards.Guard(
        "accounting_export_unchanged",
        "accounting_export",
        "UPDATE",
        "OLD.state = 'withdrawn' OR OLD.state = 'written' AND NEW.state = 'begun' OR "
        + " OR ".join(f'NEW."{column}" <> OLD."{column}"' for column in KEPT),
        BOOKED,
    ),
    guards.Guard("accounted_document_kept", "accounted_document", "DELETE", "OLD.id = OLD.id", BOOKED),
    guards.Guard(
        "accounted_document_unchanged",
        "accounted_document",
        "UPDATE",
        "NEW.live OR NOT OLD.live OR NEW.export_id <> OLD.export_id OR NEW.invoice_id <> OLD.invoice_id",
        BOOKED,
    ),
    guards.Guard(
        "accounted_document_posted",
        "accounted_document",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM invoice WHERE invoice.id = NEW.invoice_id AND invoice.number IS NOT NULL)",
        "only posted documents go to the accounting system",
    ),
)
SENT = "what was tried and what came back stays as it was written"
DELIVERY_KEPT = ("invoice_id", "attempt", "channel", "folder", "file", "sha256", "again", "made_by", "made_at")
DELIVERY_GUARDS = (
    guards.Guard("delivery_stays_delete", "delivery", "DELETE", "OLD.id = OLD.id", SENT),
    guards.Guard(
        "delivery_stays_update",
        "delivery",
        "UPDATE",
        "OLD.outcome <> 'begun' OR " + " OR ".join(f'NEW."{column}" <> OLD."{column}"' for column in DELIVERY_KEPT),
        SENT,
    ),
    guards.Guard(
        "delivery_of_posted",
        "delivery",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM invoice WHERE invoice.id = NEW.invoice_id AND invoice.number IS NOT NULL)",
        "only posted documents are sent",
    ),
    guards.Guard("delivery_receipt_stays_update", "delivery_receipt", "UPDATE", "OLD.id = OLD.id", SENT),
    guards.Guard("delivery_receipt_stays_delete", "delivery_receipt", "DELETE", "OLD.id = OLD.id", SENT),
)
FROZEN = "a specification stays as it was when it was first asked for"
SPECIFICATION_GUARDS = (
    guards.Guard("specification_stays_delete", "specification", "DELETE", "OLD.id = OLD.id", FROZEN),
    guards.Guard("specification_stays_update", "specification", "UPDATE", "OLD.id = OLD.id", FROZEN),
    guards.Guard(
        "specification_of_posted",
        "specification",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM invoice WHERE invoice.id = NEW.invoice_id AND invoice.number IS NOT NULL)",
        "only posted documents are specified",
    ),
)
DELIVERY_ROWS = {
    "delivery": "id = NEW.id OR (invoice_id = NEW.invoice_id AND attempt = NEW.attempt)",
    "delivery_receipt": "id = NEW.id OR key = NEW.key",
    "specification": "id = NEW.id OR (invoice_id = NEW.invoice_id AND privacy = NEW.privacy)",
}
"""Rows that are not replaced (SQLite's INSERT OR REPLACE) nor emptied (PostgreSQL's TRUNCATE)."""
GUARDS = (*ACCOUNTING_GUARDS, *DELIVERY_GUARDS, *SPECIFICATION_GUARDS)


def up(migrator: SchemaMigrator, database: Any) -> None:
    """Add the tables and their guards."""
    is_sqlite = isinstance(database, SqliteDatabase)
    database.execute_sql("ALTER TABLE organisation ADD COLUMN outbox TEXT NOT NULL DEFAULT ''")
    database.execute_sql("ALTER TABLE recipient ADD COLUMN attach VARCHAR(4) NOT NULL DEFAULT ''")
    database.execute_sql("UPDATE recipient SET privacy = 'name' WHERE privacy = 'person'")
    for tables in (_accounting_tables(), _delivery_tables(), _specification_tables()):
        with database.bind_ctx(tables):
            database.create_tables(tables)
    for guard in GUARDS:
        for statement in guards._sqlite(guard) if is_sqlite else guards._postgres(guard):
            database.execute_sql(statement)
    for table, same in DELIVERY_ROWS.items():
        for statement in guards._sqlite(guards._replaced(table, same)) if is_sqlite else guards._not_emptied(table):
            database.execute_sql(statement)


def _accounting_tables() -> list[Any]:
    class Table(Model):
        """Frozen copy."""

        id = AutoField()

        class Meta:
            """Bound to the store being migrated."""

            legacy_table_names = False

    class Batch(Table):
        """Only what is referred to."""

    class Invoice(Table):
        """Only what is referred to."""

    class Account(Table):
        """Frozen copy."""

        number = CharField(max_length=10, unique=True)
        name = CharField()

    class Dimension(Table):
        """Frozen copy."""

        number = IntegerField(unique=True)
        name = CharField(unique=True)

    class AccountCoding(Table):
        """Frozen copy."""

        use = CharField(max_length=12)
        service = CharField(max_length=40, default="")
        home = CharField(max_length=4, default="")
        account = ForeignKeyField(Account, on_delete="RESTRICT")
        objects = TextField(default="[]")

        class Meta:
            """Frozen copy."""

            indexes = ((("use", "service", "home"), True),)
            constraints = (Check("use IN ('revenue', 'receivable', 'accrual')", name="coding_use"),)

    class VoucherSetting(Table):
        """Frozen copy."""

        per = CharField(max_length=10)
        invoices = CharField(max_length=4)
        credits = CharField(max_length=4)
        accruals = CharField(max_length=4)

        class Meta:
            """Frozen copy."""

            constraints = (
                Check("id = 1", name="one_voucher_setting"),
                Check("per IN ('document', 'batch')", name="voucher_per"),
            )

    class AccountingLayout(Table):
        """Frozen copy."""

        name = CharField(max_length=40, unique=True)
        text = TextField()
        changed_by = CharField()
        changed_at = DateTimeField()

    class AccountingExport(Table):
        """Frozen copy."""

        batch = ForeignKeyField(Batch, on_delete="RESTRICT")
        part = IntegerField()
        form = CharField(max_length=40)
        layout = TextField(default="")
        accrual = DateField(null=True)
        journal = TextField()
        file = CharField()
        sha256 = CharField(max_length=64)
        documents = IntegerField()
        rows = IntegerField()
        debit = BigIntegerField()
        total = BigIntegerField()
        state = CharField(max_length=10, default="begun")
        copies = IntegerField(default=0)
        made_by = CharField()
        made_at = DateTimeField()
        written_at = DateTimeField(null=True)
        withdrawn_by = CharField(null=True)
        withdrawn_at = DateTimeField(null=True)
        reason = TextField(default="")

        class Meta:
            """Frozen copy."""

            indexes = ((("batch", "part"), False),)
            constraints = (
                Check("state IN ('begun', 'written', 'withdrawn')", name="accounting_export_state"),
                Check("(state = 'withdrawn') = (withdrawn_by IS NOT NULL)", name="accounting_export_withdrawn"),
            )

    class AccountedDocument(Table):
        """Frozen copy."""

        export = ForeignKeyField(AccountingExport, on_delete="RESTRICT")
        invoice = ForeignKeyField(Invoice, on_delete="RESTRICT")
        live = BooleanField(default=True)

        class Meta:
            """Frozen copy."""

            indexes = ((("export", "invoice"), True),)

    AccountedDocument.add_index(
        AccountedDocument.invoice, unique=True, where=SQL("live"), name="accounted_document_once"
    )
    return [Account, Dimension, AccountCoding, VoucherSetting, AccountingLayout, AccountingExport, AccountedDocument]


def _delivery_tables() -> list[Any]:
    class Table(Model):
        """Frozen copy."""

        id = AutoField()

        class Meta:
            """Bound to the store being migrated."""

            legacy_table_names = False

    class Invoice(Table):
        """Only what is referred to."""

    class Delivery(Table):
        """Frozen copy."""

        invoice = ForeignKeyField(Invoice, on_delete="RESTRICT")
        attempt = IntegerField()
        channel = CharField(max_length=10)
        folder = TextField()
        file = CharField()
        sha256 = CharField(max_length=64)
        again = BooleanField(default=False)
        outcome = CharField(max_length=10, default="begun")
        message = TextField(default="")
        made_by = CharField()
        made_at = DateTimeField()
        ended_at = DateTimeField(null=True)

        class Meta:
            """Frozen copy."""

            indexes = ((("invoice", "attempt"), True),)
            constraints = (
                Check("outcome IN ('begun', 'sent', 'failed', 'blocked')", name="delivery_outcome"),
                Check("(outcome = 'begun') = (ended_at IS NULL)", name="delivery_ended"),
            )

    class DeliveryReceipt(Table):
        """Frozen copy."""

        delivery = ForeignKeyField(Delivery, on_delete="RESTRICT")
        key = CharField(max_length=64, unique=True)
        status = CharField(max_length=10)
        at = DateTimeField()
        message = TextField(default="")
        file = CharField()
        read_by = CharField()
        read_at = DateTimeField()

        class Meta:
            """Frozen copy."""

            constraints = (Check("status IN ('delivered', 'rejected')", name="delivery_receipt_status"),)

    return [Delivery, DeliveryReceipt]


def _specification_tables() -> list[Any]:
    class Table(Model):
        """Frozen copy."""

        id = AutoField()

        class Meta:
            """Bound to the store being migrated."""

            legacy_table_names = False

    class Invoice(Table):
        """Only what is referred to."""

    class Specification(Table):
        """Frozen copy."""

        invoice = ForeignKeyField(Invoice, on_delete="RESTRICT", index=False)
        privacy = CharField(max_length=30)
        facts = TextField()
        made_by = CharField()
        made_at = DateTimeField()

        class Meta:
            """Frozen copy."""

            indexes = ((("invoice", "privacy"), True),)

    return [Specification]
