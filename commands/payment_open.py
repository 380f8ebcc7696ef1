"""What is left to pay, and the interest on what is late."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from commands.output import Column, FormatOption, Listing, codes, money, number, print_listing
from commands.parsing import day_of
from commands.session import actor_of
from commands.verb import verb
from models.language.words import N_

OPEN = (
    Column("number", N_("Number")),
    Column("recipient", N_("Recipient")),
    Column("due_on", N_("Due")),
    number("overdue", N_("Days overdue")),
    money("total", N_("Amount")),
    money("credited", N_("Credited so far")),
    money("settled", N_("Paid")),
    money("balance", N_("Left to pay")),
    codes("state", N_("State"), "payment state"),
)
SPANS = (
    Column("first", N_("From")),
    Column("last", N_("To")),
    number("days", N_("Days")),
    money("balance", N_("Left to pay")),
    Column("rate", N_("Percent"), lambda hundredths: percent(hundredths), right=True),
    money("so_far", N_("Interest so far")),
)


def percent(hundredths: int) -> str:
    """Write hundredths of a percent as people read them: 1050 is `10,50`."""
    whole, rest = divmod(abs(hundredths), 100)
    return f"{'−' if hundredths < 0 else ''}{whole},{rest:02}"


def add_open(app: typer.Typer) -> None:
    """Add the verbs that only read."""
    verb(app, "open", N_("List the invoices that are not paid, the longest due first, and how each stands."),
         "payment open")(show_open)  # fmt: skip
    verb(app, "interest", N_("Reckon the interest on an invoice that was not paid in time, span by span."),
         "payment interest 202600011 --until 2026-08-15")(show_interest)  # fmt: skip


def show_open(
    context: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help=N_("Also those with nothing left to pay."))] = False,
    form: FormatOption = "table",
) -> None:
    """List what is left to pay."""
    from models.operations.payments.standing import list_standings

    today = date.today()
    rows = []
    for each in list_standings(actor_of(context), everything=everything):
        own = each.money
        sums = (own.total, own.credited, own.settled, own.balance)
        rows.append((each.number, each.recipient, own.due_on, each.overdue(today), *sums, str(each.state(today))))
    print_listing(Listing("open", OPEN, rows), form)


def show_interest(
    context: typer.Context,
    invoice: Annotated[str, typer.Argument(metavar="NUMBER", help=N_("The invoice's number."))],
    until: Annotated[str, typer.Option("--until", metavar="DATE", help=N_("The last day that bears interest."))] = "",
    form: FormatOption = "table",
) -> None:
    """Show how interest is reckoned."""
    from models.operations.payments.show_interest import show_interest as reckon

    sheet = reckon(invoice, day_of(until) if until else date.today(), actor_of(context))
    rows = [
        (span.first, span.last, span.days, span.balance, span.rate, so_far)
        for span, so_far in zip(sheet.spans, sheet.so_far, strict=True)
    ]
    print_listing(Listing("interest", SPANS, rows), form)
