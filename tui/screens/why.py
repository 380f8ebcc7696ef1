"""Why this amount: the facts behind a line, over the screen that it stands on."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tui.keys import bindings
from tui.screens.question import QuestionScreen
from tui.screens.question_foot import question_foot


class WhyScreen(QuestionScreen[None]):
    """Heads and facts, to be read and left."""

    BINDINGS = bindings("read")

    def __init__(self, title: str, facts: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.heading, self.facts = title, facts

    def compose(self) -> ComposeResult:
        """Yield the title, the facts under each other, and the key that leaves."""
        room = max((cell_len(head) for head, _ in self.facts), default=0) + 2
        with Vertical(classes="question"):
            yield Static(self.heading, markup=False)
            yield Static("\n".join(f"{head:<{room}}{fact}" for head, fact in self.facts), markup=False)
            yield question_foot("read")

    def action_leave(self) -> None:
        """Go back to the line."""
        self.dismiss(None)
