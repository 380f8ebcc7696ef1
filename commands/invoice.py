"""vistelse invoice: look at invoices and credit notes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.invoice_credit import app as crediting
from commands.invoice_papers import app as papers
from commands.lines import LINE_COLUMNS, line_cells, line_object
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
from commands.parsing import choice_of, month_of
from commands.say import say
from commands.session import actor_of
from commands.verb import group, verb
from models.language.formats import kronor
from models.language.terms import term
from models.language.words import N_, tr
from models.rules.document_states import DocumentState

if TYPE_CHECKING:
    from models.operations.billing.invoices import InvoiceLineRow, InvoiceRow
    from models.operations.reports.document_states import DocumentStanding

app = group()
app.add_typer(crediting)
app.add_typer(papers)

Number = Annotated[str, typer.Argument(metavar="NUMBER", help=N_("The invoice's number."))]

COLUMNS = (
    Column("number", N_("Number")),
    codes("kind", N_("Kind"), "kind"),
    codes("state", N_("State"), "document state"),
    Column("batch", N_("Batch")),
    Column("recipient", N_("Recipient")),
    Column("reference", N_("Reference")),
    Column("credits", N_("Credits")),
    codes("reason_code", N_("Why"), "credit reason"),
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
    from models.operations.reports.document_states import document_standings

    wanted, actor = str(month_of(month)) if month else "", actor_of(context)
    found = list_invoices(actor, month=wanted, batch=batch)
    standings = document_standings(date.today(), actor, month=wanted, batch=batch)
    if form == "json":
        print_json({"invoices": [invoice_object(row, standings.get(row.number)) for row in found]})
        return
    rows = [[_cell(row, column.key, standings.get(row.number)) for column in COLUMNS] for row in found]
    print_listing(Listing("invoices", COLUMNS, rows), form)


def _cell(row: InvoiceRow, name: str, standing: DocumentStanding | None) -> object:
    return _state(row, standing) if name == "state" else getattr(row, name)


def _state(row: InvoiceRow, standing: DocumentStanding | None) -> str:
    return str(standing.state) if standing is not None else row.state


def invoice_object(row: InvoiceRow, standing: DocumentStanding | None) -> dict[str, Any]:
    """Give a document as JSON has it; what is not there yet is null."""
    return {
        "number": row.number or None,
        "kind": row.kind,
        "state": _state(row, standing),
        "batch": row.batch,
        "month": row.month,
        "recipient": row.recipient,
        "municipality": row.municipality,
        "reference": row.reference,
        "credits": row.credits or None,
        "issued_on": row.issued_on,
        "due_on": row.due_on,
        "total": row.total,
        "reason_code": row.reason_code or None,
        "exported": row.exported,
        "annuls": row.annuls,
        "annulled_by": row.annulled_by or None,
        "lines": [line_object(line) | _changed(row, line) for line in row.lines],
    }


def _changed(row: InvoiceRow, line: InvoiceLineRow) -> dict[str, object]:
    if not row.is_difference:
        return {}
    return {"takes_back": line.takes_back, "original": line.original, "original_line": line.original_line}


@verb(app, "show", N_("Show an invoice or a credit note with its lines."), "invoice show 202600003")
def show(context: typer.Context, number: Number, form: FormatOption = "table") -> None:
    """Show one document."""
    from models.operations.billing.invoices import show_invoice
    from models.operations.reports.document_states import document_standings

    actor = actor_of(context)
    row = show_invoice(number, actor)
    standing = document_standings(date.today(), actor, number=number).get(number)
    wanted = choice_of(form, FORMATS)
    if wanted == "json":
        print_json(invoice_object(row, standing))
        return
    listing = Listing("lines", *_lines_shown(row))
    if wanted in ("csv", "tsv"):
        print_listing(listing, wanted)
        return
    say(_head(row))
    if standing is not None:
        say(_standing(standing))
    for words in _replaced(row):
        say(words)
    say((markdown if wanted == "markdown" else table)(listing))
    say(tr("Total {total}", total=kronor(row.total)))


def _lines_shown(row: InvoiceRow) -> tuple[tuple[Column, ...], list[tuple[object, ...]]]:
    """Give the columns and cells of a document's lines; what a difference changes stands in a column of its own."""
    columns = (Column("position", N_("Line"), str, True), *LINE_COLUMNS, Column("credited_by", N_("Taken back by")))
    if not row.is_difference:
        return columns, [(line.position, *line_cells(line), line.credited_by) for line in row.lines]
    lines = [
        (line.position, *line_cells(line)[:-1], row.signed_net(line), line.credited_by, _original(line))
        for line in row.lines
    ]
    return (*columns, Column("original", N_("Changes"))), lines


def _replaced(row: InvoiceRow) -> Iterator[str]:
    for replacing, lines in row.replaced.items():
        listed = ", ".join(map(str, lines))
        yield tr(
            "Replaced in {number}, which claims only the difference: line {lines}.", number=replacing, lines=listed
        )


def _original(line: InvoiceLineRow) -> str:
    return f"{line.original}:{line.original_line}" if line.original else ""


def _head(row: InvoiceRow) -> str:
    days = tr("issued {issued}, due {due}", issued=row.issued_on, due=row.due_on)
    credited = tr("credits {number}", number=row.credits) if row.credits else ""
    kind = term("kind", row.kind).capitalize()
    annulled = tr("annulled by {number}", number=row.annulled_by) if row.annulled_by else ""
    annuls = tr("annuls it") if row.annuls else ""
    why = ": ".join(filter(None, (term("credit reason", row.reason_code), row.reason)))
    parts = (f"{kind} {row.number}", row.recipient, row.reference, days, credited, annuls, why, annulled, row.batch)
    return " · ".join(filter(None, parts))


def _standing(standing: DocumentStanding) -> str:
    """Say how a document stands: the one word, and what is left to pay."""
    state = term("document state", standing.state)
    if standing.money is None or standing.state is DocumentState.ANNULLED:
        return tr("State: {state}", state=state)
    left = kronor(standing.money.money.balance)
    return tr("State: {state}, {left} left to pay", state=state, left=left)


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
        command = f"vistelse invoice rebill {due.invoice} --lines {lines} --code wrong-hours"
        rows.append((due.invoice, due.recipient, lines, due.rows, due.total, command))
    print_listing(Listing("credits_due", columns, rows), form)
