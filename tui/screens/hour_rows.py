"""The hour rows behind a cell of the month's grid, and the invoice that each is on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget
from textual.widgets import Static

from models.language.words import N_, Marked, ntr, tr
from models.operations.hours.month_grid import GridRow, Hold, MonthGrid, month_grid
from models.operations.hours.save_hours import Place
from models.rules.period import Month
from tui.dates import clock_text, near_moment
from tui.hour_words import chain_words, measure_words, place_words, source_words
from tui.keys import bindings
from tui.screens.base import READING
from tui.screens.correct_deeds import CorrectDeeds
from tui.screens.exclude_deeds import ExcludeDeeds
from tui.screens.mark_deeds import MarkDeeds
from tui.targets import InvoiceTarget
from tui.widgets.row_layout import TableColumn, TableRow
from tui.widgets.row_table import RowTable


class HourRowsScreen(CorrectDeeds, MarkDeeds, ExcludeDeeds):
    """The rows of one service on one day."""

    GROUPS = ("list", "mark", "held", "hour-rows")
    ROOM = "hours"
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "The hour rows of one service on one day: their keys, times, how many of the staff, where they came from, and"
        " the invoice they are on, which enter opens. Only rows that were typed here are replaced by typing. A row that"
        " is never to be billed is excluded with a reason, which is kept in the log with your name. A row that is not"
        " signed can be marked refused, missed or executed; a condition says what is paid for it. A signed row is"
        " corrected: it is reversed, what is right comes instead, and both stay here."
    )

    def __init__(self, case: str, month: Month, place: Place) -> None:
        super().__init__()
        self.case, self.month, self.place = case, month, place
        self.entries: dict[str, GridRow] = {}

    @property
    def command(self) -> str:
        """The same hours as a command gives them."""
        return f"vistelse hours show {self.case} {self.month}"

    def subject_here(self) -> str:
        """The case, whose history tells what was typed."""
        return self.case

    def compose_body(self) -> Iterable[Widget]:
        """Yield the rows, and the key of the one under the cursor and who entered it."""
        yield RowTable(
            [
                TableColumn(tr("Clock")),
                TableColumn(tr("amount"), figures=True),
                TableColumn(tr("staff"), figures=True),
                TableColumn(tr("source")),
                TableColumn(tr("invoice")),
            ],
            wide=3,
        )
        yield Static(id="row-words", classes="words", markup=False)

    def load(self) -> None:
        """Read the rows."""
        case, month, actor = self.case, self.month, self.session.actor
        self.ask_store(lambda: month_grid(case, month, actor), self.show_grid, READING)

    def show_grid(self, grid: MonthGrid) -> None:
        """Show the rows of the cell."""
        service, staff, day = self.place
        rows = [row for row in grid.rows if (row.service, row.staff, row.day) == (service, staff, day)]
        self.entries = {row.key: row for row in rows}
        self.title_is(f"{self.case} · {place_words(self.place)}", ntr("{n} row", "{n} rows", len(rows)))
        shown = [self._row(row) for row in rows]
        self.rows.show_rows(shown or [TableRow("", (tr("No hour row is saved here."),))])
        self.row_changed()

    def _row(self, row: GridRow) -> TableRow:
        measure = row.measure
        clock = clock_text(measure.start, measure.end) if measure.has_clock else measure.band
        amount = measure_words(measure).removesuffix(clock).strip()
        invoice = tr("draft") if row.invoice == "draft" else row.invoice
        return TableRow(row.key, (clock, amount, str(row.staff), source_words(row), invoice))

    def row_changed(self) -> None:
        """Say the key of the row under the cursor, who entered it, and why it was excluded."""
        row = self.row_here()
        words = ""
        if row is not None:
            when = near_moment(row.entered_at, self.session.today())
            words = tr("Key {key} · entered {when} by {who}", key=row.key, when=when, who=row.entered_by)
        if row is not None:
            words += chain_words(row)
        self.query_one("#row-words", Static).update(words)
        self.show_foot()

    def row_here(self) -> GridRow | None:
        """Give the row under the cursor."""
        return self.entries.get(self.rows.key_here) if self.is_mounted else None

    def row_to_exclude(self) -> str:
        """Name a row that no invoice and no draft bills."""
        row = self.row_here()
        return row.key if row is not None and not row.invoice and row.hold not in (Hold.EXCLUDED, Hold.REVERSED) else ""

    def row_to_include(self) -> str:
        """Name a row that somebody excluded."""
        row = self.row_here()
        return row.key if row is not None and row.hold is Hold.EXCLUDED else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Open only an invoice that has a number."""
        if action != "open_row":
            return super().check_action(action, parameters)
        row = self.row_here()
        return row is not None and row.invoice not in ("", "draft")

    def action_open_row(self) -> None:
        """Go to the invoice that the row is on."""
        row = self.row_here()
        if row is not None:
            self.post_message(self.GoTo(InvoiceTarget(row.invoice)))
