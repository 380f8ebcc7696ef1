"""What the home municipality granted."""

from __future__ import annotations

from peewee import CharField, Check, DateField, ForeignKeyField, IntegerField

from models.base import Table
from models.service import Service
from models.visit import Visit


class Decision(Table):
    """One granted service of a visit, for the whole stay unless it says otherwise."""

    visit = ForeignKeyField(Visit, backref="decisions", on_delete="RESTRICT")
    visit_id: int
    service = ForeignKeyField(Service, on_delete="RESTRICT")
    service_id: int
    provider = CharField(max_length=10, default="")
    area = CharField(default="")
    granted = IntegerField(null=True)
    """Minutes, or pieces for piece services, a period."""
    granted_per = CharField(max_length=10, default="")
    staff = IntegerField(default=1)
    first_day = DateField(null=True)
    last_day = DateField(null=True)

    class Meta:
        """Found by visit and service."""

        indexes = ((("visit", "service"), False),)
        constraints = (
            Check("provider IN ('', 'own', 'private')", name="decision_provider"),
            Check("granted_per IN ('', 'day', 'week', 'month')", name="decision_per"),
            Check("staff IN (1, 2)", name="decision_staff"),
        )
