"""vistelse condition: dated rules that say what an order needs, and what is paid where no care was given."""

from __future__ import annotations

from dataclasses import astuple
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.fields import Field, values_of, with_fields
from commands.options import DryRun, perhaps_dry
from commands.output import FORMATS, Column, FormatOption, Listing, codes, number, print_listing, services
from commands.parsing import choice_of, content_of, day_of, filled, good, number_of, service_of
from commands.say import say, tell
from commands.session import actor_of
from commands.verb import group, verb
from models.errors import WrongUse
from models.language.words import N_, ntr, tr

if TYPE_CHECKING:
    from models.operations.hours.split_anew import SplitAnew

app = group()

Kind = Annotated[
    str,
    typer.Argument(
        metavar="KIND",
        help=N_(
            "required-field, required-paper, lead-time, extension-time, cancellation, installation, removal, refused,"
            " missed, standard-time, rounding, minimum-time, basis-granted, deviation-limit or long-stay; the Swedish"
            " words too."
        ),
    ),
]

FIGURES = (
    Field("service", "--service", "SERVICE", N_("The service it is about; any without."), service_of),
    Field(
        "subject", "--subject", "TEXT", N_("The field, the paper, the service whose rate pays, or up, nearest or down.")
    ),
    Field("days", "--days", "N", N_("Days: of lead time, before arrival, before six months."), number_of),
    Field("paid_days", "--paid-days", "N", N_("Days that a late cancellation pays."), number_of),
    Field(
        "minutes",
        "--minutes",
        "N",
        N_("Minutes that are paid, that may differ, or that time is rounded to."),
        number_of,
    ),
    Field("percent", "--percent", "N", N_("Percent of the rate that is paid, or that may differ."), number_of),
)
"""What a condition can say; which of it, its kind says."""


@verb(
    app,
    "enter",
    N_("Enter a condition: ours, or a home municipality's. It ends the one before it."),
    "condition enter lead-time --days 14 --from 2026-01-01",
)
@with_fields(FIGURES)
def enter(
    context: typer.Context,
    kind: Kind,
    first: Annotated[str, typer.Option("--from", metavar="DATE", help=N_("The first day on which it holds."))],
    last: Annotated[str, typer.Option("--to", metavar="DATE", help=N_("The last day; until the next without."))] = "",
    home: Annotated[
        str | None,
        typer.Option("--home", metavar="MUNICIPALITY", help=N_("The home municipality whose it is; ours without.")),
    ] = None,
    source: Annotated[str, typer.Option("--source", metavar="TEXT", help=N_("Where it stands."))] = "",
    dry_run: DryRun = False,
    **given: Any,
) -> None:
    """Enter a condition."""
    from models.operations.registers.enter_condition import enter_condition

    whose = "" if home is None else filled("--home", home)
    row = _row_of(kind, whose, day_of(first), day_of(last) if last else None, source, values_of(FIGURES, given))
    actor = actor_of(context)
    with perhaps_dry(dry_run):
        receipt = enter_condition(row, actor)
    if not receipt.changed:
        say(tr("Condition {number} says that already.", number=receipt.condition))
        return
    say(tr("Entered as condition {number}.", number=receipt.condition))
    if receipt.ended:
        tell(tr("It ends condition {number}.", number=receipt.ended))
    _tell_split(receipt.split)


def _row_of(kind: str, home: str, first: date, last: date | None, source: str, given: dict[str, Any]) -> Any:
    from models.interchange.cells import read_municipality, read_text
    from models.interchange.condition_row import ConditionRow, subject_of
    from models.interchange.conditions_file import read_condition_kind

    code = good(read_condition_kind(kind))
    if code is None:
        raise WrongUse(what=tr("Say which kind of condition it is."))
    subject = good(read_text(given.get("subject", "")))
    return ConditionRow(
        line=1,
        municipality=good(read_municipality(home)),
        kind=code,
        service=given.get("service", ""),
        subject=subject_of(code, subject) or subject,
        days=given.get("days"),
        paid_days=given.get("paid_days"),
        minutes=given.get("minutes"),
        percent=given.get("percent"),
        valid_from=first,
        valid_to=last,
        source=good(read_text(source)),
    )


def _tell_split(split: SplitAnew) -> None:
    from models.operations.hours.split_anew import told

    if split.rows:
        tell(ntr("{n} unbilled hour row split anew.", "{n} unbilled hour rows split anew.", split.rows))
    for words in told(split):
        tell(words)


@verb(
    app,
    "end",
    N_("End a condition on its last day. A day before its first takes it away."),
    "condition end 1 --on 2099-12-31",
)
def end(
    context: typer.Context,
    condition: Annotated[str, typer.Argument(metavar="NUMBER", help=N_("The condition's number, from the list."))],
    last: Annotated[str, typer.Option("--on", metavar="DATE", help=N_("The last day on which it holds."))],
    dry_run: DryRun = False,
) -> None:
    """End a condition."""
    from models.operations.registers.enter_condition import end_condition

    wanted, day, actor = number_of(condition), day_of(last), actor_of(context)
    with perhaps_dry(dry_run):
        receipt = end_condition(wanted, day, actor)
    if receipt.changed:
        say(tr("Condition {number} holds no longer after {day}.", number=wanted, day=day))
    else:
        say(tr("Condition {number} had ended already.", number=wanted))
    _tell_split(receipt.split)


@verb(
    app, "list", N_("List the conditions of a municipality, our own, or all."), "condition list --own --on 2026-07-01"
)
def show_all(
    context: typer.Context,
    municipality: Annotated[
        str, typer.Argument(metavar="MUNICIPALITY", help=N_("A code or a name; all without."))
    ] = "",
    own: Annotated[bool, typer.Option("--own", help=N_("Only our own."))] = False,
    on: Annotated[str, typer.Option("--on", metavar="DATE", help=N_("Only those in force on a day."))] = "",
    kind: Annotated[str, typer.Option("--kind", metavar="KIND", help=N_("Only of a kind."))] = "",
    form: FormatOption = "table",
) -> None:
    """List conditions with their numbers, by which they are ended."""
    from models.operations.registers.list_conditions import list_conditions
    from models.rules.conditions import ConditionKind

    wanted, day = choice_of(kind, ConditionKind) if kind else "", day_of(on) if on else None
    found = list_conditions(municipality, actor_of(context), own=own, on=day, kind=wanted)
    if choice_of(form, FORMATS) in ("table", "markdown"):
        print_listing(Listing("conditions", READ, [_read(row) for row in found]), form)
    else:
        print_listing(Listing("conditions", (*KEYS, *FIGURE_COLUMNS, *DATES), [astuple(row) for row in found]), form)


KEYS = (
    number("id", N_("Number")),
    Column("municipality", N_("Code")),
    Column("name", N_("Municipality")),
    codes("kind", N_("Condition"), "condition"),
    services("service", N_("Service")),
)
FIGURE_COLUMNS = (
    Column("subject", N_("About")),
    number("days", N_("Days")),
    number("paid_days", N_("Paid days")),
    number("minutes", N_("Minutes")),
    number("percent", N_("Percent")),
)
DATES = (
    Column("valid_from", N_("From")),
    Column("valid_to", N_("To")),
    Column("source", N_("Source")),
    Column("entered_by", N_("Entered by")),
)
READ = (*KEYS, Column("says", N_("Says")), *DATES)
"""What people read: the figures that a condition has, in words, in the place of a column for each."""


def _read(row: Any) -> tuple[Any, ...]:
    from models.language.condition_words import figures_text

    values = astuple(row)
    return (*values[:5], figures_text(row), *values[10:])


@verb(
    app,
    "import",
    N_("Read a file of conditions. Reading it again changes nothing."),
    "condition import demo-out/files/conditions.csv",
)
def read_conditions(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help=N_("CSV or Excel, as the handbook describes it."))],
    dry_run: DryRun = False,
) -> None:
    """Import conditions, all of the file or nothing."""
    from models.operations.registers.import_conditions import import_conditions

    path = Path(file)
    content, actor = content_of(path), actor_of(context)
    with perhaps_dry(dry_run):
        receipt = import_conditions(path.name, content, actor)
    for notice in receipt.notices:
        tell(notice)
    words = tr(
        "{file}: {added} new, {unchanged} known already.",
        file=receipt.file,
        added=receipt.added,
        unchanged=receipt.unchanged,
    )
    say(words)
    _tell_split(receipt.split)
