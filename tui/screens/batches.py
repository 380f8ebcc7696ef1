"""The batches of every month."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from models.language.words import N_, Marked, ntr, tr
from models.operations.reports.batches import BatchRow, list_batches
from tui.figures import amount
from tui.keys import bindings
from tui.screens.base import READING
from tui.screens.batch import BatchScreen, whose
from tui.screens.batch_deeds import BatchDeeds
from tui.widgets.row_layout import TableColumn, TableRow
from tui.widgets.row_table import RowTable


class BatchesScreen(BatchDeeds):
    """Every batch, the newest first."""

    GROUPS = ("list", "batch", "history")
    ROOM = "billing"
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "Every batch. A draft is attested by another user than the one who made it, or annulled; a posted batch is"
        " exported as often as needed, with the same bytes each time. An export can be stopped between two files and"
        " begun again. What is unusual compares the batch's month with the one before."
    )

    def __init__(self) -> None:
        super().__init__()
        self.batches: tuple[BatchRow, ...] = ()

    @property
    def command(self) -> str:
        """The same list as a command gives it."""
        return "vistelse batch list"

    def compose_body(self) -> Iterable[RowTable]:
        """Yield the batches."""
        yield RowTable(
            [
                TableColumn(tr("Batch")),
                TableColumn(tr("state")),
                TableColumn(tr("made by")),
                TableColumn(tr("invoices"), figures=True),
                TableColumn(tr("kr"), figures=True),
            ],
            wide=1,
        )

    def load(self) -> None:
        """Read the batches."""
        actor = self.session.actor
        self.ask_store(lambda: list_batches(actor), self.show_batches, READING)

    def show_batches(self, batches: tuple[BatchRow, ...]) -> None:
        """Show the batches."""
        self.batches = batches
        self.title_is(tr("Batches"), ntr("{n} batch", "{n} batches", len(batches)))
        rows = [
            TableRow(each.name, (each.name, whose(each), each.made_by, str(each.invoices), amount(each.total)))
            for each in batches
        ]
        self.rows.show_rows(rows or [TableRow("", (tr("No month has been run yet."),))])

    def batch_here(self) -> BatchRow | None:
        """Give the batch under the cursor."""
        here = self.rows.key_here if self.is_mounted else ""
        return next((batch for batch in self.batches if batch.name == here), None)

    def copied_here(self) -> str:
        """Give the name of the batch under the cursor."""
        return self.subject_here()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Open only where there is a batch."""
        if action == "open_row":
            return self.batch_here() is not None
        return super().check_action(action, parameters)

    def action_open_row(self) -> None:
        """Open the batch under the cursor."""
        batch = self.batch_here()
        if batch is not None:
            self.app.push_screen(BatchScreen(batch.name))
