"""vistelse recipient: who gets a municipality's invoices."""

from __future__ import annotations

from dataclasses import astuple
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.fields import Field, values_of, with_fields
from commands.output import Column, FormatOption, Listing, codes, number, print_listing
from commands.parsing import choice_of, day_of, number_of
from commands.say import say
from commands.session import actor_of
from commands.verb import group, verb
from models.errors import WrongUse
from models.language.words import N_, tr

if TYPE_CHECKING:
    from datetime import date

app = group()

COLUMNS = (
    Column("code", N_("Code")),
    Column("municipality", N_("Municipality")),
    Column("name", N_("Name")),
    Column("organisation_number", N_("Organisation number")),
    Column("peppol_scheme", N_("Scheme")),
    Column("peppol_id", N_("Peppol address")),
    codes("peppol_confirmed", N_("Checked"), "answer"),
    Column("reference", N_("Reference")),
    Column("reference_pattern", N_("Pattern")),
    number("payment_days", N_("Days")),
    codes("grouping", N_("Invoices"), "grouping"),
    codes("privacy", N_("Privacy"), "privacy"),
    Column("street", N_("Street")),
    Column("postal_code", N_("Postal code")),
    Column("city", N_("City")),
    codes("is_default", N_("Usual"), "answer"),
    Column("valid_from", N_("From")),
    Column("valid_to", N_("To")),
    Column("attach", N_("Attached")),
)
IN_TABLE = ("code", "municipality", "name", "peppol_scheme", "peppol_id", "peppol_confirmed", "reference", "grouping")


@verb(app, "list", N_("List the recipients of a municipality, or of all."), "recipient list 0180")
def show_all(
    context: typer.Context,
    municipality: Annotated[
        str, typer.Argument(metavar="MUNICIPALITY", help=N_("A code or a name; all without."))
    ] = "",
    form: FormatOption = "table",
) -> None:
    """List recipients; a table shows the most important columns."""
    from models.operations.registers.recipients import list_recipients

    places = [place for place, column in enumerate(COLUMNS) if form in ("json", "csv", "tsv") or column.key in IN_TABLE]
    rows = [astuple(facts) for facts in list_recipients(municipality, actor_of(context))]
    listing = Listing("recipients", [COLUMNS[place] for place in places], [[row[at] for at in places] for row in rows])
    print_listing(listing, form)


def _without_hyphen(text: str) -> str:
    return text.replace("-", "").replace(" ", "")


def _grouping(text: str) -> str:
    return choice_of(text, ("visit", "recipient"))


def _privacy(text: str) -> str:
    from models.rules.person_label import PRIVACIES

    return choice_of(text, PRIVACIES)


def _attach(text: str) -> str:
    chosen = choice_of(text, ("none", "pdf", "xlsx"))
    return "" if chosen == "none" else chosen


def _day_or_none(text: str) -> date | None:
    return day_of(text) if text else None


def _number_or_none(text: str) -> int | None:
    return number_of(text) if text else None


FIELDS = (
    Field("name", "--name", "TEXT", N_("The name on the invoice.")),
    Field("organisation_number", "--organisation-number", "NUMBER", N_("Ten digits."), _without_hyphen),
    Field("peppol", "--peppol", "SCHEME:ID", N_("The e-invoice address, as 0007:2120000142 or 0088 and a GLN.")),
    Field("peppol_confirmed", "--confirmed/--not-confirmed", "", N_("Whether somebody has looked the address up.")),
    Field("reference", "--reference", "TEXT", N_("What stands on invoices without a reference of their own.")),
    Field("reference_pattern", "--pattern", "REGEX", N_("What every reference must match.")),
    Field("payment_days", "--payment-days", "DAYS", N_("The payment term; empty: our usual one."), _number_or_none),
    Field("grouping", "--grouping", "visit|recipient", N_("One invoice a visit, or one for all."), _grouping),
    Field(
        "privacy",
        "--privacy",
        "LEVEL",
        N_("What a specification says of persons: case, initials, initials-birth-year, initials-four-digits or name."),
        _privacy,
    ),
    Field(
        "attach",
        "--attach",
        "none|pdf|xlsx",
        N_("Whether the specification goes inside the e-invoice, and as what. By rule it goes another way: none."),
        _attach,
    ),
    Field("street", "--street", "TEXT", N_("Street address.")),
    Field("postal_code", "--postal-code", "CODE", N_("Postal code.")),
    Field("city", "--city", "TEXT", N_("City.")),
    Field("is_default", "--usual/--not-usual", "", N_("Whether it gets what names no recipient.")),
    Field("valid_from", "--from", "DATE", N_("The first day."), day_of),
    Field("valid_to", "--to", "DATE", N_("The last day; empty: none."), _day_or_none),
)


@verb(app, "set", N_("Add a recipient, or change one."), "recipient set 0180 --reference 4711 --confirmed")
@with_fields(FIELDS)
def change(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help=N_("The recipient's own code in this store."))],
    municipality: Annotated[
        str, typer.Option("--municipality", metavar="MUNICIPALITY", help=N_("Whose recipient a new one is."))
    ] = "",
    **given: Any,
) -> None:
    """Change what was given, and nothing else."""
    from models.operations.registers.recipients import set_recipient

    values = values_of(FIELDS, given)
    if peppol := values.pop("peppol", None):
        values["peppol_scheme"], _, values["peppol_id"] = peppol.partition(":")
    if not values and not municipality:
        raise WrongUse(what=tr("Nothing was given to change; see: vistelse recipient set --help"))
    is_new = set_recipient(code, municipality, values, actor_of(context))
    say(tr("Added {code}.", code=code) if is_new else tr("Changed {code}.", code=code))
