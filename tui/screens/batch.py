"""A batch: its invoices and credit notes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from models.language.formats import day_text, kronor
from models.language.words import N_, Marked, ntr, tr
from models.operations.billing.invoices import InvoiceRow, list_invoices
from models.operations.reports.batches import BatchRow, show_batch
from tui.count_words import documents_words
from tui.figures import amount
from tui.keys import bindings
from tui.screens.base import READING
from tui.screens.batch_deeds import BatchDeeds
from tui.screens.invoice import InvoiceScreen
from tui.vocabulary import state_words
from tui.widgets.row_layout import TableColumn, TableRow
from tui.widgets.row_table import RowTable


@dataclass(frozen=True, slots=True)
class BatchOnScreen:
    """A batch and its documents, read at the same time."""

    batch: BatchRow
    invoices: tuple[InvoiceRow, ...]


class BatchScreen(BatchDeeds):
    """One batch."""

    GROUPS = ("list", "batch", "history")
    ROOM = "billing"
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "The invoices of a batch, and the credit notes on them with the numbers of what they credit. A draft has no"
        " number yet. Enter opens an invoice, where it can be credited. What is unusual compares the month with the"
        " one before, and is shown before attest too. History is the invoice's, and its batch's."
    )

    def __init__(self, name: str) -> None:
        super().__init__()
        self.batch_name = name
        self.shown: BatchOnScreen | None = None

    @property
    def command(self) -> str:
        """The same list as a command gives it."""
        return f"vistelse invoice list --batch {self.batch_name}"

    def compose_body(self) -> Iterable[RowTable]:
        """Yield the documents."""
        yield RowTable(
            [
                TableColumn(tr("Number")),
                TableColumn(tr("recipient")),
                TableColumn(tr("visit")),
                TableColumn(tr("due")),
                TableColumn(tr("kr"), figures=True),
            ],
            wide=1,
        )

    def load(self) -> None:
        """Read the batch and its documents."""
        name, actor = self.batch_name, self.session.actor

        def read() -> BatchOnScreen:
            return BatchOnScreen(show_batch(name, actor), list_invoices(actor, batch=name))

        self.ask_store(read, self.show_documents, READING)

    def show_documents(self, shown: BatchOnScreen) -> None:
        """Show the batch."""
        self.shown = shown
        batch = shown.batch
        drafted = batch.credits if batch.state == "drafted" or not batch.invoices else 0
        invoices = documents_words(batch.invoices, batch.invoices + drafted)
        self.title_is(f"{batch.name} · {whose(batch)}", f"{invoices} · {kronor(batch.total)}")
        rows = [_row(place, invoice) for place, invoice in enumerate(shown.invoices)]
        self.rows.show_rows(rows or [TableRow("", ("", tr("The batch holds no invoice any more.")))])

    def batch_here(self) -> BatchRow | None:
        """Give the batch that is shown."""
        return self.shown.batch if self.shown else None

    def invoice_here(self) -> InvoiceRow | None:
        """Give the document under the cursor."""
        here = self.rows.key_here if self.is_mounted else ""
        return self.shown.invoices[int(here)] if self.shown is not None and here else None

    def subject_here(self) -> str:
        """Name the document under the cursor, else the batch."""
        invoice = self.invoice_here()
        return invoice.number if invoice is not None and invoice.number else self.batch_name

    def copied_here(self) -> str:
        """Give the number under the cursor; the row of a draft, which has none."""
        invoice = self.invoice_here()
        return invoice.number if invoice is not None and invoice.number else super().copied_here()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Open only where there is an invoice."""
        if action == "open_row":
            return self.is_mounted and bool(self.rows.key_here)
        return super().check_action(action, parameters)

    def action_open_row(self) -> None:
        """Open the invoice under the cursor."""
        invoice = self.invoice_here()
        if invoice is not None:
            self.app.push_screen(InvoiceScreen(invoice))


def whose(batch: BatchRow) -> str:
    """Say where a batch stands, and by whom."""
    who = batch.annulled_by or batch.attested_by
    return f"{state_words(batch.state)}, {who}" if who else state_words(batch.state)


def _row(place: int, invoice: InvoiceRow) -> TableRow:
    credit = invoice.kind == "credit"
    cases = list(dict.fromkeys(line.case for line in invoice.lines))
    due = day_text(invoice.due_on) if invoice.due_on else ""
    cells = (
        invoice.number or "–",
        invoice.recipient,
        tr("credits {number}", number=invoice.credits) if credit else _cases(cases),
        due,
        amount(-invoice.total if credit else invoice.total),
    )
    return TableRow(str(place), cells)


def _cases(cases: list[str]) -> str:
    return cases[0] if len(cases) == 1 else ntr("{n} visit", "{n} visits", len(cases))
