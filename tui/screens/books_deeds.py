"""Writing a posted batch for the accounting system: the sums on each account are told first (G19)."""

from __future__ import annotations

from pathlib import Path

from textual import work

from models.language.formats import kronor
from models.language.words import ntr, tr
from models.operations.accounting.export_accounting import AccountingReceipt, export_accounting, standing_texts
from models.operations.accounting.list_accounting import LayoutRow, list_layouts
from models.operations.accounting.plan_export import PlannedFile, plan_export
from models.operations.accounting.prepare_accounting import ExportWish
from tui.outgoing_words import books_columns, books_rows
from tui.screens.confirm_table import ConfirmTableScreen
from tui.screens.file_deeds import FileDeeds
from tui.screens.wish_forms import BooksFilled, BooksForm
from tui.user_keys import path_text


class BooksDeeds(FileDeeds):
    """A screen that can write a batch for the accounting system."""

    def book(self, name: str) -> None:
        """Ask in which form and where, then show what the books would get."""
        actor = self.session.actor
        self.ask_store(lambda: list_layouts(actor), lambda layouts: self.ask_form(name, layouts))

    def ask_form(self, name: str, layouts: tuple[LayoutRow, ...]) -> None:
        """Ask in which form and where."""
        self._ask_form(name, layouts)

    @work
    async def _ask_form(self, name: str, layouts: tuple[LayoutRow, ...]) -> None:
        given = self.session.folders.get("books") or self.folder_given("ekonomi")
        filled = await self.ask_user(BooksForm(name, given, [each.name for each in layouts], self.session.today()))
        if filled is not None:
            self._plan(name, filled)

    def _plan(self, name: str, filled: BooksFilled) -> None:
        actor = self.session.actor

        def plan(namesakes: str) -> tuple[ExportWish, tuple[PlannedFile, ...]]:
            wish = ExportWish(name, filled.form, filled.accrual, namesakes)
            return wish, plan_export(wish, actor, filled.folder)

        self.ask_whose_name(plan, lambda planned: self.ask_books(filled, *planned))

    def ask_books(self, filled: BooksFilled, wish: ExportWish, files: tuple[PlannedFile, ...]) -> None:
        """Show what the books would get."""
        self._confirm_books(filled, wish, files)

    @work
    async def _confirm_books(self, filled: BooksFilled, wish: ExportWish, files: tuple[PlannedFile, ...]) -> None:
        question = _question(wish, files, path_text(filled.folder))
        if not await self.ask_user(ConfirmTableScreen(question, books_columns(), books_rows(files), wide=1)):
            return
        self.session.folders["books"], actor = filled.folder, self.session.actor
        self.ask_store(lambda: export_accounting(wish, filled.folder, actor), self.show_booked)

    def show_booked(self, receipt: AccountingReceipt) -> None:
        """Say which files were written."""
        self.load()
        words = []
        for file in receipt.files:
            said = ntr(
                "{file} in {folder}: {n} document, {rows} entries, {total}.",
                "{file} in {folder}: {n} documents, {rows} entries, {total}.",
                file.documents,
                file=file.name,
                folder=path_text(Path(receipt.folder)),
                rows=file.rows,
                total=kronor(file.total),
            )
            words.append(said)
        self.notice.tell("\n".join((*words, *standing_texts(receipt))))


def _question(wish: ExportWish, files: tuple[PlannedFile, ...], folder: str) -> str:
    asked = tr("Write this of {batch} to {folder}?", batch=wish.batch, folder=folder)
    if any(file.is_copy for file in files):
        copy = tr("All of it was exported before, so this is a copy; the accounting system must not read it in again.")
        return f"{copy}\n{asked}"
    return asked
