"""What may be wrong with an hour row, each with its code: the impossible is refused, the rest is remarked on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from models.rules.period import DAY
from models.rules.row_kinds import BY_CONDITION, OUTSIDE_THE_STAY, WITHOUT_DECISION, RowKind


class RowCheck(StrEnum):
    """The codes, those that refuse a row first."""

    ZERO = "zero"
    NEGATIVE = "negative"
    FUTURE = "future"
    MORE_THAN_A_DAY = "more-than-a-day"
    OUTSIDE_STAY = "outside-stay"
    OUTSIDE_DECISION = "outside-decision"
    DOUBLE_STAFF_UNDECIDED = "double-staff-undecided"
    BAND_WITHOUT_CLOCK = "band-without-clock"
    WITHOUT_CONDITION = "without-condition"
    OVERLAP = "overlap"


class CheckedRow(NamedTuple):
    """A row beside what it is held against.

    `decided_staff` is the staff of the decision of the day, none where no decision grants the service then;
    `has_bands` says that the home municipality pays by the time of day, `has_worth` that it is known what is paid.
    """

    kind: RowKind
    day: date
    start: int | None
    minutes: int
    staff: int
    band: str
    first: date
    last: date | None
    decided_staff: int | None
    has_bands: bool
    has_worth: bool


def remarks_on(row: CheckedRow) -> Iterator[RowCheck]:
    """Name what is to be looked at in a row; a row outside the stay is not held against decisions."""
    if row.kind not in OUTSIDE_THE_STAY and (row.day < row.first or (row.last is not None and row.day > row.last)):
        yield RowCheck.OUTSIDE_STAY
    elif row.decided_staff is None and row.kind not in WITHOUT_DECISION:
        yield RowCheck.OUTSIDE_DECISION
    if row.staff == 2 and row.decided_staff == 1:
        yield RowCheck.DOUBLE_STAFF_UNDECIDED
    if row.has_bands and row.minutes and row.start is None and not row.band and row.kind is RowKind.EXECUTED:
        yield RowCheck.BAND_WITHOUT_CLOCK
    if row.kind in BY_CONDITION and not row.has_worth:
        yield RowCheck.WITHOUT_CONDITION


class ClockedRow(NamedTuple):
    """A row by the clock: minutes of its own day, an end that is not after the start lies on the next day."""

    day: date
    start: int
    end: int
    service: str
    staff: int
    decided_staff: int | None


def overlap(one: ClockedRow, other: ClockedRow) -> bool:
    """Say whether two rows of one person cover a common minute, whatever the services.

    Two of the staff who each report the same service, where two are granted, do not overlap.
    """
    if one.service == other.service and one.staff == other.staff == 1 and 2 in (one.decided_staff, other.decided_staff):
        return False
    apart = (other.day - one.day).days * DAY
    first, second = (one.start, _end(one)), (other.start + apart, _end(other) + apart)
    return first[0] < second[1] and second[0] < first[1]


def _end(row: ClockedRow) -> int:
    return row.end if row.end > row.start else row.end + DAY
