"""Read payments: what each settles, what is left of it and why, and which invoices it may be for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from peewee import JOIN, fn

from models.database import rows_of
from models.invoice import Invoice
from models.operations.payments.standing import Standing, standings
from models.operations.payments.take_payments import place_of, standings_of_references, typed_payments
from models.operations.store.actor import Actor, reading
from models.payment import Payment, Settlement
from models.rules.money import Ore
from models.rules.payments import WhyUnmatched


@dataclass(frozen=True, slots=True)
class PaymentSheet:
    """A payment in öre: what it settles by number, what was set aside, what is left and why.

    `could_be` are invoices with just so much left to pay.
    """

    key: str
    day: date
    amount: Ore
    ocr: str
    payer: str
    file: str
    settled: tuple[tuple[str, Ore], ...]
    aside: Ore
    left: Ore
    why: WhyUnmatched | None
    could_be: tuple[str, ...]


@dataclass(slots=True)
class _Places:
    """Where a payment went, while it is read."""

    on: dict[str, Ore] = field(default_factory=dict)
    aside: Ore = 0
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class UnmatchedSum:
    """How many payments have something left, and how much in öre that came in."""

    payments: int
    amount: Ore
    oldest: date | None


NOTHING_LEFT_OVER = UnmatchedSum(0, 0, None)


def list_payments(actor: Actor, *, unmatched: bool = False, number: str = "") -> tuple[PaymentSheet, ...]:
    """List payments, the newest first: all, those with something left, or those on an invoice."""
    with reading(actor):
        return tuple(_sheets(unmatched, number))


def unmatched_sum() -> UnmatchedSum:
    """Sum what is left of payments, inside a transaction that is open already."""
    found = list(rows_of(_left_over().select(Payment.day, Payment.amount - _settled())))
    days = [day for day, _ in found]
    return UnmatchedSum(len(found), sum(int(left) for _, left in found), min(days, default=None))


def _settled() -> Any:
    own = Settlement.alias()
    return own.select(fn.COALESCE(fn.SUM(own.amount), 0)).where(own.payment == Payment.id)


def _left_over() -> Any:
    return Payment.select().where(Payment.amount != _settled())


def _sheets(unmatched: bool, number: str) -> Iterator[PaymentSheet]:
    chosen = _left_over() if unmatched else Payment.select()
    if number:
        on_it = Settlement.select(Settlement.payment).join(Invoice).where(Invoice.number == number)
        chosen = chosen.where(Payment.id.in_(on_it))
    columns = (Payment.id, Payment.key, Payment.day, Payment.amount, Payment.ocr, Payment.payer, Payment.file)
    payments = list(rows_of(chosen.select(*columns).order_by(Payment.day.desc(), Payment.id.desc())))
    places = _places(chosen.select(Payment.id))
    by_number = standings_of_references(row[4] for row in payments)
    typed = typed_payments()
    by_balance = _by_balance() if unmatched else {}
    for row in payments:
        own = places.get(row[0], _Places())
        left = row[3] - sum(own.on.values()) - own.aside
        why = _why(row, own, by_number, typed) if left else None
        could_be = tuple(by_balance.get(left, ())) if left else ()
        _, key, day, amount, ocr, payer, file = row
        settled = tuple(own.on.items())
        yield PaymentSheet(key, day, amount, ocr, payer, file, settled, own.aside, left, why, could_be)


def _places(payments: Any) -> dict[int, _Places]:
    query = (
        Settlement.select(Settlement.payment, Invoice.number, Settlement.amount, Settlement.reverses)
        .join(Invoice, JOIN.LEFT_OUTER)
        .where(Settlement.payment.in_(payments))
        .order_by(Settlement.id)
    )
    found: dict[int, _Places] = {}
    for payment, number, amount, reverses in rows_of(query):
        places = found.setdefault(payment, _Places())
        places.taken_back |= reverses is not None
        if number is None:
            places.aside += amount
        else:
            places.on[number] = places.on.get(number, 0) + amount
    for places in found.values():
        places.on = {number: amount for number, amount in places.on.items() if amount}
    return found


def _why(row: tuple[Any, ...], own: _Places, by_number: dict[str, Standing], typed: Any) -> WhyUnmatched:
    _, _, day, amount, ocr, _, file = row
    if own.on or own.aside:
        return WhyUnmatched.LEFT_OVER
    if own.taken_back:
        return WhyUnmatched.TAKEN_BACK
    place = place_of(day, amount, ocr, by_number, typed if file else frozenset())
    return place if isinstance(place, WhyUnmatched) else WhyUnmatched.UNKNOWN_REFERENCE


def _by_balance() -> dict[Ore, list[str]]:
    found: dict[Ore, list[str]] = {}
    for each in standings():
        if each.money.balance:
            found.setdefault(each.money.balance, []).append(each.number)
    return found
