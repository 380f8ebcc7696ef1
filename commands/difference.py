"""vistelse difference: what posted invoices would come to at the rates that are known now, and what is done then."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from commands.options import DryRun, Reason, all_or_none, perhaps_dry
from commands.output import FORMATS, FormatOption, Listing, print_json, print_listing
from commands.parsing import choice_of, number_of
from commands.say import say
from commands.session import actor_of
from commands.verb import group, verb
from models.errors import WrongUse
from models.language.words import N_, ntr, tr

if TYPE_CHECKING:
    from models.operations.store.actor import Actor

app = group()

Number = Annotated[str, typer.Argument(metavar="NUMBER", help=N_("The difference's number, from the list."))]

Overturn = Annotated[
    bool, typer.Option("--overturn", help=N_("Also where somebody decided otherwise; look at it first: show."))
]


@verb(
    app,
    "list",
    N_("List the differences that wait: what posted invoices would come to at the rates that are known now."),
    "difference list",
)
def show_all(
    context: typer.Context,
    every: Annotated[bool, typer.Option("--all", help=N_("Those that are declined or billed too."))] = False,
    form: FormatOption = "table",
) -> None:
    """List differences, the one known longest first."""
    from commands.difference_output import COLUMNS, difference_cells, difference_object
    from models.operations.billing.list_differences import list_differences

    wanted = choice_of(form, FORMATS)
    found = list_differences(actor_of(context), every=every)
    if wanted == "json":
        print_json({"differences": [difference_object(row) for row in found]})
        return
    print_listing(Listing("differences", COLUMNS, [difference_cells(row) for row in found]), wanted)


@verb(
    app,
    "show",
    N_("Show a difference line by line: what was billed, what is paid now, and by which rates."),
    "difference show 1",
)
def show(context: typer.Context, number: Number, form: FormatOption = "table") -> None:
    """Show one difference."""
    from commands.difference_output import parts_listing, print_sheet, sheet_object
    from models.operations.reports.difference_sheet import difference_sheet

    wanted = choice_of(form, FORMATS)
    sheet = difference_sheet(number_of(number), actor_of(context))
    if wanted == "json":
        print_json(sheet_object(sheet))
    elif wanted in ("csv", "tsv"):
        print_listing(parts_listing(sheet.difference), wanted)
    else:
        print_sheet(sheet, wanted)


@verb(
    app,
    "accept",
    N_("Accept differences: the next batch bills or credits each as a document of its own."),
    "difference accept 1",
)
def accept(
    context: typer.Context,
    numbers: Annotated[
        list[str] | None, typer.Argument(metavar="NUMBER", help=N_("The differences' numbers, from the list."))
    ] = None,
    every: Annotated[bool, typer.Option("--all", help=N_("All that are proposed."))] = False,
    overturn: Overturn = False,
    dry_run: DryRun = False,
) -> None:
    """Accept differences, all that are named or none."""
    from commands.difference_output import signed_kronor
    from models.operations.billing.decide_difference import accept_difference
    from models.operations.billing.list_differences import list_differences

    actor, named = actor_of(context), [number_of(text) for text in numbers or ()]
    if every == bool(named):
        raise WrongUse(what=tr("Name the differences by their numbers, or give --all."))
    wanted = [row.id for row in list_differences(actor) if row.state == "open"] if every else named
    seen = {each: _seen(each, actor, overturn) for each in wanted}
    with perhaps_dry(dry_run), all_or_none():
        total = sum(accept_difference(each, actor, seen=seen[each]) for each in seen)
    words = ntr(
        "{n} difference accepted, {total}; the next batch bills it.",
        "{n} differences accepted, {total}; the next batch bills them.",
        len(seen),
        total=signed_kronor(total),
    )
    say(words)


@verb(
    app,
    "decline",
    N_("Decline a difference, and say why. It is proposed again only when it has become another."),
    "difference decline 2 --reason 'agreed with the municipality'",
)
def decline(
    context: typer.Context, number: Number, reason: Reason, overturn: Overturn = False, dry_run: DryRun = False
) -> None:
    """Decline a difference."""
    from models.operations.billing.decide_difference import decline_difference

    wanted, actor = number_of(number), actor_of(context)
    seen = _seen(wanted, actor, overturn)
    with perhaps_dry(dry_run):
        decline_difference(wanted, reason, actor, seen=seen)
    say(tr("Difference {number} is declined.", number=wanted))


def _seen(number: int, actor: Actor, overturn: bool) -> str:
    """Give the state that a difference is decided from: proposed, or whatever it is where that is to be overturned."""
    from models.operations.billing.decide_difference import PROPOSED
    from models.operations.billing.list_differences import show_difference

    return show_difference(number, actor).state if overturn else PROPOSED


@verb(
    app,
    "find",
    N_("Price everything that was ever posted again. That is done with every change of rates; again changes nothing."),
    "difference find",
)
def find(context: typer.Context, dry_run: DryRun = False) -> None:
    """Look for differences anew."""
    from commands.difference_output import say_differences
    from models.operations.billing.propose_differences import find_differences

    actor = actor_of(context)
    with perhaps_dry(dry_run):
        found = find_differences(date.today(), actor)
    say_differences(found)
    if not (found.proposed or found.taken_back):
        say(tr("Nothing new: what is proposed is what differs."))
