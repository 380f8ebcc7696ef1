"""Which municipalities have rates, and where care waits for one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import Case, fn

from models.database import rows_of
from models.municipality import Municipality
from models.operations.billing.plan import BatchPlan, HeldMonth, HeldRows
from models.operations.billing.plan_batch import make_plan
from models.operations.registers.visit_gaps import VisitGap, visit_gaps
from models.operations.store.actor import Actor, reading
from models.rate import Rate
from models.rules.period import Month
from models.rules.reasons import Reason


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
        ahead = _ahead(visit_gaps(today))
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


def _ahead(gaps: tuple[VisitGap, ...]) -> dict[str, int]:
    """Count the visits with days of today or later that no confirmed rate fits, by municipality."""
    cases = {(gap.municipality, gap.case) for gap in gaps if gap.is_ahead}
    return Counter(code for code, _ in cases)


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
        .where(Rate.visit.is_null() & Rate.known_until.is_null())
        .group_by(Municipality.code)
    )
