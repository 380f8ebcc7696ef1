"""vistelse batch: plan a month, run it, attest it, export it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.options import BatchName, DryRun, MonthArgument, Namesake, Yes, namesakes_of, perhaps_dry
from commands.output import Column, FormatOption, Listing, codes, moments, money, number, print_listing
from commands.parsing import month_of
from commands.say import ask, say, say_progress, tell
from commands.session import actor_of
from commands.verb import group, verb
from models.language.formats import kronor
from models.language.words import N_, ntr, tr

if TYPE_CHECKING:
    from models.operations.store.actor import Actor

app = group()


@verb(
    app,
    "plan",
    N_("Show what a month's batch will bill, and what it will not and why. Writes nothing."),
    "batch plan 2026-07",
)
def plan_month(
    context: typer.Context,
    month: MonthArgument,
    every_case: Annotated[bool, typer.Option("--cases", help=N_("List what is held back case by case."))] = False,
    form: FormatOption = "table",
) -> None:
    """Plan a month."""
    from commands.oddity_output import print_oddities
    from commands.plan_output import print_plan
    from models.operations.billing.oddities import find_oddities
    from models.operations.billing.plan_batch import plan_batch

    wanted = month_of(month)
    plan = plan_batch(wanted, date.today(), actor_of(context), with_rows=form == "json")
    print_plan(plan, form, every_case=every_case)
    if form in ("table", "markdown"):
        print_oddities(find_oddities(wanted, actor_of(context), plan), plan.month)


@verb(
    app,
    "run",
    N_("Make the plan's invoices as drafts. Where attest is off they are posted at once."),
    "batch run 2026-07 --yes",
)
def run_month(context: typer.Context, month: MonthArgument, yes: Yes = False, dry_run: DryRun = False) -> None:
    """Run a month, exactly as planned; ask only where that posts."""
    from commands.plan_output import print_plan
    from models.operations.billing.plan_batch import plan_batch
    from models.operations.billing.run_batch import run_batch
    from models.operations.store.describe_store import show_store

    wanted, today, actor = month_of(month), date.today(), actor_of(context)
    plan = plan_batch(wanted, today, actor)
    print_plan(plan, "table")
    if plan.documents and not (yes or dry_run or show_store(actor).attest):
        ask(tr("Post these documents?"))
    with perhaps_dry(dry_run):
        receipt = run_batch(plan, today, actor)
    say("")
    if receipt.state == "posted":
        _say_posted(receipt.batch, receipt.numbers, receipt.total)
    else:
        total = kronor(receipt.total)
        words = ntr(
            "{batch}: {n} draft, {total}. Another user posts it with: vistelse batch attest {batch}",
            "{batch}: {n} drafts, {total}. Another user posts them with: vistelse batch attest {batch}",
            receipt.invoices,
            batch=receipt.batch,
            total=total,
        )
        say(words)


def _say_posted(batch: str, numbers: tuple[str, ...], total: int) -> None:
    series = [[each for each in numbers if each[:1].isdigit()], [each for each in numbers if not each[:1].isdigit()]]
    spans = [f"{each[0]}–{each[-1]}" if len(each) > 1 else each[0] for each in series if each]
    named = {"batch": batch, "span": ", ".join(spans), "total": kronor(total)}
    if series[1]:
        words = ntr(
            "{batch}: {n} document posted, {span}, {total}.",
            "{batch}: {n} documents posted, {span}, {total}.",
            len(numbers),
            **named,
        )
    else:
        words = ntr(
            "{batch}: {n} invoice posted, {span}, {total}.",
            "{batch}: {n} invoices posted, {span}, {total}.",
            len(numbers),
            **named,
        )
    say(words)


@verb(app, "list", N_("List the batches, the newest first."), "batch list")
def show_all(context: typer.Context, form: FormatOption = "table") -> None:
    """List the batches."""
    from models.operations.reports.batches import list_batches

    columns = (
        Column("name", N_("Batch")),
        Column("month", N_("Month")),
        codes("state", N_("State"), "state"),
        number("invoices", N_("Invoices")),
        number("credits", N_("Credit notes")),
        money("total", N_("Amount")),
        Column("made_by", N_("Made by")),
        moments("made_at", N_("Made")),
        Column("attested_by", N_("Attested by")),
        moments("posted_at", N_("Posted")),
    )
    rows = [
        (
            batch.name,
            batch.month,
            batch.state,
            batch.invoices,
            batch.credits,
            batch.total,
            batch.made_by,
            batch.made_at,
            batch.attested_by,
            batch.posted_at,
        )
        for batch in list_batches(actor_of(context))
    ]
    print_listing(Listing("batches", columns, rows), form)


@verb(
    app,
    "attest",
    N_("Attest a batch that somebody else made. That posts it and numbers its invoices."),
    "--as attester batch attest B2026-07",
)
def attest(context: typer.Context, batch: BatchName, yes: Yes = False, dry_run: DryRun = False) -> None:
    """Attest a batch."""
    from models.operations.billing.attest_batch import attest_batch

    actor = actor_of(context)
    with perhaps_dry(dry_run):
        receipt = attest_batch(batch, date.today(), actor)
    _say_posted(receipt.batch, receipt.numbers, receipt.total)


@verb(
    app,
    "annul",
    N_("Take a batch of drafts back. Its rows are free again, and no number was used."),
    "batch annul B2026-07",
)
def annul(context: typer.Context, batch: BatchName, yes: Yes = False, dry_run: DryRun = False) -> None:
    """Annul a batch."""
    from models.operations.billing.annul_batch import annul_batch

    actor = actor_of(context)
    with perhaps_dry(dry_run):
        count = annul_batch(batch, actor)
    say(ntr("{batch}: {n} draft taken back.", "{batch}: {n} drafts taken back.", count, batch=batch))


@verb(
    app,
    "export",
    N_("Write a posted batch's e-invoices, register and checksums to a folder. Again gives the same bytes."),
    "batch export B2026-07 --to demo-out/B2026-07",
)
def export(
    context: typer.Context,
    batch: BatchName,
    to: Annotated[str, typer.Option("--to", metavar="DIR", help=N_("The folder; it is made where it is missing."))],
    pdf: Annotated[bool, typer.Option("--pdf", help=N_("Write each document as a PDF too."))] = False,
    specification: Annotated[
        bool, typer.Option("--specification", help=N_("Write the specifications too, in a folder of their own."))
    ] = False,
    namesake: Namesake = None,
    yes: Yes = False,
) -> None:
    """Export a batch."""
    from models.operations.billing.export_batch import export_batch

    actor = actor_of(context)
    receipt = export_batch(batch, Path(to), actor, say_progress, with_pdf=pdf, namesakes=namesakes_of(namesake))
    words = ntr(
        "{batch}: {n} document in {folder}, {total}.",
        "{batch}: {n} documents in {folder}, {total}.",
        receipt.documents,
        batch=batch,
        folder=receipt.folder,
        total=kronor(receipt.total),
    )
    say(words)
    if specification:
        _specify(batch, Path(to), actor, namesakes_of(namesake))


def _specify(batch: str, to: Path, actor: Actor, namesakes: str) -> None:
    """Write the specifications, and name the documents that have none."""
    from models.operations.documents.write_batch_papers import write_specifications
    from models.operations.documents.write_specification import PaperForm

    papers = write_specifications(batch, PaperForm.BOTH, to, actor, say_progress, namesakes=namesakes)
    words = ntr(
        "{n} file of specifications in {folder}.",
        "{n} files of specifications in {folder}.",
        len(papers.files),
        folder=papers.folder,
    )
    say(words)
    for document, why in papers.held:
        tell(f"{document}: {why}")
    if papers.held:
        raise typer.Exit(1)
