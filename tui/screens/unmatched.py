"""Payments that settle no invoice, until somebody puts them on one or sets them aside; on wish all of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import work

from models.language.formats import day_text, kronor
from models.language.terms import term
from models.language.words import N_, Marked, ntr, tr
from models.operations.payments.list_payments import PaymentSheet, list_payments
from models.operations.payments.match_payment import MatchReceipt, match_payment, set_aside, unmatch_payment
from tui.figures import amount
from tui.keys import bindings
from tui.screens.ask_text import AskTextScreen
from tui.screens.base import READING, FeeScreen
from tui.widgets.row_layout import TableColumn, TableRow
from tui.widgets.row_table import RowTable


class UnmatchedScreen(FeeScreen):
    """Every payment with something left over, or every payment, the newest first."""

    GROUPS = ("unmatched",)
    ROOM = "billing"
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "Payments that name no invoice of ours, or one on which nothing is claimed. Could be for names invoices with"
        " just so much left to pay: nothing is put on them by itself. What belongs to none is set aside with a reason."
        " Among all payments stands what each settles, and that can be taken back: nothing is deleted."
    )

    def __init__(self) -> None:
        super().__init__()
        self.payments: tuple[PaymentSheet, ...] = ()
        self.everything = False

    @property
    def command(self) -> str:
        """The same list as a command gives it."""
        return "vistelse payment list" if self.everything else "vistelse payment list --unmatched"

    def compose_body(self) -> Iterable[RowTable]:
        """Yield the payments."""
        yield RowTable(_columns(tr("Why")), wide=1)

    def load(self) -> None:
        """Read the payments."""
        only_open, actor = not self.everything, self.session.actor
        self.ask_store(lambda: list_payments(actor, unmatched=only_open), self.show_payments, READING)

    def show_payments(self, payments: tuple[PaymentSheet, ...]) -> None:
        """Show them."""
        self.payments = payments
        count = ntr("{n} payment", "{n} payments", len(payments))
        self.title_is(tr("All payments") if self.everything else tr("Payments without an invoice"), count)
        self.rows.heads = tuple(_columns(tr("Settles") if self.everything else tr("Why")))
        rows = [TableRow(each.key, _cells(each)) for each in payments]
        none = tr("No payment has come.") if self.everything else tr("Every payment has its invoice.")
        self.rows.show_rows(rows or [TableRow("", (none,))])
        self.show_foot()

    def payment_here(self) -> PaymentSheet | None:
        """Give the payment under the cursor."""
        here = self.rows.key_here if self.is_mounted else ""
        return next((each for each in self.payments if each.key == here), None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Place what is left of a payment; take back what it settles."""
        here = self.payment_here()
        if action in ("match_payment", "set_aside"):
            return here is not None and here.left != 0
        if action == "take_back":
            return here is not None and bool(here.settled or here.aside)
        return super().check_action(action, parameters)

    @work
    async def action_match_payment(self) -> None:
        """Ask for the invoice, and put the payment on it."""
        here, actor = self.payment_here(), self.session.actor
        if here is None:
            return
        question = tr("On which invoice is {amount} to be put? Its number:", amount=kronor(here.left))
        number = await self.ask_user(AskTextScreen(question, next(iter(here.could_be), "")))
        if number is not None:
            self.ask_store(lambda: match_payment(here.key, number, None, actor), lambda done: self._put(number, done))

    def action_settled_too(self) -> None:
        """List the payments that are settled too, or leave them out again."""
        self.everything = not self.everything
        self.load()

    @work
    async def action_take_back(self) -> None:
        """Ask why, and take back all that the payment settles."""
        here, actor = self.payment_here(), self.session.actor
        if here is None:
            return
        question = tr(
            "Take back what {amount} of {day} settles ({settled}): why? It is kept in the log; name nobody.",
            amount=kronor(here.amount),
            day=day_text(here.day),
            settled=_settled_words(here),
        )
        reason = await self.ask_user(AskTextScreen(question))
        if reason is not None:
            self.ask_store(lambda: unmatch_payment(here.key, "", reason, actor), self._taken_back)

    def _taken_back(self, done: MatchReceipt) -> None:
        self.load()
        back, left = kronor(done.amount), kronor(done.left)
        self.notice.tell(tr("{amount} taken back; {left} left over.", amount=back, left=left))

    @work
    async def action_set_aside(self) -> None:
        """Ask why, and set the payment aside."""
        here, actor = self.payment_here(), self.session.actor
        if here is None:
            return
        question = tr("Why does {amount} settle no invoice of ours? It is kept in the log.", amount=kronor(here.left))
        reason = await self.ask_user(AskTextScreen(question))
        if reason is not None:
            self.ask_store(lambda: set_aside(here.key, reason, actor), self._put_aside)

    def _put(self, number: str, done: MatchReceipt) -> None:
        self.load()
        put, left = kronor(done.amount), kronor(done.left)
        words = tr("{amount} put on {number}; {left} left over.", amount=put, number=number, left=left)
        self.notice.tell("\n".join((words, *done.remarks)))

    def _put_aside(self, done: MatchReceipt) -> None:
        self.load()
        self.notice.tell(tr("{amount} set aside.", amount=kronor(done.amount)))


def _columns(what: str) -> list[TableColumn]:
    """Head the columns; the third says why a payment settles nothing, or what it settles."""
    return [
        TableColumn(tr("Day")),
        TableColumn(tr("Payer")),
        TableColumn(what),
        TableColumn(tr("Could be for")),
        TableColumn(tr("Left over"), figures=True),
    ]


def _cells(each: PaymentSheet) -> tuple[str, ...]:
    why = term("unmatched payment", each.why) if each.why else _settled_words(each)
    return str(each.day), each.payer or each.ocr, why, ", ".join(each.could_be), amount(each.left)


def _settled_words(each: PaymentSheet) -> str:
    numbers = [f"{number} {amount(put)}" for number, put in each.settled]
    return ", ".join([*numbers, *([tr("set aside {amount}", amount=kronor(each.aside))] if each.aside else [])])
