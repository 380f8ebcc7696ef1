"""Invoices that are not paid, and what can be done about them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import work

from models.language.formats import kronor
from models.language.words import N_, Marked, ntr, tr
from models.operations.payments.reminders import ReminderSheet, ReminderWish, write_reminder
from models.operations.payments.standing import Standing, list_standings
from models.rules.payments import PaymentState
from tui.figures import amount
from tui.keys import bindings
from tui.money_words import reminder_question, state_words
from tui.screens.base import READING
from tui.screens.confirm import ConfirmScreen
from tui.screens.payment_deeds import PaymentDeeds
from tui.targets import DisputesTarget, InvoiceTarget, UnmatchedTarget
from tui.widgets.row_layout import TableColumn, TableRow
from tui.widgets.row_table import RowTable


class MoneyScreen(PaymentDeeds):
    """Every invoice with something left to pay or to pay back, the longest due first."""

    GROUPS = ("list", "money", "history")
    ROOM = "billing"
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "Posted invoices with something left to pay, or paid too much; credit notes are taken off. A payment is"
        " recorded on its invoice, and what we paid back of one that is overpaid; a payment that was put on the wrong"
        " one is taken back. Nothing that was paid is ever deleted: it is taken back by an entry that mirrors it. A"
        " reminder is written for what is overdue and not disputed. By commands alone: a bank's file (vistelse payment"
        " import), a reminder with a fee or an address (vistelse reminder write NUMBER --fee --address), the interest"
        " on what is late (vistelse payment interest NUMBER) and its reference rates (vistelse reminder rates, and"
        " rate to enter one)."
    )

    def __init__(self) -> None:
        super().__init__()
        self.standings: tuple[Standing, ...] = ()
        self.everything = False

    @property
    def command(self) -> str:
        """The same list as a command gives it."""
        return "vistelse payment open --all" if self.everything else "vistelse payment open"

    def compose_body(self) -> Iterable[RowTable]:
        """Yield the invoices."""
        yield RowTable(
            [
                TableColumn(tr("Number")),
                TableColumn(tr("Recipient")),
                TableColumn(tr("Due")),
                TableColumn(tr("State")),
                TableColumn(tr("Left to pay"), figures=True),
            ],
            wide=1,
        )

    def load(self) -> None:
        """Read how the invoices stand."""
        everything, actor = self.everything, self.session.actor
        self.ask_store(lambda: list_standings(actor, everything=everything), self.show_standings, READING)

    def show_standings(self, standings: tuple[Standing, ...]) -> None:
        """Show them."""
        self.standings = standings
        left = sum(each.money.balance for each in standings)
        count = ntr("{n} invoice", "{n} invoices", len(standings))
        self.title_is(tr("Invoices and what is paid"), f"{count} · {kronor(left)}")
        self.rows.show_rows([self._row(each) for each in standings] or [TableRow("", (tr("Everything is paid."),))])

    def _row(self, each: Standing) -> TableRow:
        words = state_words(each, self.session.today(), days=False)
        cells = (each.number, each.recipient, str(each.money.due_on), words, amount(each.money.balance))
        return TableRow(each.number, cells)

    def standing_here(self) -> Standing | None:
        """Give the invoice under the cursor."""
        here = self.rows.key_here if self.is_mounted else ""
        return next((each for each in self.standings if each.number == here), None)

    def subject_here(self) -> str:
        """Name the invoice under the cursor."""
        here = self.standing_here()
        return here.number if here is not None else ""

    def copied_here(self) -> str:
        """Give the number under the cursor."""
        return self.subject_here()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Open an invoice; remind of what is overdue."""
        here = self.standing_here()
        if action == "open_row":
            return here is not None
        if action == "write_reminder":
            return here is not None and here.state(self.session.today()) is PaymentState.OVERDUE
        return super().check_action(action, parameters)

    def action_open_row(self) -> None:
        """Open the invoice under the cursor."""
        self.post_message(self.GoTo(InvoiceTarget(self.subject_here())))

    def action_paid_too(self) -> None:
        """Show what is paid too, or leave it out again."""
        self.everything = not self.everything
        self.load()

    def action_list_unmatched(self) -> None:
        """List payments without an invoice."""
        self.post_message(self.GoTo(UnmatchedTarget()))

    def action_list_disputes(self) -> None:
        """List disputed lines."""
        self.post_message(self.GoTo(DisputesTarget()))

    @work
    async def action_write_reminder(self) -> None:
        """Ask, then write a reminder and keep it."""
        here, today, actor = self.standing_here(), self.session.today(), self.session.actor
        if here is not None and await self.ask_user(ConfirmScreen(reminder_question(here))):
            self.ask_store(lambda: write_reminder(here.number, ReminderWish(), today, actor), self._show_reminded)

    def _show_reminded(self, sheet: ReminderSheet) -> None:
        self.load()
        command = f"vistelse reminder show {sheet.number} --eml --to FOLDER"
        self.notice.tell(
            tr("Kept as reminder {level} of {number}. As a mail draft: {command}", level=sheet.level,
               number=sheet.number, command=command)
        )  # fmt: skip
