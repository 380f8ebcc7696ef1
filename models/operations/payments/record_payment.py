"""Record by hand what came in on an invoice, and what we paid back of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.errors import WrongUse
from models.interchange.cells import LONGEST_TEXT
from models.interchange.payments_file import PaymentRow, payment_key
from models.language.formats import kronor
from models.language.words import tr
from models.money_errors import PaymentKeyTaken, PaymentKnown, RefundTooLarge
from models.operations.payments.early import early_remarks
from models.operations.payments.standing import Standing, standing_of
from models.operations.payments.take_payments import take_payments
from models.operations.store.actor import Actor, deed
from models.operations.store.given_reason import unnamed
from models.operations.store.write_event import utc_now, write_event
from models.payment import Payment, Settlement
from models.rules.checksum import ocr_reference
from models.rules.money import LARGEST_AMOUNT, Ore
from models.rules.payments import WhyUnmatched
from models.rules.roles import Role


@dataclass(frozen=True, slots=True)
class NewPayment:
    """What was typed of a payment: öre above nought, and the bank's own key where it is known."""

    number: str
    amount: Ore
    day: date
    payer: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class PaymentReceipt:
    """A payment's key, how its invoice stands after it, and why it settles nothing where it does not.

    `remarks` are what somebody should look at again: a day before the invoice's own.
    """

    key: str
    standing: Standing
    why: WhyUnmatched | None = None
    remarks: tuple[str, ...] = ()


def record_payment(new: NewPayment, today: date, actor: Actor) -> PaymentReceipt:
    """Record a payment and settle the invoice with all of it; on one that is taken back it stays unmatched.

    Raises:
        NotFound: there is no posted invoice with the number.
        PaysNoInvoice: the number is a credit note's.
        PaymentKnown: the same was recorded or read from a file already, and no key says that it is another.
        PaymentKeyTaken: another payment has the key.
        WrongUse: the amount is nought, or the day lies ahead.
    """
    with deed(actor, Role.BILL):
        standing = _invoice(new, today)
        ocr = ocr_reference(new.number)
        _refuse_known(new, standing, new.amount)
        row = PaymentRow(
            line=1,
            key=new.key or payment_key(new.day, new.amount, ocr, new.payer),
            key_given=bool(new.key),
            day=new.day,
            amount=new.amount,
            ocr=ocr,
            payer=new.payer,
        )
        _refuse_key(new, standing, new.amount, row.key)
        taken = take_payments([row], "", actor)
        key, total = unnamed(row.key), taken.total
        write_event(actor, "record-payment", new.number, key=key, total=total, settled=taken.settled)
        if taken.unmatched:
            return PaymentReceipt(row.key, standing_of(new.number), taken.unmatched[0])
        return PaymentReceipt(row.key, standing_of(new.number), remarks=early_remarks(standing, new.day))


def refund_payment(new: NewPayment, today: date, actor: Actor) -> PaymentReceipt:
    """Record what we paid back on an invoice on which too much was paid.

    Raises:
        NotFound: there is no posted invoice with the number.
        PaysNoInvoice: the number is a credit note's.
        RefundTooLarge: less than that was overpaid.
        PaymentKnown: the same was recorded already, and no key says that it is another.
        PaymentKeyTaken: another payment has the key.
        WrongUse: the amount is nought, or the day lies ahead.
    """
    with deed(actor, Role.BILL):
        standing = _invoice(new, today)
        _refuse_known(new, standing, -new.amount)
        if standing.money.balance + new.amount > 0:
            overpaid = kronor(max(0, -standing.money.balance))
            raise RefundTooLarge(amount=kronor(new.amount), overpaid=overpaid, number=new.number)
        ocr = ocr_reference(new.number)
        key = new.key or payment_key(new.day, -new.amount, ocr, new.payer)
        _refuse_key(new, standing, -new.amount, key)
        values = {"key": key, "day": new.day, "amount": -new.amount, "ocr": ocr, "payer": new.payer}
        paid = Payment.create(**values, entered_by=actor.login, entered_at=utc_now())
        Settlement.create(payment=paid, invoice=standing.id, amount=-new.amount, made_by=actor.login, made_at=utc_now())
        write_event(actor, "refund-payment", new.number, key=unnamed(key), total=-new.amount, settled=-new.amount)
        return PaymentReceipt(key, standing_of(new.number), remarks=early_remarks(standing, new.day))


def _invoice(new: NewPayment, today: date) -> Standing:
    if new.amount <= 0:
        raise WrongUse(what=tr("The amount is above nought; write kronor, as 414,80."))
    if new.amount > LARGEST_AMOUNT:
        raise WrongUse(what=tr("The total has more than ten digits of kronor."))
    if new.day > today:
        raise WrongUse(what=tr("The day lies ahead; no money has come yet."))
    if any(len(text) > LONGEST_TEXT or not text.isprintable() for text in (new.payer, new.key)):
        raise WrongUse(what=tr("A text is longer than {most} characters; shorten it.", most=LONGEST_TEXT))
    return standing_of(new.number)


def _refuse_known(new: NewPayment, standing: Standing, amount: Ore) -> None:
    """Refuse what looks like money that is in the store already, unless a key says that it is more."""
    same = (
        Payment.select(Payment.key)
        .join(Settlement)
        .where((Payment.day == new.day) & (Payment.amount == amount) & (Settlement.invoice == standing.id))
    )
    known = None if new.key else same.scalar()
    if known is not None:
        raise _known(new, amount, known)


def _refuse_key(new: NewPayment, standing: Standing, amount: Ore, key: str) -> None:
    """Refuse a key that a payment has: the same one, or another."""
    stored = Payment.get_or_none(Payment.key == key)
    if stored is None:
        return
    settles = Settlement.select().where((Settlement.payment == stored) & (Settlement.invoice == standing.id)).exists()
    is_for_it = settles or stored.ocr == ocr_reference(new.number)
    if is_for_it and (stored.day, stored.amount) == (new.day, amount):
        raise _known(new, amount, key)
    raise PaymentKeyTaken(key=key, paid=kronor(stored.amount), day=stored.day)


def _known(new: NewPayment, amount: Ore, key: str) -> PaymentKnown:
    return PaymentKnown(amount=kronor(amount), day=new.day, number=new.number, key=key)
