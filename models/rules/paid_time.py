"""What a row is worth by the conditions in force: its own time, a standard time, or a share of the rate."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from models.rules.conditions import ConditionFact, ConditionKind, in_force
from models.rules.row_kinds import BY_CONDITION, RowKind


class PaidTime(NamedTuple):
    """Minutes paid for each time instead of the executed ones (none: the executed), and percent of the rate.

    The percentage is none where a condition should say it and none does: the row is blocked, never guessed.
    """

    minutes: int | None
    share: int | None


AS_EXECUTED = PaidTime(None, 100)
UNKNOWN = PaidTime(None, None)

PAYING = frozenset({ConditionKind.STANDARD_TIME, ConditionKind.REFUSED, ConditionKind.MISSED})
"""The kinds of conditions that decide what a row is worth."""


def paid_time(conditions: Iterable[ConditionFact], kind: RowKind, home: str, service: str, day: date) -> PaidTime:
    """Say what a row of a kind is worth on a day."""
    if kind in BY_CONDITION:
        found = in_force(conditions, ConditionKind(kind), home, service, day)
        return UNKNOWN if found is None else PaidTime(found.minutes, found.percent or 100)
    if kind == RowKind.EXECUTED:
        standard = in_force(conditions, ConditionKind.STANDARD_TIME, home, service, day)
        return AS_EXECUTED if standard is None else PaidTime(standard.minutes, 100)
    return AS_EXECUTED
