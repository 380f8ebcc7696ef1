"""vistelse visit: guests, their orders and decisions."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from commands.fields import values_of, with_fields
from commands.options import Case, DryRun, Reason, all_or_none, perhaps_dry
from commands.output import Column, FormatOption, Listing, codes, print_listing, services
from commands.parsing import choice_of, content_of, day_of, month_of
from commands.say import say, tell
from commands.session import actor_of
from commands.verb import group, verb
from commands.visit_fields import CELLS, DECISION, DETAILS, ORDER
from models.errors import WrongUse
from models.language.terms import term
from models.language.words import N_, tr
from models.rules.visit_states import VisitState

app = group()


@verb(
    app,
    "import",
    N_("Read a file of visits. What was unknown is filled in; what differs is refused."),
    "visit import demo-out/files/visits-2026.csv",
)
def read_visits(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help=N_("CSV or Excel, as the handbook describes it."))],
    dry_run: DryRun = False,
) -> None:
    """Import visits, all of the file or nothing."""
    from models.operations.visits.import_visits import import_visits

    path = Path(file)
    content, actor = content_of(path), actor_of(context)
    with perhaps_dry(dry_run):
        receipt = import_visits(path.name, content, date.today(), actor)
    for notice in receipt.notices:
        tell(notice)
    words = tr(
        "{file}: {added} new visits, {filled_in} filled in, {unchanged} known already.",
        file=receipt.file,
        added=receipt.added,
        filled_in=receipt.filled_in,
        unchanged=receipt.unchanged,
    )
    say(words)


@verb(app, "list", N_("List visits, without names."), "visit list --state confirmed --month 2026-07")
def show_all(
    context: typer.Context,
    state: Annotated[str, typer.Option("--state", metavar="STATE", help=N_("Only in a state."))] = "",
    municipality: Annotated[
        str, typer.Option("--municipality", metavar="MUNICIPALITY", help=N_("Only from a home municipality."))
    ] = "",
    month: Annotated[str, typer.Option("--month", metavar="MONTH", help=N_("Only stays that touch a month."))] = "",
    form: FormatOption = "table",
) -> None:
    """List visits by their first day."""
    from models.operations.visits.list_visits import list_visits

    wanted = choice_of(state, VisitState) if state else ""
    touched = month_of(month) if month else None
    columns = (
        Column("case", N_("Case")),
        Column("municipality", N_("Code")),
        Column("name", N_("Home municipality")),
        codes("state", N_("State"), "state"),
        Column("from", N_("From")),
        Column("to", N_("To")),
        Column("ordered_on", N_("Ordered")),
        services("services", N_("Services")),
    )
    found = list_visits(actor_of(context), state=wanted, municipality=municipality, month=touched)
    rows = [
        (row.case, row.municipality, row.name, row.state, row.first, row.last, row.ordered_on, " ".join(row.services))
        for row in found
    ]
    print_listing(Listing("visits", columns, rows), form)


@verb(app, "show", N_("Show everything about a visit. That you looked is logged."), "visit show SN2026-00051")
def show(
    context: typer.Context,
    case: Case,
    reason: Annotated[
        str,
        typer.Option("--reason", metavar="TEXT", help=N_("Why you look; a protected person is shown only with it.")),
    ] = "",
    form: FormatOption = "table",
) -> None:
    """Show a visit."""
    from commands.visit_output import print_sheet
    from models.operations.visits.visit_sheet import visit_sheet

    print_sheet(visit_sheet(case, reason.strip(), actor_of(context)), form)


@verb(
    app,
    "register",
    N_("Register a visit by hand, or add a service to one."),
    "visit register --home 0180 --from 2026-07-01 --name 'Ada Alm' --ordered-on 2026-06-20 --service home-care",
)
@with_fields((*CELLS, *DECISION, *DETAILS))
def register(
    context: typer.Context,
    home: Annotated[str, typer.Option("--home", metavar="MUNICIPALITY", help=N_("The home municipality."))],
    first: Annotated[str, typer.Option("--from", metavar="DATE", help=N_("The first day of the stay."))],
    dry_run: DryRun = False,
    **given: Any,
) -> None:
    """Register a visit."""
    from models.operations.visits.change_visit import register_visit, set_decision

    cells = {"home_municipality": home, "from": str(day_of(first)), **values_of(CELLS, given)}
    decision = values_of(DECISION, given)
    if decision and "service" not in cells:
        raise WrongUse(what=tr("Say which service it is that is granted, with --service."))
    actor = actor_of(context)
    with perhaps_dry(dry_run), all_or_none():
        case = register_visit(cells, values_of(DETAILS, given), date.today(), actor)
        if decision:
            set_decision(case, cells["service"], decision, actor)
    say(tr("Registered as {case}.", case=case))


@verb(
    app, "set", N_("Change what is known of a visit."), "visit set SN2026-00051 --to 2026-08-15 --stay-phone 0485-00000"
)
@with_fields((*ORDER, *DETAILS))
def change(context: typer.Context, case: Case, **given: Any) -> None:
    """Change what was given, and nothing else."""
    from models.operations.visits.change_visit import set_visit

    changes = values_of((*ORDER, *DETAILS), given)
    if not changes:
        raise WrongUse(what=tr("Nothing was given to change; see: vistelse visit set --help"))
    set_visit(case, changes, actor_of(context))
    say(tr("Changed {code}.", code=case))


@verb(app, "step", N_("Take a visit on to its next state."), "visit step SN2026-00051 ongoing")
def step(
    context: typer.Context,
    case: Case,
    state: Annotated[
        str,
        typer.Argument(
            metavar="STATE",
            help=N_("order-incomplete, confirmed, ongoing, ended, finally-billed, closed or cancelled."),
        ),
    ],
) -> None:
    """Move a visit to a state."""
    from models.operations.visits.step_visit import step_visit

    wanted = choice_of(state, VisitState)
    old = step_visit(case, wanted, actor_of(context))
    say(tr("{case}: {old} → {new}.", case=case, old=term("state", old), new=term("state", wanted)))


@verb(
    app,
    "clear",
    N_("Say that a protected person's visit may be billed, and why."),
    "visit clear SN2026-00051 --reason 'agreed by telephone with the case officer'",
)
def clear(context: typer.Context, case: Case, reason: Reason) -> None:
    """Clear a visit for billing."""
    from models.operations.visits.step_visit import clear_visit

    if not reason.strip():
        raise WrongUse(what=tr("Say why; it is kept in the log."))
    clear_visit(case, reason.strip(), actor_of(context))
    say(tr("{case} may be billed.", case=case))
