"""A credit that is due: the lines of an invoice that bill hours which were reversed since, marked."""

from __future__ import annotations

from models.operations.billing.invoices import InvoiceRow, show_invoice
from tui.screens.base import READING
from tui.screens.credit import CreditScreen


class CreditDueScreen(CreditScreen):
    """The credit of some lines; the invoice is read from the store first."""

    def __init__(self, invoice: str, lines: tuple[int, ...]) -> None:
        unread = InvoiceRow(invoice, "invoice", "posted", "", "", "", "", "", "", None, None, 0, ())
        super().__init__(unread)
        self.wanted: tuple[int, ...] | None = lines

    def load(self) -> None:
        """Read the invoice once, mark what is due, then ask what it would become."""
        if self.wanted is None:
            super().load()
            return
        number, actor = self.invoice.number or "", self.session.actor
        self.ask_store(lambda: show_invoice(number, actor), self.show_due, READING)

    def show_due(self, invoice: InvoiceRow) -> None:
        """Mark the lines that are due and not credited meanwhile."""
        wanted, self.wanted = self.wanted or (), None
        self.invoice = invoice
        self.marked = frozenset(line.position for line in self.lines_left if line.position in wanted)
        self.load()
        if self.marked:
            self.rows.go_to(str(min(self.marked)))
