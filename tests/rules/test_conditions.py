"""Conditions: which one holds, and what a row is worth by it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from models.rules.conditions import (
    FIGURES,
    ConditionFact,
    ConditionKind,
    all_in_force,
    figures_lacking,
    figures_too_many,
    in_force,
)
from models.rules.paid_time import AS_EXECUTED, UNKNOWN, PaidTime, paid_time
from models.rules.row_kinds import RowKind

DAY = date(2026, 7, 1)


def condition(key: int, kind: ConditionKind = ConditionKind.REFUSED, **values: Any) -> ConditionFact:
    """Make a condition of ours for any service, in force since the new year."""
    usual: dict[str, Any] = {"home": "", "service": "", "subject": "", "days": None, "paid_days": None}
    usual |= {"minutes": None, "percent": None, "valid_from": date(2026, 1, 1), "valid_to": None, "source": ""}
    return ConditionFact(id=key, kind=kind, **(usual | values))


def test_the_home_municipality_comes_before_us_and_the_service_before_any() -> None:
    """What the one who pays has decided is the rate that the law speaks of (29 kap. 6 § SoL)."""
    ours, ours_laundry = condition(1, percent=40), condition(2, percent=60, service="laundry")
    theirs, theirs_care = (
        condition(3, percent=55, home="0184"),
        condition(4, percent=50, home="0184", service="home-care"),
    )
    every = [theirs_care, ours, theirs, ours_laundry]

    def chosen(home: str, service: str) -> int:
        found = in_force(every, ConditionKind.REFUSED, home, service, DAY)
        assert found is not None
        return found.id

    assert chosen("0184", "home-care") == 4
    assert chosen("0184", "laundry") == 3
    assert chosen("0180", "laundry") == 2
    assert chosen("0180", "home-care") == 1


def test_a_condition_holds_on_its_days_only_and_the_later_one_takes_over() -> None:
    """Both ends are within; nothing holds before the first."""
    old = condition(1, percent=50, valid_to=date(2026, 7, 31))
    new = condition(2, percent=75, valid_from=date(2026, 7, 1))
    found = {
        day: each.id if (each := in_force([old, new], ConditionKind.REFUSED, "0180", "home-care", day)) else None
        for day in (date(2025, 12, 31), date(2026, 6, 30), date(2026, 7, 1), date(2026, 8, 1))
    }
    assert list(found.values()) == [None, 1, 2, 2]
    assert all_in_force([old, new], ConditionKind.REFUSED, "0180", DAY) == (old, new)


@pytest.mark.parametrize("kind", list(ConditionKind))
def test_every_kind_knows_its_figures(kind: ConditionKind) -> None:
    """A condition without its figures is refused, as is one with figures that say nothing."""
    assert figures_lacking(kind, frozenset())
    for needed in FIGURES[kind]:
        assert not figures_lacking(kind, needed)
        assert not figures_too_many(kind, needed)
        for left_out in needed:
            assert figures_lacking(kind, needed - {left_out})
    assert figures_too_many(kind, frozenset({"colour"})) == {"colour"}


def test_a_row_is_worth_what_the_conditions_say_and_never_a_guess() -> None:
    """G7: without a condition a refused visit has no worth, which is not nought."""
    every = [
        condition(1, percent=50),
        condition(2, ConditionKind.MISSED, minutes=15),
        condition(3, ConditionKind.STANDARD_TIME, service="shopping", minutes=60, home="0184"),
    ]
    assert paid_time(every, RowKind.REFUSED, "0184", "home-care", DAY) == PaidTime(None, 50)
    assert paid_time(every, RowKind.MISSED, "0184", "home-care", DAY) == PaidTime(15, 100)
    assert paid_time(every, RowKind.EXECUTED, "0184", "shopping", DAY) == PaidTime(60, 100)
    assert paid_time(every, RowKind.EXECUTED, "0180", "shopping", DAY) == AS_EXECUTED
    assert paid_time([], RowKind.REFUSED, "0184", "home-care", DAY) == UNKNOWN
    assert paid_time(every, RowKind.CANCELLED, "0184", "home-care", DAY) == AS_EXECUTED
