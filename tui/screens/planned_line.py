"""A planned line, opened down to its hour rows; here a row is excluded before anything is run."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.widgets import Static

from models.language.formats import kronor
from models.language.words import N_, Marked, tr
from models.operations.billing.plan import BatchPlan, PlannedLine
from models.operations.billing.plan_batch import plan_batch
from models.operations.reports.hour_rows import rows_of_planned_line
from models.operations.store.actor import Actor
from tui.keys import bindings
from tui.screens.base import READING
from tui.screens.exclude_deeds import ExcludeDeeds
from tui.screens.line import LineScreen
from tui.why_words import PricedLine, planned
from tui.widgets.row_layout import TableRow


class PlannedLineScreen(ExcludeDeeds, LineScreen):
    """A line of a plan; when a row is excluded the month is planned again and the line shown as it is then."""

    GROUPS = ("why", "held", "history")
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "Why a line comes to its amount: the quantity, the rate and where it was read, and every hour row behind it."
        " A row with two staff counts its minutes twice. A row that crosses midnight or a band stands once for each"
        " part. A row that is never to be billed is excluded whole, with a reason that is kept in the log with your"
        " name; it can be included again from the excluded rows of its month's plan."
    )

    def __init__(self, line: PlannedLine, plan: BatchPlan, actor: Actor, when_changed: Callable[[], None]) -> None:
        super().__init__(planned(line), lambda: rows_of_planned_line(self.planned, plan.month, self.known_on, actor))
        self.planned, self.plan_month, self.known_on = line, plan.month, plan.known_on
        self.when_changed = when_changed
        self.is_gone = False

    def row_to_exclude(self) -> str:
        """Name the row under the cursor."""
        return self.subject_here()

    def priced_line_here(self) -> PricedLine | None:
        """Give what prices the line, while there is one."""
        return None if self.is_gone else super().priced_line_here()

    def show_excluded(self, key: str) -> None:
        """Plan the month again, and say where the row is now."""
        self.when_changed()
        month, today, actor = self.plan_month, self.session.today(), self.session.actor
        self.ask_store(lambda: plan_batch(month, today, actor), self.show_plan, READING)
        self.notice.tell(
            tr("{key} will not be billed; it stands among the excluded rows of its month's plan.", key=key)
        )

    def show_plan(self, plan: BatchPlan) -> None:
        """Show the line as the new plan has it, or that nothing of it is left."""
        self.known_on = plan.known_on
        left = next((line for line in plan.lines if _is_same(line, self.planned)), None)
        if left is None:
            self._show_gone()
            return
        self.planned = left
        self.line = planned(left)
        self.load()

    def load(self) -> None:
        """Read the rate and the rows; of a line that is gone there is nothing to read."""
        if not self.is_gone:
            super().load()

    def _show_gone(self) -> None:
        self.is_gone, self.pieces = True, ()
        self.title_is(self.title_words(), kronor(0))
        self.query_one("#why", Static).update("")
        self.rows.show_rows([TableRow("", (tr("Nothing is left of the line: no row of it is billed."),))])
        self.show_foot()


def _is_same(one: PlannedLine, other: PlannedLine) -> bool:
    """Know a line again after its rows have changed."""
    names = ("visit", "service", "rate", "month", "kind", "share")
    return all(getattr(one, name) == getattr(other, name) for name in names)
