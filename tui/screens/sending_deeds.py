"""Sending posted documents to the folder that an access point watches: what is sent is told first, and typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from textual import work

from models.language.words import ntr, tr
from models.operations.billing.invoices import list_invoices
from models.operations.documents.deliver import SendReceipt, SendWish, send_documents
from models.operations.documents.delivery_rows import Journey
from models.operations.documents.list_deliveries import list_deliveries
from models.operations.store.describe_store import show_store
from tui.outgoing_words import annulled_words, sending_lines
from tui.screens.ask_text import AskTextScreen
from tui.screens.confirm_by_typing import ConfirmByTypingScreen
from tui.screens.file_deeds import FileDeeds, Progress
from tui.screens.wish_forms import folder_of
from tui.user_keys import path_text


@dataclass(frozen=True, slots=True)
class ToSend:
    """A batch's documents as they stand, what each comes to in öre, and the folder that is chosen for all ('' none)."""

    batch: str
    journeys: tuple[Journey, ...]
    totals: dict[str, int]
    outbox: str


class SendingDeeds(FileDeeds):
    """A screen that can send documents."""

    def deliver(self, batch: str) -> None:
        """Read how the documents of a batch stand, then ask."""
        actor = self.session.actor

        def read() -> ToSend:
            invoices = list_invoices(actor, batch=batch)
            totals = {each.number: -each.total if each.kind == "credit" else each.total for each in invoices}
            return ToSend(batch, list_deliveries(actor, batch=batch), totals, show_store(actor).outbox)

        self.ask_store(read, self.ask_sending)

    def ask_sending(self, found: ToSend) -> None:
        """Tell what would be sent, and ask for the batch's name."""
        self._confirm_sending(found)

    @work
    async def _confirm_sending(self, found: ToSend) -> None:
        folder = await self.ask_outbox(found.outbox, found.journeys)
        if folder is None or self.is_exporting:
            return
        question = tr(
            "Send {what} to {folder}, from which the access point sends it on. What is sent cannot be taken back."
            "\nType {what} to send.",
            what=found.batch,
            folder=path_text(folder),
        )
        lines = [*sending_lines(found.journeys, found.totals), "", question]
        if await self.ask_user(ConfirmByTypingScreen("\n".join(lines), found.batch)) is not None:
            self.send(SendWish(found.batch, str(folder)))

    async def ask_outbox(self, outbox: str, journeys: Sequence[Journey]) -> Path | None:
        """Take the folder that the organisation has chosen, or ask for one; the last one is proposed."""
        if outbox:
            return Path(outbox)
        given = last_folder(journeys)
        text = await self.ask_user(AskTextScreen(tr("Which folder does the access point watch?"), given))
        return folder_of(text) if text is not None else None

    def send(self, wish: SendWish) -> None:
        """Send, with progress; it is stopped between two documents."""
        actor = self.session.actor

        def run(progress: Progress, namesakes: str) -> SendReceipt:
            return send_documents(wish, actor, progress)

        self.write_files(Path(wish.folder), run, self.show_sent)

    def show_sent(self, receipt: SendReceipt) -> None:
        """Say what was sent, and what was not and why."""
        self.load()
        self.notice.tell("\n".join(sent_words(receipt)))


def last_folder(journeys: Sequence[Journey]) -> str:
    """Give the folder to which something was sent last; '' where nothing was."""
    tried = [attempt for journey in journeys for attempt in journey.attempts]
    newest = max(tried, key=lambda each: each.made_at, default=None)
    return path_text(Path(newest.folder)) if newest is not None else ""


def sent_words(receipt: SendReceipt) -> list[str]:
    """Say what came of a sending, line by line."""
    folder, sent = path_text(Path(receipt.folder)), len(receipt.sent)
    words = [ntr("{n} document sent to {folder}.", "{n} documents sent to {folder}.", sent, folder=folder)]
    if not receipt.is_whole:
        words.append(tr("Stopped before the others."))
    if receipt.known:
        words.append(ntr("{n} was sent before.", "{n} were sent before.", receipt.known))
    if receipt.annulled:
        words.append(annulled_words(receipt.annulled))
    words += [f"! {number}: {why}" for number, why in receipt.held]
    words += [
        f"! {tr('{number}: cut off; nobody knows whether it was taken. If not, send it once more.', number=number)}"
        for number in receipt.doubtful
    ]
    return words
