"""Conditions: dated rules of ours, or of a home municipality, that say what an order needs and what is paid."""

from __future__ import annotations

from peewee import CharField, Check, DateField, DateTimeField, ForeignKeyField, IntegerField

from models.base import Table
from models.municipality import Municipality
from models.service import Service


class Condition(Table):
    """One rule in force for some days; which of its figures it has, its kind says (models.rules.conditions)."""

    municipality = ForeignKeyField(Municipality, null=True, on_delete="RESTRICT")
    municipality_id: int | None
    """The home municipality whose it is; none: our own, for everybody else's guests."""
    kind = CharField(max_length=30)
    service = ForeignKeyField(Service, null=True, index=False, on_delete="RESTRICT")
    service_id: int | None
    """The service it is about; none: any."""
    subject = CharField(default="")
    """The field, the paper or the service that a kind names."""
    days = IntegerField(null=True)
    paid_days = IntegerField(null=True)
    minutes = IntegerField(null=True)
    percent = IntegerField(null=True)
    valid_from = DateField()
    valid_to = DateField(null=True)
    source = CharField(default="")
    entered_by = CharField()
    entered_at = DateTimeField()

    class Meta:
        """Found by owner and kind."""

        indexes = ((("municipality", "kind", "valid_from"), False),)
        constraints = (
            Check("valid_to IS NULL OR valid_to >= valid_from", name="condition_period"),
            Check("percent IS NULL OR percent BETWEEN 1 AND 100", name="condition_percent"),
            Check("minutes IS NULL OR minutes > 0", name="condition_minutes"),
            Check("days IS NULL OR days >= 0", name="condition_days"),
            Check("paid_days IS NULL OR paid_days > 0", name="condition_paid_days"),
        )
