"""A form: lines that are filled in one after the other; it returns what was understood and saves nothing.

What is typed is kept until whoever opened the form has saved it, and says so by `Unsaved.forget` (G37).
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from models.interchange.cells import Bad
from models.language.words import tr
from tui.kept_text import KeptText, forget_text, keep_text, place_of
from tui.keys import keys_of
from tui.screens.question import QuestionScreen
from tui.screens.question_foot import question_foot
from tui.screens.unsaved import Wish, Writing, begin_writing, leaving_question
from tui.session import SessionApp
from tui.widgets.form_line import FormField, FormLine
from tui.widgets.typed_input import after_typing

Filled = TypeVar("Filled")

ROOM_AROUND = 6
"""Rows of the screen for the border, the title and the keys."""
ROOM_OF_REFUSAL = 4
"""Rows for what is said above the lines."""


@dataclass(slots=True)
class Unsaved:
    """The text of a form by the form's name, and where it is kept once the form is open; its opener holds it."""

    form: str
    writing: Writing | None = None

    def forget(self) -> None:
        """Let go of the text: it is saved, or thrown away."""
        if self.writing is not None:
            forget_text(self.writing.place)


class FormScreen(QuestionScreen[Filled | None]):
    """Lines to fill in: enter goes to the next, and on the last one it is done; nothing where the user went back."""

    BINDINGS = [  # known before the line sees them: who types faster than the screen answers still gets each line right
        Binding(key.keys, key.action, key.words, id=key.id, show=False, priority=True) for key in keys_of("fields")
    ]

    def __init__(self, title: str, fields: Sequence[FormField], unsaved: Unsaved, refusal: str = "") -> None:
        super().__init__()
        self.unsaved = unsaved
        self.heading = title
        self.form_fields = tuple(fields)
        self.refusal = refusal

    def compose(self) -> ComposeResult:
        """Yield the title, the lines, and the keys."""
        with Vertical(classes="question"):
            yield Static(self.heading, markup=False, classes="heading")
            yield Static(id="refusal", markup=False)
            with VerticalScroll(can_focus=False, classes="fields"):
                for field in self.form_fields:
                    yield FormLine(field)
            yield question_foot("fields")

    def on_resize(self) -> None:
        """Keep room for the title, a refusal and the keys; the lines scroll."""
        around = ROOM_AROUND + (ROOM_OF_REFUSAL if self.query_one("#refusal").display else 0)
        self.query_one(".fields").styles.max_height = max(self.size.height - around, 1)

    def on_mount(self) -> None:
        """Offer what was typed and never saved, unless this form goes on with it already."""
        self.say_refusal(self.refusal)
        if self.unsaved.writing is None:
            self._offer()

    @work
    async def _offer(self) -> None:
        first = place_of(cast(SessionApp, self.app).session.store_url, self.unsaved.form)
        self.unsaved.writing = await begin_writing(first, self._ask)
        if self.unsaved.writing.kept is not None:
            self._fill(self.unsaved.writing.kept)
        elif self.is_changed:
            self.keep()

    async def _ask(self, question: ModalScreen[Wish]) -> Wish:
        return await self.app.push_screen_wait(question)

    @property
    def is_new(self) -> bool:
        """Say whether the form is of a new thing; of a known one only what was typed is filled in again."""
        return True

    def _fill(self, kept: KeptText) -> None:
        for line in self.query(FormLine):
            name = line.field.name
            if name in kept.values and (self.is_new or kept.values[name] != kept.opened.get(name)):
                line.line.value = kept.values[name]

    @property
    def is_changed(self) -> bool:
        """Say whether anything was typed that is not saved."""
        return self.typed() != {field.name: field.given for field in self.form_fields} or bool(self.refusal)

    @on(Input.Changed)
    def keep(self) -> None:
        """Keep what is typed; say so where that cannot be done."""
        given = {field.name: field.given for field in self.form_fields}
        writing = self.unsaved.writing
        if writing is not None and self.is_changed and not keep_text(writing.place, self.typed(), given):
            self.say_refusal(tr("What is typed cannot be kept on this machine; save before you leave."))

    def say_refusal(self, words: str) -> None:
        """Say above the lines why something was not done."""
        refusal = self.query_one("#refusal", Static)
        refusal.update(f"! {words}")
        refusal.display = bool(words)
        self.on_resize()

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

    @work
    async def action_leave(self) -> None:
        """Return nothing; what was typed is thrown away only when the user says so."""
        if self.is_changed and not await self.app.push_screen_wait(leaving_question()):
            return
        self.unsaved.forget()
        self.dismiss(None)
