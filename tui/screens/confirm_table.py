"""Ask about something with a table of exactly what will happen above the question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tui.keys import bindings
from tui.screens.question import QuestionScreen
from tui.screens.question_foot import question_foot
from tui.widgets.row_layout import TableColumn, TableRow
from tui.widgets.row_table import RowTable

ROOM_AROUND = 9
"""Rows of the screen for the border, the table's heads, the question and the keys."""


class ConfirmTableScreen(QuestionScreen[bool]):
    """A table and a question; it returns yes or no and does nothing itself. A long table scrolls."""

    GROUP: ClassVar[str] = "question"
    BINDINGS = bindings(GROUP, at_once=("question.yes",))  # before the table, where j goes down
    AUTO_FOCUS = "#table"

    def __init__(
        self, question: str, columns: Sequence[TableColumn], rows: Sequence[TableRow], *, wide: int = 0
    ) -> None:
        super().__init__()
        self.wide = wide
        self.question, self.columns, self.table_rows = question, list(columns), list(rows)

    def compose(self) -> ComposeResult:
        """Yield the table, the question, and its two keys."""
        with Vertical(classes="question"):
            yield RowTable(self.columns, wide=self.wide, name="table")
            yield Static(self.question, markup=False)
            yield question_foot(self.GROUP)

    def on_mount(self) -> None:
        """Show the rows."""
        self.query_one(RowTable).show_rows(self.table_rows)

    def on_resize(self) -> None:
        """Keep room for the question."""
        lines = self.question.count("\n") + sum(len(line) // self.size.width for line in self.question.split("\n"))
        most = max(self.size.height - ROOM_AROUND - lines, 2)
        self.query_one(RowTable).styles.height = min(len(self.table_rows) + 1, most)

    def action_answer(self, answer: bool) -> None:
        """Return what the user said."""
        self.dismiss(answer)
