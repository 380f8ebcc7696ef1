"""Which lines of a posted document can be taken back: those that bill care, each once."""

from __future__ import annotations

from collections.abc import Iterable

from models.batch import Batch
from models.care_errors import LineTakesBack
from models.database import locked, rows_of
from models.errors import AlreadyCredited, CreditOfCredit, LineInDraft, NoSuchLine, NotFound
from models.invoice import Invoice, InvoiceLine
from models.money_errors import AlreadyAnnulled


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
        NoSuchLine: the document has no line at a position.
        LineTakesBack: a line bills nothing, but takes an earlier one back.
        AlreadyAnnulled: the document is annulled.
        AlreadyCredited: a line, or the whole document, is credited already.
        LineInDraft: a draft takes a line back.
    """
    every = _lines(invoice)
    lines = {position: line for position, line in every.items() if line.credits_id is None}
    if not lines:
        raise CreditOfCredit(number=invoice.number)
    if unknown := [position for position in positions if position not in every]:
        raise NoSuchLine(number=invoice.number, lines=_listed(unknown))
    if taking := [position for position in positions if position not in lines]:
        raise LineTakesBack(number=invoice.number, line=_listed(taking))
    _refuse_annulled(invoice)
    taken = taken_back(invoice)
    posted = {position: by for position, (state, by) in taken.items() if state == "posted"}
    wanted = positions or [position for position in lines if position not in posted] or list(lines)
    if credited := [position for position in wanted if position in posted]:
        raise already_credited(str(invoice.number), credited, [posted[position] for position in credited])
    if drafted := [position for position in wanted if position in taken]:
        raise LineInDraft(number=invoice.number, lines=_listed(drafted), batch=taken[drafted[0]][1])
    return [lines[position] for position in wanted]


def _refuse_annulled(invoice: Invoice) -> None:
    note = Invoice.get_or_none(Invoice.annuls & (Invoice.credits == invoice) & Invoice.number.is_null(False))
    if note is not None:
        raise AlreadyAnnulled(number=invoice.number, note=note.number)


def taken_back(invoice: Invoice) -> dict[int, tuple[str, str]]:
    """Say of each position that is taken back by which `posted` document, or by a `draft` of which batch."""
    taking, by = InvoiceLine.alias(), Invoice.alias()
    query = (
        InvoiceLine.select(InvoiceLine.position, by.number, Batch.name)
        .join(taking, on=taking.credits == InvoiceLine.id)
        .join(by, on=taking.invoice == by.id)
        .join(Batch, on=by.batch == Batch.id)
        .where(InvoiceLine.invoice == invoice)
    )
    found = rows_of(query)
    return {at: ("posted", number) if number else ("draft", batch) for at, number, batch in found}


def already_credited(number: str, lines: Iterable[int], by: Iterable[str]) -> AlreadyCredited:
    """Refuse to credit lines once more, naming the documents that take them back."""
    documents = tuple(dict.fromkeys(by))
    return AlreadyCredited(number=number, lines=_listed(lines), by=", ".join(documents), first=documents[0])


def _lines(invoice: Invoice) -> dict[int, InvoiceLine]:
    query = InvoiceLine.select().where(InvoiceLine.invoice == invoice)
    return {line.position: line for line in query.order_by(InvoiceLine.position)}


def _listed(positions: Iterable[int]) -> str:
    return ", ".join(str(position) for position in positions)
