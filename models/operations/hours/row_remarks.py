"""Find what is to be looked at in hour rows that are stored: a query a sort of check, whatever the number of rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from peewee import JOIN, Expression, fn

from models.care_entry import CareEntry, CarePiece
from models.database import rows_of
from models.decision import Decision
from models.operations.billing.gather import decision_of_the_day
from models.operations.hours.overlaps import find_overlaps
from models.operations.hours.standing import is_standing
from models.operations.registers.schemes import load_schemes
from models.rules.row_checks import CheckedRow, RowCheck, remarks_on
from models.rules.row_kinds import BY_CONDITION, RowKind
from models.service import Service
from models.visit import Visit

CHUNK = 500
"""Rows past midnight looked at in one query."""

MOST_TOLD = 1000
"""Remarks that are told one by one; the others are counted."""


class Remark(NamedTuple):
    """What is to be looked at in a row; `other` is the key of the row that it overlaps, `line` its line in a file."""

    key: str
    case: str
    day: date
    service: str
    check: RowCheck
    other: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Remarks:
    """The first remarks by line, and how many of each check there are in all."""

    told: tuple[Remark, ...]
    counts: tuple[tuple[RowCheck, int], ...]


NO_REMARKS = Remarks((), ())
_ORDER = tuple(RowCheck)


def remarks_on_rows(chosen: Expression, lines: Mapping[str, int]) -> Remarks:
    """Find the remarks on some rows inside a deed, with the lines of a file by the rows' keys; memory stays flat."""
    counts: Counter[RowCheck] = Counter()
    told: list[Remark] = []
    for remark in find_remarks(chosen):
        counts[remark.check] += 1
        if len(told) < MOST_TOLD:
            told.append(remark._replace(line=lines.get(remark.key, 0)))
    told.sort(key=lambda each: (each.line, each.day, each.key, _ORDER.index(each.check)))
    return Remarks(tuple(told), tuple(sorted(counts.items())))


def find_remarks(chosen: Expression) -> Iterator[Remark]:
    """Find the remarks on some standing rows, in a transaction that is open already."""
    yield from _by_themselves(chosen)
    for each in find_overlaps(chosen):
        yield Remark(each.key, each.case, each.day, each.service, RowCheck.OVERLAP, each.other)


def _by_themselves(chosen: Expression) -> Iterator[Remark]:
    """Read only the rows that look suspicious in SQL, and let the rules decide."""
    schemes = load_schemes()
    outside = (CareEntry.day < Visit.first_day) | (Visit.last_day.is_null(False) & (CareEntry.day > Visit.last_day))
    unbanded = CareEntry.start.is_null() & (CareEntry.band == "") & Visit.municipality.in_(sorted(schemes))
    by_condition = CareEntry.kind.in_(sorted(BY_CONDITION))
    two = (CareEntry.staff == 2) & (Decision.staff == 1)
    query = (
        CareEntry.select(
            CareEntry.key,
            Visit.case_number,
            Service.code,
            Visit.municipality,
            CareEntry.kind,
            CareEntry.day,
            CareEntry.start,
            CareEntry.minutes,
            CareEntry.staff,
            CareEntry.band,
            Visit.first_day,
            Visit.last_day,
            Decision.staff,
            ~fn.EXISTS(_unknown_worth()),
        )
        .join(Visit)
        .switch(CareEntry)
        .join(Service)
        .join(Decision, JOIN.LEFT_OUTER, on=decision_of_the_day())
        .where(chosen & (outside | Decision.id.is_null() | two | unbanded | by_condition) & is_standing())
        .order_by(CareEntry.id)
    )
    for key, case, service, home, kind, day, start, minutes, staff, band, first, last, decided, worth in rows_of(query):
        banded = home in schemes and bool(schemes[home].on(day).rows)
        row = CheckedRow(RowKind(kind), day, start, minutes, staff, band, first, last, decided, banded, bool(worth))
        for check in remarks_on(row):
            yield Remark(key, case, day, service, check)


def _unknown_worth() -> Any:
    piece = CarePiece.alias()
    return piece.select(piece.id).where((piece.entry == CareEntry.id) & piece.share.is_null() & ~piece.retired)
