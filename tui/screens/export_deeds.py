"""Writing a batch's documents to a folder: what goes along is chosen, and all of it is told first."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from textual import work

from models.language.formats import kronor
from models.language.words import ntr, tr
from models.operations.billing.export_batch import ExportReceipt, export_batch
from models.operations.billing.invoices import InvoiceRow, list_invoices
from models.operations.documents.write_batch_papers import PapersReceipt, write_specifications
from models.operations.documents.write_specification import PaperForm
from tui.outgoing_words import export_rows, file_columns
from tui.screens.confirm_table import ConfirmTableScreen
from tui.screens.file_deeds import FileDeeds, Progress
from tui.screens.wish_forms import ExportFilled, ExportForm
from tui.user_keys import path_text


@dataclass(frozen=True, slots=True)
class Exported:
    """What came of an export; no papers where none were wanted, or it was stopped before them."""

    documents: ExportReceipt
    papers: PapersReceipt | None


class ExportDeeds(FileDeeds):
    """A screen that can write a batch's documents."""

    @work
    async def ask_folder(self, name: str) -> None:
        """Ask for a folder and what goes along, then tell what will be written."""
        wish = await self.ask_user(ExportForm(name, self.folder_given(name)))
        if wish is None or self.is_exporting:
            return
        actor = self.session.actor
        self.ask_store(lambda: list_invoices(actor, batch=name), lambda invoices: self.ask_export(name, wish, invoices))

    def ask_export(self, name: str, wish: ExportFilled, invoices: tuple[InvoiceRow, ...]) -> None:
        """Tell what would be written."""
        self._confirm_export(name, wish, invoices)

    @work
    async def _confirm_export(self, name: str, wish: ExportFilled, invoices: tuple[InvoiceRow, ...]) -> None:
        folder = path_text(wish.folder)
        rows = export_rows(invoices, with_pdf=wish.with_pdf, with_specifications=wish.with_specifications)
        question = tr("Write this of {batch} to {folder}?", batch=name, folder=folder)
        if not await self.ask_user(ConfirmTableScreen(question, file_columns(), rows)) or self.is_exporting:
            return
        self.session.folder = wish.folder.parent
        self.write_files(
            wish.folder,
            lambda progress, namesakes: self._export(name, wish, progress, namesakes),
            self.show_exported,
        )

    def _export(self, name: str, wish: ExportFilled, progress: Progress, namesakes: str) -> Exported:
        actor = self.session.actor
        receipt = export_batch(name, wish.folder, actor, progress, with_pdf=wish.with_pdf, namesakes=namesakes)
        papers = None
        if wish.with_specifications and receipt.is_whole:
            papers = write_specifications(name, PaperForm.BOTH, wish.folder, actor, progress, namesakes=namesakes)
        return Exported(receipt, papers)

    def show_exported(self, exported: Exported) -> None:
        """Say where the documents are, or how many came there before the stop."""
        words = [_export_words(exported.documents)]
        papers = exported.papers
        if papers is not None:
            words.append(_papers_words(papers))
            words += [f"! {number}: {why}" for number, why in papers.held]
            if not papers.is_whole:
                words.append(tr("Stopped before the others."))
        self.notice.tell("\n".join(words))


def _papers_words(papers: PapersReceipt) -> str:
    return ntr(
        "{n} file of specifications in {folder}.",
        "{n} files of specifications in {folder}.",
        len(papers.files),
        folder=path_text(Path(papers.folder)),
    )


def _export_words(receipt: ExportReceipt) -> str:
    folder = path_text(Path(receipt.folder))
    if receipt.is_whole:
        documents = ntr("{n} document", "{n} documents", receipt.documents)
        return tr("{documents}, {total}, in {folder}", documents=documents, total=kronor(receipt.total), folder=folder)
    return tr(
        "Stopped: {files} written to {folder}, each whole. Export again to write them all.",
        files=ntr("{n} file", "{n} files", len(receipt.files)),
        folder=folder,
    )
