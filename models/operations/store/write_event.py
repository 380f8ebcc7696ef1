"""The log: one sealed event a deed, in the deed's transaction."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256

from models.event import Event, LogHead
from models.operations.store.actor import Actor

FIRST_SEAL = "0" * 64


def utc_now() -> datetime:
    """Give the moment as the store keeps it: UTC, without a zone, whole seconds."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def write_event(actor: Actor, deed: str, subject: str, **facts: object) -> None:
    """Add an event that seals the one before it; call it inside the deed's transaction.

    The facts are JSON values: codes, numbers and case numbers. A text in them that tells who a guest is, is not kept.
    """
    from models.operations.store.unnamed_facts import unnamed_facts  # a look-up writes no event, and need not load it

    previous = Event.select(Event.seal).order_by(Event.id.desc()).limit(1).scalar() or FIRST_SEAL
    said, kept = unnamed_facts(subject, facts)
    at, text = utc_now(), json.dumps(kept, ensure_ascii=False, sort_keys=True, default=str)
    seal = seal_of(previous, at, actor.login, actor.door, deed, said, text)
    Event.create(
        at=at,
        login=actor.login,
        door=actor.door,
        deed=deed,
        subject=said,
        facts=text,
        previous=previous,
        seal=seal,
    )
    if not LogHead.update(seal=seal).execute():
        LogHead.create(seal=seal)


def seal_of(previous: str, at: datetime, *parts: str) -> str:
    """Hash an event together with the seal before it."""
    return sha256("\x1f".join((previous, at.isoformat(), *parts)).encode()).hexdigest()
