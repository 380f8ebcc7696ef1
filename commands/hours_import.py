"""vistelse hours import and preview: files of executed care, those of planning systems among them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.options import DryRun, all_or_none, perhaps_dry
from commands.output import FormatOption
from commands.parsing import content_of
from commands.remark_output import tell_remarks
from commands.say import say, say_rows, tell
from commands.session import actor_of
from commands.verb import group, verb
from models.errors import WrongUse
from models.language.terms import term
from models.language.words import N_, ntr, tr

if TYPE_CHECKING:
    from models.operations.hours.import_hours import HoursReceipt
    from models.operations.hours.read_wild_file import Said

app = group()

SourceOption = Annotated[
    str,
    typer.Option(
        "--source",
        metavar="NAME",
        help=N_("The planning system it comes from; how its files are read is kept under that name."),
    ),
]
MapOption = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="WHAT=ANSWER",
        help=N_("What a column or a word means, as Tid=duration or Dusch=home-care; from: vistelse hours preview."),
    ),
]


def said_of(source: str, answers: list[str] | None) -> Said:
    """Read the name of a source and the answers to a file's questions.

    Raises:
        WrongUse: an answer is not written as one.
    """
    from models.operations.hours.read_wild_file import Said

    parts = [answer.partition("=") for answer in answers or ()]
    for subject, _, meaning in parts:
        if not (subject.strip() and meaning.strip()):
            raise WrongUse(what=tr("--map wants a name and what it means, as Tid=duration."))
    return Said(source, tuple((subject, meaning) for subject, _, meaning in parts))


@verb(
    app,
    "import",
    N_("Read files of executed care, all of them or none. Reading one again changes nothing."),
    "hours import demo-out/files/deliveries-2026-07.csv",
)
def read_hours(
    context: typer.Context,
    files: Annotated[list[str], typer.Argument(metavar="FILE", help=N_("CSV or Excel, as it was exported."))],
    source: SourceOption = "",
    answers: MapOption = None,
    dry_run: DryRun = False,
) -> None:
    """Import hour rows."""
    from models.operations.hours.import_hours import import_hours

    said = said_of(source, answers)
    contents = [(Path(file).name, content_of(Path(file))) for file in files]
    actor, today = actor_of(context), date.today()
    with perhaps_dry(dry_run), all_or_none(), say_rows() as progress:
        receipts = [import_hours(name, content, today, actor, said, progress) for name, content in contents]
    for receipt in receipts:
        say_receipt(receipt)


def say_receipt(receipt: HoursReceipt) -> None:
    """Say what became of every row: how many on stdout, why on stderr."""
    for notice in receipt.notices:
        tell(notice)
    file, added, unchanged = receipt.file, receipt.added, receipt.unchanged
    say(tr("{file}: {added} new hour rows, {unchanged} known already.", file=file, added=added, unchanged=unchanged))
    if receipt.late:
        tell(
            ntr(
                "{n} row came after its month was signed; it is marked late and stands in the next plan.",
                "{n} rows came after their month was signed; they are marked late and stand in the next plan.",
                receipt.late,
            )
        )
    if receipt.queued or receipt.waiting:
        say(
            tr(
                "{new} rows to the queue, {before} wait there since before; see: vistelse queue list",
                new=receipt.queued,
                before=receipt.waiting,
            )
        )
        for why, count in receipt.reasons:
            tell(f"  {count}: {term('unmatched', why)}")
    if receipt.dropped:
        count = receipt.dropped
        tell(ntr("{n} row was dropped from the queue before.", "{n} rows were dropped from the queue before.", count))
    tell_remarks(receipt.remarks, file)
    if receipt.source:
        tell(tr("Read as {source} writes its files.", source=receipt.source))


@verb(
    app,
    "preview",
    N_("Show what is understood of a file of hours, what is asked, and what importing it would do."),
    "hours preview treserva.csv --source Treserva --map 'Tid=duration'",
)
def preview(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help=N_("CSV or Excel, as it was exported."))],
    source: SourceOption = "",
    answers: MapOption = None,
    form: FormatOption = "table",
) -> None:
    """Show what is understood."""
    from commands.preview_output import print_preview
    from models.operations.hours.preview_hours import preview_hours

    said, path = said_of(source, answers), Path(file)
    content, actor = content_of(path), actor_of(context)
    with say_rows() as progress:
        found = preview_hours(path.name, content, date.today(), actor, said, progress)
    print_preview(found, form)
