"""Read invoices and credit notes: a list, or one with its lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN, Expression

from models.batch import Batch
from models.errors import NotFound
from models.invoice import Invoice, InvoiceLine
from models.municipality import Municipality
from models.operations.store.actor import Actor, reading
from models.recipient import Recipient
from models.rules.money import Ore
from models.service import Service
from models.visit import Visit


@dataclass(frozen=True, slots=True)
class InvoiceLineRow:
    """One line; `quantity` is minutes for hour rates, `price` and `net` are öre, `credited_by` is a number.

    `price` is `share` percent of the rate; `kind` is what its rows are (models.rules.row_kinds).
    """

    position: int
    case: str
    service: str
    text: str
    unit: str
    price: Ore
    quantity: int
    net: Ore
    rate: int
    first: date
    last: date
    late: bool
    credited_by: str
    kind: str
    share: int


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """One document; `number`, `issued_on` and `due_on` are empty while it is a draft. `total` is öre, positive."""

    number: str
    kind: str
    state: str
    batch: str
    month: str
    municipality: str
    recipient: str
    reference: str
    credits: str
    issued_on: date | None
    due_on: date | None
    total: Ore
    lines: tuple[InvoiceLineRow, ...]


def list_invoices(actor: Actor, *, month: str = "", batch: str = "") -> tuple[InvoiceRow, ...]:
    """List the documents of a month or a batch, or all, in the order in which they were made."""
    chosen = Invoice.id > 0
    if month:
        chosen &= Invoice.month == month
    if batch:
        chosen &= Batch.name == batch
    with reading(actor):
        return tuple(_rows(chosen))


def show_invoice(number: str, actor: Actor) -> InvoiceRow:
    """Show one document by its number.

    Raises:
        NotFound: there is none.
    """
    with reading(actor):
        found = next(_rows(Invoice.number == number), None)
    if found is None:
        raise NotFound(what="invoice", key=number)
    return found


def _rows(chosen: Expression) -> Iterator[InvoiceRow]:
    credited = Invoice.alias()
    query = (
        Invoice.select(
            Invoice,
            Batch.name.alias("batch_name"),
            Recipient.name.alias("recipient_name"),
            Municipality.code.alias("home"),
            credited.number.alias("credited"),
        )
        .join(Batch)
        .switch(Invoice)
        .join(Recipient)
        .join(Municipality)
        .switch(Invoice)
        .join(credited, JOIN.LEFT_OUTER, on=Invoice.credits == credited.id)
        .where(chosen)
        .order_by(Invoice.id)
        .objects()
    )
    lines = _lines(chosen)
    return (_row(invoice, lines.get(invoice.id, [])) for invoice in query)


def _row(invoice: Any, lines: list[InvoiceLineRow]) -> InvoiceRow:
    return InvoiceRow(
        number=invoice.number or "",
        kind=invoice.kind,
        state="posted" if invoice.number else "drafted",
        batch=invoice.batch_name,
        month=invoice.month,
        municipality=invoice.home,
        recipient=invoice.recipient_name,
        reference=invoice.reference,
        credits=invoice.credited or "",
        issued_on=invoice.issued_on,
        due_on=invoice.due_on,
        total=invoice.total,
        lines=tuple(lines),
    )


def _lines(chosen: Expression) -> dict[int, list[InvoiceLineRow]]:
    mirror, note = InvoiceLine.alias(), Invoice.alias()
    query = (
        InvoiceLine.select(
            InvoiceLine,
            Visit.case_number.alias("case"),
            Service.code.alias("service_code"),
            Service.swedish.alias("text"),
            note.number.alias("credited_by"),
        )
        .join(Visit)
        .switch(InvoiceLine)
        .join(Service)
        .switch(InvoiceLine)
        .join(Invoice)
        .join(Batch)
        .switch(InvoiceLine)
        .join(mirror, JOIN.LEFT_OUTER, on=mirror.credits == InvoiceLine.id)
        .join(note, JOIN.LEFT_OUTER, on=mirror.invoice == note.id)
        .where(chosen)
        .order_by(InvoiceLine.invoice, InvoiceLine.position)
        .objects()
    )
    found: dict[int, list[InvoiceLineRow]] = {}
    for line in query:
        found.setdefault(line.invoice_id, []).append(_line(line))
    return found


def _line(line: Any) -> InvoiceLineRow:
    return InvoiceLineRow(
        position=line.position,
        case=line.case,
        service=line.service_code,
        text=line.text,
        unit=line.unit,
        price=line.price,
        quantity=line.quantity,
        net=line.net,
        rate=line.rate_id,
        first=line.first_day,
        last=line.last_day,
        late=line.late,
        credited_by=line.credited_by or "",
        kind=line.kind,
        share=line.share,
    )
