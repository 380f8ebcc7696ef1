"""Hours: the visits of a month with what was granted and executed, unsigned first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.widget import Widget

from models.language.formats import hours
from models.language.words import N_, Marked, ntr, tr
from models.operations.hours.list_months import PAGE, MonthsPage, VisitMonth, list_months
from models.operations.hours.sign_month import SigningPlan, plan_signing, sign_months
from models.rules.period import Month
from tui.dates import month_before, month_text, short_day
from tui.hour_words import left_words, signed_hours, signed_words
from tui.keys import bindings
from tui.screens.ask_text import AskTextScreen
from tui.screens.base import READING, FeeScreen
from tui.screens.confirm import ConfirmScreen
from tui.screens.hour_grid import HourGridScreen
from tui.screens.import_hours import ImportScreen
from tui.screens.queue import QueueScreen
from tui.screens.weeks import WeeksScreen
from tui.widgets.row_layout import TableColumn, TableRow
from tui.widgets.row_table import RowTable


class HoursScreen(FeeScreen):
    """A month's visits; more are read as the cursor comes to the last."""

    GROUPS = ("list", "hours", "month")
    ROOM = "hours"
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "The visits of a month, those first that are not signed: granted and executed hours, two of the staff counted"
        " twice, and how far one is from the other. Enter opens a visit's month, where hours are typed and signed."
    )

    def __init__(self) -> None:
        super().__init__()
        self.month: Month | None = None
        self.begin = ""
        self.visits: tuple[VisitMonth, ...] = ()
        self.page: MonthsPage | None = None

    @property
    def command(self) -> str:
        """The hours of the visit under the cursor as a command gives them."""
        here = self.visit_here()
        return f"vistelse hours show {here.case} {self.month}" if here else f"vistelse visit list --month {self.month}"

    def subject_here(self) -> str:
        """The case under the cursor."""
        here = self.visit_here()
        return here.case if here else ""

    def compose_body(self) -> Iterable[Widget]:
        """Yield the visits."""
        yield RowTable(
            [
                TableColumn(tr("Case")),
                TableColumn(tr("home")),
                TableColumn(tr("stay")),
                TableColumn(tr("granted"), figures=True),
                TableColumn(tr("executed"), figures=True),
                TableColumn(tr("diff"), figures=True),
                TableColumn(tr("signed")),
            ],
            wide=1,
        )

    def on_mount(self) -> None:
        """Begin with the month that ended last."""
        if self.month is None:
            self.month = Month.of(self.session.today().replace(day=1) - timedelta(days=1))

    def show_month(self, month: Month) -> None:
        """Show another month."""
        if month != self.month:
            self.month, self.visits, self.page = month, (), None
            if self.is_mounted:
                self.load()

    def load(self) -> None:
        """Read the list from its beginning, as far as it was shown."""
        month, actor, begin = self.month, self.session.actor, self.begin
        if month is None:
            return
        self._say_title()
        count = max(len(self.visits), PAGE)
        self.ask_store(lambda: list_months(month, actor, case=begin, limit=count), self.show_first, READING)

    def _say_title(self) -> None:
        if self.month is not None:
            wanted = tr("only {case}*", case=self.begin) if self.begin else ""
            self.title_is(tr("Hours · {month}", month=month_text(self.month)), wanted)

    def show_first(self, page: MonthsPage) -> None:
        """Show the beginning of the list."""
        self.visits = ()
        self.show_page(page)

    def show_page(self, page: MonthsPage) -> None:
        """Show more visits below those that are shown."""
        self.page = page
        self.visits = (*self.visits, *page.visits)
        rows = [self._row(visit) for visit in self.visits]
        self.rows.show_rows(rows or [TableRow("", (tr("No visit has anything in the month."),))])
        self._say_title()
        self.show_foot()

    def _row(self, visit: VisitMonth) -> TableRow:
        granted = hours(visit.granted) if visit.granted is not None else "–"
        deviation = signed_hours(visit.minutes - visit.granted) if visit.granted is not None else "–"
        cells = (
            visit.case,
            self.session.municipality_name(visit.municipality),
            f"{short_day(visit.first)}–{short_day(visit.last) if visit.last else ''}",
            granted,
            hours(visit.minutes),
            deviation,
            signed_words(visit),
        )
        return TableRow(visit.case, cells)

    def who_we_are_is_known(self) -> None:
        """Write the municipalities' names."""
        if self.page is not None:
            self.rows.show_rows([self._row(visit) for visit in self.visits])

    def row_changed(self) -> None:
        """Read on when the cursor has come to the last visit."""
        super().row_changed()
        page, month, actor, begin = self.page, self.month, self.session.actor, self.begin
        if page is None or page.next is None or month is None or not self.visits:
            return
        if self.rows.key_here == self.visits[-1].case:
            after, self.page = page.next, None
            self.ask_store(lambda: list_months(month, actor, case=begin, after=after), self.show_page, READING)

    def visit_here(self) -> VisitMonth | None:
        """Give the visit under the cursor."""
        here = self.rows.key_here if self.is_mounted else ""
        return next((visit for visit in self.visits if visit.case == here), None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Open only a visit."""
        if action == "open_row":
            return self.visit_here() is not None
        return super().check_action(action, parameters)

    def action_open_row(self) -> None:
        """Open the visit's month."""
        here = self.visit_here()
        if here is not None and self.month is not None:
            self.app.push_screen(HourGridScreen(here.case, self.month))

    def action_compare_weeks(self) -> None:
        """Show granted against executed, week by week, of the visit under the cursor."""
        here = self.visit_here()
        if self.month is not None:
            self.app.push_screen(WeeksScreen(self.month, here.case if here else ""))

    def action_sign_all(self) -> None:
        """Ask what could be signed at once."""
        month, actor = self.month, self.session.actor
        if month is not None:
            self.notice.forget()
            self.ask_store(lambda: plan_signing(month, None, actor), self.show_signing)

    def show_signing(self, plan: SigningPlan) -> None:
        """Show how many would be signed, and how many want a reason."""
        self.ask_to_sign(plan)

    @work
    async def ask_to_sign(self, plan: SigningPlan) -> None:
        """Sign the months that need no reason, if the user says so."""
        within, left, actor = plan.within, plan.over.months, self.session.actor
        if not within.months:
            self.notice.refuse(left_words(plan))
            return
        question = ntr(
            "Sign {month} for {n} visit? It is complete then and may be billed; what comes later is late.",
            "Sign {month} for {n} visits? They are complete then and may be billed; what comes later is late.",
            len(within.months),
            month=month_text(plan.month),
        )
        if await self.ask_user(ConfirmScreen("\n".join(filter(None, (question, left_words(plan) if left else ""))))):
            self.ask_store(lambda: sign_months(within, actor), lambda count: self.show_signed(count, plan))

    def show_signed(self, count: int, plan: SigningPlan) -> None:
        """Say how many were signed, and which are left; read the list anew."""
        self.load()
        said = ntr("{n} visit is signed.", "{n} visits are signed.", count)
        self.notice.tell(" ".join(filter(None, (said, left_words(plan) if plan.over.months else ""))))

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

    @work
    async def action_import_hours(self) -> None:
        """Ask for a file of hours, and look at what is understood of it."""
        text = await self.ask_user(AskTextScreen(tr("Which file of hours? CSV or Excel, as it was exported.")))
        if text is not None:
            self.app.push_screen(ImportScreen(Path(text).expanduser()))

    def action_open_queue(self) -> None:
        """List the rows that name no visit."""
        self.app.push_screen(QueueScreen())

    @work
    async def action_filter_months(self) -> None:
        """Ask with what the wanted cases begin; an empty line shows all."""
        question = tr("Only cases that begin with what?")
        begin = await self.ask_user(AskTextScreen(question, self.begin))
        self.begin = begin or ""
        self.visits = ()
        self.load()
