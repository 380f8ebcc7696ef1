"""vistelse dispute: lines that the home municipality does not accept."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from commands.options import DryRun, Reason, perhaps_dry
from commands.output import Column, FormatOption, Listing, codes, money, number, print_listing
from commands.parsing import choice_of, day_of, number_of
from commands.say import say, tell
from commands.session import actor_of
from commands.verb import group, verb
from models.language.terms import term
from models.language.words import N_, tr

if TYPE_CHECKING:
    from models.operations.payments.disputes import DisputeSheet

app = group()

Number = Annotated[str, typer.Argument(metavar="NUMBER", help=N_("The invoice's number."))]
Line = Annotated[str, typer.Argument(metavar="LINE", help=N_("The line's number in it."))]

COLUMNS = (
    Column("number", N_("Number")),
    number("line", N_("Line")),
    Column("recipient", N_("Recipient")),
    money("net", N_("Amount")),
    Column("opened_on", N_("Since")),
    Column("deadline", N_("Deadline")),
    Column("reason", N_("Reason")),
    codes("outcome", N_("Outcome"), "outcome"),
    Column("credited_by", N_("Taken back by")),
    Column("command", N_("Go on with")),
)


@verb(
    app,
    "open",
    N_("Say that a line is disputed, why, and when it is to be decided. Its invoice is not reminded of."),
    "dispute open 202600013 1 --deadline 2099-12-31 --reason 'says 12 hours, not 14'",
)
def open_one(
    context: typer.Context,
    number: Number,
    line: Line,
    deadline: Annotated[str, typer.Option("--deadline", metavar="DATE", help=N_("By when it is to be decided."))],
    reason: Reason,
    dry_run: DryRun = False,
) -> None:
    """Open a dispute."""
    from models.operations.payments.disputes import open_dispute

    position, day, actor = number_of(line), day_of(deadline), actor_of(context)
    with perhaps_dry(dry_run):
        open_dispute(number, position, day, reason, date.today(), actor)
    say(tr("Line {line} of {number} is disputed, to be decided by {day}.", line=position, number=number, day=day))


@verb(
    app,
    "close",
    N_("Close a dispute with its outcome. One that is upheld waits until its line is credited."),
    "dispute close 202600013 1 --outcome upheld --reason 'two hours were never given'",
)
def close_one(
    context: typer.Context,
    number: Number,
    line: Line,
    outcome: Annotated[
        str, typer.Option("--outcome", metavar="upheld|partly|rejected", help=N_("Whether the line was wrong."))
    ],
    reason: Reason,
    dry_run: DryRun = False,
) -> None:
    """Close a dispute."""
    from models.operations.payments.disputes import close_dispute
    from models.rules.payments import Outcome

    position, wanted, actor = number_of(line), choice_of(outcome, Outcome), actor_of(context)
    with perhaps_dry(dry_run):
        sheet = close_dispute(number, position, wanted, reason, actor)
    said = term("outcome", wanted)
    say(tr("The dispute of line {line} of {number} is {outcome}.", line=position, number=number, outcome=said))
    if sheet.awaits_credit:
        tell(tr("Go on with: {command}", command=credit_command(sheet)))


@verb(app, "list", N_("List the disputes that are open, or upheld and not credited yet."), "dispute list")
def show_all(
    context: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help=N_("All that there have been."))] = False,
    form: FormatOption = "table",
) -> None:
    """List disputes, the nearest deadline first."""
    from models.operations.payments.disputes import list_disputes

    rows = []
    for each in list_disputes(actor_of(context), everything=everything):
        command = credit_command(each) if each.awaits_credit else ""
        about = (each.number, each.line, each.recipient, each.net, each.opened_on, each.deadline, each.reason)
        rows.append((*about, str(each.outcome or ""), each.credited_by, command))
    print_listing(Listing("disputes", COLUMNS, rows), form)


def credit_command(sheet: DisputeSheet) -> str:
    """Write the command that credits a line whose dispute was upheld."""
    return f"vistelse invoice credit {sheet.number} --lines {sheet.line} --code disputed"
