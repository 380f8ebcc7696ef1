"""Find rows of one person that cover a common minute: one walk through the rows by the clock, however many they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any, NamedTuple

from peewee import Case, Expression, Window, chunked, fn

from models.care_entry import CareEntry
from models.database import is_sqlite, rows_of
from models.decision import Decision
from models.operations.hours.standing import is_standing
from models.rules.period import DAY
from models.rules.row_checks import ClockedRow, overlap
from models.rules.row_kinds import RowKind
from models.service import Service
from models.visit import Visit

ONE_DAY = timedelta(days=1)
FIRST_DAY = date(1970, 1, 1)
CHUNK = 500


class Timed(NamedTuple):
    """A row by the clock as the walk sees it; `asked` says that it is among the rows that are looked at."""

    person: int
    asked: int
    key: str
    case: str
    visit: int
    service_id: int
    service: str
    day: date
    start: int
    end: int
    staff: int


class Overlap(NamedTuple):
    """A row, and the key of the first row that it overlaps."""

    key: str
    case: str
    day: date
    service: str
    other: str


def find_overlaps(chosen: Expression) -> Iterator[Overlap]:
    """Give every chosen standing row that overlaps another of its person, each once, in an open transaction."""
    first, last = next(iter(rows_of(CareEntry.select(fn.MIN(CareEntry.day), fn.MAX(CareEntry.day)).where(chosen))))
    if first is None:
        return
    near = _near(_day(first), _day(last))
    doubled = _people_with_overlaps(Visit.select(Visit.person).join(CareEntry).where(chosen), near)
    granted = GrantedStaff()
    for people in chunked(doubled, CHUNK):
        for _, rows in groupby(map(_timed, rows_of(_by_the_clock(chosen, people, near))), key=_person):
            yield from _walk(rows, granted)


def _timed(row: tuple[Any, ...]) -> Timed:
    return Timed(*row)


def _person(row: Timed) -> int:
    return row.person


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _near(first: date, last: date) -> Expression:
    """Choose the standing rows by the clock that a row of some days may overlap."""
    days = (CareEntry.day >= first - ONE_DAY) & (CareEntry.day <= last + ONE_DAY)
    by_clock = CareEntry.start.is_null(False) & (CareEntry.kind != str(RowKind.CANCELLED))
    near: Expression = days & by_clock & is_standing()
    return near


def _people_with_overlaps(people: Any, near: Expression) -> list[int]:
    """Find the few who have a row that begins before one that began earlier is over; the engine sorts them all."""
    midnight = fn.JULIANDAY(CareEntry.day) * DAY if is_sqlite() else (CareEntry.day - FIRST_DAY) * DAY
    over = CareEntry.end + Case(None, ((CareEntry.end > CareEntry.start, 0),), DAY)
    until = fn.MAX(midnight + over).over(
        partition_by=[Visit.person],
        order_by=[CareEntry.day, CareEntry.start, CareEntry.id],
        start=Window.preceding(),
        end=Window.preceding(1),
    )
    rows = (
        CareEntry.select(
            Visit.person.alias("person"), (midnight + CareEntry.start).alias("begun"), until.alias("until")
        )
        .join(Visit)
        .where(Visit.person.in_(people) & near)
        .alias("timed")
    )
    doubled = CareEntry.select(rows.c.person).from_(rows).where(rows.c.until > rows.c.begun).distinct()
    return [person for (person,) in rows_of(doubled.order_by(rows.c.person))]


def _by_the_clock(chosen: Expression, people: Sequence[int], near: Expression) -> Any:
    columns = (CareEntry.day, CareEntry.start, CareEntry.end, CareEntry.staff)
    return (
        CareEntry.select(
            Visit.person,
            Case(None, ((chosen, 1),), 0),
            CareEntry.key,
            Visit.case_number,
            CareEntry.visit,
            CareEntry.service,
            Service.code,
            *columns,
        )
        .join(Visit)
        .switch(CareEntry)
        .join(Service)
        .where(Visit.person.in_(people) & near)
        .order_by(Visit.person, CareEntry.day, CareEntry.start, CareEntry.id)
    )


def _walk(rows: Iterator[Timed], granted: GrantedStaff) -> Iterator[Overlap]:
    """Keep the rows that are not over yet; a row that begins before one of them is over overlaps it."""
    going_on: list[Timed] = []
    for row in rows:
        going_on = [other for other in going_on if overlap(_clocked(row, None), _clocked(other, None))]
        for other in going_on:
            if (row.asked or other.asked) and overlap(
                _clocked(row, granted.of(row)), _clocked(other, granted.of(other))
            ):
                late, early = (row, other) if row.asked else (other, row)
                yield Overlap(late.key, late.case, late.day, late.service, early.key)
                break
        going_on.append(row)


def _clocked(row: Timed, decided: int | None) -> ClockedRow:
    return ClockedRow(row.day, row.start, row.end, row.service, row.staff, decided)


class GrantedStaff:
    """How many of the staff were granted for a visit's service on a day; read when two rows overlap, once a visit."""

    def __init__(self) -> None:
        self._known: dict[int, list[tuple[Any, ...]]] = {}

    def of(self, row: Timed) -> int | None:
        """Say how many; none where nothing grants the service that day."""
        if row.visit not in self._known:
            columns = (Decision.service, Decision.staff, Decision.first_day, Decision.last_day)
            self._known[row.visit] = list(rows_of(Decision.select(*columns).where(Decision.visit == row.visit)))
        for service, staff, first, last in self._known[row.visit]:
            if service == row.service_id and (first is None or first <= row.day) and (last is None or row.day <= last):
                return int(staff)
        return None
