"""Payments: none settles more than it is, only what is posted is settled, and the sums are those of the log."""

from __future__ import annotations

from collections.abc import Iterator

from peewee import JOIN, fn

from models.database import rows_of
from models.event import Event
from models.invoice import Invoice
from models.language.words import tr
from models.operations.store.check_rows import Found
from models.operations.store.log_text import facts_of
from models.payment import Payment, Settlement

BROUGHT = ("record-payment", "import-payments", "refund-payment")
PLACED = (*BROUGHT, "match-payment", "unmatch-payment", "set-aside")


def payment_findings() -> Iterator[Found]:
    """Look at every payment and settlement."""
    yield from _sums()
    yield from _documents()
    yield from _mirrors()
    yield from _log()


def _sums() -> Iterator[Found]:
    query = (
        Payment.select(Payment.id, Payment.amount, fn.COALESCE(fn.SUM(Settlement.amount), 0))
        .join(Settlement, JOIN.LEFT_OUTER)
        .group_by(Payment.id, Payment.amount)
    )
    for payment, amount, settled in rows_of(query):
        if not min(0, amount) <= int(settled) <= max(0, amount):
            yield "payments", str(payment), tr("More is settled by the payment than it is.")


def _documents() -> Iterator[Found]:
    query = Settlement.select(Settlement.id).join(Invoice)
    for (settlement,) in rows_of(query.where(Invoice.number.is_null() | (Invoice.kind != "invoice"))):
        yield "payments", str(settlement), tr("Something else than a posted invoice is settled.")


def _mirrors() -> Iterator[Found]:
    old = Settlement.alias()
    query = Settlement.select(Settlement.id).join(old, on=Settlement.reverses == old.id)
    same_place = (fn.COALESCE(Settlement.invoice, 0) == fn.COALESCE(old.invoice, 0)) & (
        Settlement.payment == old.payment
    )
    mirrors = same_place & (Settlement.amount + old.amount == 0) & old.reverses.is_null()
    for (settlement,) in rows_of(query.where(~mirrors)):
        yield "payments", str(settlement), tr("What was taken back is not what was settled.")


def _log() -> Iterator[Found]:
    """Hold the sums of payments and settlements against the log, which nobody rewrites unseen."""
    total = settled = 0
    for (text,) in rows_of(Event.select(Event.facts).where(Event.deed.in_(PLACED))):
        facts = facts_of(text)
        total += facts.get("total", 0)
        settled += facts.get("settled", 0)
    stored = tuple(int(table.select(fn.COALESCE(fn.SUM(table.amount), 0)).scalar()) for table in (Payment, Settlement))
    if stored != (total, settled):
        yield "payments", "-", tr("The payments, or what they settle, do not add up to what the log says.")
