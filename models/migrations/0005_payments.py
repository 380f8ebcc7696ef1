"""Payments and what they settle, disputed lines, reminders, and the reference rates of interest."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from peewee import (
    SQL,
    AutoField,
    BigIntegerField,
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

PAID = "what was paid stays as it was entered; take it back by another entry"
SUM = "(NEW.amount + COALESCE((SELECT SUM(amount) FROM settlement WHERE payment_id = NEW.payment_id), 0))"
BEYOND = (
    f"EXISTS (SELECT 1 FROM payment WHERE payment.id = NEW.payment_id AND (payment.amount > 0 AND ({SUM} < 0 OR"
    f" {SUM} > payment.amount) OR payment.amount < 0 AND ({SUM} > 0 OR {SUM} < payment.amount)))"
)
"""More than the payment would be settled, or less than nothing of it."""
OTHER_WAY = (
    "NEW.reverses_id IS NULL AND EXISTS (SELECT 1 FROM payment WHERE payment.id = NEW.payment_id"
    " AND (payment.amount > 0) <> (NEW.amount > 0))"
)
NOT_A_MIRROR = (
    "NEW.reverses_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM settlement s WHERE s.id = NEW.reverses_id"
    " AND s.payment_id = NEW.payment_id AND COALESCE(s.invoice_id, -1) = COALESCE(NEW.invoice_id, -1)"
    " AND s.amount = -NEW.amount AND s.reverses_id IS NULL)"
)
NOT_POSTED = (
    "NEW.invoice_id IS NOT NULL AND NOT EXISTS"
    " (SELECT 1 FROM invoice WHERE invoice.id = NEW.invoice_id AND invoice.number IS NOT NULL)"
)
OPENED = ("line_id", "opened_on", "deadline", "reason", "opened_by", "opened_at")
CLOSED = "a dispute stays as it was opened, and closed"


def _stays(table: str, refusal: str) -> tuple[Any, ...]:
    """Guard a table whose rows are only ever added."""
    return tuple(
        guards.Guard(f"{table}_stays_{action.lower()}", table, action, "OLD.id = OLD.id", refusal)
        for action in ("UPDATE", "DELETE")
    )


GUARDS = (
    *_stays("payment", PAID),
    *_stays("settlement", PAID),
    *_stays("reminder", "a reminder stays as it was written"),
    guards.Guard("settlement_within_payment", "settlement", "INSERT", BEYOND, "a payment settles no more than it is"),
    guards.Guard("settlement_as_paid", "settlement", "INSERT", OTHER_WAY, "a settlement goes the way of its payment"),
    guards.Guard("settlement_mirrors", "settlement", "INSERT", NOT_A_MIRROR, "a settlement is taken back whole"),
    guards.Guard("settlement_of_posted", "settlement", "INSERT", NOT_POSTED, "only a posted document is settled"),
    guards.Guard(
        "dispute_stays_update",
        "dispute",
        "UPDATE",
        "OLD.outcome IS NOT NULL OR " + " OR ".join(f"NEW.{column} <> OLD.{column}" for column in OPENED),
        CLOSED,
    ),
    guards.Guard("dispute_stays_delete", "dispute", "DELETE", "OLD.id = OLD.id", CLOSED),
)
KEPT = {
    "payment": "id = NEW.id OR key = NEW.key",
    "settlement": "id = NEW.id OR reverses_id = NEW.reverses_id",
    "reminder": "id = NEW.id OR (invoice_id = NEW.invoice_id AND level = NEW.level)",
    "dispute": "id = NEW.id OR (line_id = NEW.line_id AND outcome IS NULL AND NEW.outcome IS NULL)",
}
"""Rows that are not replaced (SQLite's INSERT OR REPLACE) nor emptied (PostgreSQL's TRUNCATE)."""


def up(migrator: SchemaMigrator, database: Any) -> None:
    """Add the column, the tables and the guards."""
    is_sqlite = isinstance(database, SqliteDatabase)
    kind = "INTEGER" if is_sqlite else "BOOLEAN"
    database.execute_sql(f"ALTER TABLE organisation ADD COLUMN interest {kind} NOT NULL DEFAULT FALSE")
    tables = _tables()
    with database.bind_ctx(tables):
        database.create_tables(tables)
    statements = [text for guard in GUARDS for text in (guards._sqlite if is_sqlite else guards._postgres)(guard)]
    for table, same in KEPT.items():
        statements += guards._sqlite(guards._replaced(table, same)) if is_sqlite else guards._not_emptied(table)
    for statement in statements:
        database.execute_sql(statement)


def _tables() -> list[Any]:
    class Table(Model):
        """Frozen copy."""

        id = AutoField()

        class Meta:
            """Bound to the store being migrated."""

            legacy_table_names = False

    class Invoice(Table):
        """Only what is referred to."""

    class InvoiceLine(Table):
        """Only what is referred to."""

    class Payment(Table):
        """Frozen copy."""

        key = CharField(max_length=200, unique=True)
        day = DateField()
        amount = BigIntegerField()
        ocr = CharField(default="")
        payer = CharField(default="")
        file = CharField(default="")
        entered_by = CharField()
        entered_at = DateTimeField()

        class Meta:
            """Frozen copy."""

            constraints = (Check("amount <> 0", name="payment_amount"),)

    class Settlement(Table):
        """Frozen copy."""

        payment = ForeignKeyField(Payment, on_delete="RESTRICT")
        invoice = ForeignKeyField(Invoice, null=True, on_delete="RESTRICT")
        amount = BigIntegerField()
        reverses = ForeignKeyField("self", null=True, unique=True, on_delete="RESTRICT")
        reason = TextField(default="")
        made_by = CharField()
        made_at = DateTimeField()

        class Meta:
            """Frozen copy."""

            constraints = (Check("amount <> 0", name="settlement_amount"),)

    class Dispute(Table):
        """Frozen copy."""

        line = ForeignKeyField(InvoiceLine, on_delete="RESTRICT")
        opened_on = DateField()
        deadline = DateField()
        reason = TextField()
        opened_by = CharField()
        opened_at = DateTimeField()
        outcome = CharField(max_length=10, null=True)
        closed_reason = TextField(default="")
        closed_by = CharField(null=True)
        closed_at = DateTimeField(null=True)

        class Meta:
            """Frozen copy."""

            constraints = (
                Check("outcome IN ('upheld', 'partly', 'rejected')", name="dispute_outcome"),
                Check(
                    "(outcome IS NULL) = (closed_by IS NULL) AND (outcome IS NULL) = (closed_at IS NULL)",
                    name="dispute_closed",
                ),
                Check("deadline >= opened_on", name="dispute_deadline"),
            )

    class Reminder(Table):
        """Frozen copy."""

        invoice = ForeignKeyField(Invoice, on_delete="RESTRICT")
        level = IntegerField()
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
            """Frozen copy."""

            indexes = ((("invoice", "level"), True),)
            constraints = (
                Check("level IN (1, 2)", name="reminder_level"),
                Check("balance > 0 AND interest >= 0 AND fee >= 0", name="reminder_money"),
            )

    class ReferenceRate(Table):
        """Frozen copy."""

        first_day = DateField(unique=True)
        hundredths = IntegerField()
        source = CharField()
        entered_by = CharField()
        entered_at = DateTimeField()

    Dispute.add_index(Dispute.line, unique=True, where=SQL("outcome IS NULL"), name="dispute_one_open")
    return [Payment, Settlement, Dispute, Reminder, ReferenceRate]
