"""An invoice or a credit note, line by line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from models.language.formats import day_text, kronor
from models.language.words import N_, Marked, tr
from models.operations.billing.invoices import InvoiceLineRow, InvoiceRow
from models.operations.reports.hour_rows import rows_of_invoice_line
from models.rules.period import Month
from tui.keys import bindings
from tui.line_words import LINE_COLUMNS, invoice_heading, line_cells
from tui.screens.base import FeeScreen
from tui.screens.line import LineScreen
from tui.widgets.row_layout import TableRow
from tui.widgets.row_table import RowTable


class InvoiceScreen(FeeScreen):
    """One document with its lines."""

    GROUPS = ("list",)
    ROOM = "billing"
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "An invoice or a credit note. Enter opens a line down to the hour rows behind it. What is posted never changes:"
        " a fault is put right by a credit note and a new invoice."
    )

    def __init__(self, invoice: InvoiceRow | None = None) -> None:
        super().__init__()
        self.invoice = invoice

    @property
    def command(self) -> str:
        """The same document as a command gives it."""
        if self.invoice is None or not self.invoice.number:
            return f"vistelse invoice list --batch {self.invoice.batch if self.invoice else ''}".rstrip()
        return f"vistelse invoice show {self.invoice.number}"

    def compose_body(self) -> Iterable[RowTable]:
        """Yield the lines."""
        yield RowTable([column() for column in LINE_COLUMNS])

    def load(self) -> None:
        """Show the document that the list had read."""
        if self.invoice is not None:
            self.show_invoice(self.invoice)

    def show_invoice(self, invoice: InvoiceRow) -> None:
        """Show a document."""
        self.invoice = invoice
        self.title_is(f"{_name(invoice)} · {invoice.recipient}", _moment(invoice))
        cases = {line.case for line in invoice.lines}
        alone = len(cases) == 1
        heading = invoice_heading(next(iter(cases)) if alone else "", invoice.reference, invoice.total)
        lines = [_line(line, alone) for line in invoice.lines]
        self.rows.show_rows([heading, *lines])

    def action_open_row(self) -> None:
        """Open the line under the cursor down to its hour rows."""
        invoice, actor = self.invoice, self.session.actor
        here = self.rows.key_here
        if invoice is None or not here:
            return
        line = next(line for line in invoice.lines if str(line.position) == here)
        self.app.push_screen(
            LineScreen(
                case=line.case,
                service=line.service,
                unit=line.unit,
                quantity=line.quantity,
                price=line.price,
                net=line.net,
                rate=line.rate,
                month=str(Month.of(line.first)),
                read=lambda: rows_of_invoice_line(invoice, line, actor),
            )
        )


def _name(invoice: InvoiceRow) -> str:
    if invoice.kind == "credit":
        return tr("Credit note {number} on {credits}", number=invoice.number, credits=invoice.credits)
    if not invoice.number:
        return tr("Draft in {batch}", batch=invoice.batch)
    return tr("Invoice {number}", number=invoice.number)


def _moment(invoice: InvoiceRow) -> str:
    if invoice.due_on is None:
        return kronor(invoice.total)
    return f"{tr('due {day}', day=day_text(invoice.due_on))} · {kronor(invoice.total)}"


def _line(line: InvoiceLineRow, alone: bool) -> TableRow:
    case = "" if alone else line.case
    cells = line_cells(
        line.service, line.unit, line.quantity, line.price, line.net, line.first, line.last, line.late, case
    )
    if line.credited_by:
        cells = (f"{cells[0]} · {tr('credited by {number}', number=line.credited_by)}", *cells[1:])
    return TableRow(str(line.position), cells)
