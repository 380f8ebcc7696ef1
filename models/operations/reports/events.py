"""Read the log of deeds, page by page, the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.database import rows_of
from models.event import Event
from models.operations.store.actor import Actor, reading

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
    """List the newest events, of one subject or all, older than the event numbered `before` where it is given."""
    chosen = Event.id > 0
    if subject:
        chosen &= Event.subject == subject
    if before is not None:
        chosen &= Event.id < before
    with reading(actor):
        query = Event.select(Event.id, Event.at, Event.login, Event.door, Event.deed, Event.subject, Event.facts).where(
            chosen
        )
        return tuple(EventRow(*row) for row in rows_of(query.order_by(Event.id.desc()).limit(limit)))
