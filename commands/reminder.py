"""vistelse reminder: what is overdue, the letters that say so, and the reference rates of interest."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.options import DryRun, perhaps_dry
from commands.output import Column, FormatOption, Listing, money, number, print_listing
from commands.parsing import amount_of, day_of, number_of
from commands.payment_open import percent
from commands.say import say, tell
from commands.session import actor_of
from commands.verb import group, verb
from models.errors import WrongUse
from models.language.words import N_, tr

if TYPE_CHECKING:
    from models.operations.payments.reminders import ReminderSheet

app = group()

Number = Annotated[str, typer.Argument(metavar="NUMBER", help=N_("The invoice's number."))]
Folder = Annotated[str, typer.Option("--to", metavar="FOLDER", help=N_("Write it to a folder, as text or with --eml."))]
AsMail = Annotated[bool, typer.Option("--eml", help=N_("As a mail draft instead of text."))]


@verb(app, "list", N_("List the invoices that are overdue and not disputed, the longest first."), "reminder list")
def show_all(
    context: typer.Context,
    days: Annotated[str, typer.Option("--days", metavar="N", help=N_("Only those overdue for longer."))] = "",
    form: FormatOption = "table",
) -> None:
    """List what is overdue."""
    from models.operations.payments.reminders import list_overdue

    columns = (
        Column("number", N_("Number")),
        Column("recipient", N_("Recipient")),
        Column("due_on", N_("Due")),
        number("overdue", N_("Days overdue")),
        money("balance", N_("Left to pay")),
        number("reminded", N_("Reminders")),
        Column("reminded_on", N_("Last reminder"), lambda day: str(day or "")),
    )
    today = date.today()
    rows = [
        (each.number, each.recipient, each.money.due_on, each.overdue(today), each.money.balance, each.reminded,
         each.reminded_on)
        for each in list_overdue(today, actor_of(context), days=number_of(days) if days else 0)
    ]  # fmt: skip
    print_listing(Listing("overdue", columns, rows), form)


@verb(
    app,
    "write",
    N_("Write the first reminder of an overdue invoice, or the second, and keep it. No fee unless one is given."),
    "reminder write 202600011",
)
def write(
    context: typer.Context,
    invoice: Number,
    address: Annotated[str, typer.Option("--address", metavar="ADDRESS", help=N_("To whom, an e-mail address."))] = "",
    fee: Annotated[
        str, typer.Option("--fee", metavar="AMOUNT", help=N_("A fee that was agreed on beforehand, at most 60 kronor."))
    ] = "",
    to: Folder = "",
    eml: AsMail = False,
    dry_run: DryRun = False,
) -> None:
    """Write a reminder."""
    from models.operations.payments.reminders import ReminderWish, write_reminder

    wish, actor = ReminderWish(address.strip(), amount_of(fee) if fee else 0), actor_of(context)
    with perhaps_dry(dry_run):
        sheet = write_reminder(invoice, wish, date.today(), actor)
    if not dry_run:
        tell(tr("Kept as reminder {level} of {number}.", level=sheet.level, number=sheet.number))
    _give(sheet, "" if dry_run else to, eml)


@verb(app, "show", N_("Show a reminder again, as it was written."), "reminder show 202600011")
def show(
    context: typer.Context,
    invoice: Number,
    level: Annotated[str, typer.Option("--level", metavar="1|2", help=N_("Which one; the last without."))] = "",
    to: Folder = "",
    eml: AsMail = False,
) -> None:
    """Show a reminder."""
    from models.operations.payments.reminders import read_reminder

    _give(read_reminder(invoice, number_of(level, 2) if level else 0, actor_of(context)), to, eml)


def _give(sheet: ReminderSheet, folder: str, as_mail: bool) -> None:
    """Write a reminder to a folder, or to stdout."""
    if folder:
        from models.operations.payments.reminders import save_reminder

        say(str(save_reminder(sheet, Path(folder), as_mail=as_mail)))
    elif as_mail:
        sys.stdout.flush()
        typer.echo(sheet.mail, nl=False)
    else:
        say(sheet.text.rstrip("\n"))


@verb(
    app,
    "rate",
    N_("Enter the reference rate of a half-year, by which interest is reckoned. A later entry puts it right."),
    "reminder rate 2026-01-01 2,50 --source 'the central bank'",
)
def enter_rate(
    context: typer.Context,
    first: Annotated[str, typer.Argument(metavar="DATE", help=N_("1 January or 1 July, from which it holds."))],
    rate: Annotated[str, typer.Argument(metavar="PERCENT", help=N_("Percent, as 2,50; after -- below nought."))],
    source: Annotated[str, typer.Option("--source", metavar="TEXT", help=N_("Where it stands."))],
    dry_run: DryRun = False,
) -> None:
    """Enter a reference rate."""
    from models.operations.payments.reference_rates import enter_reference_rate

    day, hundredths, actor = day_of(first), hundredths_of(rate), actor_of(context)
    with perhaps_dry(dry_run):
        is_new = enter_reference_rate(day, hundredths, source, actor)
    said = percent(hundredths)
    if is_new:
        say(tr("From {day}: {percent} percent.", day=day, percent=said))
    else:
        say(tr("It is {percent} percent already.", percent=said))


def hundredths_of(text: str) -> int:
    """Read percent as hundredths of it.

    Raises:
        WrongUse: it is no percentage with at most two decimals.
    """
    from models.rules.money import parse_kronor

    try:
        return parse_kronor(text.replace("\u2212", "-"))
    except ValueError:
        raise WrongUse(what=tr("{text} is not a percentage; write it as 2,50.", text=text)) from None


@verb(app, "rates", N_("List the reference rates that are known."), "reminder rates")
def show_rates(context: typer.Context, form: FormatOption = "table") -> None:
    """List reference rates, the newest first."""
    from models.operations.payments.reference_rates import list_reference_rates

    columns = (
        Column("first", N_("From")),
        Column("rate", N_("Percent"), percent, right=True),
        Column("source", N_("Source")),
        Column("entered_by", N_("Entered by")),
    )
    found = list_reference_rates(actor_of(context))
    rows = [(row.first, row.hundredths, row.source, row.entered_by) for row in found]
    print_listing(Listing("rates", columns, rows), form)
