"""vistelse rate: what home municipalities pay, and when it is day and night."""

from __future__ import annotations

from dataclasses import astuple
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from commands.difference_output import proposed_before, proposed_since, say_differences
from commands.narrow import narrowed
from commands.options import DryRun, all_or_none, perhaps_dry
from commands.output import Column, FormatOption, Listing, codes, money, number, print_listing, services
from commands.parsing import content_of, number_of
from commands.rate_correct import add_corrections
from commands.rate_enter import add_enter
from commands.rate_questions import add_questions
from commands.say import say, tell
from commands.session import actor_of
from commands.verb import group, verb
from models.language.words import N_, ntr, tr

app = group()

File = Annotated[str, typer.Argument(metavar="FILE", help=N_("CSV or Excel, as the handbook describes it."))]
Municipality = Annotated[str, typer.Argument(metavar="MUNICIPALITY", help=N_("A code or a name; all without."))]


@verb(
    app,
    "import",
    N_("Read a file of rates. Reading it again changes nothing."),
    "rate import demo-out/files/rates-2026.csv --confirm",
)
def read_rates(
    context: typer.Context,
    file: File,
    confirm: Annotated[bool, typer.Option("--confirm", help=N_("They have been checked with their source."))] = False,
    dry_run: DryRun = False,
) -> None:
    """Import rates, all of the file or nothing."""
    from models.operations.registers.import_rates import import_rates

    path = Path(file)
    content, actor = content_of(path), actor_of(context)
    with perhaps_dry(dry_run):
        receipt = import_rates(path.name, content, date.today(), actor, confirm=confirm)
    _tell_notices(receipt.notices)
    text = tr("{file}: {added} new, {unchanged} known already, {confirmed} confirmed.", **_figures(receipt))
    say(text)
    say_differences(receipt.differences)


def _figures(receipt: object) -> dict[str, object]:
    return {name: getattr(receipt, name) for name in ("file", "added", "unchanged", "confirmed")}


def _tell_notices(notices: tuple[str, ...]) -> None:
    for notice in notices:
        tell(notice)


@verb(
    app,
    "import-bands",
    N_("Read a file of what municipalities call day, evening, night and weekend."),
    "rate import-bands demo-out/files/bands.csv",
)
def read_bands(context: typer.Context, file: File, dry_run: DryRun = False) -> None:
    """Import band schemes and split unbilled hour rows anew."""
    from models.operations.hours.split_anew import told
    from models.operations.registers.import_bands import import_bands

    path = Path(file)
    content, actor = content_of(path), actor_of(context)
    with perhaps_dry(dry_run):
        receipt = import_bands(path.name, content, actor)
    _tell_notices(receipt.notices)
    schemes = ntr("{file}: {n} new scheme", "{file}: {n} new schemes", receipt.changed, file=receipt.file)
    rest = tr(
        "{unchanged} known already, {split} hour rows split anew.",
        unchanged=receipt.unchanged,
        split=receipt.split.rows,
    )
    say("\n".join((f"{schemes}, {rest}", *told(receipt.split))))


@verb(app, "list", N_("List the rates of a municipality, or all."), "rate list 0180")
def show_all(
    context: typer.Context,
    municipality: Municipality = "",
    unconfirmed: Annotated[bool, typer.Option("--unconfirmed", help=N_("Only what nobody has confirmed."))] = False,
    past: Annotated[
        bool, typer.Option("--all", help=N_("Also what was corrected, ended or withdrawn, and since when."))
    ] = False,
    form: FormatOption = "table",
) -> None:
    """List rates with their numbers, by which they are confirmed."""
    from models.operations.registers.list_registers import list_rates

    columns = (
        number("id", N_("Number")),
        Column("municipality", N_("Code")),
        Column("name", N_("Municipality")),
        services("service", N_("Service")),
        codes("provider", N_("Provider"), "provider"),
        Column("area", N_("Area")),
        Column("band", N_("Band")),
        codes("unit", N_("Unit"), "unit"),
        money("price", N_("Price")),
        Column("valid_from", N_("From")),
        Column("valid_to", N_("To")),
        Column("known_since", N_("Known since")),
        Column("confirmed_by", N_("Confirmed by")),
        Column("source", N_("Source")),
        Column("known_until", N_("Known until")),
        Column("case", N_("Agreed for")),
    )
    found = list_rates(municipality, actor_of(context), unconfirmed=unconfirmed, past=past)
    rows = [astuple(rate) for rate in found]
    print_listing(narrowed(Listing("rates", columns, rows), form, ("known_until", "case")), form)


add_enter(app)
add_corrections(app)
add_questions(app)


@verb(app, "confirm", N_("Say that rates have been checked, so that they may bill."), "rate confirm 1 2")
def confirm_rates(
    context: typer.Context,
    ids: Annotated[list[str], typer.Argument(metavar="NUMBER", help=N_("The rates' numbers, from the list."))],
    dry_run: DryRun = False,
) -> None:
    """Confirm rates by their numbers."""
    from models.operations.registers.confirm_rate import confirm_rate

    wanted, actor = [number_of(text) for text in ids], actor_of(context)
    with perhaps_dry(dry_run), all_or_none():
        before = proposed_before(actor)
        done = sum(confirm_rate(rate, actor) for rate in wanted)
        found = proposed_since(before, actor)
    say(ntr("{n} rate confirmed.", "{n} rates confirmed.", done))
    say_differences(found)


@verb(app, "bands", N_("List what municipalities call day, evening, night and weekend."), "rate bands 0180")
def show_bands(context: typer.Context, municipality: Municipality = "", form: FormatOption = "table") -> None:
    """List band schemes by their first days, each in the order in which its rows are tried."""
    from models.operations.registers.list_registers import list_bands

    columns = (
        Column("municipality", N_("Code")),
        Column("name", N_("Municipality")),
        Column("valid_from", N_("Valid from")),
        number("position", N_("Order")),
        Column("band", N_("Band")),
        Column("days", N_("Days")),
        Column("start", N_("From")),
        Column("end", N_("To")),
    )
    rows = [
        (*astuple(row)[:6], _clock(row.start), _clock(row.end)) for row in list_bands(municipality, actor_of(context))
    ]
    print_listing(Listing("bands", columns, rows), form)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
