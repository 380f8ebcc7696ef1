"""Billed lines as programs read them: the same object in plans and invoices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.output import Column, codes, money, services
from models.language.formats import hours
from models.language.terms import term
from models.language.words import N_

if TYPE_CHECKING:
    from models.operations.billing.invoices import InvoiceLineRow
    from models.operations.billing.plan import PlannedLine

    Line = InvoiceLineRow | PlannedLine


def line_object(line: Line) -> dict[str, object]:
    """Give a line as JSON has it: öre, and minutes for hour rates."""
    return {
        "case": line.case,
        "service": line.service,
        "unit": line.unit,
        "price": line.price,
        "quantity": line.quantity,
        "net": line.net,
        "rate": line.rate,
        "from": line.first,
        "to": line.last,
        "kind": line.kind,
        "share": line.share,
    }


def _kind_words(kind: str) -> str:
    """Say what became of the care, and the percentage paid; nothing where it was executed."""
    word, _, share = kind.partition(" ")
    if word == "executed":
        return ""
    return f"{term('row kind', word)} {share} %" if share else term("row kind", word)


LINE_COLUMNS = (
    Column("case", N_("Case")),
    services("service", N_("Service")),
    Column("kind", N_("Kind"), _kind_words),
    Column("from", N_("From")),
    Column("to", N_("To")),
    Column("quantity", N_("Quantity"), str, True),
    codes("unit", N_("Unit"), "unit"),
    money("price", N_("Price")),
    money("net", N_("Amount")),
)
"""What a person sees of a line; `line_cells` gives the values."""


def line_cells(line: Line) -> tuple[object, ...]:
    """Give a line's values for people: hours and minutes, or a count."""
    kind = f"{line.kind} {line.share}" if line.share != 100 else line.kind
    return (line.case, line.service, kind, line.first, line.last, quantity_text(line), line.unit, line.price, line.net)


def quantity_text(line: Line) -> str:
    """Write a line's quantity: hours and minutes for an hour rate, else the count."""
    return hours(line.quantity) if line.unit == "hour" else str(line.quantity)
