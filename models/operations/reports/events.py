"""Read the log of deeds, page by page, the newest first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from peewee import JOIN, Expression

from models.batch import Batch
from models.database import rows_of
from models.difference import Difference
from models.event import Event
from models.invoice import Invoice
from models.municipality import Municipality
from models.operations.store.actor import Actor, reading
from models.rate import Rate
from models.recipient import Recipient

OF_A_RATE = ("confirm-rate", "correct-rate", "end-rate", "withdraw-rate")
"""Deeds that are written under a rate's number."""

OF_A_DIFFERENCE = ("accept-difference", "decline-difference")
"""Deeds that are written under a difference's number."""

PROPOSING = ("propose-difference", "take-back-difference")
"""Deeds that are written under the code of the recipient whose invoices differ."""

A_DIFFERENCE = re.compile(r"D([0-9]{1,9})")
"""How a difference is named among subjects: D12."""

PAGE = 200
"""Events read at a time."""


@dataclass(frozen=True, slots=True)
class EventRow:
    """One deed: who, when (UTC), through which door, with what; `facts` is JSON."""

    id: int
    at: datetime
    login: str
    door: str
    deed: str
    subject: str
    facts: str


def list_events(
    actor: Actor, *, subject: str = "", before: int | None = None, limit: int = PAGE
) -> tuple[EventRow, ...]:
    """List the newest events, of one subject or all, older than the event numbered `before` where it is given.

    An invoice's history is that of its batch too, a credit note's that of what it credits, and a municipality's (by its
    code) that of its rates. A difference is named D12: who proposed, accepted or declined it, and what has billed it.
    """
    chosen = Event.id > 0
    if before is not None:
        chosen &= Event.id < before
    with reading(actor):
        if subject:
            of_rates = Event.deed.in_(OF_A_RATE) & Event.subject.in_(_rates_of(subject))
            chosen &= Event.subject.in_(_subjects(subject)) | of_rates | _of_a_difference(subject)
        query = Event.select(Event.id, Event.at, Event.login, Event.door, Event.deed, Event.subject, Event.facts).where(
            chosen
        )
        return tuple(EventRow(*row) for row in rows_of(query.order_by(Event.id.desc()).limit(limit)))


def _of_a_difference(subject: str) -> Expression:
    """Choose what was done with a difference; nothing where the subject names none."""
    named = A_DIFFERENCE.fullmatch(subject)
    number = int(named[1]) if named else 0
    query = (
        Difference.select(Recipient.code, Invoice.number, Batch.name)
        .join(Recipient)
        .switch(Difference)
        .join(Invoice, JOIN.LEFT_OUTER, on=Difference.invoice == Invoice.id)
        .join(Batch, JOIN.LEFT_OUTER)
        .where(Difference.id == number)
    )
    code, *documents = next(iter(rows_of(query)), ("",))
    decided = Event.deed.in_(OF_A_DIFFERENCE) & (Event.subject == str(number))
    proposed = Event.deed.in_(PROPOSING) & (Event.subject == code)
    chosen: Expression = decided | proposed | Event.subject.in_([name for name in documents if name])
    return chosen


def _rates_of(municipality: str) -> list[str]:
    """Name what is done to a municipality's rates is written under."""
    query = Rate.select(Rate.id).join(Municipality).where(Municipality.code == municipality)
    return [str(rate) for (rate,) in rows_of(query)]


def _subjects(subject: str) -> set[str]:
    """Name what a subject's history is written under."""
    credited = Invoice.alias()
    query = (
        Invoice.select(Batch.name, credited.number)
        .join(Batch)
        .switch(Invoice)
        .join(credited, JOIN.LEFT_OUTER, on=Invoice.credits == credited.id)
        .where(Invoice.number == subject)
    )
    return {subject, *(name for row in rows_of(query) for name in row if name)}
