"""A row of a wild file as it leaves this room, and how its cells become one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from models.interchange.hour_cells import HourCells, contradictions, elapsed_minutes
from models.interchange.hour_row import HourRow, content_of, hour_row
from models.interchange.wild_person import Subject
from models.interchange.wild_words import Kind
from models.rules.period import DAY, STOCKHOLM, instant

_SEPARATOR = "\x1f"

Wrong = tuple[str, str]
"""A column by its meaning, or '' for the row as a whole, and what is wrong and right in the user's language."""


@dataclass(frozen=True, slots=True)
class WildRow:
    """An hour row with what a wild file says besides: a name, a birth date, and whether it was carried out.

    A refused or missed row may have neither clock nor minutes nor pieces. The key of a row without one is derived as
    the strict form derives it, so that the same care is known again whichever way it came.
    """

    row: HourRow
    name: str
    birth_date: date | None
    kind: Kind
    sheet: str
    content: str
    """What the row says, by which two rows of one file are compared."""


class Amount(NamedTuple):
    """How much was done, as the cells say it: minutes of the day, minutes, pieces."""

    start: int | None = None
    end: int | None = None
    minutes: int | None = None
    pieces: int | None = None


class Deed(NamedTuple):
    """What was done, by whom and how, besides its day and amount."""

    key: str
    service: str
    staff: int
    band: str
    kind: Kind


def wild_row(
    line: int, sheet: str, subject: Subject, day: date, amount: Amount, deed: Deed, today: date
) -> WildRow | list[tuple[str, str]]:
    """Make the row of cells that go together; else name the columns (as hour_cells has them) and what is wrong."""
    amount = _with_end(day, amount)
    cells = HourCells(deed.key, subject.case, subject.identity, day, *amount, deed.service, deed.staff, deed.band)
    told = cells if cells.case or cells.identity else cells._replace(case=_written(subject))
    elapsed = elapsed_minutes(cells)
    if found := list(_wrong(told, elapsed, deed.kind, today)):
        return found
    minutes = elapsed if elapsed is not None else cells.minutes
    content = content_of(told, minutes)
    if deed.kind is not Kind.EXECUTED:
        content = f"{content}{_SEPARATOR}{deed.kind}"
    row = hour_row(line, cells, minutes, content)
    return WildRow(row, subject.name, subject.birth_date, deed.kind, sheet, content)


def _written(subject: Subject) -> str:
    """Write a person who is known by name alone."""
    return f"{subject.name}{_SEPARATOR}{subject.birth_date or ''}" if subject.name else ""


def _wrong(cells: HourCells, elapsed: int | None, kind: Kind, today: date) -> Iterator[tuple[str, str]]:
    """Name what does not go together; where nothing was carried out, no amount is asked for."""
    has_amount = any(value is not None for value in (cells.start, cells.end, cells.minutes, cells.pieces))
    if kind is Kind.EXECUTED or has_amount:
        return iter(contradictions(cells, elapsed, today))
    return iter(contradictions(cells._replace(pieces=1), elapsed, today))


def _with_end(day: date, amount: Amount) -> Amount:
    """Give a row that has a start and minutes the end that they make, also on a night when clocks change."""
    if amount.start is None or amount.end is not None or amount.minutes is None or amount.minutes >= DAY:
        return amount
    after = (instant(day, amount.start) + timedelta(minutes=amount.minutes)).astimezone(STOCKHOLM)
    return amount._replace(end=after.hour * 60 + after.minute)
