"""How many hour rows wait for somebody to place them, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.rules.unmatched import QueueState
from models.source import UnmatchedRow


@dataclass(frozen=True, slots=True)
class QueueSum:
    """How many rows wait, and since when the oldest does (UTC)."""

    waiting: int = 0
    oldest: datetime | None = None


NOTHING_WAITS = QueueSum()


def queue_sum() -> QueueSum:
    """Count the rows that wait; call it inside a transaction."""
    waiting = UnmatchedRow.select().where(UnmatchedRow.state == QueueState.WAITING)
    oldest = waiting.order_by(UnmatchedRow.queued_at, UnmatchedRow.id).first()
    return QueueSum(waiting.count(), oldest.queued_at) if oldest is not None else NOTHING_WAITS
