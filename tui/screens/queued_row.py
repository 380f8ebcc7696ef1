"""One row of the queue with whom it names, and the visits that it may belong to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import work
from textual.widget import Widget
from textual.widgets import Static

from models.language.words import N_, Marked, ntr, tr
from models.operations.hours.list_queue import Candidate, OpenedRow
from models.operations.visits.find import Found, FoundVisit, find
from tui.keys import bindings
from tui.queue_words import opened_text, stay_text
from tui.screens.ask_text import AskTextScreen
from tui.screens.queue_deeds import QueueDeeds
from tui.widgets.row_layout import TableColumn, TableRow
from tui.widgets.row_table import RowTable


class QueuedRowScreen(QueueDeeds):
    """The row, and visits to choose from: those of people called the same, or those that a search finds."""

    GROUPS = ("queued-visit", "queued", "queued-search")
    ROOM = "hours"
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "Whom a row names, and the visits of people with the same number or name. Enter places the row on the visit"
        " under the cursor; a visit that is not in the list is searched for by case, name or number, and each search is"
        " logged."
    )

    def __init__(self, found: OpenedRow) -> None:
        super().__init__()
        self.found = found
        self.candidates: tuple[Candidate, ...] = found.candidates

    @property
    def command(self) -> str:
        """The command that places the row."""
        return f"vistelse queue place {self.found.row.number} {self.case_here() or '…'}"

    def compose_body(self) -> Iterable[Widget]:
        """Yield what the row says, and the visits."""
        yield Static(opened_text(self.found), classes="words", markup=False)
        yield RowTable([TableColumn(tr("Case")), TableColumn(tr("stay")), TableColumn(tr("that day"))], wide=2)

    def load(self) -> None:
        """Show the visits."""
        self.title_is(tr("Row {number} without a visit", number=self.found.row.number))
        rows = [
            TableRow(each.case, (each.case, stay_text(each), tr("here") if each.covers else tr("not here")))
            for each in self.candidates
        ]
        self.rows.show_rows(rows or [TableRow("", (tr("Nobody in the store is called so; search, or register."),))])
        self.row_changed()

    def case_here(self) -> str:
        """Give the case under the cursor."""
        return self.rows.key_here if self.is_mounted else ""

    def subject_here(self) -> str:
        """Name the case under the cursor."""
        return self.case_here()

    def queued_here(self) -> int:
        """Number the row."""
        return self.found.row.number

    def alike_here(self) -> int:
        """Count the other rows of the person."""
        return self.found.alike

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Place only on a visit."""
        if action == "place_here":
            return bool(self.case_here())
        return super().check_action(action, parameters)

    def action_place_here(self) -> None:
        """Place the row on the visit under the cursor."""
        self.place(self.case_here())

    @work
    async def action_place_queued(self) -> None:
        """Ask for the case, then place the row there."""
        case = await self.ask_user(AskTextScreen(tr("On which case?")))
        if case is not None:
            self.place(case)

    @work
    async def action_search_visit(self) -> None:
        """Search for the visit by what is known of it."""
        actor = self.session.actor
        text = await self.ask_user(AskTextScreen(tr("Which visit? Case number, name or identity number.")))
        if text is not None:
            self.ask_store(lambda: find(text, actor), self.show_found)

    def show_found(self, found: tuple[Found, ...]) -> None:
        """Show the visits that were found."""
        day = self.found.row.day
        visits = [hit for hit in found if isinstance(hit, FoundVisit)]
        self.candidates = tuple(
            Candidate(hit.case, hit.first, hit.last, hit.first <= day and (hit.last is None or day <= hit.last))
            for hit in visits
        )
        self.load()
        self.notice.tell(ntr("{n} hit", "{n} hits", len(visits)))

    def show_done(self, words: str) -> None:
        """Go back to the queue, and say there what was done."""
        self.dismiss()
        self.app.call_later(self._tell_there, words)

    def _tell_there(self, words: str) -> None:
        screen = self.app.screen
        if isinstance(screen, QueueDeeds):
            screen.notice.tell(words)
