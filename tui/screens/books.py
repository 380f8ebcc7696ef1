"""What went to the accounting system, and which batches wait to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual import work

from models.language.formats import day_text
from models.language.terms import term
from models.language.words import N_, Marked, ntr, tr
from models.operations.accounting.list_accounting import ExportRow, list_exports
from models.operations.accounting.unbooked import UnbookedBatch, list_unbooked
from models.operations.accounting.withdraw_accounting import withdraw_accounting
from tui.figures import amount
from tui.keys import bindings
from tui.screens.ask_text import AskTextScreen
from tui.screens.base import READING
from tui.screens.books_deeds import BooksDeeds
from tui.screens.history_deeds import HistoryDeeds
from tui.targets import BatchTarget
from tui.widgets.row_layout import TableColumn, TableRow
from tui.widgets.row_table import RowTable


@dataclass(frozen=True, slots=True)
class BooksOnScreen:
    """What waits and what went, read at the same time."""

    unbooked: tuple[UnbookedBatch, ...]
    exports: tuple[ExportRow, ...]


class BooksScreen(BooksDeeds, HistoryDeeds):
    """Batches that wait to be booked, then every accounting file, the newest first."""

    GROUPS = ("list", "books", "history")
    ROOM = "billing"
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "What went to the accounting system, batch by batch. A batch goes there once; asked for again it gives a copy"
        " that is marked as one. A file that was never read in is withdrawn with a reason, and the next one is an"
        " original again. Accounts, coding and layouts are entered with: vistelse accounting."
    )

    def __init__(self) -> None:
        super().__init__()
        self.shown = BooksOnScreen((), ())

    @property
    def command(self) -> str:
        """The same list as a command gives it."""
        return "vistelse accounting exports"

    def compose_body(self) -> Iterable[RowTable]:
        """Yield the list."""
        yield RowTable(
            [
                TableColumn(tr("Batch")),
                TableColumn(tr("File")),
                TableColumn(tr("State")),
                TableColumn(tr("documents"), figures=True),
                TableColumn(tr("kr"), figures=True),
            ],
            wide=1,
        )

    def load(self) -> None:
        """Read what waits and what went."""
        actor = self.session.actor
        self.ask_store(lambda: BooksOnScreen(list_unbooked(actor), list_exports(actor)), self.show_books, READING)

    def show_books(self, shown: BooksOnScreen) -> None:
        """Show them."""
        self.shown = shown
        waiting = len(shown.unbooked)
        self.title_is(
            tr("Accounting files"), ntr("{n} batch to book", "{n} batches to book", waiting) if waiting else ""
        )
        rows = [_waiting_row(each) for each in shown.unbooked] + [_export_row(each) for each in shown.exports]
        none = TableRow("", (tr("No batch has gone to the accounting system."),))
        self.rows.show_rows(rows or [none])
        self.show_foot()

    def export_here(self) -> ExportRow | None:
        """Give the export under the cursor."""
        kind, _, name = self.rows.key_here.partition(":") if self.is_mounted else ("", "", "")
        return next((each for each in self.shown.exports if kind == "export" and str(each.number) == name), None)

    def subject_here(self) -> str:
        """Name the batch under the cursor."""
        kind, _, name = self.rows.key_here.partition(":") if self.is_mounted else ("", "", "")
        export = self.export_here()
        return export.batch if export is not None else name if kind == "waiting" else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Withdraw what stands; book again as a copy."""
        if action == "withdraw_books":
            export = self.export_here()
            return export is not None and export.state != "withdrawn"
        if action in ("open_row", "book_batch"):
            return bool(self.subject_here())
        return super().check_action(action, parameters)

    def action_open_row(self) -> None:
        """Open the batch."""
        self.post_message(self.GoTo(BatchTarget(self.subject_here())))

    def action_book_batch(self) -> None:
        """Show what the books would get, and write it."""
        self.book(self.subject_here())

    @work
    async def action_withdraw_books(self) -> None:
        """Ask why, and withdraw the export."""
        export, actor = self.export_here(), self.session.actor
        if export is None:
            return
        question = tr(
            "Withdraw {file}: the accounting system never took it in? Its documents then wait to be booked. Why?",
            file=export.file,
        )
        reason = await self.ask_user(AskTextScreen(question))
        if reason is not None:
            words = tr("{file} is withdrawn.", file=export.file)
            self.ask_store(
                lambda: withdraw_accounting(export.number, reason, actor), lambda batch: self._show_withdrawn(words)
            )

    def _show_withdrawn(self, words: str) -> None:
        self.load()
        self.notice.tell(words)


def _waiting_row(each: UnbookedBatch) -> TableRow:
    words = tr("not booked yet, posted {day}", day=day_text(each.posted_at.date()))
    return TableRow(f"waiting:{each.batch}", (each.batch, words, "", str(each.documents), ""))


def _export_row(each: ExportRow) -> TableRow:
    accrual = tr("accrual at {day}", day=day_text(each.accrual)) if each.accrual else ""
    copies = ntr("{n} copy", "{n} copies", each.copies) if each.copies else ""
    file = " · ".join(
        filter(None, (each.file, each.form.upper() if each.form == "sie" else each.form, accrual, copies))
    )
    state = term("export state", each.state)
    return TableRow(f"export:{each.number}", (each.batch, file, state, str(each.documents), amount(each.total)))
