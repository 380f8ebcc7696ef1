"""vistelse proposal: what a condition gives right to bill, until somebody accepts or declines it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from commands.options import Case, DryRun, Reason, perhaps_dry
from commands.output import FORMATS, Column, FormatOption, Listing, codes, minutes, number, print_json, print_listing
from commands.parsing import choice_of
from commands.say import say
from commands.session import actor_of
from commands.verb import group, verb
from models.language.terms import service_name, term
from models.language.words import N_, ntr, tr
from models.rules.row_kinds import RowKind

if TYPE_CHECKING:
    from models.operations.visits.list_proposals import ProposalFacts

app = group()

PROPOSED = (RowKind.CANCELLED, RowKind.INSTALLATION, RowKind.REMOVAL)

Kind = Annotated[str, typer.Argument(metavar="KIND", help=N_("cancelled, installation or removal."))]


@verb(app, "list", N_("List what is proposed, and what it rests on."), "proposal list")
def show_all(
    context: typer.Context,
    case: Annotated[str, typer.Argument(metavar="CASE", help=N_("Only of this visit."))] = "",
    decided: Annotated[bool, typer.Option("--decided", help=N_("The accepted and declined ones too."))] = False,
    form: FormatOption = "table",
) -> None:
    """List proposals, the oldest first."""
    from models.operations.visits.list_proposals import list_proposals

    found = list_proposals(case or None, actor_of(context), decided=decided)
    if choice_of(form, FORMATS) == "json":
        print_json({"proposals": [_object(proposal) for proposal in found]})
        return
    columns = (
        Column("case", N_("Case")),
        codes("kind", N_("Kind"), "row kind"),
        codes("state", N_("State"), "proposal state"),
        Column("days", N_("Days")),
        Column("services", N_("Services")),
        minutes("minutes", N_("Time")),
        number("pieces", N_("Pieces")),
        Column("source", N_("Source")),
    )
    print_listing(Listing("proposals", columns, [_cells(proposal) for proposal in found]), form)


def _cells(proposal: ProposalFacts) -> tuple[object, ...]:
    days = sorted({row.day for row in proposal.rows})
    span = days[0] if len(days) == 1 else f"{days[0]}–{days[-1]}"
    services = ", ".join(dict.fromkeys(service_name(row.service) for row in proposal.rows))
    sources = ", ".join(dict.fromkeys(each.get("source", "") for each in proposal.basis["conditions"]))
    return (
        proposal.case,
        proposal.kind,
        proposal.state,
        span,
        services,
        proposal.minutes or None,
        proposal.pieces or None,
        sources,
    )


def _object(proposal: ProposalFacts) -> dict[str, object]:
    return {
        "case": proposal.case,
        "municipality": proposal.municipality,
        "kind": proposal.kind,
        "state": proposal.state,
        "basis": proposal.basis,
        "rows": [
            {"service": r.service, "day": r.day, "minutes": r.minutes, "pieces": r.pieces, "staff": r.staff}
            for r in proposal.rows
        ],
        "decided_by": proposal.decided_by or None,
        "reason": proposal.reason or None,
    }


@verb(
    app,
    "accept",
    N_("Accept a proposal: its rows are billed with the month."),
    "proposal accept SN2026-00051 cancelled",
)
def accept(context: typer.Context, case: Case, kind: Kind, dry_run: DryRun = False) -> None:
    """Accept a proposal."""
    from models.operations.visits.decide_proposal import accept_proposal

    wanted, actor = choice_of(kind, PROPOSED), actor_of(context)
    with perhaps_dry(dry_run):
        rows = accept_proposal(case, wanted, actor)
    say(
        ntr(
            "Accepted for {case}: {n} hour row ({kind}).",
            "Accepted for {case}: {n} hour rows ({kind}).",
            rows,
            case=case,
            kind=term("row kind", wanted),
        )
    )


@verb(
    app,
    "decline",
    N_("Decline a proposal, and say why."),
    "proposal decline SN2026-00051 cancelled --reason 'the guest died'",
)
def decline(
    context: typer.Context,
    case: Case,
    kind: Kind,
    reason: Reason,
    dry_run: DryRun = False,
) -> None:
    """Decline a proposal."""
    from models.operations.visits.decide_proposal import decline_proposal

    wanted, actor = choice_of(kind, PROPOSED), actor_of(context)
    with perhaps_dry(dry_run):
        decline_proposal(case, wanted, reason, actor)
    say(tr("Declined for {case}: {kind}.", case=case, kind=term("row kind", wanted)))
