"""A document that is known by its number only."""

from __future__ import annotations

from tui.screens.invoice import InvoiceScreen


class NumberedScreen(InvoiceScreen):
    """An invoice or credit note, read from the store by its number."""

    def __init__(self, number: str) -> None:
        super().__init__()
        self.number = number

    @property
    def command(self) -> str:
        """The same document as a command gives it."""
        return f"vistelse invoice show {self.number}"

    def load(self) -> None:
        """Read the document."""
        self.read_invoice(self.number)
