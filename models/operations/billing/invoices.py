"""Read invoices and credit notes: a list, or one with its lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import JOIN, Expression, fn

from models.batch import Batch
from models.errors import NotFound
from models.invoice import Invoice, InvoiceLine
from models.municipality import Municipality
from models.operations.billing.exported import last_exports, sent_documents
from models.operations.store.actor import Actor, reading
from models.recipient import Recipient
from models.rules.money import Ore
from models.service import Service
from models.visit import Visit


@dataclass(frozen=True, slots=True)
class InvoiceLineRow:
    """One line; `quantity` is minutes for hour rates, `price` and `net` are öre, `credited_by` is a number.

    `price` is `share` percent of the rate; `kind` is what its rows are (models.rules.row_kinds). A line that
    `takes_back` bills nothing; `original` and `original_line` name the line that it takes back or comes instead of;
    `drafted_by` is the batch of a draft that takes the line back; `is_replaced` that `credited_by` bills its care anew.
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
    takes_back: bool = False
    original: str = ""
    original_line: int = 0
    drafted_by: str = ""
    is_replaced: bool = False

    @property
    def is_left(self) -> bool:
        """Whether the line bills care that nothing takes back."""
        return not (self.takes_back or self.credited_by or self.drafted_by)


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """One document; `number`, `issued_on` and `due_on` are empty while it is a draft. `total` is öre, positive.

    `exported` says that it may have been sent; `annuls` that it is a credit note on an invoice that never was, which
    names it in `annulled_by`. `reason_code` is why something is taken back, '' in what was credited without one.
    """

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
    reason_code: str = ""
    reason: str = ""
    exported: bool = False
    annuls: bool = False
    annulled_by: str = ""

    @property
    def left(self) -> tuple[InvoiceLineRow, ...]:
        """The lines that can be credited."""
        return tuple(line for line in self.lines if line.is_left) if self.number else ()

    @property
    def is_difference(self) -> bool:
        """Whether it takes lines of other documents back and bills their care at other prices."""
        return any(line.takes_back for line in self.lines) and not all(line.takes_back for line in self.lines)

    @property
    def replaced(self) -> Mapping[str, tuple[int, ...]]:
        """The lines whose care a difference bills anew, by its number: it claims only what differs."""
        numbers = dict.fromkeys(line.credited_by for line in self.lines if line.is_replaced)
        return {
            number: tuple(line.position for line in self.lines if line.is_replaced and line.credited_by == number)
            for number in numbers
        }

    def signed_net(self, line: InvoiceLineRow) -> Ore:
        """Give what a line adds to the document's total, in öre."""
        return line.net if line.takes_back == (self.kind == "credit") else -line.net

    @property
    def can_be_annulled(self) -> bool:
        """Whether it was never exported, bills care alone, and nothing of it is taken back."""
        return bool(self.lines) and not self.exported and len(self.left) == len(self.lines)


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
    credited, annuls = Invoice.alias(), Invoice.alias()
    query = (
        Invoice.select(
            Invoice,
            Batch.name.alias("batch_name"),
            Recipient.name.alias("recipient_name"),
            Municipality.code.alias("home"),
            credited.number.alias("credited"),
            annuls.number.alias("annulling"),
        )
        .join(Batch)
        .switch(Invoice)
        .join(Recipient)
        .join(Municipality)
        .switch(Invoice)
        .join(credited, JOIN.LEFT_OUTER, on=Invoice.credits == credited.id)
        .switch(Invoice)
        .join(annuls, JOIN.LEFT_OUTER, on=(annuls.credits == Invoice.id) & annuls.annuls)
        .where(chosen)
        .order_by(Invoice.id)
        .objects()
    )
    lines, exports, sent = _lines(chosen), last_exports(), sent_documents()
    return (_row(invoice, lines.get(invoice.id, []), exports, is_sent=invoice.id in sent) for invoice in query)


def _row(invoice: Any, lines: list[InvoiceLineRow], exports: dict[str, datetime], *, is_sent: bool) -> InvoiceRow:
    exported_at = exports.get(invoice.batch_name)
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
        reason_code=invoice.reason_code,
        reason=invoice.reason,
        exported=is_sent or bool(invoice.number and exported_at and exported_at >= invoice.posted_at),
        annuls=bool(invoice.annuls),
        annulled_by=invoice.annulling or "",
    )


def _lines(chosen: Expression) -> dict[int, list[InvoiceLineRow]]:
    mirror, note, their_batch = InvoiceLine.alias(), Invoice.alias(), Batch.alias()
    origin, original, anew = InvoiceLine.alias(), Invoice.alias(), InvoiceLine.alias()
    replaced = anew.select(anew.id).where((anew.replaces == InvoiceLine.id) & (anew.invoice == note.id))
    query = (
        InvoiceLine.select(
            InvoiceLine,
            Visit.case_number.alias("case"),
            Service.code.alias("service_code"),
            Service.swedish.alias("text"),
            note.number.alias("credited_by"),
            their_batch.name.alias("taken_in"),
            original.number.alias("original"),
            origin.position.alias("original_line"),
            fn.EXISTS(replaced).alias("is_replaced"),
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
        .join(their_batch, JOIN.LEFT_OUTER, on=note.batch == their_batch.id)
        .switch(InvoiceLine)
        .join(origin, JOIN.LEFT_OUTER, on=origin.id == fn.COALESCE(InvoiceLine.credits, InvoiceLine.replaces))
        .join(original, JOIN.LEFT_OUTER, on=origin.invoice == original.id)
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
        takes_back=line.credits_id is not None,
        original=line.original or "",
        original_line=line.original_line or 0,
        drafted_by="" if line.credited_by else line.taken_in or "",
        is_replaced=bool(line.credited_by and line.is_replaced),
    )
