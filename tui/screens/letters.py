"""The letters of a case: what has been written, and what can be."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from models.documents.letter_texts import LetterKind
from models.language.terms import term
from models.language.words import N_, Marked, ntr, tr
from models.operations.letters.read_letters import LetterRow, list_letters
from tui.dates import near_moment
from tui.keys import bindings
from tui.letter_words import kind_rows
from tui.screens.base import READING, FeeScreen
from tui.screens.letter import KeptLetterScreen, NewLetterScreen
from tui.widgets.row_layout import TableColumn, TableRow
from tui.widgets.row_table import RowTable


class LettersScreen(FeeScreen):
    """A case's letters, the newest first, and below them the kinds that can be written."""

    GROUPS = ("list",)
    ROOM = "visits"
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "The letters of a case, and the kinds of letters. Enter on a letter shows it as it was written; enter on a kind"
        " draws one up, which is kept only when you say so. No letter says who the guest is."
    )

    def __init__(self, case: str, state: str) -> None:
        super().__init__()
        self.case = case
        self.state = state

    @property
    def command(self) -> str:
        """The same letters as a command lists them."""
        return f"vistelse letter list {self.case}"

    def compose_body(self) -> Iterable[RowTable]:
        """Yield the list."""
        yield RowTable([TableColumn("")] * 3, wide=1)

    def load(self) -> None:
        """Read the case's letters."""
        case, actor = self.case, self.session.actor
        self.ask_store(lambda: list_letters(actor, case), self.show_letters, READING)

    def show_letters(self, letters: tuple[LetterRow, ...]) -> None:
        """Show them, and the kinds."""
        count = ntr("{n} letter", "{n} letters", len(letters))
        self.title_is(tr("{case} · letters", case=self.case), count)
        rows = [TableRow("", (tr("Write:"),)), *kind_rows(self.state)]
        if letters:
            rows += [TableRow("", ("",)), TableRow("", (tr("Written:"),)), *map(self._row, letters)]
        self.rows.show_rows(rows)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Open only where there is a line."""
        return action != "open_row" or (self.is_mounted and bool(self.rows.key_here))

    def action_open_row(self) -> None:
        """Open the letter, or draw one up."""
        sort, _, name = self.rows.key_here.partition(":")
        if sort == "kind":
            self.app.push_screen(NewLetterScreen(self.case, LetterKind(name)))
        elif sort == "letter":
            self.app.push_screen(KeptLetterScreen(int(name)))

    def subject_here(self) -> str:
        """Name the case."""
        return self.case

    def _row(self, letter: LetterRow) -> TableRow:
        when = near_moment(letter.made_at, self.session.today())
        return TableRow(f"letter:{letter.id}", (term("letter", letter.kind), letter.address, when))
