"""Conditions: our own, or a home municipality's, with the days on which each holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import ClassVar

from textual import work
from textual.widget import Widget
from textual.widgets import Static

from models.errors import FeeError
from models.interchange.condition_row import ConditionRow
from models.language.condition_words import figures_text
from models.language.formats import day_text
from models.language.refusals import refusal_text
from models.language.terms import service_name, term
from models.language.words import N_, Marked, ntr, tr
from models.operations.hours.split_anew import told
from models.operations.registers.enter_condition import ConditionReceipt, end_condition, enter_condition
from models.operations.registers.list_conditions import ConditionListRow, list_conditions
from tui.keys import bindings
from tui.screens.ask_day import AskDayScreen
from tui.screens.base import READING
from tui.screens.condition_form import ConditionForm
from tui.screens.history_deeds import HistoryDeeds
from tui.screens.rates_form_base import Unsaved
from tui.typed_day import read_typed_day
from tui.widgets.row_layout import TableColumn, TableRow
from tui.widgets.row_table import RowTable

OWN = "own"
"""What the log calls the owner of our own conditions."""

Tried = tuple[Mapping[str, str], Unsaved]


class ConditionsScreen(HistoryDeeds):
    """The conditions of one owner; '' is our own."""

    GROUPS = ("conditions", "history")
    ROOM = "municipalities"
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "Dated rules: what an order needs and how early it must come, and what is paid for refused and missed visits,"
        " standard times, late cancellation and alarms, how time is rounded, and where granted time is paid instead of"
        " executed. Our own hold for everybody's guests where the home municipality has none of its own. A condition is"
        " never changed: a later one ends it."
    )

    def __init__(self, home: str = "") -> None:
        super().__init__()
        self.home = home
        self.conditions: tuple[ConditionListRow, ...] = ()
        self._tried: Tried | None = None

    @property
    def command(self) -> str:
        """The same conditions as a command lists them."""
        return f"vistelse condition list {self.home or '--own'}"

    def compose_body(self) -> Iterable[Widget]:
        """Yield the conditions, and the one under the cursor in words."""
        yield RowTable([TableColumn(head) for head in (tr("Condition"), tr("From"), tr("To"))])
        yield Static(id="details", classes="words", markup=False)

    def load(self) -> None:
        """Read the conditions."""
        home, actor = self.home, self.session.actor
        self.title_is(self._title())
        self.ask_store(lambda: list_conditions(home, actor, own=not home), self.show_conditions, READING)

    def _title(self) -> str:
        if not self.home:
            return tr("Our own conditions")
        return tr("Conditions of {home}", home=f"{self.home} {self.session.municipality_name(self.home)}")

    def show_conditions(self, conditions: tuple[ConditionListRow, ...]) -> None:
        """Show the conditions, those in force first."""
        self.conditions, today = conditions, self.session.today()
        now = [each for each in conditions if _holds(each, today)]
        self.title_is(self._title(), ntr("{n} in force", "{n} in force", len(now)))
        rows = [row for kind, own in groupby(now, _kind) for row in (TableRow("", (kind,)), *map(_row, own))]
        others = [each for each in conditions if each not in now]
        if others:
            rows += [TableRow("", (tr("Not in force today"),)), *(_row(each, _kind(each)) for each in others)]
        self.rows.show_rows(rows or [TableRow("", (tr("No condition is entered."),))])
        self.row_changed()

    def row_changed(self) -> None:
        """Say everything about the condition under the cursor."""
        super().row_changed()
        here = self.condition_here()
        self.query_one("#details", Static).update(_whole(here) if here else "")

    def condition_here(self) -> ConditionListRow | None:
        """Give the condition under the cursor."""
        here = self.rows.key_here if self.is_mounted else ""
        return next((each for each in self.conditions if str(each.id) == here), None)

    def subject_here(self) -> str:
        """Name the owner as the log does."""
        return self.home or OWN

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """End only a condition that is there."""
        if action == "end_condition":
            return self.condition_here() is not None
        return super().check_action(action, parameters)

    @work
    async def action_new_condition(self) -> None:
        """Enter a condition."""
        await self._fill_in({}, Unsaved(f"condition {self.home}".strip()))

    async def _fill_in(self, given: Mapping[str, str], unsaved: Unsaved, refusal: str = "") -> None:
        form = ConditionForm(self.home, given, self.session.today(), unsaved, refusal)
        row = await self.ask_user(form)
        if row is not None:
            self._tried = (form.typed_last, unsaved)
            self._enter(row)

    def _enter(self, row: ConditionRow) -> None:
        actor = self.session.actor
        self.ask_store(lambda: enter_condition(row, actor), self.show_entered)

    def show_entered(self, receipt: ConditionReceipt) -> None:
        """Stand on the new condition, and say what it did."""
        if self._tried is not None:
            self._tried[1].forget()
        self._tried = None
        self.rows.go_to(str(receipt.condition))
        if not receipt.changed:
            words = tr("Condition {number} says that already.", number=receipt.condition)
        elif receipt.ended:
            words = tr("Entered. It ends condition {number}.", number=receipt.ended)
        else:
            words = tr("Entered as condition {number}.", number=receipt.condition)
        self._say_done(words, receipt)

    def _say_done(self, words: str, receipt: ConditionReceipt) -> None:
        n = receipt.split.rows
        split = ntr("{n} unbilled hour row split anew.", "{n} unbilled hour rows split anew.", n) if n else ""
        self.load()
        self.notice.tell(" ".join(filter(None, (words, split, *told(receipt.split)))))

    @work
    async def action_end_condition(self) -> None:
        """Ask for the last day of the condition under the cursor."""
        here, today, actor = self.condition_here(), self.session.today(), self.session.actor
        if here is None:
            return
        question = tr(
            "Which is the last day of condition {number}, {what}? A day before {first} takes it away.",
            number=here.id,
            what=term("condition", here.kind),
            first=day_text(here.valid_from),
        )
        text = await self.ask_user(AskDayScreen(question, today, date(1900, 1, 1), day_text(today)))
        if text is not None:
            last = read_typed_day(text, today)
            self.ask_store(lambda: end_condition(here.id, last, actor), self.show_ended)

    def show_ended(self, receipt: ConditionReceipt) -> None:
        """Say that it ends."""
        words = tr("Condition {number} is ended.", number=receipt.condition)
        self._say_done(words if receipt.changed else tr("It had ended already."), receipt)

    def refuse(self, refusal: FeeError) -> None:
        """Say why not; a form that the store refused is shown again as it was filled in."""
        super().refuse(refusal)
        tried, self._tried = self._tried, None
        if tried is not None:
            self._again(*tried, refusal_text(refusal))

    @work
    async def _again(self, given: Mapping[str, str], unsaved: Unsaved, words: str) -> None:
        await self._fill_in(given, unsaved, words)


def _holds(condition: ConditionListRow, day: date) -> bool:
    return condition.valid_from <= day and (condition.valid_to is None or condition.valid_to >= day)


def _kind(condition: ConditionListRow) -> str:
    return term("condition", condition.kind)


def _row(condition: ConditionListRow, kind: str = "") -> TableRow:
    """Lay out a condition under its kind, or with its kind before it."""
    service = service_name(condition.service) if condition.service else ""
    words = " · ".join(filter(None, (kind, service, figures_text(condition))))
    last = day_text(condition.valid_to) if condition.valid_to else ""
    return TableRow(str(condition.id), (f"  {words}", day_text(condition.valid_from), last))


def _whole(condition: ConditionListRow) -> str:
    entered = tr("Condition {number}, entered by {login}", number=condition.id, login=condition.entered_by)
    return " · ".join(filter(None, (entered, condition.source)))
