"""Ask for a line of text."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from models.language.words import tr
from tui.keys import bindings
from tui.screens.question import QuestionScreen
from tui.screens.question_foot import question_foot
from tui.widgets.typed_input import TypedInput


class AskTextScreen(QuestionScreen[str | None]):
    """A question that is answered in writing; it returns the text, or nothing where the user went back.

    An empty line and enter goes back too, where no other key gets through.
    """

    BINDINGS = bindings("text")

    def __init__(self, question: str, given: str = "") -> None:
        super().__init__()
        self.question = question
        self.given = given
        self.said = ""

    def offer_again(self, text: str) -> None:
        """Let the user go on with what was said before and refused."""
        self.said = text

    def line(self) -> TypedInput:
        """Make the line to write on: what is given is written over, what was said before is gone on with."""
        line = TypedInput(self.given)
        if self.said:
            line.value = self.said
        return line

    def compose(self) -> ComposeResult:
        """Yield the question, the line to write on, and the keys."""
        with Vertical(classes="question"):
            yield Static(self.question, markup=False)
            yield self.line()
            yield Static("", id="wrong", markup=False)
            yield question_foot("text")
            yield Static(tr("An empty line goes back."), markup=False)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Take what was written when enter was pressed, and nothing that came after."""
        self.take(message.value.strip())

    def action_done(self) -> None:
        """Take what is written."""
        self.take(self.query_one(Input).value.strip())

    def take(self, text: str) -> None:
        """Return the text, or nothing where it is empty."""
        if not text:
            self.dismiss(None)
        elif wrong := self.wrong(text):
            self.query_one("#wrong", Static).update(wrong)
        else:
            self.dismiss(text)

    def wrong(self, text: str) -> str:
        """Say what is wrong with a text; nothing where it will do."""
        return ""

    def action_leave(self) -> None:
        """Return nothing."""
        self.dismiss(None)
