"""Read a file of executed hours: all of it or nothing, and again without effect."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from models.documents.secrecy import has_name
from models.errors import ImportRefused
from models.interchange.faults import Fault, Notice
from models.interchange.hours_file import HourRow, stream_hours
from models.interchange.table_file import Table, read_table
from models.operations.hours.pieces import CHUNK
from models.operations.hours.read_wild_file import (
    AS_IT_IS,
    Said,
    came_before,
    is_strict,
    recognise,
    refuse_nameless,
    refuse_open,
)
from models.operations.hours.row_remarks import NO_REMARKS, Remarks
from models.operations.hours.sources import bad_source_name, keep_source
from models.operations.hours.store_rows import HourWriter
from models.operations.hours.take_wild import WildTaker
from models.operations.store.actor import Actor, deed
from models.operations.store.given_reason import unnamed
from models.operations.store.write_event import write_event
from models.rules.roles import Role
from models.rules.secrecy import HIDDEN


@dataclass(frozen=True, slots=True)
class HoursReceipt:
    """What an import of hours did: new rows, and rows that the store had already."""

    file: str
    added: int
    unchanged: int
    late: int
    """New rows of months that were signed already: kept, marked, and offered to the next batch (G6)."""
    notices: tuple[str, ...]
    queued: int = 0
    """Rows that name no visit, or more than one: they wait in the queue."""
    waiting: int = 0
    """Rows that wait in the queue since an earlier import."""
    dropped: int = 0
    """Rows that somebody dropped from the queue before."""
    skipped: tuple[tuple[str, int], ...] = ()
    """Lines that are no rows, by why: sums, titles, plans."""
    source: str = ""
    reasons: tuple[tuple[str, int], ...] = ()
    """Why rows wait (models.rules.unmatched), and how many for each."""
    remarks: Remarks = NO_REMARKS
    """What is to be looked at in the new rows."""

    @property
    def rows(self) -> int:
        """Every row of the file: each was stored, was known, waits or was dropped."""
        return self.added + self.unchanged + self.queued + self.waiting + self.dropped


def _silent(rows: int) -> None:
    """Take no notice."""


def import_hours(
    file: str,
    content: bytes,
    today: date,
    actor: Actor,
    said: Said = AS_IT_IS,
    progress: Callable[[int], None] = _silent,
) -> HoursReceipt:
    """Import a file of hours; no hour is later than today.

    A file whose heading names the columns of the hours file is read strictly. Any other is read as its source's files
    have been read before, or by the answers given; its rows that name no visit wait in the queue. `progress` is told
    how many rows have been read.

    Raises:
        ImportRefused: a row is bad; every bad row is listed and nothing was changed.
        QuestionsOpen: it must be said first what something in the file means.
        WrongUse: an answer fits nothing in the file, or no source is named that it could be kept for.
    """
    with deed(actor, Role.HOURS):
        table = read_table(file, content)
        if not said and is_strict(table, today) and not came_before(table):
            return _strictly(table, today, actor, progress)
        return _as_understood(table, content, said, today, actor, progress)


def _strictly(table: Table, today: date, actor: Actor, progress: Callable[[int], None]) -> HoursReceipt:
    file = table.file
    faults: list[Fault] = []
    notices: list[str] = []
    writer = HourWriter(file, actor, keep_late=True)
    stored = writer.write(_sorted_out(table, today, faults, notices, progress))
    faults.extend(stored.faults)
    if faults:
        raise ImportRefused(file, tuple(faults))
    write_event(actor, "import-hours", unnamed(file), added=stored.added, unchanged=stored.unchanged, late=stored.late)
    return HoursReceipt(file, stored.added, stored.unchanged, stored.late, tuple(notices), remarks=stored.remarks)


def _sorted_out(
    table: Table, today: date, faults: list[Fault], notices: list[str], progress: Callable[[int], None]
) -> Iterator[HourRow]:
    """Pass the rows on one by one, keeping what was said beside them."""
    read = 0
    for item in stream_hours(table, today):
        if isinstance(item, Fault):
            faults.append(item)
        elif isinstance(item, Notice):
            notices.append(item.text)
        else:
            read += 1
            if read % CHUNK == 0:
                progress(read)
            yield item


def _as_understood(
    table: Table, content: bytes, said: Said, today: date, actor: Actor, progress: Callable[[int], None]
) -> HoursReceipt:
    file = table.file
    found = recognise(file, content, said, today)
    refuse_open(file, found.understanding)
    refuse_nameless(said, found)
    taken = WildTaker(found.understanding, found.source, actor, progress).take()
    if taken.faults:
        raise ImportRefused(file, tuple(taken.faults))
    if has_name(found.source, frozenset(taken.names - {""})):
        raise bad_source_name()
    if found.source:
        keep_source(found.source, found.understanding.fingerprint, found.understanding.mapping, actor)
    counts = {"added": taken.added, "unchanged": taken.known, "late": taken.late}
    beside = {"queued": taken.queued, "waiting": taken.waiting, "dropped": taken.dropped}
    subject = HIDDEN if has_name(file, frozenset(taken.names - {""})) else unnamed(file)
    write_event(actor, "import-hours", subject, **counts, **beside, source=found.source)
    return HoursReceipt(
        file=file,
        remarks=taken.remarks,
        **counts,
        **beside,
        notices=tuple(dict.fromkeys((*found.understanding.notices, *taken.notices))),
        skipped=tuple(sorted(taken.skipped.items())),
        source=found.source,
        reasons=tuple(sorted((str(why), count) for why, count in taken.reasons.items())),
    )
