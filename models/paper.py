"""Papers that came with an order."""

from __future__ import annotations

from peewee import CharField, DateField, ForeignKeyField

from models.base import Table
from models.visit import Visit


class Paper(Table):
    """A paper received: the decision, the investigation, a consent ... (models.rules.papers); not the paper itself."""

    visit = ForeignKeyField(Visit, backref="papers", on_delete="RESTRICT")
    visit_id: int
    kind = CharField(max_length=30)
    received_on = DateField()
    reference = CharField(default="")
    entered_by = CharField()

    class Meta:
        """A kind of paper comes once; a better one takes its place."""

        indexes = ((("visit", "kind"), True),)
