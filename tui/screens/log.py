"""The log: who did what, when, through which door."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import work

from models.language.words import N_, Marked, tr
from models.operations.reports.events import PAGE, EventRow, list_events
from tui.dates import near_moment
from tui.keys import bindings
from tui.screens.ask_text import AskTextScreen
from tui.screens.base import READING, FeeScreen
from tui.screens.event import EventScreen
from tui.vocabulary import deed_words
from tui.widgets.row_layout import TableColumn, TableRow
from tui.widgets.row_table import RowTable


class LogScreen(FeeScreen):
    """Every deed, the newest first."""

    GROUPS: ClassVar[tuple[str, ...]] = ("list", "log", "more")
    ROOM = "log"
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "Everything that was done, the newest first: who, when, with what. Each entry seals the one before it, so that"
        " none can be changed or taken away unnoticed."
    )

    def __init__(self) -> None:
        super().__init__()
        self.events: tuple[EventRow, ...] = ()
        self.subject = ""
        self.there_is_more = False

    @property
    def command(self) -> str:
        """The same log as a command gives it."""
        return f"vistelse log --subject {self.subject}" if self.subject else "vistelse log"

    def compose_body(self) -> Iterable[RowTable]:
        """Yield the deeds."""
        yield RowTable([TableColumn(tr("When")), TableColumn(tr("who")), TableColumn(tr("what"))], wide=2)

    def load(self) -> None:
        """Read the newest deeds."""
        actor, subject = self.session.actor, self.subject
        self.ask_store(lambda: list_events(actor, subject=subject), self.show_newest, READING)

    def show_newest(self, events: tuple[EventRow, ...]) -> None:
        """Show the newest deeds."""
        self.events = ()
        self.show_older(events)

    def show_older(self, events: tuple[EventRow, ...]) -> None:
        """Show older deeds below those that are shown."""
        self.events = (*self.events, *events)
        self.there_is_more = len(events) == PAGE
        self.title_is(tr("Log"), self.subject)
        rows = [
            TableRow(
                str(each.id),
                (near_moment(each.at, self.session.today()), each.login, f"{deed_words(each.deed)}: {each.subject}"),
            )
            for each in self.events
        ]
        self.rows.show_rows(rows or [TableRow("", (tr("Nothing was done with it."),))])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Read on only where there is more."""
        if action == "more_log":
            return self.there_is_more
        if action == "open_row":
            return self.is_mounted and bool(self.rows.key_here)
        return True

    def action_more_log(self) -> None:
        """Read older deeds."""
        actor, subject, before = self.session.actor, self.subject, self.events[-1].id
        self.ask_store(lambda: list_events(actor, subject=subject, before=before), self.show_older, READING)

    @work
    async def action_filter_log(self) -> None:
        """Ask whose history is wanted: a case, a batch, an invoice, a municipality; nothing: everything."""
        question = tr("Only what was done with which case, batch, invoice or municipality?")
        subject = await self.ask_user(AskTextScreen(question, self.subject))
        self.subject = subject or ""
        self.load()

    def action_open_row(self) -> None:
        """Open the deed under the cursor."""
        here = self.rows.key_here
        found = next((event for event in self.events if str(event.id) == here), None)
        if found is not None:
            self.app.push_screen(EventScreen(found))
