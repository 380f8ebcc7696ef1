"""Show what a file of hours would do, and what was understood of it, before anything is imported (G8)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from models.errors import ImportRefused
from models.interchange.faults import Fault, Notice
from models.interchange.table_file import read_table
from models.interchange.wild import Understanding
from models.interchange.wild_row import WildRow
from models.interchange.wild_stream import stream_wild
from models.operations.hours.import_hours import HoursReceipt, import_hours
from models.operations.hours.match_rows import Matcher
from models.operations.hours.read_wild_file import AS_IT_IS, Said, is_strict, recognise
from models.operations.hours.take_wild import as_counted
from models.operations.store.actor import Actor, authorise
from models.operations.store.rehearse import rehearsal
from models.rules.roles import Role

EXAMPLES = 8
"""Rows shown as they were understood."""
NAMELESS = "(unnamed)"
"""What a source is called for as long as a preview lasts."""


@dataclass(frozen=True, slots=True)
class ExampleRow:
    """A row as it was understood, without who it is: the case of its visit, or why it has none."""

    line: int
    sheet: str
    by: str
    """By what the row names its guest: `case`, `identity`, `birth-date`, `name`; `nobody` where it does not."""
    day: date
    start: int | None
    end: int | None
    minutes: int | None
    pieces: int | None
    service: str
    staff: int
    kind: str
    case: str
    why: str


@dataclass(frozen=True, slots=True)
class HoursPreview:
    """What was understood of a file, its first rows, and what importing it would do; no receipt where it cannot be."""

    understanding: Understanding
    source: str
    is_kept: bool
    """Whether the source's mapping was known before."""
    is_strict: bool
    """Whether the file has the columns of the hours file itself, and needs no mapping."""
    examples: tuple[ExampleRow, ...]
    receipt: HoursReceipt | None
    faults: tuple[Fault, ...]

    @property
    def is_ready(self) -> bool:
        """Whether it can be imported as it is."""
        return self.receipt is not None


def _silent(rows: int) -> None:
    """Take no notice."""


def preview_hours(
    file: str,
    content: bytes,
    today: date,
    actor: Actor,
    said: Said = AS_IT_IS,
    progress: Callable[[int], None] = _silent,
) -> HoursPreview:
    """Understand a file and rehearse its import, which is taken back; nothing is changed and nothing is kept.

    Raises:
        NotAllowed: the actor may not import hours.
        WrongUse: an answer fits nothing in the file.
    """
    receipt, faults = None, tuple[Fault, ...]()
    examples: tuple[ExampleRow, ...] = ()
    strict = is_strict(read_table(file, content), today)
    with rehearsal():
        authorise(actor, Role.HOURS)
        found = recognise(file, content, said, today)
        if found.understanding.is_ready:
            examples = tuple(_examples(found.understanding))
        named = said if found.source or not said else Said(NAMELESS, said.answers)
        try:
            receipt = import_hours(file, content, today, actor, named, progress)
        except ImportRefused as refusal:
            faults = () if found.understanding.questions else tuple(_faults(refusal))
    return HoursPreview(
        understanding=found.understanding,
        source=found.source,
        is_kept=found.is_kept,
        is_strict=strict and not said,
        examples=examples,
        receipt=receipt,
        faults=faults,
    )


def _faults(refusal: ImportRefused) -> Iterator[Fault]:
    for fault in refusal.faults:
        yield Fault(fault.file, fault.line, fault.column, fault.text)


def _examples(understanding: Understanding) -> Iterator[ExampleRow]:
    rows = (item for item in stream_wild(understanding) if not isinstance(item, Fault | Notice))
    first = list(map(as_counted, islice(rows, EXAMPLES)))
    matcher = Matcher()
    matcher.look_up(first)
    for asked in first:
        stay, why = matcher.match(asked)
        row = asked.row
        yield ExampleRow(
            line=row.line,
            sheet=asked.sheet,
            by=_by(asked),
            day=row.day,
            start=row.start,
            end=row.end,
            minutes=row.minutes,
            pieces=row.pieces,
            service=row.service,
            staff=row.staff,
            kind=row.kind,
            case=stay.case if stay is not None else "",
            why=str(why or ""),
        )


def _by(asked: WildRow) -> str:
    if asked.row.case:
        return "case"
    if asked.row.identity:
        return "identity"
    if asked.name and asked.birth_date:
        return "birth-date"
    return "name" if asked.name else "nobody"
