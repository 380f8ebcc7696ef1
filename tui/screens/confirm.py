"""Ask a yes-or-no question."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tui.keys import bindings
from tui.screens.question import QuestionScreen
from tui.screens.question_foot import question_foot


class ConfirmScreen(QuestionScreen[bool]):
    """A question over the screen; it returns yes or no and does nothing itself."""

    GROUP: ClassVar[str] = "question"
    """The group of the keys that answer."""
    BINDINGS = bindings(GROUP)

    def __init__(self, question: str) -> None:
        super().__init__()
        self.question = question

    def compose(self) -> ComposeResult:
        """Yield the question and its two keys."""
        with Vertical(classes="question"):
            yield Static(self.question, markup=False)
            yield question_foot(self.GROUP)

    def action_answer(self, answer: bool) -> None:
        """Return what the user said."""
        self.dismiss(answer)


class ThrowAwayScreen(ConfirmScreen, inherit_bindings=False):
    """A question whose yes throws work away: it has a key of its own, and enter stays where one is."""

    GROUP = "throwing"
    BINDINGS = bindings(GROUP)
