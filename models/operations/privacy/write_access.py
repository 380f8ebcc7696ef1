"""Log who looked at whom: reading is a deed too (SoLPuL 2001:454, 10 §)."""

from __future__ import annotations

from collections.abc import Iterable

from models.event import Access
from models.operations.store.actor import Actor
from models.operations.store.write_event import utc_now


def write_access(actor: Actor, deed: str, cases: Iterable[str], reason: str = "") -> None:
    """Add one entry a case that was shown; call it inside the transaction that read."""
    rows = [
        {"at": utc_now(), "login": actor.login, "door": actor.door, "deed": deed, "subject": case, "reason": reason}
        for case in cases
    ]
    if rows:
        Access.insert_many(rows).execute()
