"""Which lines of a posted document can be taken back: those that bill care, each once."""

from __future__ import annotations

from collections.abc import Iterable

from models.batch import Batch
from models.database import locked, rows_of
from models.errors import AlreadyCredited, CreditOfCredit, LineInDraft, NoSuchLine, NotFound
from models.invoice import Invoice, InvoiceLine


def posted_document(number: str) -> Invoice:
    """Find and lock a posted document.

    Raises:
        NotFound: there is none with the number.
    """
    invoice: Invoice | None = locked(Invoice.select().where(Invoice.number == number)).get_or_none()
    if invoice is None:
        raise NotFound(what="invoice", key=number)
    return invoice


def lines_to_credit(invoice: Invoice, positions: list[int]) -> list[InvoiceLine]:
    """Give the billing lines at some positions, or all that nothing takes back where none is given.

    Raises:
        CreditOfCredit: no line of the document bills anything.
        NoSuchLine: the document has no line that bills at a position.
        AlreadyCredited: a line, or the whole document, is credited already.
        LineInDraft: a draft takes a line back.
    """
    lines = _billing_lines(invoice)
    if not lines:
        raise CreditOfCredit(number=invoice.number)
    if unknown := [position for position in positions if position not in lines]:
        raise NoSuchLine(number=invoice.number, lines=_listed(unknown))
    taken = taken_back(invoice)
    wanted = positions or [position for position in lines if taken.get(position, ("draft", ""))[0] == "draft"]
    if credited := [position for position in wanted if taken.get(position, ("draft", ""))[0] == "posted"]:
        raise AlreadyCredited(number=invoice.number, lines=_listed(credited))
    if not wanted:
        raise AlreadyCredited(number=invoice.number, lines=_listed(lines))
    if drafted := [position for position in wanted if position in taken]:
        raise LineInDraft(number=invoice.number, lines=_listed(drafted), batch=taken[drafted[0]][1])
    return [lines[position] for position in wanted]


def taken_back(invoice: Invoice) -> dict[int, tuple[str, str]]:
    """Say of each position that is taken back whether a `posted` document or a `draft` does it, and of which batch."""
    taking, by = InvoiceLine.alias(), Invoice.alias()
    query = (
        InvoiceLine.select(InvoiceLine.position, by.number, Batch.name)
        .join(taking, on=taking.credits == InvoiceLine.id)
        .join(by, on=taking.invoice == by.id)
        .join(Batch, on=by.batch == Batch.id)
        .where(InvoiceLine.invoice == invoice)
    )
    return {position: ("posted" if number else "draft", batch) for position, number, batch in rows_of(query)}


def _billing_lines(invoice: Invoice) -> dict[int, InvoiceLine]:
    query = InvoiceLine.select().where((InvoiceLine.invoice == invoice) & InvoiceLine.credits.is_null())
    return {line.position: line for line in query.order_by(InvoiceLine.position)}


def _listed(positions: Iterable[int]) -> str:
    return ", ".join(str(position) for position in positions)
