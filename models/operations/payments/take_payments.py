"""Put payments into the store, each on the invoice that its reference names; for the deeds that bring them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.database import among, insert_rows, rows_of, take_ids
from models.interchange.payments_file import PaymentRow
from models.invoice import Invoice
from models.operations.payments.early import early_notices
from models.operations.payments.standing import Standing, standings
from models.operations.store.actor import Actor
from models.operations.store.write_event import utc_now
from models.payment import Payment, Settlement
from models.rules.money import Ore
from models.rules.payments import WhyUnmatched, invoice_of_reference
from models.rules.secrecy import harmless_reference

CHUNK = 400
"""Rows an insert."""
PAYMENT = ("id", "key", "day", "amount", "ocr", "payer", "file", "entered_by", "entered_at")
SETTLEMENT = ("payment", "invoice", "amount", "reason", "made_by", "made_at")

Typed = Collection[tuple[int, date, Ore]]
"""Invoice, day and amount of the payments that were typed and settle it."""


@dataclass(frozen=True, slots=True)
class TakenPayments:
    """What became of rows: `total` and `settled` are öre, `unmatched` says why the others settle nothing.

    `other` are rows whose key the store has with another content; where there is one, nothing was stored. `notices`
    tell of lines that are dated before their invoices.
    """

    added: int = 0
    unchanged: int = 0
    matched: int = 0
    total: Ore = 0
    settled: Ore = 0
    unmatched: tuple[WhyUnmatched, ...] = ()
    other: tuple[PaymentRow, ...] = ()
    notices: tuple[str, ...] = ()


def take_payments(rows: Sequence[PaymentRow], file: str, actor: Actor) -> TakenPayments:
    """Store the rows that are new and settle what their references name, inside a deed."""
    known = _known([row.key for row in rows])
    other = tuple(row for row in rows if row.key in known and known[row.key] != _content(row))
    if other:
        return TakenPayments(other=other)
    new = [row for row in rows if row.key not in known]
    by_number = _named([row.ocr for row in new])
    typed = typed_payments() if file else frozenset()
    places = [place_of(row.day, row.amount, row.ocr, by_number, typed) for row in new]
    _insert(new, places, file, actor)
    settled = [(row, place) for row, place in zip(new, places, strict=True) if isinstance(place, Standing)]
    return TakenPayments(
        added=len(new),
        unchanged=len(rows) - len(new),
        matched=len(settled),
        total=sum(row.amount for row in new),
        settled=sum(row.amount for row, _ in settled),
        unmatched=tuple(place for place in places if isinstance(place, WhyUnmatched)),
        notices=tuple(early_notices(settled)),
    )


def place_of(
    day: date, amount: Ore, ocr: str, by_number: Mapping[str, Standing], typed: Typed = frozenset()
) -> Standing | WhyUnmatched:
    """Find the invoice that a payment is for, or say why it settles none. Nothing but the reference decides."""
    number = invoice_of_reference(ocr)
    if isinstance(number, WhyUnmatched):
        return number
    found = by_number.get(number)
    if found is None:
        return WhyUnmatched.UNKNOWN_REFERENCE
    if found.money.is_annulled:
        return WhyUnmatched.ANNULLED
    if found.money.is_taken_back:
        return WhyUnmatched.CREDITED
    return WhyUnmatched.RECORDED if (found.id, day, amount) in typed else found


def standings_of_references(references: Iterable[str]) -> dict[str, Standing]:
    """Read the invoices that references name, by number."""
    return _named(list(references))


def _named(references: Sequence[str]) -> dict[str, Standing]:
    numbers = {number for number in map(invoice_of_reference, references) if not isinstance(number, WhyUnmatched)}
    return {each.number: each for each in standings(among(Invoice.number, sorted(numbers)))} if numbers else {}


def typed_payments() -> frozenset[tuple[int, date, Ore]]:
    """Read what was typed of payments that settle invoices: a file may bring the same money again."""
    taken_back = Settlement.select(Settlement.reverses).where(Settlement.reverses.is_null(False))
    query = (
        Settlement.select(Settlement.invoice, Payment.day, Payment.amount)
        .join(Payment)
        .where(Settlement.invoice.is_null(False) & (Payment.file == "") & Settlement.reverses.is_null())
        .where(Settlement.id.not_in(taken_back))
    )
    return frozenset((invoice, day, amount) for invoice, day, amount in rows_of(query))


def _known(keys: Sequence[str]) -> dict[str, tuple[object, ...]]:
    query = Payment.select(Payment.key, Payment.day, Payment.amount, Payment.ocr, Payment.payer)
    return {key: tuple(content) for key, *content in rows_of(query.where(among(Payment.key, keys)))}


def _content(row: PaymentRow) -> tuple[object, ...]:
    return (row.day, row.amount, kept_reference(row.ocr), row.payer)


def kept_reference(text: str) -> str:
    """Give a reference as the store keeps it: digits as they are, of anything else only what could name nobody."""
    return text if text.isascii() and text.isdigit() else harmless_reference(text) if text else ""


def _insert(rows: Sequence[PaymentRow], places: Sequence[Standing | WhyUnmatched], file: str, actor: Actor) -> None:
    now = utc_now()
    ids = take_ids(Payment, len(rows))
    payments = [
        (key, row.key, row.day, row.amount, kept_reference(row.ocr), row.payer, file, actor.login, now)
        for key, row in zip(ids, rows, strict=True)
    ]
    settled = [
        (key, place.id, row.amount, "", actor.login, now)
        for key, row, place in zip(ids, rows, places, strict=True)
        if isinstance(place, Standing)
    ]
    for start in range(0, len(payments), CHUNK):
        insert_rows(Payment, PAYMENT, payments[start : start + CHUNK])
    for start in range(0, len(settled), CHUNK):
        insert_rows(Settlement, SETTLEMENT, settled[start : start + CHUNK])
