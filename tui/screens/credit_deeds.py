"""What is done with a credit that has been looked at: post it, bill again as one, or annul the whole invoice."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from textual import work

from models.language.formats import kronor
from models.language.terms import term
from models.language.words import ntr, tr
from models.operations.billing.annul_invoice import annul_invoice
from models.operations.billing.credit_invoice import CreditReceipt, credit_invoice
from models.operations.billing.credit_preview import CreditPreview
from models.operations.billing.invoices import InvoiceRow, show_invoice
from models.operations.billing.rebill import RebillReceipt, rebill_invoice
from models.operations.store.actor import Actor
from models.rules.credit_reasons import CreditReason
from tui.screens.ask_more import AskMoreScreen
from tui.screens.ask_text import AskTextScreen
from tui.screens.base import READING
from tui.screens.choose import ChooseScreen
from tui.screens.confirm_by_typing import ConfirmByTypingScreen
from tui.screens.why_deeds import WhyDeeds

Receipt = TypeVar("Receipt")


@dataclass(frozen=True, slots=True)
class Why:
    """Why something is taken back: a code, and words where there are any."""

    code: CreditReason
    text: str


class CreditDeeds(WhyDeeds):
    """A screen that shows a credit, and can make it."""

    invoice: InvoiceRow
    marked: frozenset[int]
    preview: CreditPreview | None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Do what is marked and has been looked at; annul only what never left us."""
        if action in ("post_credit", "rebill"):
            return bool(self.marked) and self.preview is not None
        if action == "annul_invoice":
            return self.invoice.can_be_annulled
        return super().check_action(action, parameters)

    @work
    async def action_post_credit(self) -> None:
        """Ask why and for the invoice's number, then post the credit note."""
        preview, number = self.preview, self.invoice.number
        if preview is None:
            return
        question = tr(
            "Credit {lines} of {number}, {total}. The credit note is posted and can never be changed; the hours wait"
            " for the next batch.\nType {number} to credit.",
            lines=ntr("{n} line", "{n} lines", len(preview.positions)),
            number=number,
            total=kronor(preview.credited),
        )

        def act(why: Why, today: date, actor: Actor) -> CreditReceipt:
            return credit_invoice(number, preview.positions, why.text, today, actor, code=why.code)

        await self._ask_and_do(tr("Why is {number} credited?", number=number), question, act, self.show_credited)

    @work
    async def action_rebill(self) -> None:
        """Ask why and for the number, then post the credit note and draft what comes instead, as one."""
        preview, number = self.preview, self.invoice.number
        if preview is None:
            return
        question = tr(
            "Credit {credited} of {number} and bill {instead} instead, difference {difference}. The credit note is"
            " posted; what comes instead is a draft that somebody else attests. What is held stays for later.\n"
            "Type {number} to do both.",
            number=number,
            credited=kronor(preview.credited),
            instead=kronor(preview.instead),
            difference=kronor(preview.difference),
        )

        def act(why: Why, today: date, actor: Actor) -> RebillReceipt:
            return rebill_invoice(preview, why.text, today, actor, code=why.code)

        await self._ask_and_do(tr("Why is {number} credited?", number=number), question, act, self.show_rebilled)

    @work
    async def action_annul_invoice(self) -> None:
        """Ask why and for the number, then annul the invoice."""
        number = self.invoice.number
        question = tr(
            "Annul {number}, {total}. It was never exported: neither it nor its credit note will be; both keep their"
            " numbers, and the hours wait for the next batch.\nType {number} to annul.",
            number=number,
            total=kronor(self.invoice.total),
        )

        def act(why: Why, today: date, actor: Actor) -> CreditReceipt:
            return annul_invoice(number, why.text, today, actor, code=why.code)

        await self._ask_and_do(tr("Why is {number} annulled?", number=number), question, act, self.show_annulled)

    async def _ask_and_do(
        self,
        why_question: str,
        question: str,
        act: Callable[[Why, date, Actor], Receipt],
        show: Callable[[Receipt], None],
    ) -> None:
        why = await self._ask_why(why_question)
        if why is None or await self.ask_user(ConfirmByTypingScreen(question, self.invoice.number)) is None:
            return
        today, actor = self.session.today(), self.session.actor
        self.ask_store(lambda: act(why, today, actor), show)

    async def _ask_why(self, question: str) -> Why | None:
        answers = [(str(code), term("credit reason", code)) for code in CreditReason]
        chosen = await self.ask_user(ChooseScreen(question, answers))
        if chosen is None:
            return None
        code = CreditReason(chosen)
        more = AskTextScreen if code == CreditReason.OTHER else AskMoreScreen
        text = await self.ask_user(more(tr("Why, in words of your own? Name nobody.")))
        return None if text is None else Why(code, text)

    def show_credited(self, receipt: CreditReceipt) -> None:
        """Say which credit note was posted, and show what is left of the invoice."""
        self._show_done(_credited_words(receipt))

    def show_rebilled(self, receipt: RebillReceipt) -> None:
        """Say what was posted and what was drafted."""
        batch = receipt.batch
        if batch is None:
            then = tr("Nothing of it can be billed again now.")
        elif batch.state == "posted":
            then = tr("{batch} is posted: {total}.", batch=batch.batch, total=kronor(batch.total))
        else:
            then = tr("{batch} waits for attest: {total}.", batch=batch.batch, total=kronor(batch.total))
        self._show_done(f"{_credited_words(receipt.credit)} {then}")

    def show_annulled(self, receipt: CreditReceipt) -> None:
        """Say that the invoice is annulled."""
        words = tr("{number} is annulled by {note}.", number=receipt.credits, note=receipt.number)
        self._show_done(words)

    def _show_done(self, words: str) -> None:
        self.notice.tell(words)
        self.marked, self.preview = frozenset(), None
        number, actor = self.invoice.number, self.session.actor
        self.ask_store(lambda: show_invoice(number, actor), self.show_left, READING)

    @abstractmethod
    def show_left(self, invoice: InvoiceRow) -> None:
        """Show the lines that are not credited yet."""


def _credited_words(receipt: CreditReceipt) -> str:
    return tr(
        "Credit note {note} on {number} is posted: {total}.",
        note=receipt.number,
        number=receipt.credits,
        total=kronor(receipt.total),
    )
