"""One line of a form: what is asked, what is typed, and beside it how that was understood or what is wrong."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static

from models.interchange.cells import Bad
from tui.form_readers import Read, Understood
from tui.widgets.typed_input import TypedInput


@dataclass(frozen=True, slots=True)
class FormField:
    """What a line of a form asks for; `given` stands there from the beginning, `hint` until something is typed."""

    name: str
    label: str
    read: Read
    given: str = ""
    hint: str = ""


class FormLine(Horizontal):
    """A line of a form; it reads itself as it is typed, and complains only when it is left."""

    DEFAULT_CSS = """
    FormLine { height: auto; }
    FormLine > .label { width: 20; height: 1; margin: 0; }
    FormLine > Input { width: 1fr; }
    FormLine > .beside { width: 30; height: auto; margin: 0; padding: 0 0 0 1; }
    """

    def __init__(self, field: FormField) -> None:
        super().__init__(id=f"line-{field.name}")
        self.field = field

    def compose(self) -> ComposeResult:
        """Yield the three parts."""
        yield Static(self.field.label, markup=False, classes="label")
        yield TypedInput(self.field.given, placeholder=self.field.hint)
        yield Static("", markup=False, classes="beside")

    @property
    def line(self) -> Input:
        """The line to write on."""
        return self.query_one(Input)

    def read(self) -> Understood | Bad:
        """Read what stands there."""
        return self.field.read(self.line.value.strip())

    def on_input_changed(self) -> None:
        """Say how it is understood so far; a fault waits until the line is left."""
        found = self.read()
        self.say("" if isinstance(found, Bad) else found.echo)

    def on_input_blurred(self) -> None:
        """Say what is wrong, where something is typed."""
        found = self.read()
        if isinstance(found, Bad) and self.line.value.strip():
            self.complain(found.text)

    def complain(self, words: str) -> None:
        """Say what is wrong beside the line."""
        self.say(f"! {words}")

    def say(self, words: str) -> None:
        """Say something beside the line."""
        self.query_one(".beside", Static).update(words)
