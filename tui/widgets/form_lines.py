"""A form's fields under each other: what each is called, the line to write on, and what is said beside it."""

from __future__ import annotations

from collections.abc import Mapping

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, Static

from models.language.words import tr, tr_marked
from tui.form_fields import FormField, Surroundings, Understood, understand
from tui.widgets.typed_input import TypedInput


class FormLines(VerticalScroll, can_focus=False):
    """Fields that are read as they are typed; a fault is said once the field is left, and goes when it is put right."""

    DEFAULT_CSS = """
    FormLines { height: 1fr; scrollbar-size-vertical: 1; scrollbar-background: ansi_default; scrollbar-color: $accent; }
    FormLines .field { height: auto; padding: 0 1; }
    FormLines .label { width: 20; }
    FormLines Input { width: 26; }
    FormLines .said { width: 1fr; height: auto; padding: 0 0 0 2; }
    """

    def __init__(self, fields: tuple[FormField, ...]) -> None:
        super().__init__()
        self.fields = fields
        self.refused: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """Yield a row a field."""
        for field in self.fields:
            mark = "*" if field.needed else ""
            with Horizontal(classes="field"):
                yield Static(f"{tr_marked(field.label)}{mark}", classes="label", markup=False)
                hint = tr_marked(field.hint) if field.hint else ""
                yield TypedInput(placeholder=hint, key=f"field-{field.name}")
                yield Static("", id=f"said-{field.name}", classes="said", markup=False)

    @property
    def values(self) -> dict[str, str]:
        """The texts by the names of their fields."""
        return {field.name: self.line_of(field.name).value for field in self.fields}

    @property
    def here(self) -> int:
        """The place of the field that is written in; before the first where there is none."""
        focused = self.screen.focused  # known at once, where a line learns of its focus later
        return next((place for place, line in enumerate(self.lines) if line is focused), -1)

    @property
    def lines(self) -> list[TypedInput]:
        """The lines to write on, in order."""
        return [self.line_of(field.name) for field in self.fields]

    def line_of(self, name: str) -> TypedInput:
        """Give a field's line."""
        return self.query_one(f"#field-{name}", TypedInput)

    def fill(self, values: Mapping[str, str]) -> None:
        """Propose texts in the fields."""
        for name, text in self._known(values):
            with self.prevent(Input.Changed):
                self.line_of(name).propose(text)

    def go_on_with(self, values: Mapping[str, str]) -> None:
        """Write what the user had typed into the fields."""
        for name, text in self._known(values):
            with self.prevent(Input.Changed):
                self.line_of(name).value = text

    def _known(self, values: Mapping[str, str]) -> list[tuple[str, str]]:
        return [(field.name, values[field.name]) for field in self.fields if field.name in values]

    def go_by(self, step: int) -> None:
        """Go to the next field, or the one before."""
        place = self.here + step
        if 0 <= place < len(self.fields):
            self.screen.set_focus(self.line_of(self.fields[place].name))

    def go_to(self, name: str) -> None:
        """Go to a field."""
        self.screen.set_focus(self.line_of(name))

    def say_all(self, around: Surroundings) -> dict[str, Understood]:
        """Read every field anew, and say beside each what was understood."""
        read = {field.name: understand(field, self.line_of(field.name).value, around) for field in self.fields}
        for field in self.fields:
            self._say(field, read[field.name])
        return read

    def refuse(self, faults: Mapping[str, str]) -> None:
        """Say beside each field what was refused; it stands until the field is written in."""
        self.refused = dict(faults)
        for name, words in faults.items():
            self._said(name).update(Text(f"! {words}"))

    def written_in(self, name: str) -> None:
        """Let go of what was refused of a field."""
        self.refused.pop(name, None)

    def _say(self, field: FormField, read: Understood) -> None:
        refused = self.refused.get(field.name)
        if refused:
            words = f"! {refused}"
        elif read.wrong:
            words = f"{'?' if self.line_of(field.name).has_focus else '!'} {read.wrong}"
        else:
            words = read.echo
        self._said(field.name).update(Text(words))

    def _said(self, name: str) -> Static:
        return self.query_one(f"#said-{name}", Static)


def missing() -> str:
    """Say that a field must be written in."""
    return tr("Needed; write it.")
