"""Billing: a month's plan by recipient, what is not billed and why, and the month's batches."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import ClassVar

from textual import work

from models.errors import FeeError
from models.language.formats import kronor
from models.language.words import N_, Marked, tr, tr_marked
from models.operations.billing.oddities import find_oddities
from models.operations.billing.plan import BatchPlan
from models.operations.billing.plan_batch import plan_batch
from models.operations.billing.run_batch import BatchReceipt, run_batch
from models.operations.reports.batches import BatchRow, list_batches
from models.operations.reports.held_by_reason import held_by_reason
from models.rules.period import Month
from models.rules.reasons import Reason
from tui.dates import month_before, month_text
from tui.keys import bindings
from tui.plan_words import (
    FIGURES,
    MonthOnScreen,
    draft_question,
    plan_count,
    post_question,
    receipt_words,
    rows_of_month,
)
from tui.screens.base import READING
from tui.screens.batch import BatchScreen
from tui.screens.batch_deeds import BatchDeeds
from tui.screens.batches import BatchesScreen
from tui.screens.confirm import ConfirmScreen
from tui.screens.confirm_by_typing import ConfirmByTypingScreen
from tui.screens.difference import DifferenceScreen
from tui.screens.differences import DifferencesScreen
from tui.screens.held import HeldScreen
from tui.screens.oddities import OdditiesScreen
from tui.screens.recipient import RecipientScreen
from tui.targets import HeldTarget, where_held
from tui.widgets.row_layout import TableColumn
from tui.widgets.row_table import RowTable


class PlanScreen(BatchDeeds):
    """What would be billed; nothing is written before it is run."""

    GROUPS = ("list", "plan", "batch", "month", "history")
    ROOM = "billing"
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "A month's plan: what would be billed to whom, what would not and why, and what differs from the month before:"
        " a sum changed by half, a first invoice or none, a new price, hours far over what was granted. Enter opens"
        " each down to its hour rows. Run makes drafts of exactly what is shown; a second person attests them."
    )

    def __init__(self) -> None:
        super().__init__()
        self.month: Month | None = None
        self.shown: MonthOnScreen | None = None

    @property
    def command(self) -> str:
        """The same plan as a command gives it."""
        return f"vistelse batch plan {self.month}"

    def compose_body(self) -> Iterable[RowTable]:
        """Yield the one table: recipients, what is not billed, batches."""
        heads = [TableColumn(tr_marked(words), figures=True) for words in FIGURES]
        yield RowTable([TableColumn(tr("Recipient")), *heads])

    def on_mount(self) -> None:
        """Begin with the month that ended last."""
        if self.month is None:
            self.month = Month.of(self.session.today().replace(day=1) - timedelta(days=1))

    def show_month(self, month: Month) -> None:
        """Show another month."""
        if month != self.month:
            self.month, self.shown = month, None
            if self.is_mounted:
                self.load()

    def load(self) -> None:
        """Plan the month."""
        month, today, actor = self.month, self.session.today(), self.session.actor
        if month is None:
            return
        self.title_is(tr("Billing · {month} · plan", month=month_text(month)), tr("planning …"))
        self.show_foot()

        def read() -> MonthOnScreen:
            plan = plan_batch(month, today, actor)
            return MonthOnScreen(plan, list_batches(actor, month=str(month)), find_oddities(month, actor, plan))

        self.ask_store(read, self.show_plan, READING)

    def show_plan(self, shown: MonthOnScreen) -> None:
        """Show the plan."""
        self.shown = shown
        plan = shown.plan
        title = tr("Billing · {month} · plan", month=month_text(plan.month))
        self.title_is(title, f"{plan_count(plan)} · {kronor(plan.claimed)}")
        self.rows.show_rows(rows_of_month(shown))

    def refuse(self, refusal: FeeError) -> None:
        """Say why not; a plan that did not come is no longer waited for."""
        if self.shown is None and self.month is not None:
            self.title_is(tr("Billing · {month} · plan", month=month_text(self.month)))
        super().refuse(refusal)

    def batch_here(self) -> BatchRow | None:
        """Choose the batch under the cursor, else the month's newest that stands."""
        if self.shown is None:
            return None
        here = self.rows.key_here.removeprefix("batch:")
        standing = [batch for batch in self.shown.batches if batch.state != "annulled"]
        under = [batch for batch in self.shown.batches if batch.name == here]
        return next(iter((*under, *standing)), None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Run only where something would be billed; open only what can be opened."""
        if action == "run_batch":
            return self.shown is not None and bool(self.shown.plan.documents) and self.session.own is not None
        if action == "open_row":
            return bool(self.rows.key_here) if self.is_mounted else False
        return super().check_action(action, parameters)

    def action_month_before(self) -> None:
        """Show the month before."""
        if self.month is not None:
            self.notice.forget()
            self.show_month(month_before(self.month))

    def action_month_after(self) -> None:
        """Show the month after."""
        if self.month is not None:
            self.notice.forget()
            self.show_month(self.month.next())

    def action_list_batches(self) -> None:
        """List the batches of every month."""
        self.app.push_screen(BatchesScreen())

    def action_list_money(self) -> None:
        """List what is not paid."""
        from tui.screens.money import MoneyScreen

        self.app.push_screen(MoneyScreen())

    def action_list_deliveries(self) -> None:
        """List what was sent, and what of it did not reach anybody."""
        from tui.screens.deliveries import DeliveriesScreen

        self.app.push_screen(DeliveriesScreen())

    def action_list_books(self) -> None:
        """List what went to the accounting system."""
        from tui.screens.books import BooksScreen

        self.app.push_screen(BooksScreen())

    def action_list_differences(self) -> None:
        """List what posted invoices would come to at the rates that are known now."""
        self.app.push_screen(DifferencesScreen())

    def action_open_row(self) -> None:
        """Open what is under the cursor."""
        if self.shown is None:
            return
        kind, _, name = self.rows.key_here.partition(":")
        plan = self.shown.plan
        if kind == "recipient":
            self.app.push_screen(RecipientScreen(plan, int(name)))
        elif kind == "held":
            self._open_held(plan, Reason(name))
        elif kind == "batch":
            self.app.push_screen(BatchScreen(name))
        elif kind == "difference":
            self.app.push_screen(DifferenceScreen(int(name)))
        elif kind == "oddity":
            self.action_list_oddities()

    def _open_held(self, plan: BatchPlan, reason: Reason) -> None:
        held = next((held for held in held_by_reason(plan) if held.reason == reason), None)
        cases, homes = (held.cases, held.municipalities) if held else ((), ())
        target = where_held(plan.month, reason, cases, homes)
        if isinstance(target, HeldTarget):
            self.app.push_screen(HeldScreen(plan.month, reason))
        else:
            self.post_message(self.GoTo(target))

    def subject_here(self) -> str:
        """Name the batch or the difference under the cursor; a plan has no history."""
        kind, _, name = self.rows.key_here.partition(":")
        return f"D{name}" if kind == "difference" else name if kind == "batch" else ""

    def oddities_wanted(self) -> OdditiesScreen | None:
        """Make the screen of what is unusual about the month, the plan counted in."""
        return OdditiesScreen(self.shown.plan.month, self.shown.plan) if self.shown is not None else None

    @work
    async def action_run_batch(self) -> None:
        """Ask, then draft exactly what is on screen."""
        if self.shown is None or self.session.own is None:
            return
        plan, today, actor = self.shown.plan, self.session.today(), self.session.actor
        if self.session.own.attest:
            agreed = await self.ask_user(ConfirmScreen(draft_question(plan)))
        else:
            typed = await self.ask_user(ConfirmByTypingScreen(post_question(plan), str(plan.month)))
            agreed = typed is not None
        if agreed:
            made = plan_count(plan)
            self.ask_store(lambda: run_batch(plan, today, actor), lambda receipt: self.show_run(receipt, made))

    def show_run(self, receipt: BatchReceipt, made: str) -> None:
        """Say what was made, and plan again."""
        self.rows.go_to(f"batch:{receipt.batch}")
        self.load()
        self.notice.tell(receipt_words(receipt, made))
