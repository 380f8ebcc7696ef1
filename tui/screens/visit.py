"""One visit: its order, decisions, hours by month, invoices and history; and every step it can take."""

from __future__ import annotations

from typing import ClassVar

from textual import work

from models.language.terms import term
from models.language.words import N_, Marked, tr
from models.operations.reports.events import EventRow, list_events
from models.operations.visits.check_orders import CheckedOrder, check_orders
from models.operations.visits.visit_facts import VisitFacts, visit_facts
from models.operations.visits.visit_sheet import VisitSheet, visit_sheet
from models.rules.period import Month
from models.rules.visit_states import VisitState
from tui.keys import bindings
from tui.screens.ask_text import AskTextScreen
from tui.screens.base import READING
from tui.screens.event import EventScreen
from tui.screens.visit_changes import VisitChanges
from tui.screens.visit_complete import CompleteScreen, GrantScreen
from tui.screens.visit_file import VisitFile
from tui.screens.visit_letters import VisitLetters
from tui.screens.visit_papers import VisitPapers
from tui.targets import HoursTarget, InvoiceTarget
from tui.visit_steps import STEPS, may_extend, may_take
from tui.visit_words import sheet_rows
from tui.widgets.row_layout import TableColumn
from tui.widgets.row_table import RowTable

NEWEST = 20
"""Entries of the history that are shown here; the log has the others."""

OPENED = ("decision:", "invoice:", "event:", "month:", "paper:", "proposal:", "beside:")
"""What the rows begin with that lead somewhere."""

Shown = tuple[VisitSheet, tuple[EventRow, ...], CheckedOrder]


class VisitScreen(VisitChanges, VisitPapers, VisitLetters, VisitFile):
    """A visit; whoever is protected is masked until somebody says why they look (G31)."""

    GROUPS = ("list", "visit", "history")
    ROOM = "visits"
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "Everything that is known of a visit, and what its order lacks. That you looked is logged with your name. A"
        " protected person is masked until you say why you look, and billed when an administrator has cleared the"
        " visit. The case file is everything about it in one file, masked if you wish. Enter opens a decision or a"
        " paper to be changed, a month's hours, a proposal, an invoice, or an entry of the history."
    )

    def __init__(self, case: str, row: str = "") -> None:
        super().__init__()
        self.case = case
        self.row_wished = row
        self.reason = ""
        self.sheet: VisitSheet | None = None
        self.events: tuple[EventRow, ...] = ()

    @property
    def command(self) -> str:
        """The same visit as a command shows it."""
        return f"vistelse visit show {self.case}"

    def compose_body(self) -> list[RowTable]:
        """Yield the sheet."""
        figures = [TableColumn("", figures=True)] * 3
        return [RowTable([TableColumn(""), TableColumn(""), *figures], wide=1)]

    def load(self) -> None:
        """Read the sheet; that is logged."""
        case, reason, actor, today = self.case, self.reason, self.session.actor, self.session.today()

        def read() -> Shown:
            sheet = visit_sheet(case, reason, actor)
            (checked,) = check_orders(today, actor, sheet.case)
            return sheet, list_events(actor, subject=sheet.case, limit=NEWEST), checked

        self.ask_store(read, self.show_sheet, READING)

    def show_sheet(self, shown: Shown) -> None:
        """Show the sheet."""
        self.sheet, self.events, checked = shown
        sheet = self.sheet
        self.case = sheet.case
        who = tr("protected") if sheet.is_masked else " ".join(filter(None, (sheet.name, sheet.identity_number)))
        self.title_is(f"{sheet.case} · {who or tr('name unknown')}", term("state", sheet.state))
        if self.row_wished:
            self.rows.go_to(self.row_wished)
            self.row_wished = ""
        self.rows.show_rows(sheet_rows(sheet, self.events, self.session.today(), checked))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done with the visit as it stands."""
        if action == "open_row":
            return self.is_mounted and self.rows.key_here.startswith(OPENED)
        sheet = self.sheet
        if action in STEPS:
            return sheet is not None and may_take(action, sheet.state)
        if action == "end_visit":
            return sheet is not None and sheet.state == VisitState.ONGOING
        if action == "extend_visit":
            return sheet is not None and sheet.last is not None and may_extend(sheet.state)
        if action == "unmask_visit":
            return sheet is not None and sheet.is_masked
        if action in ("complete_visit", "grant_service"):
            return sheet is not None
        return super().check_action(action, parameters)

    def subject_here(self) -> str:
        """Name the visit."""
        return self.case

    def action_open_row(self) -> None:
        """Open the decision, the invoice, the month or the deed under the cursor."""
        kind, _, name = self.rows.key_here.partition(":")
        if kind == "decision":
            self.open_decision()
        elif kind == "paper":
            self.ask_for_paper(self.paper_here())
        elif kind == "invoice":
            self.post_message(self.GoTo(InvoiceTarget(name)))
        elif kind == "month":
            self.post_message(self.GoTo(HoursTarget(self.case, Month.parse(name))))
        elif kind == "proposal":
            self.open_proposal(int(name.partition(":")[0]))
        elif kind == "beside":
            self.open_beside(int(name.partition(":")[0]))
        elif kind == "event":
            self.app.push_screen(EventScreen(next(event for event in self.events if str(event.id) == name)))

    def action_complete_visit(self) -> None:
        """Open the form with what is known."""
        case, reason, actor = self.case, self.reason, self.session.actor
        self.notice.forget()
        self.ask_store(lambda: visit_facts(case, reason, actor), self.show_form)

    def show_form(self, facts: VisitFacts) -> None:
        """Show the form."""
        self.app.push_screen(CompleteScreen(facts))

    def action_grant_service(self) -> None:
        """Open the form for another service."""
        if self.sheet is not None:
            self.app.push_screen(GrantScreen(self.sheet.case, self.sheet.municipality, self.sheet.first))

    @work
    async def action_unmask_visit(self) -> None:
        """Ask why, then show who it is."""
        question = tr("Why do you look at who {case} is about? It is logged with your name.", case=self.case)
        reason = await self.ask_user(AskTextScreen(question))
        if reason is not None:
            self.reason = reason
            self.load()
