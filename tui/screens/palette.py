"""The palette: everything that can be done here, found by a part of its words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from models.language.words import tr, tr_marked
from tui.keys import Key, bindings, keys_of, sign_of
from tui.screens.question import QuestionScreen
from tui.screens.question_foot import question_foot
from tui.session import SessionApp
from tui.widgets.row_layout import TableRow
from tui.widgets.row_table import RowTable
from tui.widgets.typed_input import TypedInput, after_typing

MOST = 12
"""Lines shown at once."""


class PaletteScreen(QuestionScreen[Key | None]):
    """A line to write on and the actions that fit; it returns the one chosen, or nothing."""

    BINDINGS = bindings("palette", at_once=("palette.up", "palette.down"))

    def __init__(self, here: Sequence[Key]) -> None:
        super().__init__()
        others = [key for key in keys_of("rooms", "everywhere") if key.id != "go.palette"]
        self.all_keys = (*here, *others)
        self.fits: str | None = None

    def compose(self) -> ComposeResult:
        """Yield the line to write on and the actions."""
        with Vertical(classes="question"):
            yield Static(tr("What do you want to do?"), markup=False)
            yield TypedInput()
            table = RowTable(name="actions")
            table.can_focus = False
            table.styles.height = MOST
            yield table
            yield question_foot("palette")

    def on_mount(self) -> None:
        """Show everything before anything is written."""
        self.show_fitting("")

    @on(Input.Changed)
    def narrow(self) -> None:
        """Show what fits the text so far."""
        self.show_fitting(self.query_one(Input).value)

    def show_fitting(self, text: str) -> None:
        """Show the actions whose words or id hold a text; the cursor stays where these are shown already."""
        if text == self.fits:
            return
        self.fits = text
        wanted = text.casefold().strip()
        fitting = [key for key in self.all_keys if wanted in f"{tr_marked(key.words)} {key.id}".casefold()]
        signs = cast(SessionApp, self.app).session.keys
        rows = [
            TableRow(key.id, (tr_marked(key.words), key.id, sign_of(signs.get(key.id, key.keys)))) for key in fitting
        ]
        self.query_one(RowTable).show_rows(rows)

    def action_chosen_up(self) -> None:
        """Go to the action above."""
        after_typing([self.query_one(Input)], partial(self._move, RowTable.action_cursor_up))

    def action_chosen_down(self) -> None:
        """Go to the action below."""
        after_typing([self.query_one(Input)], partial(self._move, RowTable.action_cursor_down))

    def _move(self, move: Callable[[RowTable], None]) -> None:
        self.narrow()  # the letters are on the line, and the news of them may be on the way still
        move(self.query_one(RowTable))

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Take the action under the cursor."""
        self.show_fitting(message.value)
        self.action_run_chosen()

    def action_run_chosen(self) -> None:
        """Return the action under the cursor."""
        here = self.query_one(RowTable).key_here
        self.dismiss(next((key for key in self.all_keys if key.id == here), None))

    def action_leave(self) -> None:
        """Return nothing."""
        self.dismiss(None)
