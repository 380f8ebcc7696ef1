"""The log: one sealed event a deed, in the deed's transaction."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256

from models.event import Event, LogHead
from models.operations.store.actor import Actor
from models.rules.identity import identity_numbers_in
from models.rules.secrecy import HIDDEN

FIRST_SEAL = "0" * 64


def utc_now() -> datetime:
    """Give the moment as the store keeps it: UTC, without a zone, whole seconds."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def write_event(actor: Actor, deed: str, subject: str, **facts: object) -> None:
    """Add an event that seals the one before it; call it inside the deed's transaction.

    The facts are JSON values: codes, numbers and case numbers, never a name or an identity number.
    """
    previous = Event.select(Event.seal).order_by(Event.id.desc()).limit(1).scalar() or FIRST_SEAL
    kept = {name: _harmless_fact(value) for name, value in facts.items()}
    at, text = utc_now(), json.dumps(kept, ensure_ascii=False, sort_keys=True, default=str)
    said = _harmless(subject)
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


def _harmless_fact(value: object) -> object:
    """Look into texts and lists of texts; hashes are kept whole, whatever their digits look like."""
    if isinstance(value, list):
        return [_harmless_fact(part) for part in value]
    return _harmless(value) if isinstance(value, str) else value


def _harmless(subject: str) -> str:
    """Keep what is no text, and what holds an identity number, out of a log that is never rewritten (G30)."""
    said = subject.encode("utf-8", "replace").decode()
    return HIDDEN if identity_numbers_in(said) else said


def seal_of(previous: str, at: datetime, *parts: str) -> str:
    """Hash an event together with the seal before it."""
    return sha256("\x1f".join((previous, at.isoformat(), *parts)).encode()).hexdigest()
