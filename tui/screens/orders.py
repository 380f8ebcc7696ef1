"""Orders that wait for one thing: what is missing, late or long, visit by visit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from models.language.order_remarks import matter_text, remark_text
from models.language.words import N_, Marked, ntr, tr
from models.operations.reports.order_work import orders_that_wait
from models.operations.visits.check_orders import CheckedOrder
from models.rules.order_work import OrderMatter
from tui.keys import bindings
from tui.screens.base import READING, FeeScreen
from tui.targets import FIRST_REMARK, VisitTarget
from tui.widgets.row_layout import TableColumn, TableRow
from tui.widgets.row_table import RowTable


class OrdersScreen(FeeScreen):
    """The visits, each with its remarks."""

    GROUPS = ("list",)
    ROOM = "visits"
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "Visits whose orders wait for something: to be asked for while it still can be, or to be known. What an order"
        " needs stands in our own conditions and the home municipality's. Enter opens the visit."
    )

    def __init__(self, matter: OrderMatter) -> None:
        super().__init__()
        self.matter = matter

    @property
    def command(self) -> str:
        """The same remarks as a command gives them."""
        return "vistelse visit check"

    def compose_body(self) -> list[RowTable]:
        """Yield the list."""
        return [RowTable([TableColumn(tr("Case")), TableColumn(tr("Home municipality")), TableColumn("")], wide=2)]

    def load(self) -> None:
        """Check the orders."""
        matter, today, actor = self.matter, self.session.today(), self.session.actor
        self.title_is(matter_text(matter))
        self.ask_store(lambda: orders_that_wait(matter, today, actor), self.show_orders, READING)

    def show_orders(self, orders: tuple[CheckedOrder, ...]) -> None:
        """Show the orders."""
        self.title_is(matter_text(self.matter), ntr("{n} visit", "{n} visits", len(orders)))
        rows = [row for order in orders for row in self._rows(order)]
        self.rows.show_rows(rows or [TableRow("", (tr("Nothing."),))])

    def _rows(self, order: CheckedOrder) -> Iterator[TableRow]:
        home = self.session.municipality_name(order.municipality)
        for place, remark in enumerate(order.remarks):
            case = (order.case, home) if not place else ("", "")
            yield TableRow(f"{place}:{order.case}", (*case, remark_text(remark)))

    def subject_here(self) -> str:
        """Name the visit under the cursor."""
        return self.rows.key_here.partition(":")[2] if self.is_mounted else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Open only where there is a visit."""
        return action != "open_row" or bool(self.subject_here())

    def action_open_row(self) -> None:
        """Open the visit under the cursor, at what is missing."""
        case = self.subject_here()
        if case:
            self.post_message(self.GoTo(VisitTarget(case, FIRST_REMARK)))
