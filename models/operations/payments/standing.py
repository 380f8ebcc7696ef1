"""How posted invoices stand with those who pay them: the one place that reckons balances."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import Expression, fn

from models.batch import Batch
from models.database import rows_of
from models.dispute import Dispute
from models.errors import NotFound
from models.invoice import Invoice, InvoiceLine
from models.money_errors import PaysNoInvoice
from models.municipality import Municipality
from models.operations.billing.exported import last_exports, sent_documents
from models.operations.payments.taken_off import taken_off
from models.operations.store.actor import Actor, reading
from models.payment import Settlement
from models.recipient import Recipient
from models.reminder import Reminder
from models.rules.money import Ore
from models.rules.payments import InvoiceMoney, PaymentState, days_overdue, payment_state


@dataclass(frozen=True, slots=True)
class Standing:
    """A posted invoice and its money; `reminded` is the level of its last reminder, 0 where there is none."""

    id: int
    number: str
    municipality: str
    recipient: str
    reference: str
    issued_on: date
    money: InvoiceMoney
    reminded: int
    reminded_on: date | None

    def state(self, today: date) -> PaymentState:
        """Say how it stands on a day."""
        return payment_state(self.money, today)

    def overdue(self, today: date) -> int:
        """Count the days since its due day, where it is unpaid."""
        return days_overdue(self.money, today)


def list_standings(actor: Actor, *, everything: bool = False) -> tuple[Standing, ...]:
    """List the invoices with something left to pay or to pay back, or all that are posted; the longest due first."""
    with reading(actor):
        found = [each for each in standings() if everything or each.money.balance]
    return tuple(sorted(found, key=lambda each: (each.money.due_on, each.number)))


def show_standing(number: str, actor: Actor) -> Standing:
    """Show how one invoice stands.

    Raises:
        NotFound: there is no posted invoice with the number.
    """
    with reading(actor):
        return standing_of(number)


def standing_of(number: str) -> Standing:
    """Find one invoice in a transaction that is open already.

    Raises:
        NotFound: there is no posted invoice with the number.
        PaysNoInvoice: the number is a credit note's.
    """
    found = next(standings(Invoice.number == number), None)
    if found is None and Invoice.select().where(Invoice.number == number).exists():
        raise PaysNoInvoice(number=number)
    if found is None:
        raise NotFound(what="invoice", key=number)
    return found


def standings(chosen: Expression | None = None) -> Iterator[Standing]:
    """Read posted invoices in the order of their numbers, inside a transaction that is open already."""
    query = (
        Invoice.select(
            Invoice.id,
            Invoice.number,
            Municipality.code,
            Recipient.name,
            Invoice.reference,
            Invoice.issued_on,
            Invoice.due_on,
            Invoice.posted_at,
            Batch.name,
            Invoice.total,
            *_sums(),
        )
        .join(Recipient)
        .join(Municipality)
        .switch(Invoice)
        .join(Batch)
        .where((Invoice.kind == "invoice") & Invoice.number.is_null(False))
        .order_by(Invoice.number)
    )
    taken_off, exports, sent = _taken_off(), last_exports(), sent_documents()
    for row in rows_of(query if chosen is None else query.where(chosen)):
        key, posted_at, batch = row[0], row[7], row[8]
        is_exported = key in sent or exports.get(batch, datetime.min) >= posted_at
        yield _standing(taken_off.get(key, (0, False)), is_exported, *row[:7], *row[9:])


def _taken_off() -> dict[int, tuple[Ore, bool]]:
    """Sum what is taken off each invoice by its id, and say whether it is annulled."""
    annulled = Invoice.select(Invoice.credits).where(Invoice.annuls & Invoice.number.is_null(False))
    sums, gone = taken_off(), {invoice for (invoice,) in rows_of(annulled)}
    return {invoice: (sums.get(invoice, 0), invoice in gone) for invoice in {*sums, *gone}}


def _sums() -> tuple[Any, ...]:
    line = InvoiceLine.alias()
    settled = Settlement.select(fn.COALESCE(fn.SUM(Settlement.amount), 0)).where(Settlement.invoice == Invoice.id)
    disputed = (
        Dispute.select(fn.COUNT(Dispute.id))
        .join(line, on=Dispute.line == line.id)
        .where((line.invoice == Invoice.id) & Dispute.outcome.is_null())
    )
    reminded = Reminder.select(fn.COALESCE(fn.MAX(Reminder.level), 0)).where(Reminder.invoice == Invoice.id)
    return (
        settled,
        disputed,
        reminded,
        Reminder.select(fn.MAX(Reminder.day)).where(Reminder.invoice == Invoice.id),
    )


def _standing(
    taken_off: tuple[Ore, bool], is_exported: bool, key: int, number: str, municipality: str, recipient: str,
    reference: str, issued_on: date, due_on: date | None, total: Ore, settled: Any, disputed: int, reminded: int,
    reminded_on: Any,
) -> Standing:  # fmt: skip
    credited, is_annulled = taken_off
    money = InvoiceMoney(
        total=total,
        credited=credited,
        settled=int(settled),
        due_on=due_on or issued_on,
        is_exported=is_exported,
        is_annulled=is_annulled,
        is_disputed=bool(disputed),
    )
    day = date.fromisoformat(reminded_on) if isinstance(reminded_on, str) else reminded_on
    return Standing(key, number, municipality, recipient, reference, issued_on, money, reminded, day)
