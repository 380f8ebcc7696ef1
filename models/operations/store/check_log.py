"""The log's chain: every event seals the one before it (G34)."""

from __future__ import annotations

from collections.abc import Iterator

from models.event import Event, LogHead
from models.language.words import tr
from models.operations.store.check_rows import Found
from models.operations.store.write_event import FIRST_SEAL, seal_of


def log_findings() -> Iterator[Found]:
    """Recompute every seal in order."""
    previous = FIRST_SEAL
    for event in Event.select().order_by(Event.id).iterator():
        parts = (event.login, event.door, event.deed, event.subject, event.facts)
        if event.previous != previous or event.seal != seal_of(previous, event.at, *parts):
            yield "log", str(event.id), tr("The event, or one before it, was changed or taken away.")
        previous = event.seal
    if LogHead.select(LogHead.seal).scalar() != previous:
        yield "log", "-", tr("The end of the log was changed or taken away.")
