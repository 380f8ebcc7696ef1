"""List visits a page at a time by their case numbers; without names, since a list is no search for a person (G32)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import fn

from models.care_entry import CareEntry
from models.database import rows_of
from models.municipality import Municipality
from models.operations.billing.gather import visits_without_reference
from models.operations.store.actor import Actor, reading
from models.rules.period import Month
from models.signature import MonthSignature
from models.visit import Visit

PAGE = 100
"""Visits read at a time."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What one word of a filter may be; a visit has it that fits any one of these.

    `case` is a part of the case number, `municipalities` are codes, and the stay touches the days `first` to `last`.
    """

    case: str = ""
    municipalities: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class PagedVisit:
    """A visit in the list, with what it lacks; `unsigned` counts ended months that have hours and no signature."""

    case: str
    municipality: str
    municipality_name: str
    first: date
    last: date | None
    state: str
    no_order: bool
    no_reference: bool
    unsigned: int


@dataclass(frozen=True, slots=True)
class VisitsPage:
    """Some visits in the order of the list, and how many there are in all; fewer than asked for means no more."""

    visits: tuple[PagedVisit, ...]
    count: int


def page_visits(
    wishes: tuple[Wish, ...],
    today: date,
    actor: Actor,
    *,
    after: str | None = None,
    before: str | None = None,
    limit: int = PAGE,
) -> VisitsPage:
    """Read one page of the visits that fit every wish, the highest case number first.

    The page is the one after a case, or the one before a case; without either the first, and the last where `before`
    is empty. No page costs more than another: each begins at a case number in its index.
    """
    chosen = Visit.id > 0
    for wish in wishes:
        chosen &= _fits(wish)
    place, backwards = _place(after, before)
    with reading(actor):
        count = Visit.select(fn.COUNT(Visit.id)).where(chosen).scalar()
        order = Visit.case_key.asc() if backwards else Visit.case_key.desc()
        query = _columns().where(chosen & place).order_by(order).limit(limit)
        found = list(rows_of(query))
        rows = tuple(_with_lacks(found[::-1] if backwards else found, today))
    return VisitsPage(rows, int(count))


def _place(after: str | None, before: str | None) -> tuple[Any, bool]:
    if after is not None:
        return Visit.case_key < after.casefold(), False
    if before is None:
        return Visit.id > 0, False
    return (Visit.case_key > before.casefold() if before else Visit.id > 0), True


def _columns() -> Any:
    return Visit.select(
        Visit.id,
        Visit.case_number,
        Municipality.code,
        Municipality.name,
        Visit.first_day,
        Visit.last_day,
        Visit.state,
        Visit.ordered_on,
    ).join(Municipality)


def _fits(wish: Wish) -> Any:
    fits: Any = Visit.id < 0
    if wish.case:
        fits |= Visit.case_key.contains(wish.case.casefold())
    if wish.municipalities:
        homes = Municipality.select(Municipality.id).where(Municipality.code.in_(wish.municipalities))
        fits |= Visit.municipality.in_(homes)
    if wish.states:
        fits |= Visit.state.in_(wish.states)
    if wish.first is not None and wish.last is not None:
        fits |= (Visit.first_day <= wish.last) & (Visit.last_day.is_null() | (Visit.last_day >= wish.first))
    return fits


def _with_lacks(found: list[tuple[Any, ...]], today: date) -> list[PagedVisit]:
    visits = [row[0] for row in found]
    lacking = set(visits_without_reference(Visit.id.in_(visits)))
    unsigned = _unsigned(visits, today)
    return [
        PagedVisit(case, code, name, first, last, state, ordered is None, visit in lacking, unsigned.get(visit, 0))
        for visit, case, code, name, first, last, state, ordered in found
    ]


def _unsigned(visits: list[int], today: date) -> dict[int, int]:
    """Count each visit's ended months with hours that nobody has signed."""
    signed = MonthSignature.select().where(
        (MonthSignature.visit == CareEntry.visit) & (MonthSignature.month == CareEntry.month)
    )
    query = (
        CareEntry.select(CareEntry.visit, fn.COUNT(CareEntry.month.distinct()))
        .where(CareEntry.visit.in_(visits), CareEntry.month < str(Month.of(today)), ~fn.EXISTS(signed))
        .group_by(CareEntry.visit)
    )
    return dict(rows_of(query))
