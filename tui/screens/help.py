"""Help: what a screen is about, and every key that it knows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget
from textual.widgets import Static

from models.language.words import N_, Marked, tr, tr_marked
from tui.keys import Key, keys_of, sign_of
from tui.screens.base import FeeScreen
from tui.user_keys import keys_file, path_text
from tui.widgets.row_layout import TableRow
from tui.widgets.row_table import RowTable


class HelpScreen(FeeScreen):
    """The help of another screen."""

    ABOUT: ClassVar[Marked] = N_("The keys of a screen, and what it is about.")

    def __init__(self, about: FeeScreen) -> None:
        super().__init__()
        self.about = about

    @property
    def room(self) -> str:
        """The room that was asked about."""
        return self.about.room

    @property
    def command(self) -> str:
        """The command's own help."""
        return "vistelse --help"

    def compose_body(self) -> Iterable[Widget]:
        """Yield what the screen is about, and its keys."""
        yield Static(tr_marked(self.about.ABOUT), classes="words", markup=False)
        yield RowTable()

    def load(self) -> None:
        """List the keys."""
        self.title_is(tr("Help"))
        mine = keys_of(*self.about.GROUPS)
        shared = keys_of("rooms", "everywhere", "move")
        rows = [
            *self._part(tr("Here"), mine),
            *self._part(tr("Everywhere"), shared),
            TableRow("", ("",)),
            TableRow("", (tr("Your own keys: {path}", path=path_text(keys_file())),)),
            TableRow("", (tr("Copying reaches your own machine over SSH; tmux needs: set -s set-clipboard on"),)),
        ]
        self.rows.show_rows(rows)

    def _part(self, head: str, keys: Iterable[Key]) -> list[TableRow]:
        lines = [TableRow(key.id, (f"  {tr_marked(key.words)}", self._signs(key), key.id)) for key in keys]
        return [TableRow("", (head,)), *lines] if lines else []

    def _signs(self, key: Key) -> str:
        given = self.session.keys.get(key.id, key.keys)
        return "  ".join(sign_of(one) for one in given.split(","))
