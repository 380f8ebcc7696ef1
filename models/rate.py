"""What a home municipality pays a unit of a service, on two time axes."""

from __future__ import annotations

from peewee import BigIntegerField, BooleanField, CharField, Check, DateField, DateTimeField, ForeignKeyField

from models.base import Table
from models.municipality import Municipality
from models.service import Service
from models.visit import Visit


class Rate(Table):
    """One price, valid from a day and known since a day; entered once, then only confirmed."""

    municipality = ForeignKeyField(Municipality, backref="rates", on_delete="RESTRICT")
    municipality_id: int
    service = ForeignKeyField(Service, on_delete="RESTRICT")
    service_id: int
    visit = ForeignKeyField(Visit, null=True, on_delete="RESTRICT")
    visit_id: int | None
    """The one visit that it was agreed for; none: the municipality's own."""
    provider = CharField(max_length=10, default="")
    area = CharField(default="")
    band = CharField(default="")
    unit = CharField(max_length=10)
    price = BigIntegerField()
    """Öre a unit (an hour, a visit, a day, a started month, a piece)."""
    valid_from = DateField()
    valid_to = DateField(null=True)
    decided_on = DateField(null=True)
    known_since = DateField()
    """The day of the decision, or of the import where no decision's day was given."""
    known_until = DateField(null=True)
    """The day from which it is known not to hold as it stands here: corrected, ended or withdrawn; set once."""
    replaces = ForeignKeyField("self", null=True, index=False, on_delete="RESTRICT")
    """The rate that it corrects or ends."""
    replaces_id: int | None
    source = CharField(default="")
    entered_by = CharField()
    confirmed_by = CharField(null=True)
    confirmed_at = DateTimeField(null=True)
    is_example = BooleanField(default=False)
    """Published somewhere and seeded; it says nothing where anybody has entered a rate."""

    class Meta:
        """A missing rate is a missing row, never 0 kr."""

        indexes = ((("municipality", "service", "valid_from"), False),)
        constraints = (
            Check("price > 0", name="rate_price"),
            Check("valid_to IS NULL OR valid_to >= valid_from", name="rate_period"),
            Check("provider IN ('', 'own', 'private')", name="rate_provider"),
            Check("unit IN ('hour', 'visit', 'day', 'month', 'piece')", name="rate_unit"),
        )
