"""vistelse visit check and receive: what is missing of an order, and the papers that came with it."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from commands.options import Case, DryRun, perhaps_dry
from commands.output import FormatOption
from commands.parsing import day_of
from commands.say import say, tell
from commands.session import actor_of
from commands.verb import verb
from models.errors import WrongUse
from models.language.terms import term
from models.language.words import N_, tr
from models.rules.papers import PaperKind

Paper = Annotated[
    str,
    typer.Argument(
        metavar="PAPER",
        help=N_(
            "order, decision, investigation, care-plan, self-care-certificate, consent, billing-basis, keys or other;"
            " the Swedish words too."
        ),
    ),
]


def add_order_verbs(app: typer.Typer) -> None:
    """Give the visits' app the verbs about orders."""
    check = N_("Check orders: what is missing, late or worth watching. All open visits without a case.")
    verb(app, "check", check, "visit check SN2026-00051")(check_visits)
    receive = N_("Say that a paper came with an order; a better one takes its place.")
    verb(app, "receive", receive, "visit receive SN2026-00051 consent --reference 'Dnr 12'")(receive_one)
    back = N_("Say that a paper did not come after all.")
    verb(app, "unreceive", back, "visit unreceive SN2026-00051 consent")(take_back)


def check_visits(
    context: typer.Context,
    case: Annotated[str, typer.Argument(metavar="CASE", help=N_("Only this visit."))] = "",
    form: FormatOption = "table",
) -> None:
    """Check one visit or all."""
    from commands.order_output import print_orders
    from models.operations.visits.check_orders import check_orders

    orders = check_orders(date.today(), actor_of(context), case)
    print_orders(orders, form)
    for order in orders:
        if case and order.lead_time and order.deadline:
            came, day = term("lead-time", order.lead_time), order.deadline
            tell(tr("Lead time: {came}; in time was until {day}.", came=came, day=day))


def receive_one(
    context: typer.Context,
    case: Case,
    paper: Paper,
    on: Annotated[str, typer.Option("--on", metavar="DATE", help=N_("The day on which it came; today without."))] = "",
    reference: Annotated[
        str, typer.Option("--reference", metavar="TEXT", help=N_("Where it is kept, as a journal number."))
    ] = "",
    dry_run: DryRun = False,
) -> None:
    """Register a paper."""
    from models.operations.visits.receive_paper import receive_paper

    kind, today, actor = paper_of(paper), date.today(), actor_of(context)
    day = day_of(on) if on else today
    with perhaps_dry(dry_run):
        is_new = receive_paper(case, kind, day, reference.strip(), today, actor)
    what = term("paper", kind)
    if is_new:
        say(tr("{what} came for {case} on {day}.", what=what.capitalize(), case=case, day=day))
    else:
        say(tr("{what} for {case} has the day {day} now.", what=what.capitalize(), case=case, day=day))


def take_back(context: typer.Context, case: Case, paper: Paper, dry_run: DryRun = False) -> None:
    """Take a paper back."""
    from models.operations.visits.receive_paper import take_paper_back

    kind, actor = paper_of(paper), actor_of(context)
    with perhaps_dry(dry_run):
        take_paper_back(case, kind, actor)
    say(tr("{what} has not come for {case}.", what=term("paper", kind).capitalize(), case=case))


def paper_of(text: str) -> PaperKind:
    """Read a kind of paper by its code or its Swedish words.

    Raises:
        WrongUse: it is none.
    """
    from models.interchange.condition_words import PAPER_WORDS

    word = " ".join(text.split()).casefold()
    if word not in PAPER_WORDS:
        raise WrongUse(what=tr("{text} is none of: {choices}.", text=text, choices=", ".join(PaperKind)))
    return PaperKind(PAPER_WORDS[word])
