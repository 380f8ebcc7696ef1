"""Sources of hour rows: how each one's files are read, and the rows that nobody could place."""

from __future__ import annotations

from peewee import CharField, Check, DateTimeField, ForeignKeyField, TextField

from models.base import Table
from models.visit import Visit


class Source(Table):
    """A planning system whose files come again, and the mapping by which they are read."""

    name = CharField(unique=True)
    fingerprint = CharField(index=True)
    """Of the heading, by which the source is recognised (models.interchange.wild)."""
    mapping = TextField()
    """JSON."""
    changed_by = CharField()
    changed_at = DateTimeField()


class UnmatchedRow(Table):
    """An hour row that named no visit, or more than one: it waits for somebody to place it or to drop it (G6)."""

    key = CharField(max_length=200, unique=True)
    """The row's own key; a file that comes again queues it no second time (G40)."""
    source = CharField(default="")
    file = CharField()
    place = CharField()
    """Sheet and line in the file."""
    content = TextField()
    """JSON: what the row says, the person among it; shown masked, and never in a log."""
    why = CharField(max_length=30)
    """A code (models.rules.unmatched)."""
    state = CharField(max_length=10, default="waiting")
    visit = ForeignKeyField(Visit, null=True, on_delete="RESTRICT")
    visit_id: int | None
    queued_by = CharField()
    queued_at = DateTimeField()
    decided_by = CharField(null=True)
    decided_at = DateTimeField(null=True)
    reason = TextField(default="")

    class Meta:
        """Waiting, placed on a visit, or dropped with a reason."""

        indexes = ((("state", "queued_at"), False),)
        constraints = (
            Check("state IN ('waiting', 'placed', 'dropped')", name="unmatched_state"),
            Check("(state = 'waiting') = (decided_by IS NULL)", name="unmatched_decided"),
            Check("(state = 'placed') = (visit_id IS NOT NULL)", name="unmatched_visit"),
        )
