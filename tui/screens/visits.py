"""Visits: every stay by its case number, filtered as one types."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from models.errors import FeeError
from models.language.formats import HARD_SPACE, day_text
from models.language.terms import term
from models.language.words import N_, Marked, ntr, tr
from models.operations.visits.page_visits import PAGE, PagedVisit, VisitsPage, Wish, page_visits
from tui.keys import bindings
from tui.screens.base import READING
from tui.screens.history_deeds import HistoryDeeds
from tui.screens.visit import VisitScreen
from tui.screens.visit_register import RegisterScreen
from tui.visit_filter import wish_text, wishes_of
from tui.widgets.paged_table import PagedTable
from tui.widgets.row_layout import TableColumn, TableRow
from tui.widgets.typed_input import TypedInput


class VisitsScreen(HistoryDeeds):
    """The list of visits; of 100 000 only a window is read."""

    GROUPS = ("writing", "list", "visits", "history")
    ROOM = "visits"
    BINDINGS = bindings(*GROUPS, at_once=("visits.filter",))
    ABOUT: ClassVar[Marked] = N_(
        "Every visit by its case number, without names. Filter as you type: a part of the case number, a municipality,"
        " a state, a month such as 2026-07 or july, a year; every word must fit. A person is searched by name or number"
        " with the search."
    )

    def __init__(self) -> None:
        super().__init__()
        self.wishes: tuple[Wish, ...] = ()

    @property
    def command(self) -> str:
        """The same list as a command gives it, as far as one can say it."""
        words = ["vistelse visit list"]
        for wish in self.wishes:
            if len(wish.states) == 1:
                words.append(f"--state {wish.states[0]}")
            elif len(wish.municipalities) == 1:
                words.append(f"--municipality {wish.municipalities[0]}")
            elif wish.first and wish.last and wish.first.strftime("%Y-%m") == wish.last.strftime("%Y-%m"):
                words.append(f"--month {wish.first:%Y-%m}")
        return " ".join(words)

    def compose_body(self) -> Iterable[Widget]:
        """Yield the line to filter on, and the window."""
        yield TypedInput(placeholder=tr("case, municipality, state or month"), classes="words")
        yield PagedTable(
            [
                TableColumn(tr("Case")),
                TableColumn(tr("from municipality")),
                TableColumn(tr("from")),
                TableColumn(tr("to")),
                TableColumn(tr("state")),
                TableColumn(tr("lacks")),
            ],
            self.say,
            yields=1,
        )

    def on_mount(self) -> None:
        """Say what the room is while the store is asked."""
        self.title_is(tr("Visits"))

    @property
    def table(self) -> PagedTable:
        """The window."""
        return self.query_one(PagedTable)

    def load(self) -> None:
        """Read the window anew, at the same place."""
        table = self.table
        after, limit = table.begins_at, max(len(table.held), PAGE)

        def show(page: VisitsPage) -> None:
            table.nothing = self._nothing()
            table.show_window(self._rows(page), page.count, keep=True)

        self._ask(show, after=after, limit=limit)

    @on(Input.Changed)
    def filter(self, message: Input.Changed) -> None:
        """Filter by what stands on the line now."""
        names = self.session.own.names if self.session.own else {}
        self.wishes = wishes_of(message.value, names, self.session.today())
        self.notice.forget()
        self._show_first()
        self.show_foot()

    def who_we_are_is_known(self) -> None:
        """Understand municipalities' names on the line."""
        line = self.query_one(Input)
        if line.value:
            self.filter(Input.Changed(line, line.value))

    @on(PagedTable.Wanted)
    def read_more(self, wanted: PagedTable.Wanted) -> None:
        """Read the page that the window wants."""
        if wanted.after is None and wanted.before is None:
            self._show_first()
        elif wanted.before == "":
            self._ask(lambda page: self._show(page, last=True), before="")
        else:
            above = wanted.before is not None
            self._ask(lambda page: self._take_in(page, above=above), after=wanted.after, before=wanted.before)

    def say(self) -> None:
        """Say where the cursor is in the whole, and what can be done there."""
        table = self.table
        understood = [wish_text(wish, self.session.own.names if self.session.own else {}) for wish in self.wishes]
        count = ntr("{figures} visit", "{figures} visits", table.count, figures=_grouped(table.count))
        place = tr("{place} of {count}", place=_grouped(table.place_here), count=count) if table.held else count
        self.title_is(" · ".join((tr("Visits"), *understood)), place)
        self.show_foot()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Open only where there is a visit."""
        if action == "written":
            return self.is_mounted and self.is_writing
        if action == "filter_visits":
            return not self.is_writing
        if action == "open_row":
            return self.is_mounted and bool(self.table.key_here)
        return super().check_action(action, parameters)

    def action_open_row(self) -> None:
        """Open the visit under the cursor."""
        self.app.push_screen(VisitScreen(self.table.key_here))

    def subject_here(self) -> str:
        """Name the visit under the cursor."""
        return self.table.key_here if self.is_mounted else ""

    def copied_here(self) -> str:
        """Give the row under the cursor."""
        return self.table.text_here

    def action_register_visit(self) -> None:
        """Open the form for a new visit."""
        self.app.push_screen(RegisterScreen())

    def action_filter_visits(self) -> None:
        """Go to the line to filter on."""
        self.set_focus(self.query_one(Input))

    def on_input_submitted(self) -> None:
        """Go on to the list."""
        self.set_focus(self.table)

    def action_written(self) -> None:
        """Leave it to the line, which knows its own end."""

    async def action_go_back(self) -> None:
        """Leave the line for the list, and the list for where one came from."""
        if self.is_writing:
            self.set_focus(self.table)
        else:
            await self.app.run_action("go_back")

    def refuse(self, refusal: FeeError) -> None:
        """Say why not; a page that did not come is asked for again."""
        self.table.forget_wish()
        self.title_is(tr("Visits"))
        super().refuse(refusal)

    def _show_first(self) -> None:
        self._ask(self._show)

    def _show(self, page: VisitsPage, *, last: bool = False) -> None:
        self.table.nothing = self._nothing()
        self.table.show_window(self._rows(page), page.count, last=last)

    def _nothing(self) -> str:
        return tr("No visit fits every word.") if self.wishes else tr("No visit is registered yet; n registers one.")

    def _take_in(self, page: VisitsPage, *, above: bool) -> None:
        self.table.show_more(self._rows(page), page.count, above=above)

    def _ask(
        self,
        show: Callable[[VisitsPage], None],
        *,
        after: str | None = None,
        before: str | None = None,
        limit: int = PAGE,
    ) -> None:
        wishes, today, actor = self.wishes, self.session.today(), self.session.actor
        self.ask_store(
            lambda: page_visits(wishes, today, actor, after=after, before=before, limit=limit), show, READING
        )

    def _rows(self, page: VisitsPage) -> list[TableRow]:
        return [_row(visit) for visit in page.visits]


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", HARD_SPACE)


def _row(visit: PagedVisit) -> TableRow:
    until = day_text(visit.last).removeprefix(f"{visit.first.year}-") if visit.last else ""
    cells = (
        visit.case,
        f"{visit.municipality} {visit.municipality_name}",
        day_text(visit.first),
        until,
        term("state", visit.state),
        _lacks(visit),
    )
    return TableRow(visit.case, cells)


def _lacks(visit: PagedVisit) -> str:
    """Say what stands between the visit and its invoices."""
    words = [tr("order")] if visit.no_order else []
    words += [tr("ref.")] if visit.no_reference else []
    words += [tr("{n} mon.", n=visit.unsigned)] if visit.unsigned else []
    return ", ".join(words)
