"""The forms about visits, described: which fields each has, and how each is read."""

from __future__ import annotations

from models.language.words import N_
from tui.form_fields import (
    FormField,
    a_day,
    a_detail,
    a_municipality,
    a_period,
    a_provider,
    a_service,
    a_staff,
    a_text,
    a_yes_no,
    an_amount_granted,
    an_identity,
)

DAY_HINT = N_("1/7, today, +14")

IDENTITY = FormField("identity_number", N_("Identity number"), an_identity, N_("10 or 12 digits"))
NAME = FormField("name", N_("Name"), a_text)
ORDERED = FormField("ordered_on", N_("Ordered on"), a_day, DAY_HINT)
ORDER_REFERENCE = FormField("order_reference", N_("Their decision"), a_text, N_("their number"))
INVOICE_REFERENCE = FormField("invoice_reference", N_("Invoice reference"), a_text, N_("what they ask for"))

SERVICE = FormField("service", N_("Granted service"), a_service, N_("name or a part"))

DECISION: tuple[FormField, ...] = (
    FormField("service", N_("Granted service"), a_service, N_("name or a part"), needed=True),
    FormField("granted", N_("Granted"), an_amount_granted, N_("10:00 or pieces")),
    FormField("granted_per", N_("Granted per"), a_period, N_("day, week, month")),
    FormField("provider", N_("Provider"), a_provider, N_("own or private")),
    FormField("area", N_("Area"), a_text, N_("if the rate needs it")),
)
"""A granted service."""

DECIDED: tuple[FormField, ...] = (
    *DECISION[1:],
    FormField("staff", N_("Staff"), a_staff, N_("1 or 2")),
    FormField("first_day", N_("Granted from"), a_day, N_("empty: the whole stay")),
    FormField("last_day", N_("Granted to"), a_day, N_("empty: the whole stay")),
)
"""What may be changed of a granted service."""

CORRECT: tuple[FormField, ...] = (
    FormField("name", N_("Name"), a_text, needed=True),
    IDENTITY,
    FormField("reason", N_("Why"), a_text, N_("without any name"), needed=True),
)
"""What may be corrected of a guest, and why."""

REGISTER: tuple[FormField, ...] = (
    IDENTITY,
    NAME,
    FormField("protected", N_("Protected"), a_yes_no, N_("yes or no")),
    FormField("home_municipality", N_("From municipality"), a_municipality, N_("code or name"), needed=True),
    FormField("from", N_("First day"), a_day, DAY_HINT, needed=True),
    FormField("to", N_("Last day"), a_day, N_("empty: not known")),
    ORDERED,
    ORDER_REFERENCE,
    INVOICE_REFERENCE,
    FormField("recipient", N_("Recipient"), a_text, N_("empty: the usual one")),
    FormField("case", N_("Case number"), a_text, N_("empty: made up")),
    SERVICE,
    *DECISION[1:],
)
"""Everything that a registration asks; the names are those of a visits file."""

KEPT_FROM_LAST = ("home_municipality", "service", "granted_per", "provider")
"""What is proposed from the last registration: nothing that tells of a person."""

ORDER: tuple[FormField, ...] = (
    FormField("last_day", N_("Last day"), a_day, N_("empty: not known")),
    ORDERED,
    ORDER_REFERENCE,
    INVOICE_REFERENCE,
    FormField("recipient", N_("Recipient"), a_text, N_("the recipient's code"), needed=True),
)

DETAILS: tuple[FormField, ...] = (
    FormField("stay_address", N_("Address here"), a_detail),
    FormField("stay_phone", N_("Telephone here"), a_detail),
    FormField("home_address", N_("Address at home"), a_detail),
    FormField("home_phone", N_("Telephone at home"), a_detail),
    FormField("relatives", N_("Relatives"), a_detail),
    FormField("dwelling", N_("Dwelling"), a_detail),
    FormField("social_situation", N_("Social situation"), a_detail),
    FormField("impairment", N_("Impairment"), a_detail),
    FormField("resources", N_("Resources"), a_detail),
    FormField("objective", N_("Objective"), a_detail),
    FormField("ordered_by", N_("Ordered by"), a_detail),
    FormField("officer_name", N_("Case officer"), a_detail),
    FormField("officer_phone", N_("Officer's phone"), a_detail),
    FormField("officer_email", N_("Officer's e-mail"), a_detail),
)
"""What the sheet says besides the order."""

COMPLETE: tuple[FormField, ...] = (*ORDER, IDENTITY, NAME, *DETAILS)
"""Everything that may be completed; the person's name and number only where they are unknown."""
