"""Put what is left of a payment on an invoice, take it back, or set it aside: each adds, none deletes (LKBR 3 kap.)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from peewee import fn

from models.database import rows_of
from models.errors import NotFound, ReasonNamesPerson, WrongUse
from models.invoice import Invoice, InvoiceLine
from models.language.formats import kronor
from models.language.terms import term
from models.language.words import tr
from models.money_errors import ClaimTakenBack, NothingLeftOfPayment, NothingLeftToPay, NothingMatched, SettlesTooMuch
from models.operations.payments.early import early_remarks
from models.operations.payments.standing import Standing, standing_of
from models.operations.store.actor import Actor, deed
from models.operations.store.given_reason import given_reason, unnamed
from models.operations.store.write_event import utc_now, write_event
from models.payment import Payment, Settlement
from models.rules.money import Ore
from models.rules.payments import PaymentState
from models.rules.roles import Role


@dataclass(frozen=True, slots=True)
class MatchReceipt:
    """How much was put somewhere or taken back, and what is left of the payment, in öre.

    `remarks` are what somebody should look at again: a day before the invoice's own.
    """

    key: str
    amount: Ore
    left: Ore
    remarks: tuple[str, ...] = ()


def match_payment(key: str, number: str, amount: Ore | None, actor: Actor) -> MatchReceipt:
    """Put a payment on an invoice: the amount given, else as much as is left of both.

    Raises:
        NotFound: there is no such payment, or no posted invoice with the number.
        NothingLeftOfPayment: it is settled whole.
        NothingLeftToPay: the invoice is paid, and no amount says that more is to be put on it.
        SettlesTooMuch: the amount is more than is left of the payment.
        WrongUse: the amount is nought.
        ClaimTakenBack: the invoice is credited or annulled.
    """
    with deed(actor, Role.BILL):
        payment = _payment(key)
        left = _left(payment)
        standing = standing_of(number)
        wanted = _wanted(standing, left, amount, key)
        _settle(payment, standing.id, wanted, "", actor)
        write_event(actor, "match-payment", number, key=unnamed(key), settled=wanted)
        remarks = early_remarks(standing, payment.day)
    return MatchReceipt(key, wanted, left - wanted, remarks)


def _wanted(standing: Standing, left: Ore, amount: Ore | None, key: str) -> Ore:
    """Choose how much settles; money that we paid back (below nought) settles what was overpaid."""
    is_in, money = left > 0, standing.money
    if is_in and money.is_taken_back:
        state = PaymentState.ANNULLED if money.is_annulled else PaymentState.CREDITED
        raise ClaimTakenBack(number=standing.number, state=term("payment state", state))
    if amount is not None:
        if amount <= 0:
            raise WrongUse(what=tr("The amount is above nought; write kronor, as 414,80."))
        if amount > abs(left):
            raise SettlesTooMuch(amount=kronor(amount), number=standing.number, left=kronor(abs(left)), key=key)
        return amount if is_in else -amount
    open_amount = max(0, money.balance) if is_in else min(0, money.balance)
    if not open_amount:
        raise NothingLeftToPay(number=standing.number)
    return min(left, open_amount) if is_in else max(left, open_amount)


def set_aside(key: str, reason: str, actor: Actor) -> MatchReceipt:
    """Say that what is left of a payment settles none of our invoices, and why: paid to us by mistake, said twice.

    Raises:
        NotFound: there is no such payment.
        NothingLeftOfPayment: it is settled whole.
        ReasonMissing: there is no reason.
        ReasonNamesPerson: the reason names somebody.
    """
    with deed(actor, Role.BILL):
        payment = _payment(key)
        left = _left(payment)
        why = _reason(reason, None)
        _settle(payment, None, left, why, actor)
        write_event(actor, "set-aside", unnamed(key), settled=left, reason=why)
    return MatchReceipt(key, left, 0)


def unmatch_payment(key: str, number: str, reason: str, actor: Actor) -> MatchReceipt:
    """Take back what a payment settles, on one invoice or all, by entries that mirror it; both stay visible.

    Raises:
        NotFound: there is no such payment.
        NothingMatched: it settles nothing there.
        ReasonMissing: there is no reason.
        ReasonNamesPerson: the reason names somebody.
    """
    with deed(actor, Role.BILL):
        payment = _payment(key)
        live = _live(payment, number)
        if not live:
            raise NothingMatched(key=key)
        why = _reason(reason, [invoice for _, invoice, _ in live if invoice is not None])
        for settlement, invoice, amount in live:
            _settle(payment, invoice, -amount, why, actor, reverses=settlement)
        back = sum(amount for _, _, amount in live)
        write_event(actor, "unmatch-payment", number or unnamed(key), key=unnamed(key), settled=-back, reason=why)
        left = payment.amount - _settled(payment)
    return MatchReceipt(key, back, left)


def _payment(key: str) -> Payment:
    found = Payment.get_or_none(Payment.key == key)
    if found is None:
        raise NotFound(what="payment", key=key)
    return found


def _settled(payment: Payment) -> Ore:
    query = Settlement.select(fn.COALESCE(fn.SUM(Settlement.amount), 0)).where(Settlement.payment == payment)
    return int(query.scalar())


def _left(payment: Payment) -> Ore:
    left: Ore = payment.amount - _settled(payment)
    if not left:
        raise NothingLeftOfPayment(key=payment.key)
    return left


def _live(payment: Payment, number: str) -> list[tuple[int, int | None, Ore]]:
    mirror = Settlement.alias()
    taken_back = mirror.select(mirror.reverses).where((mirror.payment == payment) & mirror.reverses.is_null(False))
    query = (
        Settlement.select(Settlement.id, Settlement.invoice, Settlement.amount)
        .where((Settlement.payment == payment) & Settlement.reverses.is_null() & Settlement.id.not_in(taken_back))
        .order_by(Settlement.id)
    )
    if number:
        query = query.where(Settlement.invoice.in_(Invoice.select(Invoice.id).where(Invoice.number == number)))
    return [(key, invoice, amount) for key, invoice, amount in rows_of(query)]


def _settle(
    payment: Payment, invoice: int | None, amount: Ore, reason: str, actor: Actor, reverses: int | None = None
) -> None:
    values: dict[str, Any] = {"payment": payment, "invoice": invoice, "amount": amount, "reverses": reverses}
    Settlement.create(**values, reason=reason, made_by=actor.login, made_at=utc_now())


def _reason(text: str, invoices: list[int] | None) -> str:
    """Give a reason that names nobody in the store; of the guests of some invoices not even one word of a name."""
    lines = InvoiceLine.select(InvoiceLine.visit).where(InvoiceLine.invoice.in_(invoices or [-1])).distinct()
    reason = given_reason(text, [visit for (visit,) in rows_of(lines)])
    if unnamed(reason) != reason:
        raise ReasonNamesPerson
    return reason
