"""What can be done with a document besides crediting it: its papers, and a line that is disputed."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from models.language.formats import day_text, kronor
from models.language.terms import term
from models.language.words import tr
from models.operations.billing.invoices import InvoiceLineRow, InvoiceRow
from models.operations.payments.disputes import DisputeSheet, open_dispute
from tui.screens.ask_day import AskDayScreen
from tui.screens.ask_text import AskTextScreen
from tui.screens.file_deeds import FileDeeds
from tui.screens.wish_forms import PaperWishForm
from tui.typed_day import read_typed_day
from tui.user_keys import path_text

if TYPE_CHECKING:
    from models.operations.documents.write_specification import PaperForm, PaperReceipt

DECIDED_IN = timedelta(days=30)
"""The deadline that is proposed for a dispute."""

Write = Callable[["PaperForm", Path, str], "PaperReceipt"]


class InvoiceDeeds(FileDeeds):
    """A screen over one document."""

    invoice: InvoiceRow | None

    @abstractmethod
    def line_here(self) -> InvoiceLineRow | None:
        """Give the line under the cursor."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Write papers of what is posted; dispute a line that bills something still."""
        invoice = self.invoice
        if action in ("write_specification", "write_fee_basis"):
            return invoice is not None and bool(invoice.number) and not (invoice.annuls or invoice.annulled_by)
        if action == "dispute_line":
            line = self.line_here() if self.is_mounted else None
            return invoice is not None and bool(invoice.number) and line is not None and line.is_left
        return super().check_action(action, parameters)

    def action_write_specification(self) -> None:
        """Write what the document bills, per person and day."""
        from models.operations.documents.write_specification import write_specification

        number, actor = self.number_here(), self.session.actor
        self._write_paper(
            tr("The specification of {number}, as its recipient is to have it", number=number),
            lambda form, folder, said: write_specification(number, form, folder, actor, namesakes=said),
        )

    def action_write_fee_basis(self) -> None:
        """Write what the home municipality needs to charge its residents."""
        from models.operations.documents.write_specification import write_fee_basis

        number, actor = self.number_here(), self.session.actor
        self._write_paper(
            tr("The fee basis of {number}, without our prices", number=number),
            lambda form, folder, said: write_fee_basis(number, form, folder, actor, namesakes=said),
        )

    def number_here(self) -> str:
        """Give the document's number; '' of a draft."""
        return self.invoice.number if self.invoice is not None else ""

    @work
    async def _write_paper(self, title: str, write: Write) -> None:
        wish = await self.ask_user(PaperWishForm(title, self.folder_given(self.number_here())))
        if wish is None:
            return
        self.session.folder = wish.folder.parent
        self.ask_whose_name(lambda said: write(wish.form, wish.folder, said), self.show_paper)

    def show_paper(self, receipt: PaperReceipt) -> None:
        """Say what was written, how people are called there, and what is held back."""
        words = [f"{', '.join(receipt.files)}: {path_text(Path(receipt.folder))}"]
        words.append(tr("People are shown by: {privacy}.", privacy=term("privacy", receipt.privacy)))
        if receipt.is_withheld:
            said = tr(
                "Lines about protected persons are left out; their sum, {total}, stands there.",
                total=kronor(receipt.withheld),
            )
            words.append(said)
        self.notice.tell("\n".join(words))

    @work
    async def action_dispute_line(self) -> None:
        """Ask by when the dispute is to be decided and what it is about, and open it."""
        line, number, today, actor = self.line_here(), self.number_here(), self.session.today(), self.session.actor
        if line is None:
            return
        question = tr("Line {line} of {number} is disputed. By when is it to be decided?", line=line.position,
                      number=number)  # fmt: skip
        day = await self.ask_user(AskDayScreen(question, today, today, day_text(today + DECIDED_IN)))
        if day is None:
            return
        reason = await self.ask_user(AskTextScreen(tr("What do they say? It is kept; name nobody.")))
        if reason is not None:
            position, deadline = line.position, read_typed_day(day, today)
            self.ask_store(lambda: open_dispute(number, position, deadline, reason, today, actor), self.show_disputed)

    def show_disputed(self, sheet: DisputeSheet) -> None:
        """Say that the line is disputed, and read how the document stands now."""
        self.load()
        words = tr("Line {line} of {number} is disputed, to be decided by {day}.", line=sheet.line, number=sheet.number,
                   day=day_text(sheet.deadline))  # fmt: skip
        self.notice.tell(words)
