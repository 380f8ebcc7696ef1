"""Who gets the invoices of a home municipality."""

from __future__ import annotations

from peewee import SQL, BooleanField, CharField, Check, DateField, ForeignKeyField, IntegerField

from models.base import Table
from models.municipality import Municipality


class Recipient(Table):
    """An invoice's addressee: a municipality itself, a district of it, or a federation that answers for it."""

    municipality = ForeignKeyField(Municipality, backref="recipients", on_delete="RESTRICT")
    municipality_id: int
    code = CharField(unique=True)
    name = CharField()
    organisation_number = CharField(max_length=10)
    peppol_scheme = CharField(max_length=4)
    peppol_id = CharField(max_length=50)
    peppol_confirmed = BooleanField(default=False)
    """Whether somebody has looked the address up; the seeded ones are only probable."""
    reference = CharField(default="")
    """What goes on every invoice whose visit has no reference of its own."""
    reference_pattern = CharField(default="")
    """A regular expression that the whole reference must match; empty: any."""
    payment_days = IntegerField(null=True)
    grouping = CharField(max_length=10, default="visit")
    privacy = CharField(max_length=20, default="case")
    attach = CharField(max_length=4, default="", constraints=[SQL("DEFAULT ''")])
    """The form in which the specification goes inside the e-invoice; '' is the rule: it goes another way."""
    street = CharField(default="")
    postal_code = CharField(default="")
    city = CharField(default="")
    is_default = BooleanField(default=False)
    valid_from = DateField()
    valid_to = DateField(null=True)

    class Meta:
        """The values that a document's rules know."""

        constraints = (
            Check("peppol_scheme IN ('0007', '0088')", name="recipient_scheme"),
            Check("grouping IN ('visit', 'recipient')", name="recipient_grouping"),
        )
