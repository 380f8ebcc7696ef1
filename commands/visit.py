"""vistelse visit: guests, their orders and decisions."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from commands.fields import values_of, with_fields
from commands.options import Case, DryRun, Reason, perhaps_dry
from commands.output import Column, FormatOption, Listing, codes, print_listing, services
from commands.parsing import choice_of, content_of, day_of, month_of, service_of
from commands.say import say, tell
from commands.session import actor_of
from commands.verb import group, verb
from commands.visit_fields import CELLS, DECIDED, DECISION, DETAILS, ORDER, PERSON
from commands.visit_file import add_file_verb
from commands.visit_orders import add_order_verbs
from models.errors import WrongUse
from models.language.terms import service_name, term
from models.language.words import N_, tr
from models.rules.visit_states import VisitState

app = group()

Service = Annotated[str, typer.Argument(metavar="SERVICE", help=N_("The service's code or name."))]


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
    from commands.order_output import tell_orders
    from models.operations.visits.import_visits import import_visits

    path = Path(file)
    content, actor = content_of(path), actor_of(context)
    with perhaps_dry(dry_run):
        receipt = import_visits(path.name, content, date.today(), actor)
        tell_orders(receipt.cases, actor)
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
    first: Annotated[str, typer.Option("--from", metavar="DATE", help=N_("The first day of the stay."))],
    home: Annotated[str, typer.Option("--home", metavar="MUNICIPALITY", help=N_("The home municipality."))] = "",
    like: Annotated[
        str,
        typer.Option(
            "--like", metavar="CASE", help=N_("Take over the order of the guest's earlier visit, not its days.")
        ),
    ] = "",
    dry_run: DryRun = False,
    **given: Any,
) -> None:
    """Register a visit."""
    from commands.visit_register import Registration, register_and_say

    if not (home or like):
        raise WrongUse(what=tr("Say which home municipality the guest comes from, with --home."))
    cells = {"from": str(day_of(first)), **({"home_municipality": home} if home else {}), **values_of(CELLS, given)}
    decision = values_of(DECISION, given)
    if decision and "service" not in cells:
        raise WrongUse(what=tr("Say which service it is that is granted, with --service."))
    register_and_say(Registration(cells, values_of(DETAILS, given), decision, like), actor_of(context), dry_run)


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


@verb(
    app,
    "decide",
    N_("Change what was granted of a service. What is posted stays as it is."),
    "visit decide SN2026-00051 home-care --granted 300 --per week",
)
@with_fields(DECIDED)
def decide(context: typer.Context, case: Case, service: Service, dry_run: DryRun = False, **given: Any) -> None:
    """Change what was given of a decision, and nothing else."""
    from models.operations.visits.change_decision import set_decision

    changes, code = values_of(DECIDED, given), service_of(service)
    if not changes:
        raise WrongUse(what=tr("Nothing was given to change; see: vistelse visit decide --help"))
    actor = actor_of(context)
    with perhaps_dry(dry_run):
        set_decision(case, code, changes, actor)
    say(tr("Changed what is granted of {service} for {case}.", service=service_name(code), case=case))


@verb(
    app,
    "undecide",
    N_("Take a decision away that nothing is billed on. Its hours are held back from then on."),
    "visit undecide SN2026-00051 home-care --dry-run",
)
def undecide(context: typer.Context, case: Case, service: Service, dry_run: DryRun = False) -> None:
    """Take a decision away."""
    from models.operations.visits.change_decision import remove_decision

    code, actor = service_of(service), actor_of(context)
    with perhaps_dry(dry_run):
        remove_decision(case, code, actor)
    say(tr("{service} is no longer granted for {case}.", service=service_name(code), case=case))


@verb(
    app,
    "correct",
    N_("Correct a guest's name or identity number. The log says that it was done and why, never the name or number."),
    "visit correct SN2026-00051 --name 'Ada Almgren' --reason 'misheard on the telephone'",
)
@with_fields(PERSON)
def correct(context: typer.Context, case: Case, reason: Reason, dry_run: DryRun = False, **given: Any) -> None:
    """Correct who a visit is about, in all visits of the same guest."""
    from models.operations.visits.correct_person import correct_person

    changes = values_of(PERSON, given)
    if not changes:
        raise WrongUse(what=tr("Nothing was given to change; see: vistelse visit correct --help"))
    actor = actor_of(context)
    with perhaps_dry(dry_run):
        correct_person(case, changes, reason, date.today(), actor)
    say(tr("Corrected {case}.", case=case))


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
    told: Annotated[
        str, typer.Option("--told", metavar="DATE", help=N_("The day on which we were told; today if left out."))
    ] = "",
) -> None:
    """Move a visit to a state."""
    from models.operations.visits.list_proposals import list_proposals
    from models.operations.visits.step_visit import step_visit

    wanted, actor = choice_of(state, VisitState), actor_of(context)
    old = step_visit(case, wanted, actor, day_of(told) if told else date.today())
    say(tr("{case}: {old} → {new}.", case=case, old=term("state", old), new=term("state", wanted)))
    for proposal in list_proposals(case, actor):
        tell(
            tr(
                "There is a proposal to bill: {kind}; see: vistelse proposal list {case}",
                kind=term("row kind", proposal.kind),
                case=case,
            )
        )


@verb(
    app,
    "clear",
    N_("Say that a protected person's visit may be billed, and why."),
    "visit clear SN2026-00030 --reason 'agreed by telephone with the case officer'",
)
def clear(context: typer.Context, case: Case, reason: Reason) -> None:
    """Clear a visit for billing."""
    from models.operations.visits.step_visit import clear_visit

    if not reason.strip():
        raise WrongUse(what=tr("Say why; it is kept in the log."))
    clear_visit(case, reason.strip(), actor_of(context))
    say(tr("{case} may be billed.", case=case))


add_order_verbs(app)
add_file_verb(app)
