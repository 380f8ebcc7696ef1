"""vistelse invoice: look at invoices and credit notes, and credit."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.lines import LINE_COLUMNS, line_cells, line_object
from commands.options import DryRun, Yes, perhaps_dry
from commands.output import (
    FORMATS,
    Column,
    FormatOption,
    Listing,
    codes,
    markdown,
    money,
    number,
    print_json,
    print_listing,
    table,
)
from commands.parsing import choice_of, month_of, numbers_of
from commands.say import say
from commands.session import actor_of
from commands.verb import group, verb
from models.language.formats import kronor
from models.language.terms import term
from models.language.words import N_, ntr, tr

if TYPE_CHECKING:
    from models.operations.billing.invoices import InvoiceRow

app = group()

Number = Annotated[str, typer.Argument(metavar="NUMBER", help=N_("The invoice's number."))]

COLUMNS = (
    Column("number", N_("Number")),
    codes("kind", N_("Kind"), "kind"),
    codes("state", N_("State"), "state"),
    Column("batch", N_("Batch")),
    Column("recipient", N_("Recipient")),
    Column("reference", N_("Reference")),
    Column("credits", N_("Credits")),
    Column("due_on", N_("Due")),
    money("total", N_("Amount")),
)


@verb(app, "list", N_("List invoices, credit notes and drafts."), "invoice list --month 2026-07")
def show_all(
    context: typer.Context,
    month: Annotated[str, typer.Option("--month", metavar="MONTH", help=N_("Only of a month, as 2026-07."))] = "",
    batch: Annotated[str, typer.Option("--batch", metavar="BATCH", help=N_("Only of a batch."))] = "",
    form: FormatOption = "table",
) -> None:
    """List documents in the order in which they were made."""
    from models.operations.billing.invoices import list_invoices

    wanted = str(month_of(month)) if month else ""
    found = list_invoices(actor_of(context), month=wanted, batch=batch)
    if form == "json":
        print_json({"invoices": [invoice_object(row) for row in found]})
        return
    rows = [[getattr(row, column.key) for column in COLUMNS] for row in found]
    print_listing(Listing("invoices", COLUMNS, rows), form)


def invoice_object(row: InvoiceRow) -> dict[str, Any]:
    """Give a document as JSON has it; what is not there yet is null."""
    return {
        "number": row.number or None,
        "kind": row.kind,
        "state": row.state,
        "batch": row.batch,
        "month": row.month,
        "recipient": row.recipient,
        "municipality": row.municipality,
        "reference": row.reference,
        "credits": row.credits or None,
        "issued_on": row.issued_on,
        "due_on": row.due_on,
        "total": row.total,
        "lines": [line_object(line) for line in row.lines],
    }


@verb(app, "show", N_("Show an invoice or a credit note with its lines."), "invoice show 202600003")
def show(context: typer.Context, number: Number, form: FormatOption = "table") -> None:
    """Show one document."""
    from models.operations.billing.invoices import show_invoice

    row = show_invoice(number, actor_of(context))
    wanted = choice_of(form, FORMATS)
    if wanted == "json":
        print_json(invoice_object(row))
        return
    columns = (Column("position", N_("Line"), str, True), *LINE_COLUMNS, Column("credited_by", N_("Credited by")))
    lines = [(line.position, *line_cells(line), line.credited_by) for line in row.lines]
    listing = Listing("lines", columns, lines)
    if wanted in ("csv", "tsv"):
        print_listing(listing, wanted)
        return
    say(_head(row))
    say((markdown if wanted == "markdown" else table)(listing))
    say(tr("Total {total}", total=kronor(row.total)))


def _head(row: InvoiceRow) -> str:
    days = tr("issued {issued}, due {due}", issued=row.issued_on, due=row.due_on)
    credited = tr("credits {number}", number=row.credits) if row.credits else ""
    kind = term("kind", row.kind).capitalize()
    parts = (f"{kind} {row.number}", row.recipient, row.reference, days, credited, row.batch)
    return " · ".join(filter(None, parts))


@verb(
    app,
    "credits-due",
    N_("List the lines that bill hours which were reversed since: what is to be credited, and by which command."),
    "invoice credits-due",
)
def show_due(context: typer.Context, form: FormatOption = "table") -> None:
    """List the credits that are due."""
    from models.operations.billing.credits_due import credits_due

    columns = (
        Column("invoice", N_("Invoice")),
        Column("recipient", N_("Recipient")),
        Column("lines", N_("Lines")),
        number("rows", N_("Reversed rows")),
        money("total", N_("Amount")),
        Column("command", N_("Go on with")),
    )
    found = credits_due(actor_of(context))
    rows = []
    for due in found:
        lines = ",".join(map(str, due.lines))
        command = f"vistelse invoice credit {due.invoice} --lines {lines}"
        rows.append((due.invoice, due.recipient, lines, due.rows, due.total, command))
    print_listing(Listing("credits_due", columns, rows), form)


@verb(
    app,
    "credit",
    N_(
        "Credit an invoice, whole or some of its lines. That posts a credit note and frees the rows to be billed again."
    ),
    "invoice credit 202600003 --lines 1 --reason 'wrong rate' --yes",
)
def credit(
    context: typer.Context,
    number: Number,
    lines: Annotated[
        str, typer.Option("--lines", metavar="1,2", help=N_("The lines; without it all that are left."))
    ] = "",
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help=N_("Why; default: corrected."))] = "",
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    """Credit an invoice."""
    from models.operations.billing.credit_invoice import credit_invoice

    positions, actor = numbers_of(lines), actor_of(context)
    if dry_run:
        from commands.credit_output import print_preview
        from models.operations.billing.credit_preview import preview_credit

        print_preview(preview_credit(number, positions, date.today(), actor))
    with perhaps_dry(dry_run):
        receipt = credit_invoice(number, positions, reason or "corrected", date.today(), actor)
    words = ntr(
        "Credit note {note}: {n} line of {number}, {total}.",
        "Credit note {note}: {n} lines of {number}, {total}.",
        receipt.lines,
        note=receipt.number,
        number=number,
        total=kronor(receipt.total),
    )
    say(words)
