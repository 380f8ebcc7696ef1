"""The unit manager's word that a month of a visit is complete."""

from __future__ import annotations

from peewee import SQL, CharField, DateTimeField, ForeignKeyField, TextField

from models.base import Table
from models.visit import Visit


class MonthSignature(Table):
    """A signed month: it may be billed, and it takes no new hours."""

    visit = ForeignKeyField(Visit, backref="signatures", on_delete="RESTRICT")
    visit_id: int
    month = CharField(max_length=7)
    signed_by = CharField()
    signed_at = DateTimeField()
    deviation_reason = TextField(default="", constraints=[SQL("DEFAULT ''")])
    """Why executed hours are far from the granted ones, where a limit asks for it."""
    reopen_asked_by = CharField(null=True)
    """Who asked to open a billed month again; somebody else must agree."""
    reopen_asked_at = DateTimeField(null=True)
    reopen_reason = TextField(default="", constraints=[SQL("DEFAULT ''")])

    class Meta:
        """Once a month."""

        indexes = ((("visit", "month"), True),)
