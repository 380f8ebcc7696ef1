"""Credit an invoice, whole or some of its lines: a credit note that mirrors them and frees exactly their rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from peewee import ModelSelect

from models.billed import LineDay, LineMonth, LinePiece
from models.care_entry import CarePiece
from models.database import locked
from models.errors import AlreadyCredited, CreditOfCredit, NoSuchLine, NotFound
from models.invoice import Invoice, InvoiceLine
from models.operations.billing.post_batch import post_one
from models.operations.hours.pieces import split_outdated
from models.operations.store.actor import Actor, deed
from models.operations.store.given_reason import given_reason
from models.operations.store.write_event import write_event
from models.rules.money import Ore
from models.rules.roles import Role


@dataclass(frozen=True, slots=True)
class CreditReceipt:
    """The credit note's number, the invoice's, and what was credited; `total` is öre, positive."""

    number: str
    credits: str
    lines: int
    total: Ore


def credit_invoice(number: str, positions: Iterable[int], reason: str, today: date, actor: Actor) -> CreditReceipt:
    """Credit the lines at the given positions, or all that are not credited yet where none is given.

    Raises:
        NotFound: there is no posted invoice with the number.
        CreditOfCredit: the number is a credit note's.
        NoSuchLine: the invoice has no line at a position.
        AlreadyCredited: a line, or the whole invoice, is credited already.
    """
    with deed(actor, Role.BILL):
        invoice = _posted(number)
        lines = _chosen(invoice, sorted(set(positions)))
        why = given_reason(reason, {line.visit_id for line in lines})
        note = _mirror(invoice, lines, why, actor)
        _free(lines)
        split_outdated({line.visit_id for line in lines})
        posted = post_one(note, today, actor)
        positions = [line.position for line in lines]
        write_event(
            actor, "credit-invoice", number, total=note.total, lines=positions, seals={posted.number: posted.seal}
        )
    return CreditReceipt(posted.number, number, len(lines), note.total)


def _posted(number: str) -> Invoice:
    invoice = locked(Invoice.select().where(Invoice.number == number)).get_or_none()
    if invoice is None:
        raise NotFound(what="invoice", key=number)
    if invoice.kind == "credit":
        raise CreditOfCredit(number=number)
    return invoice


def _chosen(invoice: Invoice, positions: list[int]) -> list[InvoiceLine]:
    lines = {line.position: line for line in _lines_of(invoice).order_by(InvoiceLine.position)}
    if unknown := [position for position in positions if position not in lines]:
        raise NoSuchLine(number=invoice.number, lines=_listed(unknown))
    credited = _credited_positions(invoice)
    if again := [position for position in positions if position in credited]:
        raise AlreadyCredited(number=invoice.number, lines=_listed(again))
    left = [line for position, line in lines.items() if position not in credited]
    if not left:
        raise AlreadyCredited(number=invoice.number, lines=_listed(lines))
    return [lines[position] for position in positions] or left


def _lines_of(invoice: Invoice) -> ModelSelect[InvoiceLine]:
    return InvoiceLine.select().where(InvoiceLine.invoice == invoice)


def _credited_positions(invoice: Invoice) -> set[int]:
    credit = InvoiceLine.alias()
    query = _lines_of(invoice).join(credit, on=credit.credits == InvoiceLine.id)
    return {line.position for line in query}


def _listed(positions: Iterable[int]) -> str:
    return ", ".join(str(position) for position in positions)


def _mirror(invoice: Invoice, lines: list[InvoiceLine], reason: str, actor: Actor) -> Invoice:
    note = Invoice.create(
        kind="credit",
        batch=invoice.batch_id,
        recipient=invoice.recipient_id,
        visit=invoice.visit_id,
        month=invoice.month,
        reference=invoice.reference,
        total=sum(line.net for line in lines),
        credits=invoice,
        reason=reason,
        made_by=actor.login,
    )
    for position, line in enumerate(lines, start=1):
        _mirror_line(note, position, line)
    return note


def _mirror_line(note: Invoice, position: int, line: InvoiceLine) -> None:
    mirrored = InvoiceLine.create(
        invoice=note,
        position=position,
        visit=line.visit_id,
        service=line.service_id,
        rate=line.rate_id,
        kind=line.kind,
        share=line.share,
        unit=line.unit,
        price=line.price,
        quantity=line.quantity,
        net=line.net,
        month=line.month,
        first_day=line.first_day,
        last_day=line.last_day,
        late=line.late,
        credits=line,
    )
    ties = LinePiece.select(mirrored.id, LinePiece.piece).where(LinePiece.line == line)
    LinePiece.insert_from(ties, [LinePiece.line, LinePiece.piece]).execute()


def _free(lines: list[InvoiceLine]) -> None:
    CarePiece.update(line=None).where(CarePiece.line.in_(lines)).execute()
    for claim in (LineDay, LineMonth):
        claim.update(live=False).where(claim.line.in_(lines)).execute()
