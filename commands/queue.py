"""vistelse queue: hour rows that name no visit, until somebody places them or drops them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.options import DryRun, Reason, perhaps_dry
from commands.output import (
    FORMATS,
    Column,
    FormatOption,
    Listing,
    codes,
    minutes,
    moments,
    number,
    print_json,
    print_listing,
    services,
)
from commands.parsing import choice_of, number_of
from commands.say import say, tell
from commands.session import actor_of
from commands.verb import group, verb
from models.language.words import N_, ntr, tr, tr_marked

if TYPE_CHECKING:
    from models.operations.hours.list_queue import OpenedRow, QueuedRow

app = group()

Row = Annotated[str, typer.Argument(metavar="ROW", help=N_("The row's number in the queue."))]
Alike = Annotated[bool, typer.Option("--alike", help=N_("Also every other row of the same person and source."))]

COLUMNS = (
    number("row", N_("Row")),
    Column("who", N_("Who")),
    Column("day", N_("Day")),
    Column("start", N_("Start")),
    Column("end", N_("End")),
    minutes("minutes", N_("Time")),
    number("pieces", N_("Pieces")),
    services("service", N_("Service")),
    codes("kind", N_("Kind"), "row kind"),
    Column("case", N_("Case")),
    codes("why", N_("Why"), "unmatched"),
    codes("state", N_("State"), "state"),
    Column("source", N_("Source")),
    Column("line", N_("Line")),
    moments("queued_at", N_("Since")),
    Column("placed_on", N_("Placed on")),
)
SHOWN = ("row", "who", "day", "start", "minutes", "pieces", "service", "why", "source", "queued_at")
"""What fits a terminal; the other formats have everything."""


@verb(
    app,
    "list",
    N_("List the hour rows that wait, without names. Rows with the same letter are the same person's."),
    "queue list",
)
def show_all(
    context: typer.Context,
    decided: Annotated[bool, typer.Option("--decided", help=N_("Those that were placed or dropped instead."))] = False,
    form: FormatOption = "table",
) -> None:
    """List the queue, the oldest first."""
    from models.operations.hours.list_queue import list_queue

    found = list_queue(actor_of(context), decided=decided)
    wanted = choice_of(form, FORMATS)
    rows = [_cells(row) for row in found.rows]
    if len(rows) < found.total:
        tell(tr("The first {n} of {total} are listed.", n=len(rows), total=found.total))
    if wanted in ("table", "markdown"):
        shown = (*SHOWN[:7], "state", "placed_on") if decided else SHOWN
        places = [place for place, column in enumerate(COLUMNS) if column.key in shown]
        columns = [COLUMNS[place] for place in places]
        print_listing(Listing("rows", columns, [[row[place] for place in places] for row in rows]), wanted)
        return
    print_listing(Listing("rows", COLUMNS, rows), wanted)


@verb(
    app,
    "show",
    N_("Show whom a row names, and which visits it may belong to. That you looked, and why, is logged."),
    "queue show 1 --reason 'to find the visit'",
)
def show(context: typer.Context, row: Row, reason: Reason, form: FormatOption = "table") -> None:
    """Open a row."""
    from models.operations.hours.list_queue import open_queued

    found = open_queued(number_of(row), reason, actor_of(context))
    if choice_of(form, FORMATS) == "json":
        print_json(_object(found))
        return
    names = [column.key for column in COLUMNS]
    facts = {**dict(zip(names, _cells(found.row), strict=True)), **_facts(found)}
    headings = {column.key: column for column in (*COLUMNS, *_WHO)}
    for name, value in facts.items():
        if value not in ("", None) and name != "who":
            say(f"{tr_marked(headings[name].heading)}: {headings[name].shown(value)}")
    if found.alike:
        tell(ntr("{n} other row of the same person waits.", "{n} other rows of the same person wait.", found.alike))
    candidates = [(each.case, each.first, each.last, each.covers) for each in found.candidates]
    say("")
    print_listing(Listing("candidates", _CANDIDATE, candidates), form)


_WHO = (
    Column("name", N_("Name")),
    Column("identity_number", N_("Identity number")),
    Column("birth_date", N_("Birth date")),
    Column("file", N_("File")),
    Column("place", N_("Place")),
)
_CANDIDATE = (
    Column("case", N_("Case")),
    Column("first", N_("From")),
    Column("last", N_("To")),
    codes("covers", N_("That day"), "answer"),
)


@verb(
    app,
    "place",
    N_("Put a row on a visit. The same file read again leaves it there."),
    "queue place 1 SN2026-00051 --alike",
)
def place(
    context: typer.Context,
    row: Row,
    case: Annotated[str, typer.Argument(metavar="CASE", help=N_("The visit's case number."))],
    alike: Alike = False,
    anyway: Annotated[
        bool, typer.Option("--anyway", help=N_("Also outside the stay, or where the row gives another number."))
    ] = False,
    dry_run: DryRun = False,
) -> None:
    """Place a row."""
    from models.operations.hours.place_row import place_row

    actor, wanted = actor_of(context), number_of(row)
    with perhaps_dry(dry_run):
        placed = place_row(wanted, case, actor, with_alike=alike, anyway=anyway)
    say(
        tr(
            "{case}: {added} new hour rows, {known} known already.",
            case=placed.case,
            added=placed.added,
            known=placed.known,
        )
    )
    if placed.left:
        tell(
            ntr(
                "{n} row of the same person waits still: its day lies outside the stay.",
                "{n} rows of the same person wait still: their days lie outside the stay.",
                placed.left,
            )
        )
    tell_late(placed.late)


@verb(
    app,
    "drop",
    N_("Say that a row belongs to no visit of ours, and why. The same file read again leaves it dropped."),
    "queue drop 2 --reason 'care of our own resident'",
)
def drop(context: typer.Context, row: Row, reason: Reason, alike: Alike = False, dry_run: DryRun = False) -> None:
    """Drop a row."""
    from models.operations.hours.drop_row import drop_row

    actor, wanted = actor_of(context), number_of(row)
    with perhaps_dry(dry_run):
        count = drop_row(wanted, reason, actor, with_alike=alike)
    say(ntr("{n} row is dropped.", "{n} rows are dropped.", count))


@verb(app, "retry", N_("Match every row that waits once more, as when visits have been registered."), "queue retry")
def retry(context: typer.Context, dry_run: DryRun = False) -> None:
    """Try the queue again."""
    from models.operations.hours.retry_queue import retry_queue

    actor = actor_of(context)
    with perhaps_dry(dry_run):
        done = retry_queue(actor)
    say(
        tr(
            "{placed} placed, {known} known already, {waiting} wait still.",
            placed=done.placed,
            known=done.known,
            waiting=done.waiting,
        )
    )
    tell_late(done.late)


def tell_late(count: int) -> None:
    """Say how many rows came after their month was signed."""
    if count:
        tell(
            ntr(
                "{n} row came after its month was signed; it is marked late and stands in the next plan.",
                "{n} rows came after their month was signed; they are marked late and stand in the next plan.",
                count,
            )
        )


def _cells(row: QueuedRow) -> tuple[Any, ...]:
    return (
        row.number,
        row.who,
        row.day,
        _clock(row.start),
        _clock(row.end),
        row.minutes,
        row.pieces,
        row.service,
        row.kind,
        row.case,
        row.why,
        row.state,
        row.source,
        row.line,
        row.queued_at,
        row.placed_on,
    )


def _clock(minute: int | None) -> str:
    return "" if minute is None else f"{minute // 60:02}:{minute % 60:02}"


def _facts(found: OpenedRow) -> dict[str, Any]:
    return {
        "name": found.name,
        "identity_number": found.identity_number,
        "birth_date": found.birth_date,
        "file": found.file,
        "place": found.place,
    }


def _object(found: OpenedRow) -> dict[str, Any]:
    names = [column.key for column in COLUMNS]
    return {
        **dict(zip(names, _cells(found.row), strict=True)),
        **_facts(found),
        "alike": found.alike,
        "decided_by": found.row.decided_by or None,
        "reason": found.row.reason or None,
        "candidates": [
            {"case": each.case, "from": each.first, "to": each.last, "that_day": each.covers}
            for each in found.candidates
        ],
    }
