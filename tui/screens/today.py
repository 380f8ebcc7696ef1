"""Today: everything that waits for somebody, blockers first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from models.language.formats import kronor
from models.language.order_remarks import order_work_text
from models.language.words import N_, Marked, ntr, tr
from models.rules.period import Month
from tui.count_words import documents_words
from tui.dates import month_name, month_text
from tui.document_words import document_lines, where_document
from tui.figures import amount, worth
from tui.keys import bindings
from tui.money_words import money_lines, where_money
from tui.screens.base import READING, FeeScreen
from tui.targets import (
    FIRST_REMARK,
    BatchTarget,
    CreditTarget,
    DifferencesTarget,
    MonthTarget,
    OrdersTarget,
    ProposalsTarget,
    QueueTarget,
    RatesTarget,
    Target,
    VisitTarget,
    where_held,
)
from tui.vocabulary import reason_words
from tui.widgets.row_layout import TableColumn, TableRow
from tui.widgets.row_table import RowTable

if TYPE_CHECKING:
    from models.operations.reports.batches import BatchRow
    from models.operations.reports.difference_sheet import OpenDifferences
    from models.operations.reports.held_by_reason import HeldByReason
    from models.operations.reports.order_work import OrderWork
    from models.operations.reports.proposals import PricedProposal
    from models.operations.reports.rates_to_ask import RatesToAsk
    from models.operations.reports.today import WorkList
    from models.operations.store.actor import Actor

READY, LATE, ORDERS, PROPOSALS, QUEUE, CREDIT = "ready", "late", "orders", "proposals", "queue", "credit"
DIFFERENCES, RATES = "differences", "rates"
WIDEST = 16
"""Cells that the counts are lined up in at the most."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list: a mark, how many, what is the matter, how old, how many kronor, and with whom."""

    key: str
    mark: str
    count: str
    what: str
    age: str
    worth: str
    whom: str = ""


class TodayScreen(FeeScreen):
    """The work list; every line leads to where the thing is."""

    GROUPS = ("list",)
    ROOM = "today"
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "What waits for somebody. A line with ! keeps care from being billed; the kronor are what it holds back, as far"
        " as rates are known. Enter leads to the thing itself."
    )

    def __init__(self) -> None:
        super().__init__()
        self.work: WorkList | None = None

    @property
    def command(self) -> str:
        """The same list as a command gives it."""
        return "vistelse today"

    def compose_body(self) -> Iterable[RowTable]:
        """Yield the list, without heads over its columns."""
        yield RowTable(_COLUMNS)

    def load(self) -> None:
        """Read the work list."""
        today, actor = self.session.today(), self.session.actor
        self.ask_store(lambda: _work_list(today, actor), self.show_work, READING)

    def show_work(self, work: WorkList) -> None:
        """Show what waits."""
        self.work = work
        self.title_is(tr("Today"), self._held_back(work))
        held, to_do = [self._held(held, work) for held in work.held], self._to_do(work)
        orders = [_order_line(place, order) for place, order in enumerate(work.orders)]
        lined_up = _lined_up([*held, *to_do, *orders])
        rows: list[TableRow] = []
        if held:
            head = tr("Stands in the way of billing {month}", month=month_text(work.month))
            rows += [_heading(head), *lined_up[: len(held)], _heading("")]
        if to_do:
            rows += [_heading(tr("To do")), *lined_up[len(held) : len(held) + len(to_do)]]
        if orders:
            rows += [*([_heading("")] if to_do else []), _heading(tr("Orders")), *lined_up[len(held) + len(to_do) :]]
        self.rows.show_rows(rows or [_heading(tr("Nothing waits."))])

    def _held_back(self, work: WorkList) -> str:
        if not work.held:
            return tr("Nothing stands in the way")
        return tr("{amount} held back", amount=kronor(work.at_stake))

    def _held(self, held: HeldByReason, work: WorkList) -> Line:
        since = "" if held.oldest >= str(work.month) else _since(held.oldest, work)
        money, whom = worth(held.worth, held.unpriced), self._whom(held)
        return Line(
            f"held:{held.reason}", "!", _visits_or_case(held.cases), reason_words(held.reason), since, money, whom
        )

    def _whom(self, held: HeldByReason) -> str:
        if len(held.municipalities) == 1 < len(held.cases):
            return self.session.municipality_name(held.municipalities[0])
        return ""

    def _to_do(self, work: WorkList) -> list[Line]:
        lines = self._differences(work.differences)
        lines += [self._draft(batch) for batch in work.drafts]
        if work.ready_documents:
            count = documents_words(work.ready_invoices, work.ready_documents)
            what = tr("to run for {month}", month=month_text(work.month))
            lines.append(Line(READY, "·", count, what, "", amount(work.ready_total)))
        if work.late_lines:
            count = ntr("{n} late line", "{n} late lines", work.late_lines)
            since = _since(work.oldest_late, work)
            lines.append(Line(LATE, "·", count, tr("care of months before"), since, amount(work.late_total)))
        for place, due in enumerate(work.credits_due):
            count = ntr("{n} row", "{n} rows", due.rows)
            what = tr("reversed, billed on {invoice}: to credit", invoice=due.invoice)
            lines.append(Line(f"{CREDIT}:{place}", "·", count, what, "", amount(due.total)))
        if work.queue.waiting:
            count = ntr("{n} row", "{n} rows", work.queue.waiting)
            age = _age(work.queue.oldest.date(), self.session.today()) if work.queue.oldest else ""
            lines.append(Line(QUEUE, "·", count, tr("hours without a visit"), age, ""))
        if work.rates.count:
            lines.append(self._rates(work.rates))
        if work.proposals:
            lines.append(self._proposals(work.proposals))
        lines += [Line(key, "·", *rest) for key, *rest in money_lines(work.money, self.session.today())]
        lines += [Line(key, "·", *rest) for key, *rest in document_lines(work, self.session.today())]
        return lines

    def _differences(self, found: OpenDifferences) -> list[Line]:
        if not found.count or found.oldest is None:
            return []
        count = ntr("{n} rate difference", "{n} rate differences", found.count)
        age = _age(found.oldest.date(), self.session.today())
        return [Line(DIFFERENCES, "·", count, tr("to decide"), age, amount(found.total))]

    def _rates(self, rates: RatesToAsk) -> Line:
        count = ntr("{n} rate", "{n} rates", rates.count)
        remind = ntr("{n} to remind about", "{n} to remind about", rates.remind) if rates.remind else ""
        whose = self.session.municipality_name(rates.homes[0]) if len(rates.homes) == 1 else ""
        what = " · ".join(filter(None, (tr("to ask the home municipality for"), remind)))
        return Line(RATES, "·", count, what, "", "", whose)

    def _proposals(self, proposals: Sequence[PricedProposal]) -> Line:
        count = ntr("{n} proposal", "{n} proposals", len(proposals))
        cases = {each.facts.case for each in proposals}
        whose = cases.pop() if len(cases) == 1 else ""
        age = _age(min(each.facts.made_on for each in proposals), self.session.today())
        known = sum(each.worth for each in proposals)
        money = worth(known, any(each.unpriced for each in proposals))
        return Line(PROPOSALS, "·", count, tr("to decide"), age, money, whose)

    def _draft(self, batch: BatchRow) -> Line:
        if batch.made_by == self.session.actor.login:
            what = tr("waits for somebody else's attest")
        else:
            what = tr("to attest, made by {who}", who=batch.made_by)
        age = _age(batch.made_at.date(), self.session.today())
        return Line(f"batch:{batch.name}", "·", batch.name, what, age, amount(batch.total))

    def who_we_are_is_known(self) -> None:
        """Write the municipalities' names."""
        if self.work is not None:
            self.show_work(self.work)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Open only where there is a line."""
        return action != "open_row" or self.target_here() is not None

    def action_open_row(self) -> None:
        """Go where the line under the cursor leads."""
        target = self.target_here()
        if target is not None:
            self.post_message(self.GoTo(target))

    def target_here(self) -> Target | None:
        """Say where the line under the cursor leads."""
        if self.work is None:
            return None
        kind, _, name = self.rows.key_here.partition(":")
        if kind == "held":
            held = next(held for held in self.work.held if held.reason == name)
            return where_held(self.work.month, held.reason, held.cases, held.municipalities)
        if kind == "batch":
            return BatchTarget(name)
        if kind == CREDIT:
            due = self.work.credits_due[int(name)]
            return CreditTarget(due.invoice, due.lines)
        if kind == ORDERS:
            return _where_ordered(self.work.orders[int(name)])
        if kind == PROPOSALS:
            return ProposalsTarget()
        if kind == DIFFERENCES:
            return DifferencesTarget()
        if kind == RATES:
            return RatesTarget(self.work.rates.homes[0] if len(self.work.rates.homes) == 1 else "")
        if kind == QUEUE:
            return QueueTarget()
        if (about_money := where_money(self.work.money, self.rows.key_here)) is not None:
            return about_money
        if (about_document := where_document(self.work, self.rows.key_here)) is not None:
            return about_document
        return MonthTarget(self.work.month) if kind else None


def _work_list(today: date, actor: Actor) -> WorkList:
    from models.operations.reports.today import work_list  # the plan behind it is loaded while the screen is painted

    return work_list(today, actor)


_COLUMNS = (TableColumn(""), TableColumn(""), TableColumn("kr", figures=True))


def _lined_up(lines: Sequence[Line]) -> list[TableRow]:
    """Put the words of every line under each other, but for a count that would take the room of them all."""
    room = max((len(line.count) for line in lines if len(line.count) <= WIDEST), default=0)
    return [_row(line, room) for line in lines]


def _row(line: Line, room: int) -> TableRow:
    kept = f" · {line.whom}" if line.whom else ""
    return TableRow(line.key, (f"{line.mark} {line.count:<{room}}  {line.what}{kept}", line.age, line.worth), kept)


def _order_line(place: int, order: OrderWork) -> Line:
    words = order_work_text(order.matter, order.quarter)
    return Line(f"{ORDERS}:{place}", "·", _visits_or_case(order.cases), words, "", "")


def _visits_or_case(cases: Sequence[str]) -> str:
    """Name the case where it is one, first on its line, where nothing is ever cut; else count them."""
    return cases[0] if len(cases) == 1 else ntr("{n} visit", "{n} visits", len(cases))


def _where_ordered(order: OrderWork) -> Target:
    """Lead to the one visit that it is, or to the list of them."""
    return VisitTarget(order.cases[0], FIRST_REMARK) if len(order.cases) == 1 else OrdersTarget(order.matter)


def _heading(words: str) -> TableRow:
    return TableRow("", (words, "", ""))


def _since(month: str, work: WorkList) -> str:
    """Say since which month something waits, with its year where that is another."""
    is_of_the_year = Month.parse(month).year == work.month.year
    return tr("since {month}", month=month_name(month) if is_of_the_year else month_text(month))


def _age(since: date, today: date) -> str:
    days = (today - since).days
    return ntr("{n} day", "{n} days", days) if days > 0 else tr("today")
