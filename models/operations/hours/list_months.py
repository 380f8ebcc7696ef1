"""List the visits of a month with what was executed and whether it is signed, a page at a time, unsigned first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from peewee import fn

from models.care_entry import CareEntry
from models.database import rows_of
from models.decision import Decision
from models.municipality import Municipality
from models.operations.hours.compare_month import deviations_over
from models.operations.hours.standing import is_standing
from models.operations.store.actor import Actor, reading
from models.rules.grants import grant_of, granted_in
from models.rules.period import Month
from models.rules.row_kinds import RowKind
from models.rules.services import Unit
from models.service import Service
from models.signature import MonthSignature
from models.visit import Visit

PAGE = 100
"""Visits read at a time."""


class MonthPlace(NamedTuple):
    """Where in the list a page ended: whether it had come to the signed ones, and the last case in small letters."""

    signed: bool
    case_key: str


START = MonthPlace(False, "")


@dataclass(frozen=True, slots=True)
class VisitMonth:
    """A visit's month; granted and executed are the minutes of what is measured in time, two staff counted twice.

    `granted` is None where no amount was granted; `pieces` is what was counted; `rows` are those that stand;
    `signed_by` is empty until somebody has signed.
    """

    case: str
    municipality: str
    first: date
    last: date | None
    granted: int | None
    minutes: int
    pieces: int
    rows: int
    signed_by: str
    late: int = 0
    """Standing rows that came when the month was signed already (G6)."""
    over: int = 0
    """Weeks of a service that are farther from the granted than the limit in force, before somebody has signed."""
    reopen_asked_by: str = ""
    """Who asked to open the month again, where it is billed."""


@dataclass(frozen=True, slots=True)
class MonthsPage:
    """Some visits, and where the next page begins; None when there are no more."""

    visits: tuple[VisitMonth, ...]
    next: MonthPlace | None


def list_months(
    month: Month, actor: Actor, *, case: str = "", after: MonthPlace = START, limit: int = PAGE
) -> MonthsPage:
    """List the visits whose stay touches a month or that have hours in it, after a place in the list.

    Only cases that begin with `case` are listed. Visits that were cancelled are left out unless they have hours.
    """
    with reading(actor):
        found: list[tuple[Any, ...]] = []
        place = after
        for signed in (False, True):
            if signed >= place.signed and len(found) <= limit:
                begin = place.case_key if signed == place.signed else ""
                found += _page(month, case.casefold(), signed, begin, limit + 1 - len(found))
        shown, more = found[:limit], len(found) > limit
        visits = tuple(_months(month, shown))
    if not more:
        return MonthsPage(visits, None)
    return MonthsPage(visits, MonthPlace(bool(visits[-1].signed_by), visits[-1].case.casefold()))


def _page(month: Month, begin: str, signed: bool, after: str, limit: int) -> list[tuple[Any, ...]]:
    entries = CareEntry.select(CareEntry.id).where(
        (CareEntry.visit == Visit.id) & CareEntry.day.between(month.first, month.last)
    )
    signatures = MonthSignature.select(MonthSignature.id).where(
        (MonthSignature.visit == Visit.id) & (MonthSignature.month == str(month))
    )
    stays = (Visit.first_day <= month.last) & (Visit.last_day.is_null() | (Visit.last_day >= month.first))
    stays &= Visit.state != "cancelled"
    is_signed = fn.EXISTS(signatures)
    chosen = (Visit.case_key > after) & (stays | fn.EXISTS(entries)) & (is_signed if signed else ~is_signed)
    if begin:
        chosen &= Visit.case_key.startswith(begin)
    columns = (Visit.id, Visit.case_number, Municipality.code, Visit.first_day, Visit.last_day)
    query = Visit.select(*columns).join(Municipality).where(chosen).order_by(Visit.case_key).limit(limit)
    return list(rows_of(query))


def _months(month: Month, shown: list[tuple[Any, ...]]) -> Iterator[VisitMonth]:
    visits = [row[0] for row in shown]
    sums, grants, signed = _sums(month, visits), _grants(month, shown), _signed(month, visits)
    over = deviations_over(month, [visit for visit in visits if visit not in signed])
    for visit, case, municipality, first, last in shown:
        rows, minutes, pieces, late = sums.get(visit, (0, 0, 0, 0))
        signed_by, asked_by = signed.get(visit, ("", ""))
        done = (grants.get(visit), minutes, pieces, rows, signed_by)
        yield VisitMonth(case, municipality, first, last, *done, late, len(over.get(case, ())), asked_by)


def _sums(month: Month, visits: list[int]) -> dict[int, tuple[int, int, int, int]]:
    executed = CareEntry.kind == str(RowKind.EXECUTED)
    query = (
        CareEntry.select(
            CareEntry.visit,
            fn.COUNT(CareEntry.id),
            fn.COALESCE(fn.SUM(CareEntry.minutes * CareEntry.staff).filter(executed), 0),
            fn.COALESCE(fn.SUM(CareEntry.pieces).filter(executed), 0),
            fn.COUNT(CareEntry.id).filter(CareEntry.after_signing),
        )
        .where(CareEntry.visit.in_(visits) & CareEntry.day.between(month.first, month.last) & is_standing())
        .group_by(CareEntry.visit)
    )
    return {visit: (rows, int(minutes), int(pieces), late) for visit, rows, minutes, pieces, late in rows_of(query)}


def _grants(month: Month, shown: list[tuple[Any, ...]]) -> dict[int, int]:
    """Sum the minutes that were granted in the month, of services that are measured in time."""
    stays = {visit: (first, last) for visit, _, _, first, last in shown}
    columns = (Decision.visit, Decision.granted, Decision.granted_per, Decision.staff)
    query = (
        Decision.select(*columns, Decision.first_day, Decision.last_day)
        .join(Service)
        .where(
            Decision.visit.in_(list(stays))
            & (Service.unit == str(Unit.HOUR))
            & Decision.granted.is_null(False)
            & (Decision.granted_per != "")
        )
    )
    found: dict[int, int] = {}
    for visit, amount, per, staff, first, last in rows_of(query):
        grant = grant_of("", staff, amount, per, (first, last), stays[visit])
        found[visit] = found.get(visit, 0) + granted_in(grant, month.first, month.last)
    return found


def _signed(month: Month, visits: list[int]) -> dict[int, tuple[str, str]]:
    """Give who has signed, and who asked to open the month again."""
    chosen = MonthSignature.visit.in_(visits) & (MonthSignature.month == str(month))
    columns = (MonthSignature.visit, MonthSignature.signed_by, fn.COALESCE(MonthSignature.reopen_asked_by, ""))
    return {visit: (by, asked) for visit, by, asked in rows_of(MonthSignature.select(*columns).where(chosen))}
