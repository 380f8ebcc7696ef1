"""The unit manager's word that a month of a visit is complete."""

from __future__ import annotations

from peewee import CharField, DateTimeField, ForeignKeyField

from models.base import Table
from models.visit import Visit


class MonthSignature(Table):
    """A signed month: it may be billed, and it takes no new hours."""

    visit = ForeignKeyField(Visit, backref="signatures", on_delete="RESTRICT")
    visit_id: int
    month = CharField(max_length=7)
    signed_by = CharField()
    signed_at = DateTimeField()

    class Meta:
        """Once a month."""

        indexes = ((("visit", "month"), True),)
