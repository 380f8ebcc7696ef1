"""vistelse delivery: send posted documents to an access point, and read what came back."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.options import Namesake, namesakes_of
from commands.output import FORMATS, Column, FormatOption, Listing, codes, moments, number, print_json, print_listing
from commands.parsing import choice_of
from commands.say import say, say_progress, tell
from commands.session import actor_of
from commands.verb import group, verb
from models.language.terms import term
from models.language.words import N_, ntr, tr, tr_marked

if TYPE_CHECKING:
    from models.operations.documents.deliver import SendReceipt
    from models.operations.documents.delivery_rows import Journey

app = group()

Number = Annotated[str, typer.Argument(metavar="NUMBER", help=N_("The document's number."))]


@verb(
    app,
    "send",
    N_("Send a posted batch or document to the folder that the access point watches. What was sent is not sent again."),
    "delivery send B2026-07 --to demo-out",
)
def send(
    context: typer.Context,
    what: Annotated[str, typer.Argument(metavar="BATCH|NUMBER", help=N_("A posted batch, or one document."))],
    to: Annotated[
        str, typer.Option("--to", metavar="DIR", help=N_("The folder; default: the one in: vistelse store show."))
    ] = "",
    again: Annotated[bool, typer.Option("--again", help=N_("Send what was sent before once more, marked so."))] = False,
    namesake: Namesake = None,
) -> None:
    """Send documents."""
    from models.operations.documents.deliver import SendWish, send_documents

    receipt = send_documents(SendWish(what, to, again, namesakes_of(namesake)), actor_of(context), say_progress)
    _say_sent(receipt)
    if receipt.held or receipt.doubtful:
        raise typer.Exit(1)


def _say_sent(receipt: SendReceipt) -> None:
    count = len(receipt.sent)
    say(ntr("{n} document sent to {folder}.", "{n} documents sent to {folder}.", count, folder=receipt.folder))
    if receipt.known:
        tell(ntr("{n} was sent before.", "{n} were sent before.", receipt.known))
    if receipt.annulled:
        tell(ntr("{n} is annulled, and sent to nobody.", "{n} are annulled, and sent to nobody.", receipt.annulled))
    for document, why in receipt.held:
        tell(f"{document}: {why}")
    for document in receipt.doubtful:
        words = N_("{number}: cut off; nobody knows if it was taken. If not: vistelse delivery send {number} --again")
        tell(tr_marked(words, number=document))


@verb(
    app,
    "receipts",
    N_("Read the receipts in a folder: which documents were delivered or rejected. Again changes nothing."),
    "delivery receipts demo-out",
)
def receipts(
    context: typer.Context,
    folder: Annotated[str, typer.Argument(metavar="DIR", help=N_("The folder where the access point puts them."))],
) -> None:
    """Read receipts."""
    from models.operations.documents.read_receipts import read_receipts

    read = read_receipts(Path(folder), actor_of(context))
    say(ntr("{n} document delivered.", "{n} documents delivered.", len(read.delivered)))
    for document, why in read.rejected:
        say(f"{tr('{number} was rejected.', number=document)} {why}".rstrip())
    if read.known:
        tell(ntr("{n} receipt was read before.", "{n} receipts were read before.", read.known))
    for each in read.strange:
        place = f"{each.source}:{each.line}" if each.line else each.source
        tell(f"{place}: {each.why}")


COLUMNS = (
    Column("number", N_("Number")),
    codes("kind", N_("Kind"), "kind"),
    Column("batch", N_("Batch")),
    Column("recipient", N_("Recipient")),
    codes("state", N_("State"), "delivery"),
    number("attempts", N_("Attempts")),
    moments("sent_at", N_("Sent")),
    Column("message", N_("Message")),
)


@verb(app, "list", N_("List posted documents and how far they have come; sent is not delivered."), "delivery list")
def show_all(
    context: typer.Context,
    only_open: Annotated[bool, typer.Option("--open", help=N_("Only those that are not delivered."))] = False,
    batch: Annotated[str, typer.Option("--batch", metavar="BATCH", help=N_("Only of a batch."))] = "",
    form: FormatOption = "table",
) -> None:
    """List documents with their delivery."""
    from models.operations.documents.list_deliveries import list_deliveries

    rows = [
        (
            each.number,
            each.kind,
            each.batch,
            each.recipient,
            str(each.state),
            len(each.attempts),
            each.sent_at,
            each.message,
        )
        for each in list_deliveries(actor_of(context), only_open=only_open, batch=batch)
    ]
    print_listing(Listing("deliveries", COLUMNS, rows), form)


@verb(
    app, "show", N_("Show every attempt to send a document, and every word that came back."), "delivery show 202600010"
)
def show(context: typer.Context, number: Number, form: FormatOption = "table") -> None:
    """Show one document's way."""
    from models.operations.documents.list_deliveries import show_delivery

    journey = show_delivery(number, actor_of(context))
    steps = _steps(journey)
    if choice_of(form, FORMATS) == "json":
        print_json({"number": journey.number, "state": str(journey.state), "steps": [asdict(step) for step in steps]})
        return
    if form == "table":
        said = {"number": journey.number, "batch": journey.batch, "recipient": journey.recipient}
        say(tr("{number} in {batch} to {recipient}: {state}.", **said, state=term("delivery", journey.state)) + "\n")
    columns = (
        moments("at", N_("When")),
        Column("what", N_("What")),
        Column("who", N_("Who")),
        Column("where", N_("Where")),
        Column("message", N_("Message")),
    )
    rows = [(step.at, step_text(step), step.who, step.where, step.message) for step in steps]
    print_listing(Listing("steps", columns, rows), form)


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened to a document: `what` is posted, exported, an attempt's outcome, or a receipt's word.

    `attempt` is the number of an attempt, 0 for anything else.
    """

    at: datetime
    what: str
    attempt: int = 0
    again: bool = False
    who: str = ""
    where: str = ""
    message: str = ""


def step_text(step: Step) -> str:
    """Say what happened."""
    if not step.attempt:
        return term("state", step.what) if step.what == "exported" else term("delivery", step.what)
    said = tr("attempt {number}: {outcome}", number=step.attempt, outcome=term("attempt", step.what))
    return f"{said} ({tr('once more')})" if step.again else said


def _steps(journey: Journey) -> list[Step]:
    """Tell the way in the order of time: posted, exported, each attempt, each receipt."""
    steps = [Step(journey.posted_at, "posted")]
    if journey.exported_at:
        steps.append(Step(journey.exported_at, "exported"))
    for each in journey.attempts:
        where = f"{each.folder}/{each.file}"
        steps.append(Step(each.made_at, str(each.outcome), each.attempt, each.again, each.made_by, where, each.message))
    for said in journey.receipts:
        steps.append(Step(said.at, str(said.status), who=said.read_by, where=said.file, message=said.message))
    return sorted(steps, key=lambda step: step.at)
