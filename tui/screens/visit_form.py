"""What every form about visits shares: kept as it is typed, faults beside the fields, nothing lost on the way (G37)."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.events import DescendantBlur, DescendantFocus
from textual.widget import Widget
from textual.widgets import Input

from models.care_errors import VisitChanged
from models.errors import FeeError, ImportRefused
from models.language.words import ntr, tr
from tui.form_fields import FormField, Surroundings, Understood
from tui.kept_text import forget_text, free_place, keep_text, place_of, texts_kept
from tui.keys import Key, bindings, keys_of
from tui.screens.base import FeeScreen
from tui.screens.unsaved import Writing, begin_writing, leaving_question
from tui.widgets.form_lines import FormLines, missing
from tui.widgets.typed_input import after_typing


class FormScreen(FeeScreen):
    """A form: its fields are described by FIELDS, opened with texts, and sent when all of them can be read."""

    GROUPS: ClassVar[tuple[str, ...]] = ("writing", "form")
    ROOM = "visits"
    BINDINGS = bindings(*GROUPS, at_once=("form.next", "form.before"))
    AUTO_FOCUS = "Input"

    def __init__(self, fields: tuple[FormField, ...]) -> None:
        super().__init__()
        self.form = FormLines(fields)
        self.opened: dict[str, str] = {}
        self.is_open = False
        self._writing: Writing | None = None

    @property
    @abstractmethod
    def form_name(self) -> str:
        """What this form is known by among those that were kept."""

    @abstractmethod
    def begin(self) -> None:
        """Find the texts that the form opens with, and call open_with."""

    @abstractmethod
    def send(self, read: Mapping[str, Understood]) -> None:
        """Ask the store to save what was read."""

    def compose_body(self) -> Iterable[Widget]:
        """Yield the fields."""
        yield self.form

    def load(self) -> None:
        """Open the form, once."""
        if not self.is_open:
            self.begin()

    def open_with(self, values: Mapping[str, str]) -> None:
        """Fill the fields, and offer what was kept of an earlier writing."""
        self.is_open = True
        self.opened = {field.name: values.get(field.name, "") for field in self.form.fields}
        self.form.fill(self.opened)
        self.form.say_all(self.around)
        if texts_kept(self._first_place):
            self.offer()

    @work
    async def offer(self) -> None:
        """Ask whether to go on with what was typed and never saved."""
        self._writing = await begin_writing(self._first_place, self.ask_user)
        kept = self._writing.kept
        if kept is not None:
            self.opened |= {name: text for name, text in kept.opened.items() if name in self.opened}
            self.form.go_on_with(kept.values)
            self.form.say_all(self.around)

    @property
    def _first_place(self) -> Path:
        return place_of(self.session.store_url, self.form_name)

    @property
    def place(self) -> Path:
        """Where the texts are kept: never where others lie that are offered another time."""
        if self._writing is None:
            self._writing = Writing(free_place(self._first_place))
        return self._writing.place

    @property
    def around(self) -> Surroundings:
        """What the fields' readers need to know."""
        names = self.session.own.names if self.session.own else {}
        return Surroundings(self.session.today(), names)

    def who_we_are_is_known(self) -> None:
        """Read the municipality anew, now that their names are known."""
        self.form.say_all(self.around)

    @on(Input.Changed)
    def hear_of_writing(self, message: Input.Changed) -> None:
        """Say what is understood, and keep what is typed."""
        self.form.written_in((message.input.id or "").removeprefix("field-"))
        self.form.say_all(self.around)
        if self.is_open and self.is_changed and not keep_text(self.place, self.form.values, self.opened):
            self.notice.refuse(tr("What is typed cannot be kept on this machine; save before you leave."))

    @on(DescendantFocus)
    @on(DescendantBlur)
    def hear_of_field(self) -> None:
        """Say the faults of a field that was left."""
        if self.is_open:
            self.form.say_all(self.around)

    @property
    def is_changed(self) -> bool:
        """Say whether anything was typed that is not saved."""
        return self.form.values != self.opened

    def live_keys(self) -> list[Key]:
        """List the form's own keys: here every letter is text."""
        return [key for key in keys_of(*self.GROUPS) if self.check_action(key.action, ())]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let a line know its own end."""
        return action != "written"

    def action_written(self) -> None:
        """Leave it to the line, which knows its own end."""

    def action_next_field(self) -> None:
        """Go to the next field."""
        self.form.go_by(1)

    def action_field_before(self) -> None:
        """Go to the field before."""
        self.form.go_by(-1)

    def action_save_form(self) -> None:
        """Send what was written, once every field has taken in all that was typed in it."""
        if self.is_open:
            after_typing(self.form.lines, partial(self.call_later, self._finish))

    def _finish(self) -> None:
        """Send what was written, or say what is to be put right."""
        self.notice.forget()
        self.form.refused = {}
        read = self.form.say_all(self.around)
        faults = {name: each.wrong for name, each in read.items() if each.wrong}
        faults |= {
            field.name: missing() for field in self.form.fields if field.needed and not self.form.values[field.name]
        }
        if faults:
            self.say_faults(faults)
        else:
            self.send(read)

    def say_faults(self, faults: Mapping[str, str]) -> None:
        """Say each fault beside its field, and go to the first; what has no field is said below."""
        names = [field.name for field in self.form.fields]
        beside = {name: words for name, words in faults.items() if name in names}
        others = [words for name, words in faults.items() if name not in names]
        self.form.refuse(beside)
        count = ntr("Not saved: {n} field to put right.", "Not saved: {n} fields to put right.", len(faults))
        self.notice.refuse("\n".join(dict.fromkeys((*others, count))))
        first = next((name for name in names if name in beside), None)
        if first is not None:
            self.form.go_to(first)

    def refuse(self, refusal: FeeError) -> None:
        """Say why not, beside the fields that it is about."""
        if isinstance(refusal, ImportRefused):
            self.say_faults({self.field_of(fault.column or ""): fault.text for fault in refusal.faults})
        elif isinstance(refusal, VisitChanged):
            self.show_both(refusal)
        else:
            super().refuse(refusal)

    def field_of(self, column: str) -> str:
        """Name the field of a column of the visits file."""
        return column

    def show_both(self, refusal: VisitChanged) -> None:
        """Show the other's version beside each field; what was typed stays, and can be saved over it (G35)."""
        login = refusal.values["login"]
        other = {
            name: tr("{login} wrote: {text}", login=login, text=text or tr("nothing"))
            for name, text in refusal.stored.items()
            if text != self.opened[name]
        }
        self._take_over_untouched(refusal.stored)
        self.opened = {**self.opened, **refusal.stored}
        keep_text(self.place, self.form.values, self.opened)
        self.say_faults(other)
        super().refuse(refusal)

    def _take_over_untouched(self, stored: Mapping[str, str]) -> None:
        """Fill in the other's text where nothing was typed here, so that saving again does not undo it."""
        values = self.form.values
        self.form.fill({name: text for name, text in stored.items() if values[name] == self.opened[name]})

    def leave(self) -> None:
        """Leave the form for good: nothing of it is kept."""
        forget_text(self.place)
        self.app.pop_screen()

    @work
    async def action_go_back(self) -> None:
        """Leave; what was typed is thrown away only when the user says so."""
        if self.is_changed and self.is_open and not await self.ask_user(leaving_question()):
            return
        self.leave()
