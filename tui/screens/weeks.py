"""Granted against executed of a month, service by service and week by week."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget

from models.language.amounts import service_amount, service_deviation
from models.language.words import N_, Marked, ntr, tr
from models.operations.hours.compare_month import WeekOfService, compare_month
from models.rules.period import Month
from tui.dates import month_text, short_day
from tui.keys import bindings
from tui.screens.base import READING, FeeScreen
from tui.targets import HoursTarget
from tui.vocabulary import service_name
from tui.widgets.row_layout import TableColumn, TableRow
from tui.widgets.row_table import RowTable


class WeeksScreen(FeeScreen):
    """The weeks of a month, of one visit or of all."""

    GROUPS = ("list",)
    ROOM = "hours"
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "What was executed against what was granted, service by service and ISO week by week; only the days of the"
        " month. ! is farther off than the limit in force: such a month is signed with a reason. Enter opens the month."
    )

    def __init__(self, month: Month, case: str = "") -> None:
        super().__init__()
        self.month, self.case = month, case
        self.weeks: dict[str, WeekOfService] = {}

    @property
    def command(self) -> str:
        """The same comparison as a command gives it."""
        return f"vistelse hours compare {self.month} {self.case}".strip()

    def subject_here(self) -> str:
        """The case under the cursor."""
        week = self.week_here()
        return week.case if week else self.case

    def compose_body(self) -> Iterable[Widget]:
        """Yield the weeks."""
        yield RowTable(
            [
                TableColumn(tr("Case")),
                TableColumn(tr("service")),
                TableColumn(tr("week")),
                TableColumn(tr("granted"), figures=True),
                TableColumn(tr("executed"), figures=True),
                TableColumn(tr("diff"), figures=True),
                TableColumn(""),
            ],
            wide=1,
        )

    def load(self) -> None:
        """Read the weeks."""
        month, case, actor = self.month, self.case or None, self.session.actor
        self.ask_store(lambda: compare_month(month, case, actor), self.show_weeks, READING)

    def show_weeks(self, weeks: tuple[WeekOfService, ...]) -> None:
        """Show the weeks."""
        self.weeks = {f"{week.case} {week.service} {week.week}": week for week in weeks}
        over = sum(week.is_over for week in weeks)
        said = ntr("{n} week is over the limit", "{n} weeks are over the limit", over) if over else ""
        title = tr("Granted and executed · {month}", month=month_text(self.month))
        self.title_is(" · ".join(filter(None, (title, self.case))), said)
        rows = [_row(key, week) for key, week in self.weeks.items()]
        self.rows.show_rows(rows or [TableRow("", (tr("No visit has anything in the month."),))])
        self.show_foot()

    def week_here(self) -> WeekOfService | None:
        """Give the week under the cursor."""
        return self.weeks.get(self.rows.key_here) if self.is_mounted else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Open only a week."""
        if action == "open_row":
            return self.week_here() is not None
        return super().check_action(action, parameters)

    def action_open_row(self) -> None:
        """Open the visit's month on the first day of the week."""
        week = self.week_here()
        if week is not None:
            self.post_message(self.GoTo(HoursTarget(week.case, self.month, week.first)))


def _row(key: str, week: WeekOfService) -> TableRow:
    known = week.granted is not None and week.deviation is not None
    granted = service_amount(week.service, week.granted or 0) if known else "–"
    deviation = service_deviation(week.service, week.deviation or 0) if known else "–"
    days = f"{week.week[-3:]} {short_day(week.first)}–{short_day(week.last)}"
    executed = service_amount(week.service, week.executed)
    cells = (week.case, service_name(week.service), days, granted, executed, deviation, "!" if week.is_over else "")
    return TableRow(key, cells)
