"""What a line of a credit note or a difference changes: the posted line that it takes back or comes instead of."""

from __future__ import annotations

from dataclasses import dataclass

from models.language.words import tr
from models.operations.billing.invoices import InvoiceLineRow, InvoiceRow
from models.rules.money import Ore
from tui.credit_words import signed
from tui.figures import amount, price


@dataclass(frozen=True, slots=True)
class Change:
    """The posted line, by its number and position, that one `takes_back` or comes instead of; `net` is öre.

    `lines` are the positions of all that come instead of it, and `difference` is what they come to together less it.
    """

    takes_back: bool
    number: str
    position: int
    unit: str
    price: Ore
    net: Ore
    lines: tuple[int, ...] = ()
    difference: Ore = 0


def change_of(line: InvoiceLineRow, invoice: InvoiceRow) -> Change | None:
    """Find what a line changes, on the document that takes the earlier line back whole; none where it is the first."""
    back = next((each for each in invoice.lines if each.takes_back and _about(each) == _about(line)), None)
    if not line.original or back is None:
        return None
    instead = [each for each in invoice.lines if not each.takes_back and _about(each) == _about(line)]
    together = sum(each.net for each in instead) - back.net
    places = tuple(each.position for each in instead)
    earlier = (back.original, back.original_line, back.unit, back.price, back.net)
    return Change(line.takes_back, *earlier, places, together)


def _about(line: InvoiceLineRow) -> tuple[str, int]:
    return line.original, line.original_line


def change_facts(change: Change) -> list[tuple[str, str]]:
    """Say which posted line is taken back; or what it was, and what the lines that come instead differ from it."""
    if change.takes_back:
        return [(tr("Takes back"), _earlier_line(change))]
    return [
        (tr("Instead of"), f"{_earlier_line(change)} · {_earlier_sum(change)}"),
        (tr("Difference"), " ".join(filter(None, (signed(change.difference), _together(change))))),
    ]


def change_words(change: Change, total: str) -> str:
    """Say what a line changes, on a line or two, with how it comes to its amount."""
    if change.takes_back:
        return tr("Takes back {line}: {sum}", line=_earlier_line(change), sum=total)
    difference = " ".join(filter(None, (tr("difference"), signed(change.difference), _together(change))))
    instead = tr("Instead of {line}", line=_earlier_line(change))
    return "\n".join((total, " · ".join((instead, _earlier_sum(change), difference))))


def _earlier_line(change: Change) -> str:
    return tr("{number} line {line}", number=change.number, line=change.position)


def _earlier_sum(change: Change) -> str:
    return tr("{net} at {price}", net=amount(change.net), price=price(change.unit, change.price))


def _together(change: Change) -> str:
    if len(change.lines) < 2:
        return ""
    return tr("(lines {lines} together)", lines=", ".join(map(str, change.lines)))
