"""Our own organisation: the host municipality that bills."""

from __future__ import annotations

from peewee import SQL, BooleanField, CharField, Check, ForeignKeyField, IntegerField, TextField

from models.base import Table
from models.municipality import Municipality


class Organisation(Table):
    """The one row that says who we are and what our documents print."""

    municipality = ForeignKeyField(Municipality, on_delete="RESTRICT")
    name = CharField()
    organisation_number = CharField(max_length=10)
    vat_number = CharField(max_length=14)
    bankgiro = CharField(max_length=8, default="")
    payment_days = IntegerField(default=30)
    mailbox = CharField(default="")
    street = CharField(default="")
    postal_code = CharField(default="")
    city = CharField(default="")
    exemption_code = CharField()
    exemption_text = TextField()
    attest = BooleanField(default=True)
    training = BooleanField(default=False)
    interest = BooleanField(default=False, constraints=[SQL("DEFAULT FALSE")])
    """Whether late payment bears interest by räntelagen (1975:635)."""
    outbox = TextField(default="", constraints=[SQL("DEFAULT ''")])
    """The folder that our access point watches; '': none, or said each time."""

    class Meta:
        """One organisation a store."""

        constraints = (Check("id = 1", name="one_organisation"),)
