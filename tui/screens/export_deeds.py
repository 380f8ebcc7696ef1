"""Writing a batch's documents to a folder: with progress, and to be stopped between two files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from threading import Event

from textual import on, work
from textual.message import Message
from textual.worker import get_current_worker

from models.language.formats import kronor
from models.language.words import ntr, tr
from models.operations.billing.export_batch import ExportReceipt, export_batch
from tui.screens.ask_text import AskTextScreen
from tui.screens.base import FeeScreen
from tui.user_keys import path_text

EXPORTING = "exporting"
"""A topic of its own: keys go on meanwhile, so that one can stop it."""
STEPS = 100
"""Times that the count of written files is painted anew at the most."""


class ExportDeeds(FeeScreen):
    """A screen that can write a batch's documents."""

    @dataclass
    class Written(Message):
        """So many files of so many are written."""

        done: int
        total: int
        folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.is_exporting = False
        self._stop_wanted = Event()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Stop only what is going on."""
        if action == "stop_export":
            return self.is_exporting
        return super().check_action(action, parameters)

    @work
    async def ask_folder(self, name: str) -> None:
        """Ask for a folder, then write the documents there."""
        given = (self.session.folder or Path.home() / "vistelse") / name
        question = tr("Write the e-invoices of {batch}, a register and checksums to which folder?", batch=name)
        text = await self.ask_user(AskTextScreen(question, path_text(given)))
        if text is None or self.is_exporting:
            return
        folder = Path(text).expanduser().absolute()
        self.session.folder = folder.parent
        self._stop_wanted.clear()
        self.is_exporting = True
        self.show_written(self.Written(0, 0, folder))
        self.ask_store(lambda: self._export(name, folder), self.show_exported, EXPORTING)
        self.show_foot()

    def _export(self, name: str, folder: Path) -> ExportReceipt:
        """Write the files in the thread that asked; leaving the screen stops it too."""
        worker = get_current_worker()

        def go_on(done: int, total: int) -> bool:
            if done % max(total // STEPS, 1) == 0:
                self.post_message(self.Written(done, total, folder))
            return not (self._stop_wanted.is_set() or worker.is_cancelled)

        try:
            return export_batch(name, folder, self.session.actor, go_on)
        finally:
            self.is_exporting = False

    @on(Written)
    def show_written(self, written: Written) -> None:
        """Say how far it has come."""
        if not self.is_exporting:
            return
        folder = path_text(written.folder)
        if not written.total:
            self.notice.tell(tr("Writing to {folder}. Leaving this screen stops it.", folder=folder))
            return
        words = tr(
            "{done} of {total} files written to {folder}. Leaving this screen stops it.",
            done=written.done,
            total=written.total,
            folder=folder,
        )
        self.notice.tell(words)

    def action_stop_export(self) -> None:
        """Stop before the next file."""
        self._stop_wanted.set()

    def show_exported(self, receipt: ExportReceipt) -> None:
        """Say where the documents are, or how many came there before the stop."""
        folder = path_text(Path(receipt.folder))
        if receipt.is_whole:
            documents = ntr("{n} document", "{n} documents", receipt.documents)
            words = tr(
                "{documents}, {total}, in {folder}", documents=documents, total=kronor(receipt.total), folder=folder
            )
        else:
            files = ntr("{n} file", "{n} files", len(receipt.files))
            words = tr(
                "Stopped: {files} written to {folder}, each whole. Export again to write them all.",
                files=files,
                folder=folder,
            )
        self.notice.tell(words)
