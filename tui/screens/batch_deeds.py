"""What can be done with a batch, wherever it is shown: attest, annul, export, deliver, book."""

from __future__ import annotations

from abc import abstractmethod

from textual import work

from models.errors import OwnAttest
from models.language.formats import kronor
from models.language.words import ntr, tr
from models.operations.billing.annul_batch import annul_batch
from models.operations.billing.attest_batch import attest_batch
from models.operations.billing.oddities import Oddity, find_oddities
from models.operations.billing.run_batch import BatchReceipt
from models.operations.reports.batches import BatchRow
from models.rules.period import Month
from tui.count_words import documents_words
from tui.oddity_words import oddity_lines
from tui.screens.books_deeds import BooksDeeds
from tui.screens.confirm import ConfirmScreen
from tui.screens.confirm_by_typing import ConfirmByTypingScreen
from tui.screens.export_deeds import ExportDeeds
from tui.screens.history_deeds import HistoryDeeds
from tui.screens.oddities import OdditiesScreen
from tui.screens.sending_deeds import SendingDeeds

OF_POSTED = frozenset({"export_batch", "deliver_batch", "book_batch"})
OF_DRAFT = frozenset({"attest_batch", "annul_batch"})


class BatchDeeds(HistoryDeeds, ExportDeeds, SendingDeeds, BooksDeeds):
    """A screen on which a batch can be chosen; a key that would do nothing with it is not offered."""

    @abstractmethod
    def batch_here(self) -> BatchRow | None:
        """Say which batch the keys are about."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Attest and annul a draft; write and send what is posted."""
        if action == "list_oddities":
            return self.is_mounted and self.oddities_wanted() is not None
        if action not in OF_POSTED | OF_DRAFT:
            return super().check_action(action, parameters)
        batch, wanted = self.batch_here(), "posted" if action in OF_POSTED else "drafted"
        return batch is not None and batch.state == wanted and not (self.is_exporting and action in OF_POSTED)

    def subject_here(self) -> str:
        """Name the batch."""
        batch = self.batch_here()
        return batch.name if batch is not None else ""

    def oddities_wanted(self) -> OdditiesScreen | None:
        """Make the screen of what is unusual about the batch's month."""
        batch = self.batch_here()
        return OdditiesScreen(Month.parse(batch.month)) if batch is not None else None

    def action_list_oddities(self) -> None:
        """Show what is unusual beside the month before."""
        screen = self.oddities_wanted()
        if screen is not None:
            self.app.push_screen(screen)

    def action_attest_batch(self) -> None:
        """Look for what is unusual about the batch's month before asking."""
        batch, actor = self.batch_here(), self.session.actor
        if batch is None:
            return
        if batch.made_by == actor.login:
            self.refuse(OwnAttest(batch=batch.name, login=batch.made_by))
            return
        month = Month.parse(batch.month)
        self.ask_store(lambda: (batch, find_oddities(month, actor)), self.ask_attest)

    def ask_attest(self, asked: tuple[BatchRow, tuple[Oddity, ...]]) -> None:
        """Ask for the batch's name, with what is unusual above the question."""
        self._attest(*asked)

    @work
    async def _attest(self, batch: BatchRow, oddities: tuple[Oddity, ...]) -> None:
        question = tr(
            "Attest {batch}: {invoices}, {total}. Every invoice gets its number and can never be changed."
            "\nType {batch} to attest.",
            batch=batch.name,
            invoices=_invoices(batch),
            total=kronor(batch.total),
        )
        unusual = oddity_lines(oddities, Month.parse(batch.month))
        whole = "\n".join((*unusual, *([""] if unusual else []), question))
        if await self.ask_user(ConfirmByTypingScreen(whole, batch.name)) is None:
            return
        name, today, actor = batch.name, self.session.today(), self.session.actor
        self.ask_store(lambda: attest_batch(name, today, actor), self.show_attested)

    def show_attested(self, receipt: BatchReceipt) -> None:
        """Say which numbers the invoices got."""
        self.load()
        numbers = "–".join(dict.fromkeys((*receipt.numbers[:1], *receipt.numbers[-1:])))
        self.notice.tell(tr("{batch} is attested and posted: {numbers}.", batch=receipt.batch, numbers=numbers))

    @work
    async def action_annul_batch(self) -> None:
        """Ask, then take the draft back."""
        batch = self.batch_here()
        if batch is None:
            return
        question = tr(
            "Annul {batch}: {invoices}, {total}? Its hours can be billed again; no number was used.",
            batch=batch.name,
            invoices=_invoices(batch),
            total=kronor(batch.total),
        )
        if not await self.ask_user(ConfirmScreen(question)):
            return
        name, actor = batch.name, self.session.actor
        self.ask_store(lambda: (name, annul_batch(name, actor)), self.show_annulled)

    def show_annulled(self, annulled: tuple[str, int]) -> None:
        """Say what was taken back."""
        self.load()
        name, count = annulled
        invoices = ntr("{n} invoice", "{n} invoices", count)
        self.notice.tell(tr("{batch} is annulled, {invoices}.", batch=name, invoices=invoices))

    def action_export_batch(self) -> None:
        """Ask for a folder, then write the documents there."""
        batch = self.batch_here()
        if batch is not None:
            self.ask_folder(batch.name)

    def action_deliver_batch(self) -> None:
        """Tell what would be sent to the access point, and send it."""
        batch = self.batch_here()
        if batch is not None:
            self.deliver(batch.name)

    def action_book_batch(self) -> None:
        """Show what the books would get, and write it."""
        batch = self.batch_here()
        if batch is not None:
            self.book(batch.name)


def _invoices(batch: BatchRow) -> str:
    return documents_words(batch.invoices, batch.invoices + batch.credits)
