"""The lines' own checks: exact amounts, periods in order and a case for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from models.documents.document_fault import DocumentFault
from models.documents.facts import InvoiceFacts, LineFacts
from models.language.words import tr
from models.rules.money import LARGEST_AMOUNT, line_net
from models.rules.services import Unit


def line_faults(facts: InvoiceFacts) -> Iterator[DocumentFault]:
    """Give the faults of the lines, and of what they come to together."""
    if not facts.lines:
        yield DocumentFault("no-lines", "lines", tr("A document needs at least one line."))
    if facts.total > LARGEST_AMOUNT:
        yield DocumentFault("too-large", "lines", tr("The total has more than ten digits of kronor."))
    for position, count in Counter(line.position for line in facts.lines).items():
        if count > 1 or position < 1:
            yield DocumentFault(
                "position", f"lines.{position}.position", tr("The lines' numbers must be different, from 1.")
            )
    for line in facts.lines:
        yield from _line_faults(line, f"lines.{line.position}")


def _line_faults(line: LineFacts, place: str) -> Iterator[DocumentFault]:
    if line.quantity <= 0:
        yield DocumentFault("quantity", f"{place}.quantity", tr("The quantity must be more than 0."))
    if line.price <= 0:
        yield DocumentFault("price", f"{place}.price", tr("The price must be more than 0; it is never negative."))
    if line.last < line.first:
        yield DocumentFault("period", f"{place}.last", tr("The period's last day is before its first day."))
    if not line.case_number.strip():
        yield DocumentFault("case-number", f"{place}.case_number", tr("The line has no case number."))
    if not line.text.strip():
        yield DocumentFault("service-name", f"{place}.text", tr("The name of the service is missing."))
    yield from _amount_faults(line, place)


def _amount_faults(line: LineFacts, place: str) -> Iterator[DocumentFault]:
    """Hold the line to the exact öre: the official rule P-R120 lets two öre pass."""
    if line.unit not in {unit.value for unit in Unit}:
        yield DocumentFault("unit", f"{place}.unit", tr("The unit must be hour, visit, day, month or piece."))
    elif line.net != line_net(Unit(line.unit), line.quantity, line.price):
        yield DocumentFault(
            "line-amount", f"{place}.net", tr("The amount is not quantity times price, rounded half up to the öre.")
        )
    if line.net < 0:
        yield DocumentFault(
            "negative", f"{place}.net", tr("The amount is negative; amounts are positive in a credit note too.")
        )
