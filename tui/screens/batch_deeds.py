"""What can be done with a batch, wherever it is shown: attest, annul, export."""

from __future__ import annotations

from pathlib import Path

from textual import work

from models.errors import OwnAttest
from models.language.formats import kronor
from models.language.words import ntr, tr
from models.operations.billing.annul_batch import annul_batch
from models.operations.billing.attest_batch import attest_batch
from models.operations.billing.export_batch import ExportReceipt, export_batch
from models.operations.billing.run_batch import BatchReceipt
from models.operations.reports.batches import BatchRow
from tui.screens.ask_text import AskTextScreen
from tui.screens.base import FeeScreen
from tui.screens.confirm import ConfirmScreen
from tui.screens.confirm_by_typing import ConfirmByTypingScreen
from tui.user_keys import path_text


class BatchDeeds(FeeScreen):
    """A screen on which a batch can be chosen; a key that would do nothing with it is not offered."""

    def batch_here(self) -> BatchRow | None:
        """Say which batch the keys are about."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Attest and annul a draft, export what is posted."""
        wanted = {"attest_batch": "drafted", "annul_batch": "drafted", "export_batch": "posted"}.get(action)
        batch = self.batch_here() if wanted else None
        return wanted is None or (batch is not None and batch.state == wanted)

    @work
    async def action_attest_batch(self) -> None:
        """Ask for the batch's name, then post it."""
        batch = self.batch_here()
        if batch is None:
            return
        if batch.made_by == self.session.actor.login:
            self.refuse(OwnAttest(batch=batch.name, login=batch.made_by))
            return
        question = tr(
            "Attest {batch}: {invoices}, {total}. Every invoice gets its number and can never be changed."
            "\nType {batch} to attest.",
            batch=batch.name,
            invoices=_invoices(batch),
            total=kronor(batch.total),
        )
        if await self.ask_user(ConfirmByTypingScreen(question, batch.name)) is None:
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

    @work
    async def action_export_batch(self) -> None:
        """Ask for a folder, then write the documents there."""
        batch = self.batch_here()
        if batch is None:
            return
        name, actor = batch.name, self.session.actor
        given = (self.session.folder or Path.home() / "vistelse") / name
        question = tr("Write the e-invoices of {batch}, a register and checksums to which folder?", batch=name)
        text = await self.ask_user(AskTextScreen(question, path_text(given)))
        if text is None:
            return
        folder = Path(text).expanduser().absolute()
        self.session.folder = folder.parent
        self.notice.tell(tr("Writing to {folder} …", folder=path_text(folder)))
        self.ask_store(lambda: export_batch(name, folder, actor), self.show_exported)

    def show_exported(self, receipt: ExportReceipt) -> None:
        """Say where the documents are."""
        documents = ntr("{n} document", "{n} documents", receipt.documents)
        self.notice.tell(
            tr(
                "{documents}, {total}, in {folder}",
                documents=documents,
                total=kronor(receipt.total),
                folder=path_text(Path(receipt.folder)),
            )
        )


def _invoices(batch: BatchRow) -> str:
    return ntr("{n} invoice", "{n} invoices", batch.invoices)
