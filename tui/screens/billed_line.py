"""A line of a posted document down to its hour rows, from which it can be credited."""

from __future__ import annotations

from typing import ClassVar

from models.operations.billing.invoices import InvoiceLineRow, InvoiceRow
from models.operations.reports.hour_rows import rows_of_invoice_line
from models.operations.store.actor import Actor
from tui.keys import bindings
from tui.screens.credit_due import CreditDueScreen
from tui.screens.line import LineScreen
from tui.why_words import posted


class BilledLineScreen(LineScreen):
    """One line of an invoice; crediting begins with the line of the row that was found wrong."""

    GROUPS: ClassVar[tuple[str, ...]] = ("billed-line", *LineScreen.GROUPS)
    BINDINGS = bindings(*GROUPS)

    def __init__(self, invoice: InvoiceRow, line: InvoiceLineRow, actor: Actor) -> None:
        super().__init__(posted(line, invoice), lambda: rows_of_invoice_line(invoice, line, actor))
        self.invoice, self.billed = invoice, line

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Credit only a line that is left."""
        if action == "credit_line":
            return self.billed in self.invoice.left
        return super().check_action(action, parameters)

    def action_credit_line(self) -> None:
        """Show what crediting the line would take back, and what would come instead; the line goes whole."""
        self.app.push_screen(CreditDueScreen(self.invoice.number, (self.billed.position,)))
