"""One letter: as it is being drawn up, or as it was kept; copied to the clipboard, or saved as a mail draft."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual import events, work

from models.documents.letter_texts import LetterKind
from models.errors import FeeError
from models.language.terms import term
from models.language.words import N_, Marked, tr
from models.operations.letters.letter_facts import LetterWish
from models.operations.letters.read_letters import read_letter, save_letter
from models.operations.letters.write_letter import LetterSheet, draft_letter, write_letter
from tui.dates import near_moment
from tui.keys import bindings
from tui.letter_words import letter_rows
from tui.screens.ask_day import AskDayScreen
from tui.screens.ask_text import AskTextScreen
from tui.screens.base import READING, FeeScreen
from tui.typed_day import read_typed_day
from tui.user_keys import path_text
from tui.widgets.row_layout import TableColumn
from tui.widgets.row_table import RowTable

EDGES = 3
"""Cells that no line has: one at each side, and the scroll bar's."""


class LetterScreen(FeeScreen):
    """A letter, line by line."""

    ROOM = "visits"

    def __init__(self) -> None:
        super().__init__()
        self.sheet: LetterSheet | None = None

    def compose_body(self) -> Iterable[RowTable]:
        """Yield the letter's lines."""
        yield RowTable([TableColumn("")], wide=0)

    def show_letter(self, sheet: LetterSheet) -> None:
        """Show a letter."""
        self.sheet = sheet
        self.title_is(f"{sheet.case} · {term('letter', sheet.kind)}", self.said_beside(sheet))
        self.paint()
        self.show_foot()

    @abstractmethod
    def said_beside(self, sheet: LetterSheet) -> str:
        """Say what stands to the right of the title."""

    def paint(self) -> None:
        """Break the letter into the width that there is."""
        if self.sheet is not None:
            self.rows.show_rows(letter_rows(self.sheet.address, self.sheet.text, self.app.size.width - EDGES))

    def on_resize(self, event: events.Resize) -> None:
        """Use the new width."""
        self.paint()

    def subject_here(self) -> str:
        """Name the case."""
        return self.sheet.case if self.sheet is not None else ""


class KeptLetterScreen(LetterScreen):
    """A letter as it was drawn up: it never changes."""

    GROUPS = ("letter",)
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "A letter as it was drawn up. Copy it to the clipboard of your own machine, or save it as a mail draft that"
        " opens in the mail program, where you send it. That you looked is logged."
    )

    def __init__(self, letter: int) -> None:
        super().__init__()
        self.letter = letter

    @property
    def command(self) -> str:
        """The same letter as a command shows it."""
        return f"vistelse letter show {self.letter}"

    def load(self) -> None:
        """Read the letter; that is logged."""
        letter, actor = self.letter, self.session.actor
        self.ask_store(lambda: read_letter(letter, actor), self.show_letter, READING)

    def said_beside(self, sheet: LetterSheet) -> str:
        """Say when it was written and by whom."""
        return f"{near_moment(sheet.made_at, self.session.today())} · {sheet.made_by}"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Copy and save what is read."""
        if action in ("copy_letter", "save_mail"):
            return self.sheet is not None
        return super().check_action(action, parameters)

    def action_copy_letter(self) -> None:
        """Copy the whole letter to the clipboard of the user's own machine (OSC 52)."""
        if self.sheet is not None:
            self.app.copy_to_clipboard(self.sheet.text)
            self.notice.tell(tr("The letter is copied, subject first."))

    @work
    async def action_save_mail(self) -> None:
        """Ask for a folder, then write the mail draft there."""
        sheet = self.sheet
        if sheet is None:
            return
        given = self.session.folder or Path.home() / "vistelse"
        text = await self.ask_user(AskTextScreen(tr("Save the mail draft in which folder?"), path_text(given)))
        if text is not None:
            folder = self.session.folder = Path(text).expanduser().absolute()
            self.ask_store(lambda: save_letter(sheet, folder), self.show_saved)

    def show_saved(self, path: Path) -> None:
        """Say where the draft is."""
        self.notice.tell(tr("Saved as {path}; open it, look at it, and send it.", path=path_text(path)))


class NewLetterScreen(LetterScreen):
    """A letter that is being drawn up; it is kept only when the user says so."""

    GROUPS = ("new-letter",)
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "A letter as it would be written. Say to whom it goes, and add what else there is to say; then keep it, to copy"
        " it or save it as a mail draft. Its text comes from the template, which an administrator can change with the"
        " command vistelse letter template set."
    )

    def __init__(self, case: str, kind: LetterKind) -> None:
        super().__init__()
        self.case = case
        self.kind = kind
        self.wish = LetterWish()

    @property
    def command(self) -> str:
        """The same deed as a command."""
        return f"vistelse letter write {self.case} {self.kind}"

    def load(self) -> None:
        """Draw the letter up; that somebody looked is logged."""
        self.draw(self.wish)

    def draw(self, wish: LetterWish) -> None:
        """Draw the letter up as wished; the wish counts from when it can be written."""
        case, kind, today, actor = self.case, self.kind, self.session.today(), self.session.actor

        def show(sheet: LetterSheet) -> None:
            self.wish = wish
            self.show_letter(sheet)

        self.ask_store(lambda: draft_letter(case, kind, wish, today, actor), show, READING)

    def refuse(self, refusal: FeeError) -> None:
        """Say why not; where nothing is drawn up yet, say at least which letter it is."""
        if self.sheet is None:
            self.title_is(f"{self.case} · {term('letter', self.kind)}")
        super().refuse(refusal)

    def said_beside(self, sheet: LetterSheet) -> str:
        """Say that it is not kept."""
        return tr("not kept yet")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Ask only for what this kind of letter says."""
        if action == "keep_letter":
            return self.sheet is not None
        if action == "add_missing":
            return self.kind is LetterKind.COMPLETION
        if action == "ask_until":
            return self.kind is LetterKind.EXTENSION_REQUEST
        return super().check_action(action, parameters)

    def action_keep_letter(self) -> None:
        """Keep the letter, and show it as it is kept."""
        case, kind, wish = self.case, self.kind, self.wish
        today, actor = self.session.today(), self.session.actor
        self.ask_store(lambda: write_letter(case, kind, wish, today, actor), self.show_kept)

    def show_kept(self, sheet: LetterSheet) -> None:
        """Show the kept letter in the place of the draft."""
        self.app.switch_screen(KeptLetterScreen(sheet.id))

    @work
    async def action_address_letter(self) -> None:
        """Ask to whom it goes."""
        given = self.sheet.address if self.sheet is not None else self.wish.address
        text = await self.ask_user(AskTextScreen(tr("To which e-mail address?"), given))
        if text is not None:
            self.draw(replace(self.wish, address=text))

    @work
    async def action_add_missing(self) -> None:
        """Ask what else is missing."""
        text = await self.ask_user(AskTextScreen(tr("What else is missing in the order?")))
        if text is not None:
            self.draw(replace(self.wish, missing=(*self.wish.missing, text)))

    @work
    async def action_add_note(self) -> None:
        """Ask what else there is to say."""
        question = tr("What else is there to say? Name nobody: the letter may go by ordinary mail.")
        text = await self.ask_user(AskTextScreen(question, self.wish.note))
        if text is not None:
            self.draw(replace(self.wish, note=text))

    @work
    async def action_ask_until(self) -> None:
        """Ask for the last day of the longer stay."""
        today = self.session.today()
        question = AskDayScreen(tr("Until which day is a longer stay asked for?"), today, today)
        text = await self.ask_user(question)
        if text is not None:
            self.draw(replace(self.wish, until=read_typed_day(text, today)))
