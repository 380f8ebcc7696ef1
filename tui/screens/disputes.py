"""Disputed lines: to be decided, and to be credited where they were upheld."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import work
from textual.widget import Widget
from textual.widgets import Static

from models.language.terms import term
from models.language.words import N_, Marked, ntr, tr
from models.operations.payments.disputes import DisputeSheet, close_dispute, list_disputes
from models.rules.payments import Outcome
from tui.figures import amount
from tui.keys import bindings
from tui.screens.ask_text import AskTextScreen
from tui.screens.base import READING
from tui.screens.choose import ChooseScreen
from tui.screens.history_deeds import HistoryDeeds
from tui.targets import CreditTarget, InvoiceTarget
from tui.widgets.row_layout import TableColumn, TableRow
from tui.widgets.row_table import RowTable


class DisputesScreen(HistoryDeeds):
    """Disputes that ask for something, the nearest deadline first."""

    GROUPS = ("list", "dispute", "history")
    ROOM = "billing"
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "Lines that a home municipality does not accept. An open one is closed with its outcome and a reason; one that"
        " is upheld stays here until its line is credited, and enter leads to that. A line is disputed from its"
        " invoice."
    )

    def __init__(self) -> None:
        super().__init__()
        self.disputes: tuple[DisputeSheet, ...] = ()

    @property
    def command(self) -> str:
        """The same list as a command gives it."""
        return "vistelse dispute list"

    def compose_body(self) -> Iterable[Widget]:
        """Yield the list, and why the line under the cursor is disputed."""
        yield RowTable(
            [
                TableColumn(tr("Number")),
                TableColumn(tr("Line"), figures=True),
                TableColumn(tr("Recipient")),
                TableColumn(tr("Deadline")),
                TableColumn(tr("State")),
                TableColumn(tr("kr"), figures=True),
            ],
            wide=2,
        )
        yield Static(id="basis", classes="words", markup=False)

    def load(self) -> None:
        """Read the disputes."""
        actor = self.session.actor
        self.ask_store(lambda: list_disputes(actor), self.show_disputes, READING)

    def show_disputes(self, disputes: tuple[DisputeSheet, ...]) -> None:
        """Show them."""
        self.disputes = disputes
        self.title_is(tr("Disputed lines"), ntr("{n} line", "{n} lines", len(disputes)))
        rows = [TableRow(_key(each), _cells(each)) for each in disputes]
        self.rows.show_rows(rows or [TableRow("", (tr("No line is disputed."),))])
        self.row_changed()

    def row_changed(self) -> None:
        """Say why the line under the cursor is disputed, and how it ended."""
        here = self.dispute_here()
        words = [here.reason, here.closed_reason] if here is not None else []
        self.query_one("#basis", Static).update("\n".join(filter(None, words)))
        self.show_foot()

    def dispute_here(self) -> DisputeSheet | None:
        """Give the dispute under the cursor."""
        here = self.rows.key_here if self.is_mounted else ""
        return next((each for each in self.disputes if _key(each) == here), None)

    def subject_here(self) -> str:
        """Name the invoice under the cursor."""
        here = self.dispute_here()
        return here.number if here is not None else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Close what is open."""
        here = self.dispute_here()
        if action == "open_row":
            return here is not None
        if action == "close_dispute":
            return here is not None and here.is_open
        return super().check_action(action, parameters)

    def action_open_row(self) -> None:
        """Go to the invoice, or to the credit that the line waits for."""
        here = self.dispute_here()
        if here is not None:
            target = InvoiceTarget(here.number) if here.is_open else CreditTarget(here.number, (here.line,))
            self.post_message(self.GoTo(target))

    @work
    async def action_close_dispute(self) -> None:
        """Ask how it ended and why, and close it."""
        here, actor = self.dispute_here(), self.session.actor
        if here is None:
            return
        question = tr("How did the dispute of line {line} of {number} end?", line=here.line, number=here.number)
        answers = [(str(outcome), term("outcome", outcome)) for outcome in Outcome]
        outcome = await self.ask_user(ChooseScreen(question, answers))
        if outcome is None:
            return
        reason = await self.ask_user(AskTextScreen(tr("Why? It is kept in the log.")))
        if reason is not None:
            self.ask_store(
                lambda: close_dispute(here.number, here.line, Outcome(outcome), reason, actor), self._show_closed
            )

    def _show_closed(self, sheet: DisputeSheet) -> None:
        self.load()
        said, line, number = term("outcome", sheet.outcome or ""), sheet.line, sheet.number
        words = tr("The dispute of line {line} of {number} is {outcome}.", line=line, number=number, outcome=said)
        self.notice.tell(words)


def _key(each: DisputeSheet) -> str:
    return f"{each.number}:{each.line}"


def _cells(each: DisputeSheet) -> tuple[str, ...]:
    state = tr("not decided") if each.outcome is None else term("outcome", each.outcome)
    return each.number, str(each.line), each.recipient, str(each.deadline), state, amount(each.net)
