"""Which municipalities have rates, and where care waits for one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import Case, fn

from models.database import rows_of
from models.decision import Decision
from models.municipality import Municipality
from models.operations.billing.plan import BatchPlan, HeldMonth, HeldRows
from models.operations.billing.plan_batch import make_plan
from models.operations.store.actor import Actor, reading
from models.rate import Rate
from models.rules.period import Month
from models.rules.reasons import Reason
from models.visit import Visit


@dataclass(frozen=True, slots=True)
class HomeRates:
    """A municipality with its rates; `waiting` visits have unbilled care without a usable rate, `ahead` will have."""

    code: str
    name: str
    rates: int
    unconfirmed: int
    examples: int
    waiting: int
    ahead: int

    @property
    def lacks(self) -> bool:
        """Say whether care waits for a rate of it, or will."""
        return bool(self.waiting or self.ahead)


def rate_overview(today: date, actor: Actor) -> tuple[HomeRates, ...]:
    """List the municipalities that have a rate or need one: those that care waits for first, then by code."""
    with reading(actor):
        waiting = _waiting(make_plan(Month.of(today), today))
        ahead = {code: int(visits) for code, visits in rows_of(_visits_ahead(today))}
        counts = {code: tuple(map(int, numbers)) for code, *numbers in rows_of(_counts())}
        names = dict(rows_of(Municipality.select(Municipality.code, Municipality.name)))
    codes = {*waiting, *ahead, *counts}
    found = [
        _home(code, names[code], counts.get(code, (0, 0, 0)), waiting.get(code, 0), ahead.get(code, 0))
        for code in codes
    ]
    return tuple(sorted(found, key=lambda home: (not home.lacks, not home.unconfirmed, home.code)))


def _home(code: str, name: str, counts: tuple[int, ...], waiting: int, ahead: int) -> HomeRates:
    rates, unconfirmed, examples = counts
    return HomeRates(code, name, rates, unconfirmed, examples, waiting, ahead)


def _waiting(plan: BatchPlan) -> dict[str, int]:
    """Count the visits with unbilled care that no confirmed rate fits, by municipality."""
    both: list[HeldRows | HeldMonth] = [*plan.held, *plan.held_months]
    held = [each for each in both if each.worth is None and each.reason != Reason.EXCLUDED]
    cases = {(each.municipality, each.case) for each in held}
    return {code: sum(home == code for home, _ in cases) for code in {home for home, _ in cases}}


def _counts() -> Any:
    unconfirmed = Rate.confirmed_by.is_null()
    return (
        Rate.select(
            Municipality.code,
            fn.COUNT(Rate.id),
            fn.SUM(Case(None, ((unconfirmed & ~Rate.is_example, 1),), 0)),
            fn.SUM(Case(None, ((unconfirmed & Rate.is_example, 1),), 0)),
        )
        .join(Municipality)
        .group_by(Municipality.code)
    )


def _visits_ahead(today: date) -> Any:
    """Count the open stays of today and later with a granted service that nothing confirmed will pay for."""
    confirmed = Rate.select(Rate.id).where(
        (Rate.municipality == Visit.municipality)
        & (Rate.service == Decision.service)
        & Rate.confirmed_by.is_null(False)
        & (Visit.last_day.is_null() | (Rate.valid_from <= Visit.last_day))
        & (Rate.valid_to.is_null() | ((Rate.valid_to >= Visit.first_day) & (Rate.valid_to >= today)))
    )
    return (
        Decision.select(Municipality.code, fn.COUNT(Visit.id.distinct()))
        .join(Visit)
        .join(Municipality)
        .where(Visit.is_open & (Visit.last_day.is_null() | (Visit.last_day >= today)) & ~fn.EXISTS(confirmed))
        .group_by(Municipality.code)
    )
