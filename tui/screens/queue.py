"""The queue: hour rows that name no visit, until somebody places them or drops them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import ClassVar

from textual import work
from textual.widget import Widget
from textual.widgets import Static

from models.language.formats import day_text
from models.language.terms import service_name, term
from models.language.words import N_, Marked, ntr, tr
from models.operations.hours.list_queue import OpenedRow, QueuedRow, QueueList, list_queue, open_queued
from models.operations.hours.retry_queue import Retried, retry_queue
from tui.keys import bindings
from tui.queue_words import measure_text, origin_text
from tui.screens.ask_text import AskTextScreen
from tui.screens.base import READING
from tui.screens.queue_deeds import QueueDeeds
from tui.screens.queued_row import QueuedRowScreen
from tui.widgets.row_layout import TableColumn, TableRow
from tui.widgets.row_table import RowTable


class QueueScreen(QueueDeeds):
    """Rows that wait, without names: the same letter is the same person."""

    GROUPS = ("list", "queued", "queue")
    ROOM = "hours"
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "Hour rows of planning systems that name no visit, or more than one. Rows with the same letter are the same"
        " person's; who it is is shown to one who says why they look, which is logged with their name. When a visit has"
        " been registered, try all of them again."
    )

    def __init__(self) -> None:
        super().__init__()
        self.queued: dict[str, QueuedRow] = {}

    @property
    def command(self) -> str:
        """The same list as a command gives it."""
        return "vistelse queue list"

    def compose_body(self) -> Iterable[Widget]:
        """Yield the rows."""
        yield RowTable(
            [
                TableColumn(tr("Who")),
                TableColumn(tr("day")),
                TableColumn(tr("how much")),
                TableColumn(tr("service")),
                TableColumn(tr("why")),
            ],
            wide=3,
        )
        yield Static(id="origin", classes="words", markup=False)

    def load(self) -> None:
        """Read the queue."""
        actor = self.session.actor
        self.title_is(tr("Hour rows without a visit"))
        self.ask_store(lambda: list_queue(actor), self.show_queue, READING)

    def show_queue(self, found: QueueList) -> None:
        """Show what waits; of very many the oldest."""
        rows = found.rows
        self.queued = {str(row.number): row for row in rows}
        people = len({row.who for row in rows})
        count = " · ".join((ntr("{n} row", "{n} rows", found.total), ntr("{n} person", "{n} persons", people)))
        if len(rows) < found.total:
            count = tr("the first {n} of {total}", n=len(rows), total=found.total)
        self.title_is(tr("Hour rows without a visit"), count if rows else "")
        self.rows.show_rows([_row(row) for row in rows] or [TableRow("", (tr("No row waits for a visit."),))])
        self.row_changed()

    def row_changed(self) -> None:
        """Say where the row under the cursor came from."""
        row = self.row_here()
        self.query_one("#origin", Static).update(origin_text(row) if row is not None else "")
        self.show_foot()

    def row_here(self) -> QueuedRow | None:
        """Give the row under the cursor."""
        return self.queued.get(self.rows.key_here) if self.is_mounted else None

    def queued_here(self) -> int:
        """Number the row under the cursor."""
        row = self.row_here()
        return row.number if row is not None else 0

    def alike_here(self) -> int:
        """Count the other rows with the same letter."""
        row = self.row_here()
        people = Counter((each.who, each.source) for each in self.queued.values())
        return people[(row.who, row.source)] - 1 if row is not None else 0

    def subject_here(self) -> str:
        """Name the row under the cursor as the log does."""
        row = self.row_here()
        return f"queue:{row.number}" if row is not None else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Open only a row; try again only where something waits."""
        if action == "open_row":
            return self.row_here() is not None
        if action == "retry_queue":
            return bool(self.queued)
        return super().check_action(action, parameters)

    @work
    async def action_open_row(self) -> None:
        """Ask why, then show whom the row names."""
        number, actor = self.queued_here(), self.session.actor
        reason = await self.ask_user(AskTextScreen(tr("Why do you look at whom the row names? It is logged.")))
        if reason is not None and number:
            self.ask_store(lambda: open_queued(number, reason, actor), self.show_opened)

    def show_opened(self, found: OpenedRow) -> None:
        """Go to the row."""
        self.app.push_screen(QueuedRowScreen(found))

    @work
    async def action_place_queued(self) -> None:
        """Ask for the case, then place the row there."""
        case = await self.ask_user(AskTextScreen(tr("On which case? Open the row to search for the visit.")))
        if case is not None:
            self.place(case)

    def action_retry_queue(self) -> None:
        """Match all of them once more."""
        actor = self.session.actor
        self.ask_store(lambda: retry_queue(actor), self.show_retried)

    def show_retried(self, done: Retried) -> None:
        """Say what came of it."""
        self.show_done(_said(done))

    def show_done(self, words: str) -> None:
        """Read what is left, and say what was done."""
        self.load()
        self.notice.tell(words)


def _said(done: Retried) -> str:
    return tr(
        "{placed} placed, {known} known already, {waiting} wait still.",
        placed=done.placed,
        known=done.known,
        waiting=done.waiting,
    )


def _row(row: QueuedRow) -> TableRow:
    cells = (
        row.who,
        day_text(row.day),
        measure_text(row),
        service_name(row.service),
        term("unmatched", row.why),
    )
    return TableRow(str(row.number), cells)
