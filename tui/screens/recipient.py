"""What one recipient would be billed: the planned invoices with their lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from models.language.formats import kronor
from models.language.words import N_, Marked, tr
from models.operations.billing.plan import BatchPlan, PlannedInvoice, PlannedLine
from models.operations.reports.hour_rows import rows_of_planned_line
from tui.dates import month_text
from tui.keys import bindings
from tui.line_words import LINE_COLUMNS, invoice_heading, line_cells
from tui.screens.base import FeeScreen
from tui.screens.line import LineScreen
from tui.widgets.row_layout import TableRow
from tui.widgets.row_table import RowTable


class RecipientScreen(FeeScreen):
    """The lines of a plan that go to one recipient."""

    GROUPS = ("list",)
    ROOM = "billing"
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "The invoices that a recipient would get, line by line. Enter opens a line down to the hour rows behind it, and"
        " says where its price comes from."
    )

    def __init__(self, plan: BatchPlan, recipient: int) -> None:
        super().__init__()
        self.plan = plan
        self.invoices = [invoice for invoice in plan.invoices if invoice.recipient == recipient]
        self.lines = [line for invoice in self.invoices for line in invoice.lines]

    @property
    def command(self) -> str:
        """The plan that the lines are from."""
        return f"vistelse batch plan {self.plan.month}"

    def compose_body(self) -> Iterable[RowTable]:
        """Yield the lines."""
        yield RowTable([column() for column in LINE_COLUMNS])

    def load(self) -> None:
        """Show the lines of the plan that was on screen; it is not made again."""
        name = self.invoices[0].recipient_name
        total = sum(invoice.total for invoice in self.invoices)
        self.title_is(tr("{name} · {month} · plan", name=name, month=month_text(self.plan.month)), kronor(total))
        self.rows.show_rows([row for invoice in self.invoices for row in self._invoice(invoice)])

    def _invoice(self, invoice: PlannedInvoice) -> list[TableRow]:
        heading = invoice_heading(invoice.case, invoice.reference, invoice.total)
        return [heading, *(self._line(line, bool(invoice.case)) for line in invoice.lines)]

    def _line(self, line: PlannedLine, alone: bool) -> TableRow:
        case = "" if alone else line.case
        cells = line_cells(
            line.service, line.unit, line.quantity, line.price, line.net, line.first, line.last, line.late, case
        )
        return TableRow(str(self.lines.index(line)), cells)

    def action_open_row(self) -> None:
        """Open the line under the cursor down to its hour rows."""
        if not self.rows.key_here:
            return
        line, plan, actor = self.lines[int(self.rows.key_here)], self.plan, self.session.actor
        self.app.push_screen(
            LineScreen(
                case=line.case,
                service=line.service,
                unit=line.unit,
                quantity=line.quantity,
                price=line.price,
                net=line.net,
                rate=line.rate,
                month=line.month,
                read=lambda: rows_of_planned_line(line, plan.month, plan.known_on, actor),
            )
        )
