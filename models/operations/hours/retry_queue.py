"""Match every row that waits in the queue once more, as the next import of its file would."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.interchange.wild_row import WildRow
from models.operations.hours.match_rows import Match, Matcher
from models.operations.hours.place_row import queue_writer
from models.operations.hours.queued_content import row_of_content
from models.operations.hours.store_rows import Stored
from models.operations.hours.take_wild import is_stored, place_found
from models.operations.registers.names import service_ids
from models.operations.store.actor import Actor, deed
from models.operations.store.write_event import write_event
from models.rules.roles import Role
from models.rules.unmatched import QueueState, Unmatched
from models.source import UnmatchedRow


@dataclass(frozen=True, slots=True)
class Retried:
    """What trying the queue again did; `known` are rows that the store had already."""

    placed: int
    known: int
    late: int
    waiting: int


def retry_queue(actor: Actor) -> Retried:
    """Match every row that waits once more, as the next import of its file would."""
    with deed(actor, Role.HOURS):
        waiting = list(UnmatchedRow.select().where(UnmatchedRow.state == QueueState.WAITING).order_by(UnmatchedRow.id))
        asked = [row_of_content(stored.content) for stored in waiting]
        matcher, services = Matcher(), service_ids()
        matcher.look_up(asked)
        placed = known = late = 0
        for stored, row in zip(waiting, asked, strict=True):
            outcome = _retried(stored, row, matcher.match(row), services, actor)
            if outcome is not None:
                placed, known, late = placed + outcome.added, known + outcome.unchanged, late + outcome.late
        left = len(waiting) - placed - known
        write_event(actor, "retry-queue", "queue", placed=placed, known=known, waiting=left)
    return Retried(placed, known, late, left)


def _retried(
    stored: UnmatchedRow, asked: WildRow, found: Match, services: dict[str, int], actor: Actor
) -> Stored | None:
    """Place one row where it can be; else say why it waits still."""
    stay, why = found
    if stay is not None and (why is None or is_stored(asked.row, stay, services)):
        outcome = queue_writer(stored, actor).write([replace(asked.row, case=stay.case, identity=None)])
        if not outcome.faults:
            place_found([(stored.id, stay.id)], actor)
            return outcome
        why = Unmatched.OTHER_HOURS
    if why != stored.why:
        UnmatchedRow.update(why=why).where(UnmatchedRow.id == stored.id).execute()
    return None
