"""The hour rows of a visit that a reason keeps from being billed; here a row is excluded, or included again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget
from textual.widgets import Static

from models.language.formats import day_text
from models.language.words import N_, Marked, ntr, tr
from models.operations.reports.hour_rows import HeldEntry, rows_held
from models.rules.period import Month
from models.rules.reasons import Reason
from tui.dates import clock_text, month_text
from tui.figures import minutes_or_blank
from tui.keys import bindings
from tui.screens.base import READING
from tui.screens.exclude_deeds import ExcludeDeeds
from tui.screens.history_deeds import HistoryDeeds
from tui.vocabulary import reason_words, service_name
from tui.widgets.row_layout import TableColumn, TableRow
from tui.widgets.row_table import RowTable


class HeldRowsScreen(ExcludeDeeds, HistoryDeeds):
    """Hour rows of one month that wait, or that somebody excluded, in the plan of that month or a later one."""

    GROUPS = ("held", "history")
    ROOM = "billing"
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "The hour rows of a visit that are not billed. A row that is never to be billed is excluded with a reason,"
        " which is kept in the log with your name; it can be included again."
    )

    def __init__(self, case: str, reason: Reason, plan: Month, month: str) -> None:
        super().__init__()
        self.case, self.reason, self.plan, self.month = case, reason, plan, month
        self.entries: dict[str, HeldEntry] = {}

    @property
    def command(self) -> str:
        """The same hours as a command gives them."""
        return f"vistelse hours show {self.case} {self.month}"

    def compose_body(self) -> Iterable[Widget]:
        """Yield the rows, and why the one under the cursor was excluded."""
        yield RowTable(
            [
                TableColumn(tr("Row")),
                TableColumn(tr("service")),
                TableColumn(tr("day")),
                TableColumn(tr("clock")),
                TableColumn(tr("hours"), figures=True),
                TableColumn(tr("pieces"), figures=True),
            ]
        )
        yield Static(id="excluded", classes="words", markup=False)

    def load(self) -> None:
        """Read the rows."""
        case, reason, plan, month = self.case, self.reason, self.plan, self.month
        today, actor = self.session.today(), self.session.actor
        self.ask_store(lambda: rows_held(case, reason, plan, today, actor, only=month), self.show_entries, READING)

    def show_entries(self, entries: tuple[HeldEntry, ...]) -> None:
        """Show the rows."""
        self.entries = {entry.key: entry for entry in entries}
        count = ntr("{n} row", "{n} rows", len(entries))
        self.title_is(f"{self.case} · {month_text(self.month)} · {reason_words(self.reason)}", count)
        rows = [_row(entry) for entry in entries]
        self.rows.show_rows(rows or [TableRow("", (tr("No row is held back for this reason any more."),))])
        self.row_changed()

    def row_changed(self) -> None:
        """Say why the row under the cursor was excluded, and what can be done with it."""
        entry = self.entry_here()
        words = ""
        if entry is not None and entry.excluded_by:
            words = tr("Excluded by {who}: {why}", who=entry.excluded_by, why=entry.excluded_reason)
        self.query_one("#excluded", Static).update(words)
        self.show_foot()

    def entry_here(self) -> HeldEntry | None:
        """Give the row under the cursor."""
        return self.entries.get(self.rows.key_here) if self.is_mounted else None

    def row_to_exclude(self) -> str:
        """Name a row that waits."""
        entry = self.entry_here()
        return entry.key if entry is not None and not entry.excluded_by else ""

    def row_to_include(self) -> str:
        """Name a row that somebody excluded."""
        entry = self.entry_here()
        return entry.key if entry is not None and entry.excluded_by else ""

    def subject_here(self) -> str:
        """Name the row under the cursor by its key."""
        return self.rows.key_here

    def copied_here(self) -> str:
        """Give the key of the row under the cursor."""
        return self.rows.key_here


def _row(entry: HeldEntry) -> TableRow:
    mark = "− " if entry.excluded_by else ""
    cells = (
        f"{mark}{entry.key}",
        service_name(entry.service),
        day_text(entry.day),
        clock_text(entry.start, entry.end),
        minutes_or_blank(entry.minutes),
        str(entry.pieces or ""),
    )
    return TableRow(entry.key, cells)
