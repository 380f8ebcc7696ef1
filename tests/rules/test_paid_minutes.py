"""Rounding of time and least time: whole steps, nothing below nought, and not a minute lost between a row's pieces."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.conditions import ConditionFact, ConditionKind
from models.rules.paid_minutes import Way, rounded, spread
from models.rules.paid_time import AS_EXECUTED, UNKNOWN, PaidTime, paid_time
from models.rules.row_kinds import RowKind

DAY = date(2026, 7, 1)
MINUTES, STEPS, WAYS = st.integers(1, 1440), st.integers(1, 1440), st.sampled_from(Way)


@pytest.mark.parametrize(
    ("minutes", "up", "nearest", "down"),
    [(1, 15, 0, 0), (7, 15, 0, 0), (8, 15, 15, 0), (15, 15, 15, 15), (22, 30, 15, 15), (23, 30, 30, 15)],
)
def test_quarters_are_rounded_as_on_paper(minutes: int, up: int, nearest: int, down: int) -> None:
    """Seven and a half minutes is the border of a quarter."""
    assert [rounded(minutes, 15, way) for way in Way] == [up, nearest, down]


def test_a_half_goes_up() -> None:
    """Five minutes of ten are ten, fifteen of thirty are thirty."""
    assert [rounded(minutes, 10, Way.NEAREST) for minutes in (4, 5, 14, 15)] == [0, 10, 10, 20]
    assert (rounded(15, 30, Way.NEAREST), rounded(44, 30, Way.NEAREST)) == (30, 30)


@given(MINUTES, STEPS, WAYS)
def test_a_rounded_time_is_whole_steps_and_less_than_one_step_away(minutes: int, step: int, way: Way) -> None:
    """Up never takes, down never adds, and the nearest is at most half a step away."""
    found = rounded(minutes, step, way)
    assert found % step == 0
    assert abs(found - minutes) < step
    assert rounded(found, step, way) == found
    assert {Way.UP: found >= minutes, Way.DOWN: found <= minutes, Way.NEAREST: 2 * abs(found - minutes) <= step}[way]


@given(MINUTES, MINUTES, STEPS, WAYS, st.integers(0, 1440))
def test_who_has_more_care_is_never_paid_less(one: int, other: int, step: int, way: Way, least: int) -> None:
    """Rounded first, then the least."""
    paid = PaidTime(None, 100, step, way, least)
    assert paid.of_time(min(one, other)) <= paid.of_time(max(one, other))
    assert paid.of_time(one) == max(rounded(one, step, way), least)


@given(st.integers(0, 3000), st.lists(MINUTES, min_size=1, max_size=6))
def test_what_a_row_pays_is_spread_without_losing_a_minute(paid: int, own: list[int]) -> None:
    """Only the last pays more than its own; what is lacking is taken from the end."""
    pays = list(spread(paid, own))
    assert sum(pays) == paid
    assert all(minutes >= 0 for minutes in pays)
    assert all(minutes <= part for minutes, part in zip(pays[:-1], own, strict=False))
    after_short = [
        later
        for at, (gives, part) in enumerate(zip(pays, own, strict=True))
        if gives < part
        for later in pays[at + 1 :]
    ]
    assert not any(after_short)


def condition(key: int, kind: ConditionKind, **values: Any) -> ConditionFact:
    """Make a condition of ours for any service, in force since the new year."""
    usual: dict[str, Any] = {"home": "", "service": "", "subject": "", "days": None, "paid_days": None}
    usual |= {"minutes": None, "percent": None, "valid_from": date(2026, 1, 1), "valid_to": None, "source": ""}
    return ConditionFact(id=key, kind=kind, **(usual | values))


def test_a_rule_of_rounding_is_for_what_pays_its_own_time() -> None:
    """Executed care, and a share of a refused visit's time; never a standard time, a cancellation or a guess."""
    every = [
        condition(1, ConditionKind.ROUNDING, home="0184", subject="up", minutes=15),
        condition(2, ConditionKind.ROUNDING, home="0184", service="escort", subject="down", minutes=10),
        condition(3, ConditionKind.MINIMUM_TIME, minutes=20),
        condition(4, ConditionKind.REFUSED, percent=50),
        condition(5, ConditionKind.MISSED, minutes=10),
        condition(6, ConditionKind.STANDARD_TIME, service="shopping", minutes=60),
    ]

    def worth(kind: RowKind = RowKind.EXECUTED, service: str = "home-care", home: str = "0184") -> PaidTime:
        return paid_time(every, kind, home, service, DAY)

    assert worth() == PaidTime(None, 100, 15, "up", 20)
    assert worth(service="escort") == PaidTime(None, 100, 10, "down", 20)
    assert worth(home="0180") == PaidTime(None, 100, 0, "nearest", 20)
    assert worth(RowKind.REFUSED) == PaidTime(None, 50, 15, "up", 20)
    assert worth(RowKind.MISSED) == PaidTime(10, 100)
    assert worth(service="shopping") == PaidTime(60, 100)
    assert worth(RowKind.CANCELLED) == AS_EXECUTED
    assert paid_time(every[:3], RowKind.REFUSED, "0184", "home-care", DAY) == UNKNOWN
    assert paid_time(every, RowKind.EXECUTED, "0184", "home-care", date(2025, 12, 31)) == AS_EXECUTED
