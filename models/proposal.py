"""Rows that a rule proposes and a person accepts or declines."""

from __future__ import annotations

from peewee import SQL, CharField, Check, DateTimeField, ForeignKeyField, TextField

from models.base import Table
from models.visit import Visit


class Proposal(Table):
    """Hour rows that a condition gives right to: pay for a late cancellation, an alarm's installation or removal."""

    visit = ForeignKeyField(Visit, backref="proposals", on_delete="RESTRICT")
    visit_id: int
    kind = CharField(max_length=20)
    basis = TextField()
    """The condition it rests on, in figures and days."""
    rows = TextField()
    """What would be written: JSON, a list of service, day, minutes, pieces and staff."""
    state = CharField(max_length=10, default="open")
    made_by = CharField()
    made_at = DateTimeField()
    decided_by = CharField(null=True)
    decided_at = DateTimeField(null=True)
    reason = TextField(default="")

    class Meta:
        """The states of a proposal."""

        constraints = (
            Check("state IN ('open', 'accepted', 'declined')", name="proposal_state"),
            Check("(state = 'open') = (decided_by IS NULL)", name="proposal_decided"),
        )


Proposal.add_index(Proposal.visit, Proposal.kind, unique=True, where=SQL("state = 'open'"))
