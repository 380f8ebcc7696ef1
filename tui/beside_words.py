"""What stands in a visit beside executed care, as rows of its sheet: proposals, and hour rows of other kinds."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from models.language.formats import day_text
from models.language.terms import term
from models.language.words import tr
from models.operations.visits.beside_care import BesideRow
from models.operations.visits.list_proposals import ProposalFacts
from models.operations.visits.visit_sheet import VisitSheet
from models.rules.row_kinds import RowKind
from tui.figures import amount, minutes_or_blank
from tui.proposal_words import amount_words, days_words, decided_words, services_words
from tui.vocabulary import service_name
from tui.widgets.row_layout import TableRow

WIDTH = 42
"""Cells of a line beside figures at 80 columns."""


def beside_rows(sheet: VisitSheet) -> list[TableRow]:
    """List proposals, then what is billed besides executed care; nothing where there is neither."""
    proposals = [row for place, each in enumerate(sheet.proposals) for row in _proposal(place, each)]
    others = [row for place, each in enumerate(sheet.beside) for row in _other(place, each)]
    return [
        *([TableRow("", (tr("Proposals"),)), *proposals] if proposals else []),
        *([TableRow("", (tr("Besides executed care"),)), *others] if others else []),
    ]


def _proposal(place: int, facts: ProposalFacts) -> Iterator[TableRow]:
    said = decided_words(facts) or term("proposal state", facts.state)
    what = " · ".join((services_words(facts), days_words(facts), said))
    return _lines(f"proposal:{place}", facts.kind, what, amount_words(facts))


def _other(place: int, row: BesideRow) -> Iterator[TableRow]:
    what = row.receipt if row.kind == RowKind.EXTRA_COST else service_name(row.service)
    invoice = tr("draft") if row.invoice == "draft" else row.invoice
    words = " · ".join(filter(None, (day_text(row.day), what, invoice)))
    return _lines(f"beside:{place}", row.kind, words, _measure(row))


def _lines(key: str, kind: str, words: str, measure: str) -> Iterator[TableRow]:
    """Write a row with its figure, and what has no room below it."""
    for number, part in enumerate(textwrap.wrap(words, WIDTH)):
        if not number:
            yield TableRow(f"{key}:0", (f"  {term('row kind', kind)}", part, "", "", measure))
        else:
            yield TableRow(f"{key}:{number}", ("", part))


def _measure(row: BesideRow) -> str:
    if row.agreed is not None:
        return amount(row.agreed)
    return minutes_or_blank(row.minutes) or str(row.pieces)
