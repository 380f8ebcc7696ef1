"""vistelse hours: executed care, imported, logged, signed, excluded."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.options import Case, DryRun, MonthArgument, MonthOption, Reason, Yes, all_or_none, perhaps_dry
from commands.output import (
    FORMATS,
    Column,
    FormatOption,
    Listing,
    minutes,
    number,
    print_json,
    print_listing,
    services,
)
from commands.parsing import choice_of, content_of, day_of, month_of
from commands.say import ask, say, tell
from commands.session import actor_of
from commands.verb import group, verb
from models.errors import WrongUse
from models.language.formats import hours as hours_text
from models.language.words import N_, ntr, tr

if TYPE_CHECKING:
    from models.operations.hours.sign_month import SigningPlan
    from models.operations.visits.show_hours import HourRowFacts

app = group()

Key = Annotated[str, typer.Argument(metavar="KEY", help=N_("The hour row's key, from: vistelse hours show."))]


@verb(
    app,
    "import",
    N_("Read files of executed care, all of them or none. Reading one again changes nothing."),
    "hours import demo-out/files/deliveries-2026-07.csv",
)
def read_hours(
    context: typer.Context,
    files: Annotated[list[str], typer.Argument(metavar="FILE", help=N_("CSV or Excel, as the handbook describes it."))],
    dry_run: DryRun = False,
) -> None:
    """Import hour rows."""
    from models.operations.hours.import_hours import import_hours

    contents = [(Path(file).name, content_of(Path(file))) for file in files]
    actor, today = actor_of(context), date.today()
    with perhaps_dry(dry_run), all_or_none():
        receipts = [import_hours(name, content, today, actor) for name, content in contents]
    for receipt in receipts:
        for notice in receipt.notices:
            tell(notice)
        file, added, unchanged = receipt.file, receipt.added, receipt.unchanged
        say(
            tr("{file}: {added} new hour rows, {unchanged} known already.", file=file, added=added, unchanged=unchanged)
        )


@verb(
    app,
    "log",
    N_("Log executed care by hand: minutes, a start and an end, or pieces."),
    "hours log SN2026-00051 2026-08-01 home-care --start 07:30 --end 08:15",
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
    key: Annotated[str, typer.Option("--key", metavar="KEY", help=N_("The source's own number of it."))] = "",
    dry_run: DryRun = False,
) -> None:
    """Log one entry; logging the same again changes nothing."""
    from models.operations.hours.log_hours import log_hours

    entry = {"case": case, "date": str(day_of(day)), "service": service, "start": start, "end": end}
    entry |= {"minutes": duration, "pieces": pieces, "staff": staff, "band": band, "key": key}
    actor = actor_of(context)
    with perhaps_dry(dry_run):
        logged = log_hours({name: text for name, text in entry.items() if text}, date.today(), actor)
    amount = hours_text(logged.minutes) if logged.minutes else str(logged.pieces)
    if logged.is_new:
        say(tr("Logged {amount} for {case}; key {key}.", amount=amount, case=case, key=logged.key))
    else:
        say(tr("It was logged already; key {key}.", key=logged.key))


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
    )


def _clock(minute: int | None) -> str:
    return "" if minute is None else f"{minute // 60:02}:{minute % 60:02}"


@verb(
    app,
    "sign",
    N_("Sign a month: it is complete, may be billed, and takes no new hours."),
    "hours sign --all --month 2026-07 --yes",
)
def sign(
    context: typer.Context,
    month: MonthOption,
    case: Annotated[str, typer.Argument(metavar="CASE", help=N_("One visit; or give --all."))] = "",
    everything: Annotated[bool, typer.Option("--all", help=N_("Every visit that has anything in the month."))] = False,
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    """Sign a month of one visit or of all."""
    from models.operations.hours.sign_month import plan_signing, sign_months

    if bool(case) == everything:
        raise WrongUse(what=tr("Give a case number, or --all for every visit."))
    wanted, actor = month_of(month), actor_of(context)
    plan = plan_signing(wanted, case or None, actor)
    if everything and not (yes or dry_run):
        _show_signing(plan)
        ask(ntr("Sign {n} visit?", "Sign {n} visits?", len(plan.months)))
    with perhaps_dry(dry_run):
        count = sign_months(plan, actor)
    say(ntr("{month} is signed for {n} visit.", "{month} is signed for {n} visits.", count, month=wanted))


def _show_signing(plan: SigningPlan) -> None:
    columns = (Column("case", N_("Case")), number("rows", N_("Hour rows")), minutes("minutes", N_("Time")))
    rows = [(unsigned.case, unsigned.rows, unsigned.minutes) for unsigned in plan.months]
    print_listing(Listing("months", columns, rows), "table")


@verb(
    app,
    "reopen",
    N_("Open a signed month again, with a reason."),
    "hours reopen SN2026-00051 2026-07 --reason 'a late report'",
)
def reopen(context: typer.Context, case: Case, month: MonthArgument, reason: Reason) -> None:
    """Open a signed month again."""
    from models.operations.hours.sign_month import reopen_month

    wanted = month_of(month)
    reopen_month(wanted, case, _given(reason), actor_of(context))
    say(tr("{month} is open again for {case}.", month=wanted, case=case))


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
