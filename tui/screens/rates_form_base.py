"""A form: lines that are filled in one after the other; it returns what was understood and saves nothing."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Static

from models.interchange.cells import Bad
from tui.keys import keys_of
from tui.screens.question import QuestionScreen
from tui.screens.question_foot import question_foot
from tui.widgets.form_line import FormField, FormLine
from tui.widgets.typed_input import after_typing

Filled = TypeVar("Filled")


class FormScreen(QuestionScreen[Filled | None]):
    """Lines to fill in: enter goes to the next, and on the last one it is done; nothing where the user went back."""

    BINDINGS = [  # known before the line sees them: who types faster than the screen answers still gets each line right
        Binding(key.keys, key.action, key.words, id=key.id, show=False, priority=True) for key in keys_of("fields")
    ]

    def __init__(self, title: str, fields: Sequence[FormField], refusal: str = "") -> None:
        super().__init__()
        self.heading = title
        self.form_fields = tuple(fields)
        self.refusal = refusal

    def compose(self) -> ComposeResult:
        """Yield the title, the lines, and the keys."""
        with Vertical(classes="question"):
            yield Static(self.heading, markup=False, classes="heading")
            with VerticalScroll(can_focus=False, classes="fields"):
                for field in self.form_fields:
                    yield FormLine(field)
            if self.refusal:
                yield Static(f"! {self.refusal}", markup=False)
            yield question_foot("fields")

    @abstractmethod
    def filled(self, values: Mapping[str, object]) -> Filled:
        """Make the answer of values that are all right."""

    def typed(self) -> Mapping[str, str]:
        """Give what stands on each line."""
        return {line.field.name: line.line.value for line in self.query(FormLine)}

    def wrong_together(self, values: Mapping[str, object]) -> Mapping[str, str]:
        """Say what does not go together, by the line that says it."""
        return {}

    def action_next_field(self) -> None:
        """Go on to the next line; the last one ends the form."""
        lines = [line.line for line in self.query(FormLine)]
        if self.focused is lines[-1]:
            self.action_save_fields()
        else:
            self.focus_next(Input)

    def action_field_after(self) -> None:
        """Go to the next line."""
        self.focus_next(Input)

    def action_field_before(self) -> None:
        """Go to the line before."""
        self.focus_previous(Input)

    def action_clear_field(self) -> None:
        """Empty the line."""
        line = self.focused
        if isinstance(line, Input):
            line.call_later(line.clear)  # after the letters that came before it

    def action_save_fields(self) -> None:
        """Return what was understood, once every line has taken in all that was typed on it."""
        after_typing([line.line for line in self.query(FormLine)], partial(self.call_later, self._finish))

    def _finish(self) -> None:
        """Return what was understood, or say beside each line what is wrong."""
        read = {line.field.name: line.read() for line in self.query(FormLine)}
        wrong: dict[str, str] = {name: found.text for name, found in read.items() if isinstance(found, Bad)}
        values = {name: found.value for name, found in read.items() if not isinstance(found, Bad)}
        if not wrong:
            wrong = dict(self.wrong_together(values))
        if not wrong:
            self.dismiss(self.filled(values))
            return
        for name, words in wrong.items():
            self.query_one(f"#line-{name}", FormLine).complain(words)
        self.query_one(f"#line-{next(iter(wrong))}", FormLine).line.focus()

    def action_leave(self) -> None:
        """Return nothing."""
        self.dismiss(None)
