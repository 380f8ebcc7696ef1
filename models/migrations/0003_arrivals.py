"""Orders and hours as they arrive: conditions, papers, letters, proposals, sources, kinds of rows, reversals."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from peewee import (
    SQL,
    AutoField,
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

COLUMNS = (
    "rate ADD COLUMN visit_id INTEGER REFERENCES visit (id) ON DELETE RESTRICT",
    "month_signature ADD COLUMN deviation_reason TEXT NOT NULL DEFAULT ''",
    "month_signature ADD COLUMN reopen_asked_by VARCHAR(255)",
    "month_signature ADD COLUMN reopen_asked_at {datetime}",
    "month_signature ADD COLUMN reopen_reason TEXT NOT NULL DEFAULT ''",
    "invoice_line ADD COLUMN kind VARCHAR(20) NOT NULL DEFAULT 'executed'",
    "invoice_line ADD COLUMN share INTEGER NOT NULL DEFAULT 100",
    "care_entry ADD COLUMN kind VARCHAR(20) NOT NULL DEFAULT 'executed'",
    "care_entry ADD COLUMN signed {boolean} NOT NULL DEFAULT FALSE",
    "care_entry ADD COLUMN after_signing {boolean} NOT NULL DEFAULT FALSE",
    "care_entry ADD COLUMN source VARCHAR(255) NOT NULL DEFAULT ''",
    "care_entry ADD COLUMN agreed_id INTEGER REFERENCES rate (id) ON DELETE RESTRICT",
    "care_piece ADD COLUMN paid INTEGER",
    "care_piece ADD COLUMN share INTEGER DEFAULT 100",
)
SIGNED = "EXISTS (SELECT 1 FROM month_signature WHERE visit_id = care_entry.visit_id AND month = care_entry.month)"
BILLED = (
    "EXISTS (SELECT 1 FROM care_piece JOIN line_piece ON line_piece.piece_id = care_piece.id"
    " WHERE care_piece.entry_id = care_entry.id)"
)
"""Billed once, though its month was opened again."""
KEPT = ("key", "visit_id", "service_id", "day", "minutes", "pieces", "staff", "band", "kind")
"""What a signed row says."""
OPEN_ENDED = ("start", "end")
REVERSE = "a signed row is reversed, never overwritten"
GUARDS = (
    guards.Guard("signed_row_kept", "care_entry", "DELETE", "OLD.signed", REVERSE),
    guards.Guard(
        "signed_row_unchanged",
        "care_entry",
        "UPDATE",
        "OLD.signed AND (NOT NEW.signed OR "
        + " OR ".join(f"NEW.{column} <> OLD.{column}" for column in KEPT)
        + "".join(f' OR COALESCE(NEW."{column}", -1) <> COALESCE(OLD."{column}", -1)' for column in OPEN_ENDED)
        + ")",
        REVERSE,
    ),
    guards.Guard("reversal_kept", "reversal", "DELETE", "OLD.id = OLD.id", REVERSE),
    guards.Guard("reversal_unchanged", "reversal", "UPDATE", "OLD.id = OLD.id", REVERSE),
)


def up(migrator: SchemaMigrator, database: Any) -> None:
    """Add the columns, the tables and their guards; months that are signed have signed rows."""
    is_sqlite = isinstance(database, SqliteDatabase)
    words = (
        {"datetime": "DATETIME", "boolean": "INTEGER"} if is_sqlite else {"datetime": "TIMESTAMP", "boolean": "BOOLEAN"}
    )
    for column in COLUMNS:
        database.execute_sql(f"ALTER TABLE {column.format(**words)}")
    database.execute_sql('CREATE INDEX "rate_visit_id" ON "rate" ("visit_id")')
    database.execute_sql(f"UPDATE care_entry SET signed = TRUE WHERE {SIGNED} OR {BILLED}")
    database.execute_sql(
        "INSERT INTO service (code, swedish, unit) SELECT 'extra-cost', 'Merkostnad', 'piece'"
        " WHERE EXISTS (SELECT 1 FROM service)"
    )
    tables = _tables()
    with database.bind_ctx(tables):
        database.create_tables(tables)
    for guard in GUARDS:
        for statement in guards._sqlite(guard) if is_sqlite else guards._postgres(guard):
            database.execute_sql(statement)


def _tables() -> list[Any]:
    class Table(Model):
        """Frozen copy."""

        id = AutoField()

        class Meta:
            """Bound to the store being migrated."""

            legacy_table_names = False

    class Municipality(Table):
        """Only what is referred to."""

    class Service(Table):
        """Only what is referred to."""

    class Visit(Table):
        """Only what is referred to."""

    class CareEntry(Table):
        """Only what is referred to."""

    class Rate(Table):
        """Only what is referred to."""

    class Reversal(Table):
        """Frozen copy."""

        entry = ForeignKeyField(CareEntry, unique=True, on_delete="RESTRICT")
        replacement = ForeignKeyField(CareEntry, null=True, unique=True, on_delete="RESTRICT")
        reason = TextField()
        made_by = CharField()
        made_at = DateTimeField()

    class Condition(Table):
        """Frozen copy."""

        municipality = ForeignKeyField(Municipality, null=True, on_delete="RESTRICT")
        kind = CharField(max_length=30)
        service = ForeignKeyField(Service, null=True, index=False, on_delete="RESTRICT")
        subject = CharField(default="")
        days = IntegerField(null=True)
        paid_days = IntegerField(null=True)
        minutes = IntegerField(null=True)
        percent = IntegerField(null=True)
        valid_from = DateField()
        valid_to = DateField(null=True)
        source = CharField(default="")
        entered_by = CharField()
        entered_at = DateTimeField()

        class Meta:
            """Frozen copy."""

            indexes = ((("municipality", "kind", "valid_from"), False),)
            constraints = (
                Check("valid_to IS NULL OR valid_to >= valid_from", name="condition_period"),
                Check("percent IS NULL OR percent BETWEEN 1 AND 100", name="condition_percent"),
                Check("minutes IS NULL OR minutes > 0", name="condition_minutes"),
                Check("days IS NULL OR days >= 0", name="condition_days"),
                Check("paid_days IS NULL OR paid_days > 0", name="condition_paid_days"),
            )

    class Paper(Table):
        """Frozen copy."""

        visit = ForeignKeyField(Visit, on_delete="RESTRICT")
        kind = CharField(max_length=30)
        received_on = DateField()
        reference = CharField(default="")
        entered_by = CharField()

        class Meta:
            """Frozen copy."""

            indexes = ((("visit", "kind"), True),)

    class Letter(Table):
        """Frozen copy."""

        visit = ForeignKeyField(Visit, on_delete="RESTRICT")
        kind = CharField(max_length=30)
        address = CharField(default="")
        subject = CharField()
        body = TextField()
        made_by = CharField()
        made_at = DateTimeField()

    class LetterTemplate(Table):
        """Frozen copy."""

        kind = CharField(max_length=30, unique=True)
        subject = CharField()
        body = TextField()
        changed_by = CharField()
        changed_at = DateTimeField()

    class Proposal(Table):
        """Frozen copy."""

        visit = ForeignKeyField(Visit, on_delete="RESTRICT")
        kind = CharField(max_length=20)
        basis = TextField()
        rows = TextField()
        state = CharField(max_length=10, default="open")
        made_by = CharField()
        made_at = DateTimeField()
        decided_by = CharField(null=True)
        decided_at = DateTimeField(null=True)
        reason = TextField(default="")

        class Meta:
            """Frozen copy."""

            constraints = (
                Check("state IN ('open', 'accepted', 'declined')", name="proposal_state"),
                Check("(state = 'open') = (decided_by IS NULL)", name="proposal_decided"),
            )

    class Source(Table):
        """Frozen copy."""

        name = CharField(unique=True)
        fingerprint = CharField(index=True)
        mapping = TextField()
        changed_by = CharField()
        changed_at = DateTimeField()

    class UnmatchedRow(Table):
        """Frozen copy."""

        key = CharField(max_length=200, unique=True)
        source = CharField(default="")
        file = CharField()
        place = CharField()
        content = TextField()
        why = CharField(max_length=30)
        state = CharField(max_length=10, default="waiting")
        visit = ForeignKeyField(Visit, null=True, on_delete="RESTRICT")
        queued_by = CharField()
        queued_at = DateTimeField()
        decided_by = CharField(null=True)
        decided_at = DateTimeField(null=True)
        reason = TextField(default="")

        class Meta:
            """Frozen copy."""

            indexes = ((("state", "queued_at"), False),)
            constraints = (
                Check("state IN ('waiting', 'placed', 'dropped')", name="unmatched_state"),
                Check("(state = 'waiting') = (decided_by IS NULL)", name="unmatched_decided"),
                Check("(state = 'placed') = (visit_id IS NOT NULL)", name="unmatched_visit"),
            )

    Proposal.add_index(Proposal.visit, Proposal.kind, unique=True, where=SQL("state = 'open'"))
    return [Reversal, Condition, Paper, Letter, LetterTemplate, Proposal, Source, UnmatchedRow]
