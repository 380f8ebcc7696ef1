"""Drop a row of the queue that belongs to no visit of ours; it stays in the store, with the reason."""

from __future__ import annotations

from models.operations.hours.list_queue import reason_without, same_person
from models.operations.hours.place_row import waiting_row
from models.operations.hours.queued_content import row_of_content
from models.operations.store.actor import Actor, deed
from models.operations.store.write_event import utc_now, write_event
from models.rules.roles import Role
from models.rules.unmatched import QueueState
from models.source import UnmatchedRow


def drop_row(number: int, reason: str, actor: Actor, *, with_alike: bool = False) -> int:
    """Say that a row is never to be placed, and why; it stays in the store. Give how many rows were dropped.

    Raises:
        NotInQueue: there is no such row.
        QueueRowDecided: somebody has placed or dropped it.
        ReasonMissing: no reason is given.
        ReasonNamesPerson: the reason names the row's person.
    """
    with deed(actor, Role.HOURS):
        stored = waiting_row(number)
        asked = row_of_content(stored.content)
        why = reason_without(reason, asked.name)
        rows = same_person(asked, stored.source) if with_alike else [stored]
        numbers = [each.id for each in rows]
        decided = {"decided_by": actor.login, "decided_at": utc_now(), "reason": why, "state": QueueState.DROPPED}
        for each in numbers:
            UnmatchedRow.update(decided).where(UnmatchedRow.id == each).execute()
        write_event(actor, "drop-row", f"queue:{number}", rows=numbers, reason=why)
    return len(numbers)
