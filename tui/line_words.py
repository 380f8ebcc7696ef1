"""How a line of an invoice is written in a table, planned or posted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from models.language.terms import line_name
from models.language.words import tr
from models.operations.billing.invoices import InvoiceLineRow
from models.operations.billing.plan import PlannedLine
from models.rules.money import Ore
from tui.dates import days_text
from tui.figures import amount, price, quantity
from tui.widgets.row_layout import TableColumn, TableRow

Line = TypeVar("Line", InvoiceLineRow, PlannedLine)

LINE_COLUMNS: tuple[Callable[[], TableColumn], ...] = (
    lambda: TableColumn(tr("Service")),
    lambda: TableColumn(tr("days")),
    lambda: TableColumn(tr("quantity"), figures=True),
    lambda: TableColumn(tr("price"), figures=True),
    lambda: TableColumn(tr("kr"), figures=True),
)
"""The columns of a table of lines, headed in the language of the moment."""


def invoice_heading(case: str, reference: str, total: Ore) -> TableRow:
    """Write the row over an invoice's lines."""
    whose = case or tr("several visits")
    return TableRow(
        "", (tr("{case} · reference {reference}", case=whose, reference=reference), "", "", "", amount(total))
    )


def by_case(lines: Iterable[Line]) -> list[tuple[str, list[Line]]]:
    """Part lines by their cases, each case with its lines; where all are of one case it need not be said."""
    parted: dict[str, list[Line]] = {}
    for line in lines:
        parted.setdefault(line.case, []).append(line)
    return [(case if len(parted) > 1 else "", theirs) for case, theirs in parted.items()]


def line_cells(line: InvoiceLineRow | PlannedLine, *, is_credit: bool = False) -> tuple[str, ...]:
    """Write a line: what it bills, period, quantity, price and amount, which a credit note takes back."""
    words = [line_name(line.service, line.kind, line.share), *([tr("late")] if line.late else [])]
    return (
        f"  {' · '.join(words)}",
        days_text(line.first, line.last),
        quantity(line.unit, line.quantity),
        price(line.unit, line.price),
        amount(-line.net if is_credit else line.net),
    )
