"""vistelse accounting export: what posted documents become in the books, and the files that say so."""

from __future__ import annotations

from dataclasses import astuple
from pathlib import Path
from typing import Annotated

import typer

from commands.options import BatchName, DryRun, Namesake, Reason, namesakes_of, perhaps_dry
from commands.output import Column, FormatOption, Listing, codes, moments, money, number, print_listing
from commands.parsing import day_of, number_of
from commands.say import say, tell
from commands.session import actor_of
from commands.verb import group, verb
from models.language.formats import kronor
from models.language.words import N_, ntr, tr

app = group()

AccrualOption = Annotated[
    str,
    typer.Option(
        "--accrual",
        metavar="DATE",
        help=N_("The last day of a period: care on its other side goes over the accrual account."),
    ),
]


@verb(
    app,
    "plan",
    N_("Show what a posted batch becomes in the books, entry by entry. Writes nothing."),
    "accounting plan B2026-07",
)
def plan(context: typer.Context, batch: BatchName, accrual: AccrualOption = "", form: FormatOption = "table") -> None:
    """Show the entries."""
    from models.operations.accounting.plan_accounting import plan_accounting

    columns = (
        Column("series", N_("Series")),
        Column("number", N_("Number")),
        Column("day", N_("Day")),
        Column("account", N_("Account")),
        Column("name", N_("Name")),
        Column("objects", N_("Dimensions")),
        money("amount", N_("Amount")),
        Column("text", N_("Text")),
    )
    rows = plan_accounting(batch, actor_of(context), accrual=day_of(accrual) if accrual else None)
    print_listing(Listing("entries", columns, [astuple(row) for row in rows]), form)


@verb(
    app,
    "export",
    N_("Write a posted batch for the accounting system. What was exported before is written as a marked copy."),
    "accounting export B2026-07 --to demo-out/books",
)
def export(
    context: typer.Context,
    batch: BatchName,
    to: Annotated[str, typer.Option("--to", metavar="DIR", help=N_("The folder; it is made where it is missing."))],
    form: Annotated[
        str, typer.Option("--form", metavar="sie|LAYOUT", help=N_("SIE 4I, or a layout from: accounting layout list."))
    ] = "sie",
    accrual: AccrualOption = "",
    namesake: Namesake = None,
    taken: Annotated[
        bool,
        typer.Option("--taken", help=N_("An export was cut off, but the accounting system has it: write a copy only.")),
    ] = False,
) -> None:
    """Export a batch."""
    from models.operations.accounting.export_accounting import export_accounting, standing_texts
    from models.operations.accounting.prepare_accounting import ExportWish

    wish = ExportWish(batch, form, day_of(accrual) if accrual else None, namesakes_of(namesake), taken)
    receipt = export_accounting(wish, Path(to), actor_of(context))
    for file in receipt.files:
        words = ntr(
            "{file} in {folder}: {n} document, {rows} entries, {total}.",
            "{file} in {folder}: {n} documents, {rows} entries, {total}.",
            file.documents,
            file=file.name,
            folder=receipt.folder,
            rows=file.rows,
            total=kronor(file.total),
        )
        say(words)
    for words in standing_texts(receipt):
        tell(words)
    if all(file.is_copy for file in receipt.files):
        tell(tr("All of it was exported before, so this is a copy; the accounting system must not read it in again."))


@verb(app, "exports", N_("List what went to the accounting system, the newest first."), "accounting exports")
def exports(
    context: typer.Context,
    batch: Annotated[str, typer.Option("--batch", metavar="BATCH", help=N_("Only of a batch."))] = "",
    form: FormatOption = "table",
) -> None:
    """List the exports."""
    from models.operations.accounting.list_accounting import list_exports

    columns = (
        number("number", N_("Export")),
        Column("batch", N_("Batch")),
        Column("file", N_("File")),
        Column("form", N_("Form")),
        Column("accrual", N_("Accrual")),
        number("documents", N_("Documents")),
        number("rows", N_("Entries")),
        money("debit", N_("Debit")),
        money("total", N_("Amount")),
        codes("state", N_("State"), "export state"),
        number("copies", N_("Copies")),
        Column("made_by", N_("Made by")),
        moments("made_at", N_("Made")),
    )
    rows = [astuple(row) for row in list_exports(actor_of(context), batch=batch)]
    print_listing(Listing("exports", columns, rows), form)


@verb(
    app,
    "withdraw",
    N_("Say that the accounting system never took an export in. The next one is an original again."),
    'accounting withdraw 1 --reason "wrong account"',
)
def withdraw(
    context: typer.Context,
    export: Annotated[str, typer.Argument(metavar="EXPORT", help=N_("The export's number, from the list."))],
    reason: Reason,
    dry_run: DryRun = False,
) -> None:
    """Withdraw an export."""
    from models.operations.accounting.withdraw_accounting import withdraw_accounting

    wanted, actor = number_of(export), actor_of(context)
    with perhaps_dry(dry_run):
        batch = withdraw_accounting(wanted, reason, actor)
    say(tr("Export {number} of {batch} is withdrawn; its documents wait to be exported.", number=wanted, batch=batch))
