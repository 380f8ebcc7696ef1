"""How a visit's sheet is printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, astuple
from typing import TYPE_CHECKING, Any

from commands.output import (
    FORMATS,
    Column,
    Listing,
    codes,
    markdown,
    minutes,
    money,
    number,
    print_json,
    print_listing,
    services,
    table,
)
from commands.parsing import choice_of
from commands.say import say, tell
from commands.visit_fields import DETAILS
from models.language.terms import term
from models.language.words import N_, Marked, tr, tr_marked

if TYPE_CHECKING:
    from models.operations.visits.visit_sheet import VisitSheet

HEAD: dict[str, Marked] = {
    "case": N_("Case"),
    "name": N_("Name"),
    "identity_number": N_("Identity number"),
    "protected": N_("Protected"),
    "municipality_name": N_("Home municipality"),
    "recipient": N_("Recipient"),
    "state": N_("State"),
    "first": N_("From"),
    "last": N_("To"),
    "ordered_on": N_("Ordered"),
    "order_reference": N_("Order's reference"),
    "invoice_reference": N_("Invoice's reference"),
    "legal_basis": N_("Legal basis"),
    "cleared_by": N_("Cleared by"),
}


def print_sheet(sheet: VisitSheet, chosen: str) -> None:
    """Print a visit: what is known, what was granted, what was done, what was billed."""
    wanted = choice_of(chosen, FORMATS)
    if sheet.is_masked:
        tell(tr("The person is protected; give --reason to see who it is."))
    if wanted == "json":
        print_json(asdict(sheet))
        return
    facts = Listing("facts", (Column("fact", N_("What")), Column("value", N_("Value"))), list(_facts(sheet)))
    if wanted in ("csv", "tsv"):
        print_listing(facts, wanted)
        return
    write = markdown if wanted == "markdown" else table
    say(write(facts))
    for title, listing in _parts(sheet):
        if listing.rows:
            say(f"\n{title}")
            say(write(listing))


def _facts(sheet: VisitSheet) -> Iterator[tuple[str, str]]:
    for name, words in HEAD.items():
        value = getattr(sheet, name)
        if value not in (None, ""):
            yield tr_marked(words), _said(name, value)
    for field in DETAILS:
        if sheet.details[field.name]:
            yield tr_marked(field.words).rstrip("."), sheet.details[field.name]


def _said(name: str, value: object) -> str:
    if isinstance(value, bool):
        return term("answer", value)
    return term("state", value) if name == "state" else str(value)


def _parts(sheet: VisitSheet) -> tuple[tuple[str, Listing], ...]:
    decisions = (
        services("service", N_("Service")),
        codes("provider", N_("Provider"), "provider"),
        Column("area", N_("Area")),
        number("granted", N_("Granted")),
        codes("granted_per", N_("Per"), "period"),
        number("staff", N_("Staff")),
        Column("first", N_("From")),
        Column("last", N_("To")),
    )
    papers = (
        codes("kind", N_("Paper"), "paper"),
        Column("received_on", N_("Came on")),
        Column("reference", N_("Kept as")),
        Column("entered_by", N_("Entered by")),
    )
    months = (
        Column("month", N_("Month")),
        number("rows", N_("Hour rows")),
        minutes("minutes", N_("Time")),
        number("pieces", N_("Pieces")),
        Column("signed_by", N_("Signed by")),
        number("reversed", N_("Reversed")),
        number("late", N_("Late")),
    )
    invoices = (
        Column("number", N_("Number")),
        codes("kind", N_("Kind"), "kind"),
        Column("month", N_("Month")),
        money("net", N_("Amount")),
    )
    return (
        (tr("Papers:"), Listing("papers", papers, _rows(sheet.papers))),
        (tr("Granted:"), Listing("decisions", decisions, _rows(sheet.decisions))),
        (tr("Carried out:"), Listing("months", months, _rows(sheet.months))),
        (tr("Billed:"), Listing("invoices", invoices, _rows(sheet.invoices))),
    )


def _rows(facts: Any) -> list[tuple[Any, ...]]:
    return [astuple(fact) for fact in facts]
