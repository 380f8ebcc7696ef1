"""Ask for a line of text that may be left empty."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from models.language.words import tr
from tui.screens.ask_text import AskTextScreen
from tui.screens.question_foot import question_foot


class AskMoreScreen(AskTextScreen):
    """A question that is answered in writing, or with nothing; it returns none where the user went back."""

    def compose(self) -> ComposeResult:
        """Yield the question, the line to write on, and the keys."""
        with Vertical(classes="question"):
            yield Static(self.question, markup=False)
            yield self.line()
            yield Static("", id="wrong", markup=False)
            yield question_foot("text")
            yield Static(tr("An empty line will do."), markup=False)

    def take(self, text: str) -> None:
        """Return the text."""
        self.dismiss(text)
