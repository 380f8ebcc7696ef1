"""vistelse hours: granted against executed, signing, opening again, and correcting what was signed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from commands.options import Case, DryRun, MonthArgument, MonthOption, Reason, Yes, perhaps_dry
from commands.output import Column, FormatOption, Listing, minutes, number, print_listing, services
from commands.parsing import day_of, month_of, service_of
from commands.remark_output import tell_remarks
from commands.say import ask, say, tell
from commands.session import actor_of
from commands.verb import group, verb
from models.errors import WrongUse
from models.language.amounts import service_amount, service_deviation
from models.language.terms import service_name
from models.language.words import N_, ntr, tr

if TYPE_CHECKING:
    from models.operations.hours.compare_month import WeekOfService
    from models.operations.hours.correct_row import Correction
    from models.operations.hours.sign_month import SigningPlan

app = group()

RightDay = Annotated[str, typer.Option("--date", metavar="DATE", help=N_("The right day, as 2026-07-01."))]
RightService = Annotated[str, typer.Option("--service", metavar="SERVICE", help=N_("The right service."))]
Start = Annotated[str, typer.Option("--start", metavar="HH:MM", help=N_("When it began."))]
End = Annotated[str, typer.Option("--end", metavar="HH:MM", help=N_("When it ended; earlier is past midnight."))]
Minutes = Annotated[str, typer.Option("--minutes", metavar="N", help=N_("How long, where no clock is known."))]
Pieces = Annotated[str, typer.Option("--pieces", metavar="N", help=N_("How many, of what is counted."))]
Staff = Annotated[str, typer.Option("--staff", metavar="1|2", help=N_("How many of the staff."))]
Band = Annotated[str, typer.Option("--band", metavar="BAND", help=N_("Day, evening …; only with minutes."))]
Kind = Annotated[
    str, typer.Option("--kind", metavar="KIND", help=N_("What became of it: executed, refused or missed."))
]
OneCase = Annotated[str, typer.Argument(metavar="CASE", help=N_("One visit; without it all."))]


@verb(
    app,
    "compare",
    N_("Hold executed care against what was granted, week by week. ! is farther off than the limit in force."),
    "hours compare 2026-07 SN2026-00051",
)
def compare(
    context: typer.Context,
    month: MonthArgument,
    case: OneCase = "",
    over: Annotated[bool, typer.Option("--over", help=N_("Only what is over the limit."))] = False,
    form: FormatOption = "table",
) -> None:
    """Compare a month of one visit or of all."""
    from models.operations.hours.compare_month import compare_month

    found = compare_month(month_of(month), case or None, actor_of(context))
    columns = (
        Column("case", N_("Case")),
        services("service", N_("Service")),
        Column("week", N_("Week")),
        Column("granted", N_("Granted"), str, True),
        Column("executed", N_("Executed"), str, True),
        Column("deviation", N_("Deviation"), str, True),
        Column("over", N_("Over"), lambda is_over: "!" if is_over else ""),
    )
    rows = [_week(week, form in ("table", "markdown")) for week in found if week.is_over or not over]
    print_listing(Listing("weeks", columns, rows), form)


def _week(week: WeekOfService, is_for_people: bool) -> tuple[object, ...]:
    granted, executed, deviation = week.granted, week.executed, week.deviation
    amounts: tuple[object, ...] = (granted, executed, deviation)
    if is_for_people:
        shown = (None if amount is None else service_amount(week.service, amount) for amount in (granted, executed))
        amounts = (*shown, None if deviation is None else service_deviation(week.service, deviation))
    return (week.case, week.service, week.week, *amounts, week.is_over)


@verb(
    app,
    "sign",
    N_(
        "Sign a month: it is complete and may be billed; hours that come later are marked late."
        " What is too far from what was granted is signed one by one, with the reason."
    ),
    "hours sign --all --month 2026-07 --yes",
)
def sign(
    context: typer.Context,
    month: MonthOption,
    case: Annotated[str, typer.Argument(metavar="CASE", help=N_("One visit; or give --all."))] = "",
    everything: Annotated[bool, typer.Option("--all", help=N_("Every visit that has anything in the month."))] = False,
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help=N_("Why it is far from what was granted; kept in the log."))
    ] = "",
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    """Sign a month of one visit or of all."""
    from models.operations.hours.sign_month import plan_signing, sign_months

    if bool(case) == everything:
        raise WrongUse(what=tr("Give a case number, or --all for every visit."))
    if everything and reason:
        raise WrongUse(what=tr("A reason is given for one visit at a time; give its case number."))
    wanted, actor = month_of(month), actor_of(context)
    plan = plan_signing(wanted, case or None, actor)
    chosen = plan.within if everything else plan
    if everything and chosen.months and not (yes or dry_run):
        _show_signing(chosen)
        ask(ntr("Sign {n} visit?", "Sign {n} visits?", len(chosen.months)))
    with perhaps_dry(dry_run):
        count = sign_months(chosen, actor, reason) if chosen.months else 0
    say(ntr("{month} is signed for {n} visit.", "{month} is signed for {n} visits.", count, month=wanted))
    if everything:
        _tell_left(plan)


def _show_signing(plan: SigningPlan) -> None:
    columns = (Column("case", N_("Case")), number("rows", N_("Hour rows")), minutes("minutes", N_("Time")))
    rows = [(unsigned.case, unsigned.rows, unsigned.minutes) for unsigned in plan.months]
    print_listing(Listing("months", columns, rows), "table")


def _tell_left(plan: SigningPlan) -> None:
    """Name the visits that want a reason, and how to sign them."""
    left = plan.over.months
    if not left:
        return
    tell(
        ntr(
            "{n} visit is too far from what was granted and is left; sign it with its reason:",
            "{n} visits are too far from what was granted and are left; sign each with its reason:",
            len(left),
        )
    )
    for unsigned in left:
        week = unsigned.deviations[0]
        far = service_deviation(week.service, week.deviation or 0)
        more = len(unsigned.deviations) - 1
        said = f"{service_name(week.service)} {week.week} {far}" + (f" (+{more})" if more else "")
        tell(f"  vistelse hours sign {unsigned.case} --month {plan.month} --reason …   {said}")


@verb(
    app,
    "reopen",
    N_("Open a signed month again, with a reason. Where it is billed, one asks and another one agrees."),
    "hours reopen SN2026-00051 2026-07 --reason 'a late report'",
)
def reopen(
    context: typer.Context,
    case: Case,
    month: MonthArgument,
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help=N_("Why; whoever agrees may leave it out."))
    ] = "",
    withdraw: Annotated[bool, typer.Option("--withdraw", help=N_("Take back that it was asked for."))] = False,
) -> None:
    """Open a signed month again, ask for it, agree to it, or take the question back."""
    from models.operations.hours.reopen_month import Reopening, reopen_month, withdraw_reopening

    wanted, actor = month_of(month), actor_of(context)
    if withdraw:
        withdraw_reopening(wanted, case, actor)
        say(tr("{month} stays signed for {case}.", month=wanted, case=case))
    elif reopen_month(wanted, case, reason, actor) is Reopening.OPENED:
        say(tr("{month} is open again for {case}.", month=wanted, case=case))
    else:
        say(
            tr(
                "{month} is billed for {case}, so another user has to agree: vistelse hours reopen {case} {month}",
                month=wanted,
                case=case,
            )
        )


@verb(
    app,
    "correct",
    N_(
        "Correct an hour row that was signed: it is reversed, and a new row comes instead; both stay visible."
        " What is not given is kept."
    ),
    "hours correct P2026-00004-0001 --start 08:00 --end 09:30 --reason 'the clock was wrong'",
)
def correct(
    context: typer.Context,
    key: Annotated[str, typer.Argument(metavar="KEY", help=N_("The hour row's key, from: vistelse hours show."))],
    reason: Reason = "",
    none: Annotated[bool, typer.Option("--none", help=N_("Nothing comes instead; the row is only reversed."))] = False,
    day: RightDay = "",
    service: RightService = "",
    start: Start = "",
    end: End = "",
    duration: Minutes = "",
    pieces: Pieces = "",
    staff: Staff = "",
    band: Band = "",
    kind: Kind = "",
    dry_run: DryRun = False,
) -> None:
    """Correct a row."""
    from models.operations.hours.correct_row import correct_row

    cells = {"date": str(day_of(day)) if day else "", "service": service_of(service) if service else ""}
    cells |= {"start": start, "end": end, "minutes": duration, "pieces": pieces, "staff": staff, "band": band}
    given = {name: text for name, text in (cells | {"kind": kind}).items() if text}
    if bool(given) == none:
        raise WrongUse(what=tr("Say what is right, or --none where nothing is to come instead."))
    actor = actor_of(context)
    with perhaps_dry(dry_run):
        done = correct_row(key, reason, None if none else given, date.today(), actor)
    _say_corrected(done)


def _say_corrected(done: Correction) -> None:
    if done.instead:
        say(tr("{key} is reversed; {instead} came instead.", key=done.key, instead=done.instead))
    else:
        say(tr("{key} is reversed; nothing came instead.", key=done.key))
    for due in done.credits_due:
        tell(
            tr(
                "It is billed on {invoice}; credit the line: vistelse invoice credit {invoice} --lines {lines}",
                invoice=due.invoice,
                lines=",".join(map(str, due.lines)),
            )
        )
    tell_remarks(done.remarks)


@verb(
    app,
    "check",
    N_("Check the hours that are stored: overlaps, days outside stay or decision, staff, bands; each with its fix."),
    "hours check 2026-07 --case SN2026-00051",
)
def check(
    context: typer.Context,
    month: Annotated[
        str, typer.Argument(metavar="MONTH", help=N_("Only a month, as 2026-07; without it everything."))
    ] = "",
    case: Annotated[str, typer.Option("--case", metavar="CASE", help=N_("Only a case."))] = "",
    form: FormatOption = "table",
) -> None:
    """List what is to be looked at."""
    from models.language.row_remarks import remark_words
    from models.operations.hours.check_hours import check_hours

    found = check_hours(month_of(month) if month else None, case or None, actor_of(context))
    columns = (
        Column("case", N_("Case")),
        Column("day", N_("Day")),
        services("service", N_("Service")),
        Column("code", N_("Code")),
        Column("text", N_("What to do")),
        Column("key", N_("Key")),
        Column("other", N_("Other row")),
    )
    rows = [
        (each.case, each.day, each.service, str(each.check), remark_words(each.check), each.key, each.other)
        for each in found.told
    ]
    print_listing(Listing("remarks", columns, rows), form)
    total = sum(count for _, count in found.counts)
    if total > len(rows):
        tell(tr("The first {n} of {total} are listed; choose a month or a case.", n=len(rows), total=total))
