"""One difference, opened to its lines: what was billed beside what pays the same care now, and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget
from textual.widgets import Static

from models.language.words import N_, Marked, tr
from models.operations.billing.list_differences import ChangedLine, DifferenceRow
from models.operations.reports.difference_sheet import DifferenceSheet, difference_sheet
from tui.difference_words import about_words, billed_words, line_columns, line_rows, now_words, signed_kronor
from tui.keys import bindings
from tui.screens.base import READING
from tui.screens.difference_deeds import DifferenceDeeds
from tui.screens.numbered import NumberedScreen
from tui.widgets.row_table import RowTable
from tui.widgets.side_by_side import SideBySide


class DifferenceScreen(DifferenceDeeds):
    """The lines of a difference, old beside new."""

    GROUPS = ("list", "difference", "history")
    ROOM = "billing"
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "Every line that a difference changes: what was billed, what pays the same care now, and the öre between. Below"
        " stand both sums for the line under the cursor, with the rates, since when each is known and where it was"
        " read. Accepted, the next batch takes each line back and bills its care anew on one document. Enter opens the"
        " invoice."
    )

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
        self.sheet: DifferenceSheet | None = None

    @property
    def command(self) -> str:
        """The same difference as a command shows it."""
        return f"vistelse difference show {self.number}"

    def compose_body(self) -> Iterable[Widget]:
        """Yield what the difference is about, its lines, and the sums of the line under the cursor."""
        yield Static(id="basis", classes="words", markup=False)
        yield RowTable(line_columns())
        yield SideBySide()

    def load(self) -> None:
        """Read the difference as it stands now."""
        number, actor = self.number, self.session.actor
        if self.sheet is None:
            self.title_is(tr("Difference {number}", number=number))
        self.ask_store(lambda: difference_sheet(number, actor), self.show_sheet, READING)

    def show_sheet(self, sheet: DifferenceSheet) -> None:
        """Show the lines."""
        self.sheet = sheet
        row = sheet.difference
        title = " · ".join((tr("Difference {number}", number=row.id), f"{row.municipality} {row.recipient}"))
        self.title_is(title, signed_kronor(row))
        self.query_one("#basis", Static).update(about_words(row))
        self.rows.show_rows(line_rows(row))
        self.row_changed()

    def row_changed(self) -> None:
        """Say how the line under the cursor was billed, and what pays it now."""
        line, rates = self.line_here(), self.sheet.rates if self.sheet else {}
        self.query_one(SideBySide).say(billed_words(line, rates), now_words(line, rates))
        self.show_foot()

    def difference_here(self) -> DifferenceRow | None:
        """Give the one difference."""
        return self.sheet.difference if self.sheet is not None else None

    def line_here(self) -> ChangedLine | None:
        """Give the line under the cursor."""
        here = self.rows.key_here if self.is_mounted else ""
        return self.sheet.difference.lines[int(here)] if self.sheet is not None and here else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Open only where there is a line."""
        if action == "open_row":
            return self.line_here() is not None
        return super().check_action(action, parameters)

    def action_open_row(self) -> None:
        """Open the invoice of the line under the cursor."""
        line = self.line_here()
        if line is not None:
            self.app.push_screen(NumberedScreen(line.invoice))
