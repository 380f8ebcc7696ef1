"""What a municipality calls day, evening, night and weekend, and from which day."""

from __future__ import annotations

from peewee import SQL, CharField, DateField, ForeignKeyField, IntegerField

from models.base import Table
from models.municipality import Municipality
from models.rules.band_history import ALWAYS


class Band(Table):
    """One row of a municipality's band scheme, in the order in which rows are tried."""

    municipality = ForeignKeyField(Municipality, backref="bands", on_delete="RESTRICT")
    municipality_id: int
    valid_from = DateField(default=ALWAYS, constraints=[SQL("DEFAULT '0001-01-01'")])
    """Tells the schemes of a municipality apart."""
    position = IntegerField()
    band = CharField()
    days = CharField()
    """As in the file: mon-fri, sat+sun, holiday, all."""
    start = IntegerField()
    end = IntegerField()
    """Minutes of the day; not later than start means past midnight."""

    class Meta:
        """Each scheme has an order."""

        indexes = ((("municipality", "valid_from", "position"), True),)
