"""A stay with its order."""

from __future__ import annotations

from peewee import BooleanField, CharField, Check, DateField, ForeignKeyField, TextField

from models.base import Table
from models.municipality import Municipality
from models.person import Person
from models.recipient import Recipient


class Visit(Table):
    """One person's stay with us, ordered and paid by the home municipality (29 kap. 5-6 §§ SoL)."""

    case_number = CharField(unique=True)
    case_key = CharField(unique=True)
    """The case number in small letters: two that differ in capitals are one."""
    case_made_up = BooleanField(default=False)
    """Whether we gave the number, for want of the host municipality's own."""
    person = ForeignKeyField(Person, backref="visits", on_delete="RESTRICT")
    person_id: int
    municipality = ForeignKeyField(Municipality, backref="visits", on_delete="RESTRICT")
    municipality_id: int
    recipient = ForeignKeyField(Recipient, backref="visits", on_delete="RESTRICT")
    recipient_id: int
    state = CharField(max_length=20, default="announced")
    first_day = DateField()
    last_day = DateField(null=True)
    ordered_on = DateField(null=True)
    ordered_by = CharField(default="")
    order_reference = CharField(default="")
    invoice_reference = CharField(default="")
    legal_basis = CharField()
    stay_address = TextField(default="")
    stay_phone = CharField(default="")
    home_address = TextField(default="")
    home_phone = CharField(default="")
    relatives = TextField(default="")
    dwelling = TextField(default="")
    social_situation = TextField(default="")
    impairment = TextField(default="")
    resources = TextField(default="")
    objective = TextField(default="")
    officer_name = CharField(default="")
    officer_phone = CharField(default="")
    officer_email = CharField(default="")
    cleared_by = CharField(null=True)
    """Who said that a protected person's visit may be billed."""
    is_open = BooleanField(default=True)
    """Neither closed nor cancelled: what the monthly work looks at."""

    class Meta:
        """A stay ends on its last day or later than it began."""

        constraints = (
            Check("last_day IS NULL OR last_day >= first_day", name="visit_stay"),
            Check(
                "state IN ('announced', 'order-incomplete', 'confirmed', 'ongoing', 'ended',"
                " 'finally-billed', 'closed', 'cancelled')",
                name="visit_state",
            ),
        )
