"""How a line of an invoice is written in a table, planned or posted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from models.language.words import tr
from models.rules.money import Ore
from tui.dates import days_text
from tui.figures import amount, price, quantity
from tui.vocabulary import service_name
from tui.widgets.row_layout import TableColumn, TableRow

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


def line_cells(
    service: str,
    unit: str,
    number: int,
    per_unit: Ore,
    net: Ore,
    first: date,
    last: date,
    late: bool,
    case: str = "",
) -> tuple[str, ...]:
    """Write a line: service, period, quantity, price and amount."""
    words = [service_name(service), *([case] if case else []), *([tr("late")] if late else [])]
    return (
        f"  {' · '.join(words)}",
        days_text(first, last),
        quantity(unit, number),
        price(unit, per_unit),
        amount(net),
    )
