"""What a month's plan holds back for one reason, visit by visit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from models.language.formats import kronor
from models.language.words import N_, Marked, ntr, tr
from models.operations.billing.plan import BatchPlan, HeldMonth, HeldRows
from models.operations.billing.plan_batch import plan_batch
from models.rules.period import Month
from models.rules.reasons import Reason
from tui.dates import month_text
from tui.figures import minutes_or_blank, worth
from tui.keys import bindings
from tui.screens.base import READING
from tui.screens.held_rows import HeldRowsScreen
from tui.screens.history_deeds import HistoryDeeds
from tui.targets import PROTECTED_ROW, ConditionsTarget, VisitTarget
from tui.vocabulary import reason_words, service_name
from tui.widgets.row_layout import TableColumn, TableRow
from tui.widgets.row_table import RowTable

ELSEWHERE = (Reason.PROTECTED, Reason.NO_CONDITION)
"""What is not settled in the hour rows."""


class HeldScreen(HistoryDeeds):
    """The visits that one reason keeps from being billed."""

    GROUPS = ("list", "held-visits", "history")
    ROOM = "billing"
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "The visits that a reason keeps from being billed, with what that comes to. Enter opens a visit's hour rows;"
        " there a row can be excluded for good, with a reason and your name. Where a protected person is not cleared,"
        " enter opens the visit itself, in which an administrator clears it, and where no condition says what a row is"
        " worth, its home municipality's conditions; the hour rows have a key of their own."
    )

    def __init__(self, month: Month, reason: Reason) -> None:
        super().__init__()
        self.month, self.reason = month, reason
        self.held: tuple[HeldRows, ...] = ()

    @property
    def command(self) -> str:
        """The plan that says the same."""
        return f"vistelse batch plan {self.month}"

    def compose_body(self) -> Iterable[RowTable]:
        """Yield the visits."""
        yield RowTable(
            [
                TableColumn(tr("Visit")),
                TableColumn(tr("month")),
                TableColumn(tr("rows"), figures=True),
                TableColumn(tr("hours"), figures=True),
                TableColumn(tr("kr"), figures=True),
            ]
        )

    def load(self) -> None:
        """Plan the month again."""
        month, today, actor = self.month, self.session.today(), self.session.actor
        self.title_is(self._title())
        self.ask_store(lambda: plan_batch(month, today, actor), self.show_plan, READING)

    def show_plan(self, plan: BatchPlan) -> None:
        """Show what the reason holds back."""
        self.held = tuple(held for held in plan.held if held.reason == self.reason)
        months = [held for held in plan.held_months if held.reason == self.reason]
        known = sum(held.worth or 0 for held in self.held) + sum(held.worth or 0 for held in months)
        self.title_is(self._title(), kronor(known))
        rows = [*(self._rows(place, held) for place, held in enumerate(self.held)), *map(self._month, months)]
        self.rows.show_rows(rows or [TableRow("", (tr("Nothing is held back for this reason any more."),))])

    def _title(self) -> str:
        reason = reason_words(self.reason)
        return tr("Not billed in {month}: {reason}", month=month_text(self.month), reason=reason)

    def _rows(self, place: int, held: HeldRows) -> TableRow:
        home = self.session.municipality_name(held.municipality)
        figures = (str(held.rows), minutes_or_blank(held.minutes), worth(held.worth or 0, held.worth is None))
        return TableRow(f"rows:{place}", (f"{held.case} · {home}", held.month, *figures))

    def _month(self, held: HeldMonth) -> TableRow:
        home = self.session.municipality_name(held.municipality)
        what = f"{held.case} · {home} · {service_name(held.service)}"
        count = ntr("{n} month", "{n} months", 1)
        key = f"month:{held.case}:{held.service}:{held.month}"
        return TableRow(key, (what, held.month, count, "", worth(held.worth or 0, held.worth is None)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A started month has no rows to open; a visit is where a protected person is cleared."""
        if action in ("open_row", "open_rows", "open_visit"):
            kind = self.rows.key_here.partition(":")[0] if self.is_mounted else ""
            to_home = self.reason is Reason.NO_CONDITION and action == "open_row"
            return (kind == "rows" and (to_home or action == self._to_rows)) or (
                bool(kind) and action == self._to_visit
            )
        return super().check_action(action, parameters)

    @property
    def _to_rows(self) -> str:
        return "open_rows" if self.reason in ELSEWHERE else "open_row"

    @property
    def _to_visit(self) -> str:
        return "open_row" if self.reason is Reason.PROTECTED else "open_visit"

    def subject_here(self) -> str:
        """Name the case under the cursor."""
        kind, _, name = self.rows.key_here.partition(":")
        if kind == "rows":
            return self.held[int(name)].case
        return name.partition(":")[0]

    def copied_here(self) -> str:
        """Give the case under the cursor."""
        return self.subject_here()

    def action_open_row(self) -> None:
        """Open what helps: the hour rows, the visit that waits to be cleared, the home without a condition."""
        if self.reason is Reason.PROTECTED:
            self.action_open_visit()
        elif self.reason is Reason.NO_CONDITION:
            self.post_message(self.GoTo(ConditionsTarget(self._home_here())))
        else:
            self.action_open_rows()

    def _home_here(self) -> str:
        case = self.subject_here()
        return next(held.municipality for held in self.held if held.case == case)

    def action_open_rows(self) -> None:
        """Open the hour rows of the visit under the cursor."""
        kind, _, place = self.rows.key_here.partition(":")
        if kind == "rows":
            held = self.held[int(place)]
            self.app.push_screen(HeldRowsScreen(held.case, self.reason, self.month, held.month))

    def action_open_visit(self) -> None:
        """Go to the visit under the cursor."""
        row = PROTECTED_ROW if self.reason is Reason.PROTECTED else ""
        self.post_message(self.GoTo(VisitTarget(self.subject_here(), row)))
