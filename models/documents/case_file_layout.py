"""What a case file shows, section by section: which facts, what they are called, and how they are written."""

from __future__ import annotations

from dataclasses import dataclass

from models.language.words import N_, Marked


@dataclass(frozen=True, slots=True)
class Shown:
    """A fact of a row: its name in the open format, its label on paper, and what it is.

    `sort` is `text`, `money` (öre), `minutes`, `clock` (minutes of the day), `moment` (UTC), `answer`, `service`, or
    the sort of a code's terms; `facts` are a deed's, as JSON; a `quantity` is minutes where the row's unit is the hour.
    `is_free` says that somebody typed it, so that anybody may be named in it; what is not on paper stands in the open
    format alone.
    """

    name: str
    label: Marked
    sort: str = "text"
    is_free: bool = False
    is_on_paper: bool = True


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the file; a list has one row a thing, any other section one row of facts in all."""

    name: str
    heading: Marked
    facts: tuple[Shown, ...]
    is_list: bool = True


SECTIONS: tuple[Section, ...] = (
    Section(
        "order",
        N_("The order"),
        (
            Shown("case_number", N_("Case")),
            Shown("state", N_("State"), "state"),
            Shown("municipality", N_("Home municipality")),
            Shown("recipient", N_("Recipient"), is_free=True),
            Shown("first_day", N_("First day")),
            Shown("last_day", N_("Last day")),
            Shown("ordered_on", N_("Ordered")),
            Shown("ordered_by", N_("Ordered by"), is_free=True),
            Shown("order_reference", N_("Order reference"), is_free=True),
            Shown("invoice_reference", N_("Invoice reference"), is_free=True),
            Shown("legal_basis", N_("Legal basis"), is_free=True),
            Shown("officer_name", N_("Officer"), is_free=True),
            Shown("officer_phone", N_("Officer's telephone"), is_free=True),
            Shown("officer_email", N_("Officer's e-mail"), is_free=True),
            Shown("cleared_by", N_("Cleared by")),
        ),
        is_list=False,
    ),
    Section(
        "person",
        N_("Person"),
        (
            Shown("name", N_("Name"), is_free=True),
            Shown("identity_number", N_("Identity number"), is_free=True),
            Shown("protected", N_("Protected"), "answer"),
            Shown("stay_address", N_("Address here"), is_free=True),
            Shown("stay_phone", N_("Telephone here"), is_free=True),
            Shown("home_address", N_("Home address"), is_free=True),
            Shown("home_phone", N_("Home telephone"), is_free=True),
            Shown("relatives", N_("Relatives"), is_free=True),
            Shown("dwelling", N_("Dwelling"), is_free=True),
            Shown("social_situation", N_("Social situation"), is_free=True),
            Shown("impairment", N_("Impairment"), is_free=True),
            Shown("resources", N_("Resources"), is_free=True),
            Shown("objective", N_("Objective"), is_free=True),
        ),
        is_list=False,
    ),
    Section(
        "decisions",
        N_("Decisions"),
        (
            Shown("service", N_("Service"), "service"),
            Shown("provider", N_("Provider"), "provider"),
            Shown("area", N_("Area"), is_free=True),
            Shown("granted", N_("Granted, minutes or pieces")),
            Shown("granted_per", N_("Per"), "period"),
            Shown("staff", N_("Staff")),
            Shown("first_day", N_("From")),
            Shown("last_day", N_("To")),
        ),
    ),
    Section(
        "papers",
        N_("Papers"),
        (
            Shown("kind", N_("Paper"), "paper"),
            Shown("received_on", N_("Received")),
            Shown("reference", N_("Reference"), is_free=True),
            Shown("entered_by", N_("Entered by")),
        ),
    ),
    Section(
        "hours",
        N_("Hour rows"),
        (
            Shown("key", N_("Key"), is_free=True),
            Shown("day", N_("Day")),
            Shown("service", N_("Service"), "service"),
            Shown("start", N_("Start"), "clock"),
            Shown("end", N_("End"), "clock"),
            Shown("minutes", N_("Time"), "minutes"),
            Shown("pieces", N_("Pieces")),
            Shown("staff", N_("Staff")),
            Shown("kind", N_("Kind"), "row kind"),
            Shown("entered_by", N_("Entered by")),
            Shown("entered_at", N_("Entered"), "moment", is_on_paper=False),
            Shown("remark", N_("Remark"), is_free=True),
            Shown("billed_on", N_("Billed on")),
        ),
    ),
    Section(
        "signatures",
        N_("Signed months"),
        (
            Shown("month", N_("Month")),
            Shown("signed_by", N_("Signed by")),
            Shown("signed_at", N_("Signed"), "moment"),
            Shown("deviation_reason", N_("Why it deviates"), is_free=True),
        ),
    ),
    Section(
        "proposals",
        N_("Proposals"),
        (
            Shown("kind", N_("Proposal"), "row kind"),
            Shown("state", N_("State"), "proposal state"),
            Shown("made_at", N_("Made"), "moment"),
            Shown("decided_by", N_("Decided by")),
            Shown("decided_at", N_("Decided"), "moment", is_on_paper=False),
            Shown("reason", N_("Reason"), is_free=True),
        ),
    ),
    Section(
        "letters",
        N_("Letters"),
        (
            Shown("kind", N_("Letter"), "letter"),
            Shown("made_at", N_("Made"), "moment"),
            Shown("made_by", N_("Made by")),
            Shown("address", N_("To"), is_free=True),
            Shown("subject", N_("Subject"), is_free=True),
            Shown("body", N_("Text"), is_free=True),
        ),
    ),
    Section(
        "lines",
        N_("Invoices and credit notes"),
        (
            Shown("number", N_("Number")),
            Shown("kind", N_("Kind"), "kind"),
            Shown("issued_on", N_("Date"), is_on_paper=False),
            Shown("position", N_("Line")),
            Shown("service", N_("Service"), "service"),
            Shown("first_day", N_("From")),
            Shown("last_day", N_("To")),
            Shown("unit", N_("Unit"), "unit"),
            Shown("quantity", N_("Quantity"), "quantity"),
            Shown("price", N_("Rate"), "money"),
            Shown("net", N_("Amount"), "money"),
            Shown("takes_back", N_("Takes back"), "answer"),
            Shown("about", N_("Changes")),
            Shown("reason", N_("Reason"), is_free=True),
        ),
    ),
    Section(
        "disputes",
        N_("Disputed lines"),
        (
            Shown("number", N_("Number")),
            Shown("position", N_("Line")),
            Shown("opened_on", N_("Since")),
            Shown("deadline", N_("Deadline")),
            Shown("reason", N_("Reason"), is_free=True),
            Shown("outcome", N_("Outcome"), "outcome"),
            Shown("closed_reason", N_("Why so"), is_free=True),
        ),
    ),
    Section(
        "events",
        N_("What has been done"),
        (
            Shown("at", N_("When"), "moment"),
            Shown("login", N_("Who")),
            Shown("deed", N_("Deed"), "deed"),
            Shown("subject", N_("With what"), is_free=True),
            Shown("facts", N_("Facts"), "facts", is_free=True),
        ),
    ),
    Section(
        "accesses",
        N_("Who has looked"),
        (
            Shown("at", N_("When"), "moment"),
            Shown("login", N_("Who")),
            Shown("deed", N_("Deed"), "deed"),
            Shown("reason", N_("Reason"), is_free=True),
        ),
    ),
)
"""In the order of the file."""
