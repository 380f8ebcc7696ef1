"""Ask a yes-or-no question."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.keys import bindings
from tui.screens.question_foot import question_foot


class ConfirmScreen(ModalScreen[bool]):
    """A question over the screen; it returns yes or no and does nothing itself."""

    BINDINGS = bindings("question")

    def __init__(self, question: str) -> None:
        super().__init__()
        self.question = question

    def compose(self) -> ComposeResult:
        """Yield the question and its two keys."""
        with Vertical(classes="question"):
            yield Static(self.question, markup=False)
            yield question_foot("question")

    def action_answer(self, answer: bool) -> None:
        """Return what the user said."""
        self.dismiss(answer)
