"""Disputes: a line that the home municipality does not accept."""

from __future__ import annotations

from peewee import SQL, CharField, Check, DateField, DateTimeField, ForeignKeyField, TextField

from models.base import Table
from models.invoice import InvoiceLine


class Dispute(Table):
    """A line that is disputed until somebody closes it with an outcome; what was opened stays as it was opened."""

    line = ForeignKeyField(InvoiceLine, backref="disputes", on_delete="RESTRICT")
    line_id: int
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
        """An outcome comes with all that closes a dispute."""

        constraints = (
            Check("outcome IN ('upheld', 'partly', 'rejected')", name="dispute_outcome"),
            Check(
                "(outcome IS NULL) = (closed_by IS NULL) AND (outcome IS NULL) = (closed_at IS NULL)",
                name="dispute_closed",
            ),
            Check("deadline >= opened_on", name="dispute_deadline"),
        )


Dispute.add_index(Dispute.line, unique=True, where=SQL("outcome IS NULL"), name="dispute_one_open")
