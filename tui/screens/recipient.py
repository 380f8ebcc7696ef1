"""What one recipient would be billed: the planned invoices with their lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from models.language.formats import kronor
from models.language.words import N_, Marked, tr
from models.operations.billing.plan import BatchPlan, PlannedInvoice, PlannedLine
from models.operations.billing.plan_batch import plan_batch
from tui.dates import month_text
from tui.keys import bindings
from tui.line_words import LINE_COLUMNS, by_case, invoice_heading, line_cells
from tui.screens.base import READING
from tui.screens.history_deeds import HistoryDeeds
from tui.screens.planned_line import PlannedLineScreen
from tui.screens.why_deeds import WhyDeeds
from tui.why_words import PricedLine, planned
from tui.widgets.row_layout import TableRow
from tui.widgets.row_table import RowTable


class RecipientScreen(WhyDeeds, HistoryDeeds):
    """The lines of a plan that go to one recipient."""

    GROUPS = ("list", "why", "history")
    ROOM = "billing"
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "The invoices that a recipient would get, line by line, from the plan as it was shown. Enter opens a line down"
        " to the hour rows behind it, where a row can be excluded: the plan is made again then. Why says which rate"
        " prices it, valid from when, known since when and read from which source; history is the case's. A late line"
        " is care of a month before the plan's."
    )

    def __init__(self, plan: BatchPlan, recipient: int) -> None:
        super().__init__()
        self.recipient = recipient
        self.is_stale = False
        self.take_plan(plan)
        self.recipient_name = self.invoices[0].recipient_name

    def take_plan(self, plan: BatchPlan) -> None:
        """Choose what the recipient gets of a plan."""
        self.plan = plan
        self.invoices = [invoice for invoice in plan.invoices if invoice.recipient == self.recipient]
        self.lines = [line for invoice in self.invoices for line in invoice.lines]

    @property
    def command(self) -> str:
        """The plan that the lines are from."""
        return f"vistelse batch plan {self.plan.month}"

    def compose_body(self) -> Iterable[RowTable]:
        """Yield the lines."""
        yield RowTable([column() for column in LINE_COLUMNS])

    def load(self) -> None:
        """Show the lines of the plan that was on screen; it is made again only where a row was excluded since."""
        month, today, actor = self.plan.month, self.session.today(), self.session.actor
        if self.is_stale:
            self.ask_store(lambda: plan_batch(month, today, actor), self.show_plan, READING)
        else:
            self.show_plan(self.plan)

    def show_plan(self, plan: BatchPlan) -> None:
        """Show what the recipient gets of a plan."""
        self.take_plan(plan)
        self.is_stale = False
        total = sum(invoice.total for invoice in self.invoices)
        month = month_text(plan.month)
        self.title_is(tr("{name} · {month} · plan", name=self.recipient_name, month=month), kronor(total))
        rows = [row for invoice in self.invoices for row in self._invoice(invoice)]
        none = tr("Nothing is billed to this recipient any more.")
        self.rows.show_rows(rows or [TableRow("", (none,))])

    def must_plan_again(self) -> None:
        """Remember that what is shown is not what would be billed now."""
        self.is_stale = True

    def _invoice(self, invoice: PlannedInvoice) -> list[TableRow]:
        heading = invoice_heading(invoice.case, invoice.reference, invoice.total)
        rows = [heading]
        for case, lines in by_case(invoice.lines):
            rows += [TableRow("", (f"  {case}",))] if case else []
            rows += map(self._line, lines)
        return rows

    def _line(self, line: PlannedLine) -> TableRow:
        return TableRow(str(self.lines.index(line)), line_cells(line))

    def line_here(self) -> PlannedLine | None:
        """Give the line under the cursor."""
        return self.lines[int(self.rows.key_here)] if self.rows.key_here else None

    def priced_line_here(self) -> PricedLine | None:
        """Give what prices the line under the cursor."""
        line = self.line_here()
        return planned(line) if line is not None else None

    def subject_here(self) -> str:
        """Name the case of the line under the cursor."""
        line = self.line_here()
        return line.case if line is not None else ""

    def action_open_row(self) -> None:
        """Open the line under the cursor down to its hour rows."""
        line, actor = self.line_here(), self.session.actor
        if line is not None:
            self.app.push_screen(PlannedLineScreen(line, self.plan, actor, self.must_plan_again))
