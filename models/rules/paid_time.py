"""What a row is worth by the conditions in force: its own time, a standard time, or a share of the rate."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from models.rules.conditions import ConditionFact, ConditionKind, in_force
from models.rules.paid_minutes import Way, rounded
from models.rules.row_kinds import BY_CONDITION, RowKind


class PaidTime(NamedTuple):
    """Minutes paid for each time instead of the executed ones (none: the executed), and percent of the rate.

    The percentage is none where a condition should say it and none does: the row is blocked, never guessed. Executed
    minutes are rounded to whole steps (0: not at all), and then never fewer than the least.
    """

    minutes: int | None
    share: int | None
    step: int = 0
    way: str = Way.NEAREST
    least: int = 0

    def of_time(self, minutes: int) -> int:
        """Say how many minutes of one of the staff a row pays that lasted so long."""
        if self.minutes is not None:
            return self.minutes
        return max(rounded(minutes, self.step, Way(self.way)) if self.step else minutes, self.least)


AS_EXECUTED = PaidTime(None, 100)
UNKNOWN = PaidTime(None, None)

PAYING = frozenset(
    {
        ConditionKind.STANDARD_TIME,
        ConditionKind.REFUSED,
        ConditionKind.MISSED,
        ConditionKind.ROUNDING,
        ConditionKind.MINIMUM_TIME,
    }
)
"""The kinds of conditions that decide what a row is worth."""


def paid_time(conditions: Iterable[ConditionFact], kind: RowKind, home: str, service: str, day: date) -> PaidTime:
    """Say what a row of a kind is worth on a day.

    A rule of rounding and a least time are for what pays its own time: executed care, and refused and missed visits
    of which a share of the rate is paid. What a condition gives minutes for pays those minutes.
    """
    known = tuple(conditions)
    if kind in BY_CONDITION:
        found = in_force(known, ConditionKind(kind), home, service, day)
        if found is None:
            return UNKNOWN
        share = found.percent or 100
        return _own_time(known, share, home, service, day) if found.minutes is None else PaidTime(found.minutes, share)
    if kind == RowKind.EXECUTED:
        standard = in_force(known, ConditionKind.STANDARD_TIME, home, service, day)
        if standard is not None:
            return PaidTime(standard.minutes, 100)
        return _own_time(known, 100, home, service, day)
    return AS_EXECUTED


def _own_time(conditions: tuple[ConditionFact, ...], share: int, home: str, service: str, day: date) -> PaidTime:
    rounding = in_force(conditions, ConditionKind.ROUNDING, home, service, day)
    minimum = in_force(conditions, ConditionKind.MINIMUM_TIME, home, service, day)
    step, way = (rounding.minutes or 0, rounding.subject) if rounding else (0, str(Way.NEAREST))
    return PaidTime(None, share, step, way, (minimum.minutes or 0) if minimum else 0)
