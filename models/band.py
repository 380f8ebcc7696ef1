"""What a municipality calls day, evening, night and weekend."""

from __future__ import annotations

from peewee import CharField, ForeignKeyField, IntegerField

from models.base import Table
from models.municipality import Municipality


class Band(Table):
    """One row of a municipality's band scheme, in the order in which rows are tried."""

    municipality = ForeignKeyField(Municipality, backref="bands", on_delete="RESTRICT")
    municipality_id: int
    position = IntegerField()
    band = CharField()
    days = CharField()
    """As in the file: mon-fri, sat+sun, holiday, all."""
    start = IntegerField()
    end = IntegerField()
    """Minutes of the day; not later than start means past midnight."""

    class Meta:
        """A scheme has an order."""

        indexes = ((("municipality", "position"), True),)
