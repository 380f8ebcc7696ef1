"""Choose one of some answers."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tui.keys import bindings
from tui.screens.question import QuestionScreen
from tui.screens.question_foot import question_foot
from tui.widgets.row_layout import TableRow
from tui.widgets.row_table import RowTable

MOST = 14
"""Lines shown at once; more scroll."""


class ChooseScreen(QuestionScreen[str | None]):
    """A question with its answers in a list; it returns the key of the one chosen, or nothing."""

    BINDINGS = bindings("choosing")
    AUTO_FOCUS = "#answers"

    def __init__(self, question: str, answers: Sequence[tuple[str, str]], given: str = "") -> None:
        super().__init__()
        self.question = question
        self.answers = tuple(answers)
        self.given = given

    def compose(self) -> ComposeResult:
        """Yield the question, the answers, and the keys."""
        with Vertical(classes="question"):
            yield Static(self.question, markup=False)
            table = RowTable(name="answers")
            table.styles.height = min(len(self.answers), MOST)
            yield table
            yield question_foot("choosing")

    def on_mount(self) -> None:
        """Show the answers, on the one that holds now."""
        table = self.query_one(RowTable)
        table.show_rows([TableRow(key, (words,)) for key, words in self.answers])
        if self.given:
            table.go_to(self.given)

    def action_choose(self) -> None:
        """Return the answer under the cursor."""
        self.dismiss(self.query_one(RowTable).key_here or None)

    def action_leave(self) -> None:
        """Return nothing."""
        self.dismiss(None)
