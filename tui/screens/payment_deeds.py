"""What can be done with the money on an invoice: a payment came, we paid back, a payment is taken back."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from datetime import date

from textual import work

from models.language.formats import day_text, kronor, plain_kronor
from models.language.terms import term
from models.language.words import tr
from models.operations.payments.list_payments import PaymentSheet, list_payments
from models.operations.payments.match_payment import MatchReceipt, unmatch_payment
from models.operations.payments.record_payment import NewPayment, PaymentReceipt, record_payment, refund_payment
from models.operations.payments.standing import Standing
from models.operations.store.actor import Actor
from tui.money_words import state_words
from tui.screens.ask_amount import AskAmountScreen, amount_typed
from tui.screens.ask_day import AskDayScreen
from tui.screens.ask_text import AskTextScreen
from tui.screens.choose import ChooseScreen
from tui.screens.history_deeds import HistoryDeeds
from tui.typed_day import read_typed_day

Record = Callable[[NewPayment, date, Actor], PaymentReceipt]


class PaymentDeeds(HistoryDeeds):
    """A screen on which a posted invoice can be chosen."""

    @abstractmethod
    def standing_here(self) -> Standing | None:
        """Give the invoice under the cursor."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Pay back what was paid too much; take back what is there."""
        here = self.standing_here()
        if action == "record_payment":
            return here is not None
        if action == "refund_payment":
            return here is not None and here.money.balance < 0
        if action == "take_payment_back":
            return here is not None and here.money.settled != 0
        return super().check_action(action, parameters)

    def action_record_payment(self) -> None:
        """Ask how much came and when, and record it."""
        here = self.standing_here()
        if here is not None:
            question = tr("How much was paid on {number}?", number=here.number)
            self._ask_payment(here, question, here.money.balance, record_payment)

    def action_refund_payment(self) -> None:
        """Ask how much we paid back and when, and record it."""
        here = self.standing_here()
        if here is not None:
            question = tr("How much did we pay back of {number}?", number=here.number)
            self._ask_payment(here, question, -here.money.balance, refund_payment)

    @work
    async def _ask_payment(self, here: Standing, question: str, given: int, record: Record) -> None:
        today, actor = self.session.today(), self.session.actor
        typed = await self.ask_user(AskAmountScreen(question, plain_kronor(given) if given > 0 else ""))
        if typed is None:
            return
        day = await self.ask_user(AskDayScreen(tr("On which day?"), today, date.min, str(today)))
        if day is None:
            return
        new = NewPayment(here.number, amount_typed(typed), read_typed_day(day, today))
        self.ask_store(lambda: record(new, today, actor), self.show_recorded)

    def show_recorded(self, receipt: PaymentReceipt) -> None:
        """Say how the invoice stands now."""
        self.load()
        if receipt.why is not None:
            why = term("unmatched payment", receipt.why)
            self.notice.tell(tr("It settles nothing: {why}.", why=why))
            return
        state, left = state_words(receipt.standing, self.session.today()), kronor(receipt.standing.money.balance)
        number = receipt.standing.number
        stands = tr("{number}: {balance} left to pay, {state}.", number=number, balance=left, state=state)
        self.notice.tell("\n".join((stands, *receipt.remarks)))

    def action_take_payment_back(self) -> None:
        """Read which payments the invoice is settled by."""
        here, actor = self.standing_here(), self.session.actor
        if here is not None:
            number = here.number
            self.ask_store(lambda: list_payments(actor, number=number), lambda found: self.ask_which(number, found))

    def ask_which(self, number: str, payments: tuple[PaymentSheet, ...]) -> None:
        """Ask which payment is taken back, and why."""
        self._take_back(number, {each.key: each for each in payments if dict(each.settled).get(number)})

    @work
    async def _take_back(self, number: str, payments: dict[str, PaymentSheet]) -> None:
        actor, key = self.session.actor, await self._which(number, payments)
        if key is None:
            return
        question = tr(
            "Take the payment of {payment} back from {number}: why? It then waits for its invoice. The reason is kept"
            " in the log; name nobody.",
            payment=_payment_words(payments[key], number),
            number=number,
        )
        reason = await self.ask_user(AskTextScreen(question))
        if reason is not None:
            self.ask_store(lambda: unmatch_payment(key, number, reason, actor), self.show_taken_back)

    async def _which(self, number: str, payments: dict[str, PaymentSheet]) -> str | None:
        if len(payments) < 2:
            return next(iter(payments), None)
        question = tr("Which payment is to be taken back from {number}?", number=number)
        answers = [(each.key, _payment_words(each, number)) for each in payments.values()]
        return await self.ask_user(ChooseScreen(question, answers))

    def show_taken_back(self, done: MatchReceipt) -> None:
        """Say what is left of the payment now."""
        self.load()
        back, left = kronor(done.amount), kronor(done.left)
        self.notice.tell(tr("{amount} taken back; {left} left over.", amount=back, left=left))


def _payment_words(payment: PaymentSheet, number: str) -> str:
    put = dict(payment.settled).get(number, 0)
    return " · ".join(filter(None, (day_text(payment.day), kronor(put), payment.payer or payment.ocr)))
