"""Credit an invoice: which lines, what is taken back, and what the next plan would bill instead."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget

from models.language.formats import kronor
from models.language.words import N_, Marked, tr
from models.operations.billing.credit_preview import CreditPreview, preview_credit
from models.operations.billing.invoices import InvoiceLineRow, InvoiceRow
from tui.credit_words import credit_rows, instead_words, taken_back_words
from tui.keys import bindings
from tui.screens.credit_deeds import CreditDeeds
from tui.why_words import PricedLine, posted
from tui.widgets.row_layout import TableColumn, TableRow
from tui.widgets.row_table import RowTable
from tui.widgets.side_by_side import SideBySide

PREVIEW = "preview"


def can_be_credited(invoice: InvoiceRow) -> bool:
    """Say whether a document is posted and has a line that bills care and that nothing takes back."""
    return bool(invoice.left)


class CreditScreen(CreditDeeds):
    """The lines of an invoice that can be credited; nothing is done before reason and number are typed."""

    GROUPS = ("credit", "why")
    ROOM = "billing"
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "The lines of an invoice that are not credited yet. What is marked would be taken back by a credit note; beside"
        " it stands what the next plan would bill for the same hours, by the rates and signatures of this moment, or"
        " what keeps them from being billed. Credit leaves the hours to the next batch; credit and bill again drafts"
        " what stands on the right at once, in a batch of its own that somebody else attests. An invoice that was never"
        " exported can be annulled instead: nothing is sent. Nothing is done before a reason is given and the invoice's"
        " number typed."
    )

    def __init__(self, invoice: InvoiceRow, line_here: str = "") -> None:
        super().__init__()
        self.invoice = invoice
        self.marked = frozenset(line.position for line in invoice.left)
        self.preview: CreditPreview | None = None
        self._begin_at = line_here

    @property
    def command(self) -> str:
        """The command that would make the same credit note, and rehearses it."""
        if not self.marked:
            return f"vistelse invoice show {self.invoice.number}"
        left = {line.position for line in self.lines_left}
        lines = f" --lines {','.join(map(str, sorted(self.marked)))}" if self.marked != left else ""
        return f"vistelse invoice rebill {self.invoice.number}{lines} --dry-run"

    @property
    def lines_left(self) -> tuple[InvoiceLineRow, ...]:
        """The lines that are not credited yet."""
        return self.invoice.left

    def compose_body(self) -> Iterable[Widget]:
        """Yield the lines, and both sides of the one under the cursor."""
        yield RowTable(
            [
                TableColumn(tr("Line")),
                TableColumn(tr("quantity"), figures=True),
                TableColumn(tr("credited"), figures=True),
                TableColumn(tr("instead"), figures=True),
                TableColumn(tr("difference"), figures=True),
            ]
        )
        yield SideBySide()

    def on_mount(self) -> None:
        """Begin with the line that the cursor was on."""
        if self._begin_at:
            self.rows.go_to(self._begin_at)

    def load(self) -> None:
        """Ask what the marked lines would become."""
        self.show_lines()
        if not self.marked:
            return
        number, positions = self.invoice.number, sorted(self.marked)
        today, actor = self.session.today(), self.session.actor
        self.ask_store(lambda: preview_credit(number, positions, today, actor), self.show_preview, PREVIEW)

    def show_preview(self, preview: CreditPreview) -> None:
        """Show what comes instead, unless other lines are marked by now."""
        asked = {exchange.credited.position for exchange in preview.exchanges if exchange.credited}
        if asked == self.marked:
            self.preview = preview
            self.show_lines()

    def show_lines(self) -> None:
        """Show the lines, and what is known of the marked ones."""
        total = kronor(sum(line.net for line in self.lines_left if line.position in self.marked))
        title = tr("Credit {number} · {recipient}", number=self.invoice.number, recipient=self.invoice.recipient)
        self.title_is(title, tr("credited {total}", total=total))
        rows = credit_rows(self.lines_left, self.marked, self.preview)
        self.rows.show_rows(rows or [TableRow("", (tr("Every line is credited."),))])
        self.row_changed()

    def row_changed(self) -> None:
        """Show both sides of the line under the cursor."""
        line, here = self.line_here(), self.rows.key_here
        self.query_one(SideBySide).say(taken_back_words(line), instead_words(line, here, self.preview))
        self.show_foot()

    def line_here(self) -> InvoiceLineRow | None:
        """Give the line under the cursor."""
        return next((line for line in self.lines_left if str(line.position) == self.rows.key_here), None)

    def priced_line_here(self) -> PricedLine | None:
        """Give what prices the line under the cursor."""
        line = self.line_here()
        return posted(line, self.invoice) if line is not None else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Mark a line that is there."""
        if action == "mark_line":
            return self.is_mounted and self.line_here() is not None
        if action == "mark_all":
            return bool(self.lines_left)
        return super().check_action(action, parameters)

    def action_mark_line(self) -> None:
        """Mark the line under the cursor, or take its mark away."""
        line = self.line_here()
        if line is not None:
            self._mark(self.marked ^ {line.position})

    def action_mark_all(self) -> None:
        """Mark every line; where all are marked, none."""
        every = frozenset(line.position for line in self.lines_left)
        self._mark(frozenset() if self.marked == every else every)

    def _mark(self, marked: frozenset[int]) -> None:
        self.marked, self.preview = marked, None
        self.notice.forget()
        self.load()

    def show_left(self, invoice: InvoiceRow) -> None:
        """Show the lines that are not credited yet."""
        self.invoice = invoice
        self.show_lines()
