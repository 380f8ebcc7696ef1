"""The queue of hour rows that nobody could match to a visit: listed without names, opened with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import JOIN, fn

from models.care_errors import NotInQueue
from models.database import rows_of, transaction
from models.documents.secrecy import has_name
from models.errors import ReasonNamesPerson
from models.interchange.wild_row import WildRow
from models.operations.hours.match_rows import born_of, number_of, words_of
from models.operations.hours.queued_content import row_of_content, who
from models.operations.privacy.write_access import write_access
from models.operations.store.actor import Actor, authorise, reading
from models.operations.store.given_reason import given_reason
from models.person import Person
from models.rules.roles import Role
from models.rules.secrecy import harmless_reference
from models.rules.unmatched import QueueState
from models.source import UnmatchedRow
from models.visit import Visit

MOST = 500
"""Rows listed at the most: more are worked off in portions."""
MOST_CANDIDATES = 20


@dataclass(frozen=True, slots=True)
class QueuedRow:
    """A row that waits, masked: `who` tells rows of one person from another's, and nobody who it is.

    `start`, `end` are minutes of the day, `minutes` elapsed ones of one of the staff.
    """

    number: int
    who: str
    day: date
    start: int | None
    end: int | None
    minutes: int | None
    pieces: int | None
    service: str
    staff: int
    kind: str
    case: str
    """The case number that the row gives, where it could name nobody."""
    why: str
    state: str
    source: str
    line: str
    """The line in the file; not the sheet, which may be called by a name."""
    queued_at: datetime
    placed_on: str
    decided_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A visit that the row may belong to."""

    case: str
    first: date
    last: date | None
    covers: bool


@dataclass(frozen=True, slots=True)
class OpenedRow:
    """A row with whom it names, for one who said why they look."""

    row: QueuedRow
    name: str
    identity_number: str
    birth_date: date | None
    file: str
    place: str
    alike: int
    """Other rows that wait and name the same person."""
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class QueueList:
    """The first rows of a list, and how many there are in all."""

    rows: tuple[QueuedRow, ...]
    total: int


def list_queue(actor: Actor, *, decided: bool = False) -> QueueList:
    """List the rows that wait, the oldest first; or those that were placed or dropped, the newest first."""
    with reading(actor):
        waiting = UnmatchedRow.state == QueueState.WAITING
        newest, oldest = (UnmatchedRow.decided_at.desc(), UnmatchedRow.id), (UnmatchedRow.queued_at, UnmatchedRow.id)
        chosen, order = (~waiting, newest) if decided else (waiting, oldest)
        return QueueList(_masked(chosen, order), UnmatchedRow.select().where(chosen).count())


def open_queued(number: int, reason: str, actor: Actor) -> OpenedRow:
    """Show whom a row names; that somebody looked, and why, is logged (SoLPuL 2001:454, 10 §; G31).

    Raises:
        NotInQueue: there is no row of that number.
        ReasonMissing: no reason is given.
        ReasonNamesPerson: the reason names the row's person.
    """
    with transaction():
        authorise(actor, *Role)
        stored = queued_row(number)
        why = reason_without(reason, row_of_content(stored.content).name)
        write_access(actor, "open-queued", [f"queue:{number}"], why)
        asked = row_of_content(stored.content)
        (shown,) = _masked(UnmatchedRow.id == number, (UnmatchedRow.id,))
        alike = len(same_person(asked, stored.source)) - (stored.state == QueueState.WAITING)
        return OpenedRow(
            row=shown,
            name=asked.name,
            identity_number=number_of(asked),
            birth_date=born_of(asked),
            file=stored.file,
            place=stored.place,
            alike=alike,
            candidates=tuple(_candidates(asked)),
        )


def queued_row(number: int) -> UnmatchedRow:
    """Give a row of the queue.

    Raises:
        NotInQueue: there is none of that number.
    """
    stored: UnmatchedRow | None = UnmatchedRow.get_or_none(UnmatchedRow.id == number)
    if stored is None:
        raise NotInQueue(number=number)
    return stored


def same_person(asked: WildRow, source: str) -> list[UnmatchedRow]:
    """Find the rows of one source that wait and name the same person in the same words, by day."""
    wanted = who(asked)
    query = UnmatchedRow.select().where(UnmatchedRow.state == QueueState.WAITING, UnmatchedRow.source == source)
    return [stored for stored in query.order_by(UnmatchedRow.id) if who(row_of_content(stored.content)) == wanted]


def reason_without(text: str, name: str) -> str:
    """Give a reason that names nobody, least of all whom a row names, who need not be in the store (G30).

    Raises:
        ReasonMissing: there is nothing in it.
        ReasonNamesPerson: it holds the name or an identity number.
    """
    reason = given_reason(text, [])
    if name and has_name(reason, frozenset({name})):
        raise ReasonNamesPerson
    return reason


def _masked(chosen: Any, order: Iterable[Any]) -> tuple[QueuedRow, ...]:
    query = (
        UnmatchedRow.select(UnmatchedRow, fn.COALESCE(Visit.case_number, "").alias("placed_on"))
        .join(Visit, JOIN.LEFT_OUTER)
        .where(chosen)
        .order_by(*order)
        .limit(MOST)
    )
    people: dict[tuple[Any, ...], str] = {}
    return tuple(_shown(stored, people) for stored in query.objects())


def _shown(stored: Any, people: dict[tuple[Any, ...], str]) -> QueuedRow:
    asked = row_of_content(stored.content)
    row = asked.row
    return QueuedRow(
        number=stored.id,
        who=people.setdefault(who(asked), _letters(len(people))),
        day=row.day,
        start=row.start,
        end=row.end,
        minutes=row.minutes,
        pieces=row.pieces,
        service=row.service,
        staff=row.staff,
        kind=row.kind,
        case=harmless_reference(row.case) if row.case else "",
        why=stored.why,
        state=stored.state,
        source=stored.source,
        line=stored.place.rpartition(":")[2],
        queued_at=stored.queued_at,
        placed_on=stored.placed_on,
        decided_by=stored.decided_by or "",
        reason=stored.reason,
    )


def _letters(place: int) -> str:
    """Name people A, B ... Z, AA, AB: the list says who is the same, not who it is."""
    text = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _candidates(asked: WildRow) -> list[Candidate]:
    """Find the visits of people who are called the same or have the number; a protected person by number alone."""
    words = words_of(asked.name)
    number = number_of(asked)
    by_name = ~Person.protected & (Person.search_name != "")
    for word in words:
        by_name &= Person.search_name.contains(word)
    chosen = (Person.identity_number == number) if number else by_name if words else None
    if chosen is None:
        return []
    columns = (Visit.case_number, Visit.first_day, Visit.last_day)
    query = Visit.select(*columns).join(Person).where(chosen, Visit.state != "cancelled")
    found = [
        Candidate(case, first, last, first <= asked.row.day and (last is None or asked.row.day <= last))
        for case, first, last in rows_of(query.order_by(Visit.first_day.desc(), Visit.id).limit(MOST_CANDIDATES))
    ]
    return sorted(found, key=lambda each: not each.covers)
