"""Read the log of deeds, page by page, the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from peewee import JOIN

from models.batch import Batch
from models.database import rows_of
from models.event import Event
from models.invoice import Invoice
from models.municipality import Municipality
from models.operations.store.actor import Actor, reading
from models.rate import Rate

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
    code) that of its rates.
    """
    chosen = Event.id > 0
    if before is not None:
        chosen &= Event.id < before
    with reading(actor):
        if subject:
            confirmed = (Event.deed == "confirm-rate") & Event.subject.in_(_rates_of(subject))
            chosen &= Event.subject.in_(_subjects(subject)) | confirmed
        query = Event.select(Event.id, Event.at, Event.login, Event.door, Event.deed, Event.subject, Event.facts).where(
            chosen
        )
        return tuple(EventRow(*row) for row in rows_of(query.order_by(Event.id.desc()).limit(limit)))


def _rates_of(municipality: str) -> list[str]:
    """Name what the confirmations of a municipality's rates are written under."""
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
