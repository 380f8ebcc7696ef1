"""vistelse hours: executed care, imported, logged, signed, excluded."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from commands.hours_import import app as importing
from commands.hours_signing import app as signing
from commands.options import Case, DryRun, MonthArgument, Reason, perhaps_dry
from commands.output import (
    FORMATS,
    Column,
    FormatOption,
    Listing,
    codes,
    minutes,
    number,
    print_json,
    print_listing,
    services,
)
from commands.parsing import amount_of, choice_of, day_of, month_of
from commands.remark_output import tell_remarks
from commands.say import say
from commands.session import actor_of
from commands.verb import group, verb
from models.errors import WrongUse
from models.language.formats import hours as hours_text
from models.language.formats import kronor
from models.language.terms import term
from models.language.words import N_, tr

if TYPE_CHECKING:
    from models.operations.visits.show_hours import HourRowFacts

app = group()
app.add_typer(importing)
app.add_typer(signing)

Key = Annotated[str, typer.Argument(metavar="KEY", help=N_("The hour row's key, from: vistelse hours show."))]


@verb(
    app,
    "log",
    N_("Log executed care by hand: minutes, a start and an end, or pieces."),
    "hours log SN2026-00051 2026-08-01 home-care --start 07:30 --end 08:15 --key R1",
)
def log(
    context: typer.Context,
    case: Case,
    day: Annotated[str, typer.Argument(metavar="DATE", help=N_("The day on which it began, as 2026-07-01."))],
    service: Annotated[str, typer.Argument(metavar="SERVICE", help=N_("The service's code or name."))],
    start: Annotated[str, typer.Option("--start", metavar="HH:MM", help=N_("When it began."))] = "",
    end: Annotated[
        str, typer.Option("--end", metavar="HH:MM", help=N_("When it ended; earlier is past midnight."))
    ] = "",
    duration: Annotated[
        str, typer.Option("--minutes", metavar="N", help=N_("How long, where no clock is known."))
    ] = "",
    pieces: Annotated[str, typer.Option("--pieces", metavar="N", help=N_("How many, of what is counted."))] = "",
    staff: Annotated[str, typer.Option("--staff", metavar="1|2", help=N_("How many of the staff."))] = "",
    band: Annotated[str, typer.Option("--band", metavar="BAND", help=N_("Day, evening …; only with minutes."))] = "",
    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", help=N_("executed, refused or missed; executed if left out."))
    ] = "",
    key: Annotated[str, typer.Option("--key", metavar="KEY", help=N_("The source's own number of it."))] = "",
    dry_run: DryRun = False,
) -> None:
    """Log one entry; logging the same again changes nothing."""
    from models.operations.hours.log_hours import log_hours

    entry = {"case": case, "date": str(day_of(day)), "service": service, "start": start, "end": end}
    entry |= {"minutes": duration, "pieces": pieces, "staff": staff, "band": band, "kind": kind, "key": key}
    actor = actor_of(context)
    with perhaps_dry(dry_run):
        logged = log_hours({name: text for name, text in entry.items() if text}, date.today(), actor)
    amount = hours_text(logged.minutes) if logged.minutes else str(logged.pieces)
    if logged.is_new:
        say(tr("Logged {amount} for {case}; key {key}.", amount=amount, case=case, key=logged.key))
    else:
        say(tr("It was logged already; key {key}.", key=logged.key))
    tell_remarks(logged.remarks)


@verb(
    app,
    "cost",
    N_("Add an extra cost with its receipt, a boat taxi for one. The receipt's text stands on the invoice."),
    "hours cost SN2026-00051 2026-07-03 850,00 --receipt 'Båttaxi, kvitto 4711'",
)
def cost(
    context: typer.Context,
    case: Case,
    day: Annotated[str, typer.Argument(metavar="DATE", help=N_("The day of the receipt, as 2026-07-01."))],
    amount: Annotated[str, typer.Argument(metavar="KRONOR", help=N_("What it cost, as 414,80."))],
    receipt: Annotated[
        str, typer.Option("--receipt", metavar="TEXT", help=N_("What it was, and the receipt's number."))
    ],
    dry_run: DryRun = False,
) -> None:
    """Add an extra cost."""
    from models.operations.hours.add_extra_cost import add_extra_cost

    actor, price = actor_of(context), amount_of(amount)
    with perhaps_dry(dry_run):
        key = add_extra_cost(case, day_of(day), price, receipt, date.today(), actor)
    say(tr("Added {amount} to {case}; key {key}.", amount=kronor(price), case=case, key=key))


@verb(
    app,
    "mark",
    N_("Say what became of the care of an hour row: executed, refused or missed. A condition says what is paid."),
    "hours mark R1 refused",
)
def mark(
    context: typer.Context,
    key: Key,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=N_("executed, refused or missed."))],
    dry_run: DryRun = False,
) -> None:
    """Mark a row."""
    from models.operations.hours.mark_row import MARKS, mark_row

    wanted, actor = choice_of(kind, MARKS), actor_of(context)
    with perhaps_dry(dry_run):
        old = mark_row(key, wanted, actor)
    say(tr("{code}: {old} → {new}.", code=key, old=term("row kind", old), new=term("row kind", wanted)))


@verb(
    app,
    "show",
    N_("Show a visit's executed care in a month. That you looked is logged."),
    "hours show SN2026-00051 2026-07",
)
def show(context: typer.Context, case: Case, month: MonthArgument, form: FormatOption = "table") -> None:
    """Show a visit's month, row by row."""
    from models.operations.visits.show_hours import show_hours

    found = show_hours(case, month_of(month), actor_of(context))
    columns = (
        Column("key", N_("Key")),
        Column("day", N_("Day")),
        Column("start", N_("Start")),
        Column("end", N_("End")),
        minutes("minutes", N_("Time")),
        number("pieces", N_("Pieces")),
        services("service", N_("Service")),
        number("staff", N_("Staff")),
        Column("band", N_("Band")),
        Column("invoice", N_("Invoice")),
        Column("excluded", N_("Excluded")),
        codes("kind", N_("Kind"), "row kind"),
        Column("late", N_("Late"), _mark),
        Column("reversed", N_("Reversed"), _mark),
        Column("instead", N_("Instead")),
        Column("corrects", N_("Corrects")),
    )
    listing = Listing("rows", columns, [_cells(row) for row in found.rows])
    if choice_of(form, FORMATS) == "json":
        rows = [dict(zip((column.key for column in columns), row, strict=True)) for row in listing.rows]
        print_json({"case": case, "month": str(found.month), "signed_by": found.signed_by or None, "rows": rows})
        return
    print_listing(listing, form)
    if form == "table":
        say(tr("Signed by {login}.", login=found.signed_by) if found.signed_by else tr("Not signed."))


def _cells(row: HourRowFacts) -> tuple[object, ...]:
    excluded = f"{row.excluded_by}: {row.excluded_reason}" if row.excluded_by else ""
    clock = (_clock(row.start), _clock(row.end))
    return (
        row.key,
        row.day,
        *clock,
        row.minutes or None,
        row.pieces or None,
        row.service,
        row.staff,
        row.band,
        row.invoice,
        excluded,
        row.kind,
        row.late,
        row.is_reversed,
        row.instead,
        row.corrects,
    )


def _mark(is_so: bool) -> str:
    return "!" if is_so else ""


def _clock(minute: int | None) -> str:
    return "" if minute is None else f"{minute // 60:02}:{minute % 60:02}"


@verb(
    app,
    "exclude",
    N_("Say that an hour row is never to be billed, and why."),
    "hours exclude P2026-00004-0001 --reason 'our own mistake'",
)
def exclude(context: typer.Context, key: Key, reason: Reason) -> None:
    """Exclude a row."""
    from models.operations.hours.exclude_row import exclude_row

    exclude_row(key, _given(reason), actor_of(context))
    say(tr("{key} will not be billed.", key=key))


@verb(app, "include", N_("Offer an excluded hour row to the next batch again."), "hours include P2026-00004-0001")
def include(context: typer.Context, key: Key) -> None:
    """Take an excluded row in again."""
    from models.operations.hours.exclude_row import include_row

    include_row(key, actor_of(context))
    say(tr("{key} may be billed again.", key=key))


def _given(reason: str) -> str:
    if not reason.strip():
        raise WrongUse(what=tr("Say why; it is kept in the log."))
    return reason.strip()
