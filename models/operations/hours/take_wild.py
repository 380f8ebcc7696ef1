"""Take the rows of a planning system's file: those that name a visit are written, the others wait in the queue."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from models.care_entry import CareEntry
from models.database import rows_of
from models.interchange.faults import Fault, Notice
from models.interchange.hour_row import HourRow
from models.interchange.wild import Understanding
from models.interchange.wild_row import WildRow
from models.interchange.wild_stream import WildStream, stream_wild
from models.language.words import tr
from models.operations.hours.match_rows import Matcher, Stay
from models.operations.hours.pieces import CHUNK
from models.operations.hours.queued_content import content_text, measured, row_of_content
from models.operations.hours.row_remarks import NO_REMARKS, Remarks
from models.operations.hours.store_rows import HourWriter
from models.operations.registers.names import service_ids
from models.operations.store.actor import Actor
from models.operations.store.write_event import utc_now
from models.rules.row_kinds import RowKind
from models.rules.unmatched import QueueState, Unmatched
from models.source import UnmatchedRow

Progress = Callable[[int], None]
"""Is told how many rows have been read so far."""


@dataclass(slots=True)
class Taken:
    """What became of each row of a file: it was stored, was known, waits or was dropped; `rows` is the sum."""

    rows: int = 0
    added: int = 0
    known: int = 0
    queued: int = 0
    waiting: int = 0
    """In the queue since an earlier import."""
    dropped: int = 0
    """Dropped from the queue before."""
    late: int = 0
    reasons: dict[Unmatched, int] = field(default_factory=dict)
    skipped: dict[str, int] = field(default_factory=dict)
    """Lines of the file that are no rows, by why."""
    faults: list[Fault] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    remarks: Remarks = NO_REMARKS
    names: set[str] = field(default_factory=set)
    """Who is named, so that the log can leave it out."""


class _Queued(NamedTuple):
    id: int
    state: str
    content: str


class WildTaker:
    """Takes one file inside a deed's transaction."""

    def __init__(self, understanding: Understanding, source: str, actor: Actor, progress: Progress) -> None:
        self._understanding = understanding
        self._source = source
        self._actor = actor
        self._progress = progress
        self._matcher = Matcher()
        self._services = service_ids()
        self._found: list[tuple[int, int]] = []
        self.taken = Taken()

    def take(self) -> Taken:
        """Write what can be placed and queue the rest; with any fault the caller takes all of it back."""
        writer = HourWriter(self._understanding.file, self._actor, keep_late=True, source=self._source)
        stream = stream_wild(self._understanding)
        stored = writer.write(self._matched(stream))
        taken = self.taken
        taken.faults.extend(stored.faults)
        taken.added, taken.late, taken.remarks = stored.added, stored.late, stored.remarks
        taken.known += stored.unchanged
        taken.skipped = {str(why): count for why, count in stream.tally.skipped.items() if count}
        if not taken.faults:
            place_found(self._found, self._actor)
        return taken

    def _matched(self, stream: WildStream) -> Iterator[HourRow]:
        """Give the rows that belong to a visit, each with its case."""
        chunk: list[WildRow] = []
        for item in stream:
            if isinstance(item, Fault):
                self.taken.faults.append(item)
            elif isinstance(item, Notice):
                self.taken.notices.append(item.text)
            else:
                chunk.append(as_counted(item))
                if len(chunk) == CHUNK:
                    yield from self._sort(chunk)
                    chunk = []
        yield from self._sort(chunk)

    def _sort(self, chunk: list[WildRow]) -> Iterator[HourRow]:
        self._matcher.look_up(chunk)
        queue = _queue_of([asked.row.key for asked in chunk])
        fresh: list[dict[str, Any]] = []
        for asked in chunk:
            self.taken.names.add(asked.name)
            row = self._one(asked, queue.get(asked.row.key), fresh)
            if row is not None:
                yield row
        if fresh and not self.taken.faults:
            UnmatchedRow.insert_many(fresh).execute()
        self.taken.rows += len(chunk)
        self._progress(self.taken.rows)

    def _one(self, asked: WildRow, queued: _Queued | None, fresh: list[dict[str, Any]]) -> HourRow | None:
        """Give a row to write; nothing where it waits, was dropped, or was placed by hand."""
        taken = self.taken
        if queued is not None and measured(row_of_content(queued.content)) != measured(asked):
            text = tr("The queue has other hours under the same key; place or drop those first.")
            taken.faults.append(Fault(self._understanding.file, asked.row.line, "key", text))
        elif queued is not None and queued.state == QueueState.DROPPED:
            taken.dropped += 1
        elif queued is not None and queued.state == QueueState.PLACED:
            taken.known += 1
        else:
            stay, why = self._matcher.match(asked)
            if stay is not None and (why is None or is_stored(asked.row, stay, self._services)):
                if queued is not None:
                    self._found.append((queued.id, stay.id))
                return replace(asked.row, case=stay.case, identity=None)
            assert why is not None
            self._wait(asked, why, fresh, is_new=queued is None)
        return None

    def _wait(self, asked: WildRow, why: Unmatched, fresh: list[dict[str, Any]], *, is_new: bool) -> None:
        taken, key = self.taken, asked.row.key
        taken.reasons[why] = taken.reasons.get(why, 0) + 1
        if not is_new:
            taken.waiting += 1
            return
        taken.queued += 1
        fresh.append(
            {
                "key": key,
                "source": self._source,
                "file": self._understanding.file,
                "place": place_text(asked),
                "content": content_text(asked),
                "why": why,
                "queued_by": self._actor.login,
                "queued_at": utc_now(),
            }
        )


def as_counted(asked: WildRow) -> WildRow:
    """Give the row with its kind; a visit that came to nothing, and of which nothing was measured, counts as one."""
    row = asked.row
    pieces = 1 if row.minutes is None and row.pieces is None and row.start is None else row.pieces
    return replace(asked, row=replace(row, pieces=pieces, kind=RowKind(asked.kind.value)))


def place_text(asked: WildRow) -> str:
    """Say where in the file a row stands: the sheet, if there are several, and the line."""
    return f"{asked.sheet}:{asked.row.line}" if asked.sheet else str(asked.row.line)


def place_found(found: list[tuple[int, int]], actor: Actor) -> None:
    """Say of rows in the queue that they have come to a visit."""
    at = utc_now()
    for queued, visit in found:
        decided = {"state": QueueState.PLACED, "visit": visit, "decided_by": actor.login, "decided_at": at}
        UnmatchedRow.update(decided).where(UnmatchedRow.id == queued).execute()


def is_stored(row: HourRow, stay: Stay, services: dict[str, int]) -> bool:
    """Say whether a visit that takes no new hours has the row since before."""
    if row.key_given:
        return bool(CareEntry.select().where(CareEntry.key == row.key).exists())
    same = (
        (CareEntry.visit == stay.id)
        & (CareEntry.service == services[row.service])
        & (CareEntry.day == row.day)
        & (CareEntry.minutes == (row.minutes or 0))
        & (CareEntry.pieces == (row.pieces or 0))
        & (CareEntry.staff == row.staff)
        & (CareEntry.band == row.band.casefold())
        & (CareEntry.kind == row.kind)
    )
    for column, value in ((CareEntry.start, row.start), (CareEntry.end, row.end)):
        same &= column.is_null() if value is None else column == value
    return bool(CareEntry.select().where(same).exists())


def _queue_of(keys: list[str]) -> dict[str, _Queued]:
    query = UnmatchedRow.select(UnmatchedRow.key, UnmatchedRow.id, UnmatchedRow.state, UnmatchedRow.content)
    return {key: _Queued(*rest) for key, *rest in rows_of(query.where(UnmatchedRow.key.in_(keys)))}
