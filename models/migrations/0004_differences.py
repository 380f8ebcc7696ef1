"""Rates that are corrected and ended, differences on posted lines, and why something was credited."""

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
    Model,
    SqliteDatabase,
    TextField,
)
from playhouse.migrate import SchemaMigrator

guards: Any = import_module("models.migrations.0002_posted_is_final")

COLUMNS = (
    "rate ADD COLUMN known_until DATE",
    "rate ADD COLUMN replaces_id INTEGER REFERENCES rate (id) ON DELETE RESTRICT",
    "invoice ADD COLUMN reason_code VARCHAR(20) NOT NULL DEFAULT ''",
    "invoice ADD COLUMN annuls {boolean} NOT NULL DEFAULT FALSE",
    "invoice_line ADD COLUMN replaces_id INTEGER REFERENCES invoice_line (id) ON DELETE RESTRICT",
)
ELSEWHERE = (
    "EXISTS (SELECT 1 FROM care_piece WHERE care_piece.id = NEW.piece_id AND care_piece.line_id IS NOT NULL"
    " AND care_piece.line_id <> NEW.line_id AND EXISTS (SELECT 1 FROM invoice_line"
    " WHERE invoice_line.id = NEW.line_id AND invoice_line.credits_id IS NULL"
    " AND (invoice_line.replaces_id IS NULL OR invoice_line.replaces_id <> care_piece.line_id)))"
)
"""The piece has a live line already, and the new line neither takes anything back nor comes instead of that one."""
POSTED_BY_NOW = (
    "EXISTS (SELECT 1 FROM invoice_line WHERE invoice_line.credits_id = {line} AND NOT EXISTS (SELECT 1 FROM difference"
    " WHERE difference.invoice_id = invoice_line.invoice_id AND difference.state <> 'billed'))"
)
"""A credit takes the line back, and is no difference that is only a draft."""


def _claim_kept(table: str, what: str) -> Any:
    kept = " OR ".join(f"NEW.{column} <> OLD.{column}" for column in ("line_id", "visit_id", "service_id", what))
    return guards.Guard(
        f"{table}_final_update",
        table,
        "UPDATE",
        f"{guards._posted_line('OLD.line_id')} AND (NEW.live OR NOT OLD.live OR {kept}"
        f" OR NOT {POSTED_BY_NOW.format(line='OLD.line_id')})",
        guards.FINAL,
    )


REPLACED = (
    _claim_kept("line_day", "day"),
    _claim_kept("line_month", "month"),
    guards.Guard(
        "piece_freed_by_credit_only",
        "care_piece",
        "UPDATE",
        f"OLD.line_id IS NOT NULL AND {guards._posted_line('OLD.line_id')} AND (NEW.line_id IS NOT NULL"
        f" OR NOT {POSTED_BY_NOW.format(line='OLD.line_id')})",
        "a billed piece is freed by a credit note only",
    ),
    *(
        guards.Guard(
            f"piece_on_one_live_line_{action.lower()}", "line_piece", action, ELSEWHERE, "a piece is on one live line"
        )
        for action in ("INSERT", "UPDATE")
    ),
)
DECIDED = "a difference stays as it was proposed, and as it was decided"
GUARDS = (
    guards.Guard(
        "rate_known_until_stays",
        "rate",
        "UPDATE",
        "OLD.known_until IS NOT NULL AND (NEW.known_until IS NULL OR NEW.known_until <> OLD.known_until)"
        " OR NEW.known_until < NEW.known_since",
        "what was known of a rate is never rewritten",
    ),
    guards.Guard(
        "rate_kept_as_known",
        "rate",
        "UPDATE",
        "COALESCE(NEW.visit_id, 0) <> COALESCE(OLD.visit_id, 0)"
        " OR COALESCE(NEW.replaces_id, 0) <> COALESCE(OLD.replaces_id, 0) OR NEW.known_since <> OLD.known_since",
        "a rate is never rewritten; enter what is known now as a new one",
    ),
    guards.Guard("difference_final_update", "difference", "UPDATE", "OLD.state IN ('lapsed', 'billed')", DECIDED),
    guards.Guard(
        "difference_as_proposed",
        "difference",
        "UPDATE",
        "NEW.lines <> OLD.lines OR NEW.total <> OLD.total OR NEW.cause <> OLD.cause"
        " OR NEW.recipient_id <> OLD.recipient_id OR NEW.reference <> OLD.reference",
        DECIDED,
    ),
    guards.Guard("difference_kept", "difference", "DELETE", "OLD.id = OLD.id", DECIDED),
)
KEPT = {"difference": "id = NEW.id"}
"""As in 0002: a row is not replaced, nor the table emptied."""


def up(migrator: SchemaMigrator, database: Any) -> None:
    """Add the columns, the table and the guards."""
    is_sqlite = isinstance(database, SqliteDatabase)
    for column in COLUMNS:
        database.execute_sql(f"ALTER TABLE {column.format(boolean='INTEGER' if is_sqlite else 'BOOLEAN')}")
    database.execute_sql('CREATE INDEX "invoice_line_replaces_id" ON "invoice_line" ("replaces_id")')
    tables = _tables()
    with database.bind_ctx(tables):
        database.create_tables(tables)
    for guard in REPLACED:
        of_table = "" if is_sqlite else f" ON {guard.table}"
        database.execute_sql(f"DROP TRIGGER {guard.name}{of_table}")
        if not is_sqlite:
            database.execute_sql(f"DROP FUNCTION {guard.name}()")
    for guard in (*REPLACED, *GUARDS):
        for statement in guards._sqlite(guard) if is_sqlite else guards._postgres(guard):
            database.execute_sql(statement)
    for table, same in KEPT.items():
        for statement in guards._sqlite(guards._replaced(table, same)) if is_sqlite else guards._not_emptied(table):
            database.execute_sql(statement)


def _tables() -> list[Any]:
    class Table(Model):
        """Frozen copy."""

        id = AutoField()

        class Meta:
            """Bound to the store being migrated."""

            legacy_table_names = False

    class Recipient(Table):
        """Only what is referred to."""

    class Invoice(Table):
        """Only what is referred to."""

    class Difference(Table):
        """Frozen copy."""

        recipient = ForeignKeyField(Recipient, on_delete="RESTRICT")
        reference = CharField()
        cause = DateField()
        lines = TextField()
        total = BigIntegerField()
        state = CharField(max_length=10, default="open")
        made_by = CharField()
        made_at = DateTimeField()
        decided_by = CharField(null=True)
        decided_at = DateTimeField(null=True)
        reason = TextField(default="")
        invoice = ForeignKeyField(Invoice, null=True, unique=True, on_delete="RESTRICT")

        class Meta:
            """Frozen copy."""

            constraints = (
                Check("state IN ('open', 'accepted', 'declined', 'lapsed', 'billed')", name="difference_state"),
                Check("(state = 'open') = (decided_by IS NULL)", name="difference_decided"),
                Check("invoice_id IS NULL OR state IN ('accepted', 'billed')", name="difference_invoice"),
                Check("state <> 'billed' OR invoice_id IS NOT NULL", name="difference_billed"),
            )

    Difference.add_index(
        Difference.recipient, Difference.reference, Difference.cause, unique=True, where=SQL("state = 'open'")
    )
    return [Difference]
