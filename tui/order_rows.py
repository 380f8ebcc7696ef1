"""What is missing of a visit's order, and the papers that came with it, as rows of its sheet."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from models.language.formats import day_text
from models.language.order_remarks import remark_text
from models.language.terms import term
from models.language.words import tr
from models.operations.visits.check_orders import CheckedOrder
from models.operations.visits.receive_paper import PaperFacts
from models.rules.order_checks import LeadTime
from tui.widgets.row_layout import TableRow

WIDTH = 52
"""Cells of a line of a long text at 80 columns."""


def remark_rows(order: CheckedOrder) -> Iterator[TableRow]:
    """List what the rules found, what stops billing first, each sort of remark headed by what it asks."""
    if order.lead_time == LeadTime.IN_TIME and order.deadline:
        yield TableRow("lead-time:0", (f"  {tr('Lead time')}", tr("in time until {day}", day=day_text(order.deadline))))
    said = ""
    for place, remark in enumerate(order.remarks):
        head = term("severity", remark.severity)
        for line, part in enumerate(textwrap.wrap(remark_text(remark), WIDTH)):
            key = f"check:{place}" if not line else f"check:{place}:{line}"
            yield TableRow(key, (f"  {head}" if head != said else "", part))
            said = head


def paper_rows(papers: Iterable[PaperFacts]) -> Iterator[TableRow]:
    """List the papers by the day they came."""
    for paper in papers:
        words = " · ".join(filter(None, (day_text(paper.received_on), paper.reference)))
        yield TableRow(f"paper:{paper.kind}", (f"  {term('paper', paper.kind)}", words))
