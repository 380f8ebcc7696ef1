"""Conditions (villkor): dated rules that say what an order needs, and what is paid where no care was given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ConditionKind(StrEnum):
    """What a condition is about."""

    REQUIRED_FIELD = "required-field"
    REQUIRED_PAPER = "required-paper"
    LEAD_TIME = "lead-time"
    EXTENSION_TIME = "extension-time"
    CANCELLATION = "cancellation"
    INSTALLATION = "installation"
    REMOVAL = "removal"
    REFUSED = "refused"
    MISSED = "missed"
    STANDARD_TIME = "standard-time"
    ROUNDING = "rounding"
    MINIMUM_TIME = "minimum-time"
    BASIS_GRANTED = "basis-granted"
    DEVIATION_LIMIT = "deviation-limit"
    LONG_STAY = "long-stay"


FIGURES: dict[ConditionKind, tuple[frozenset[str], ...]] = {
    ConditionKind.REQUIRED_FIELD: (frozenset({"subject"}),),
    ConditionKind.REQUIRED_PAPER: (frozenset({"subject"}),),
    ConditionKind.LEAD_TIME: (frozenset({"days"}),),
    ConditionKind.EXTENSION_TIME: (frozenset({"days"}),),
    ConditionKind.CANCELLATION: (frozenset({"days", "paid_days"}),),
    ConditionKind.INSTALLATION: (frozenset({"service", "subject", "minutes"}),),
    ConditionKind.REMOVAL: (frozenset({"service", "subject", "minutes"}),),
    ConditionKind.REFUSED: (frozenset({"percent"}), frozenset({"minutes"})),
    ConditionKind.MISSED: (frozenset({"percent"}), frozenset({"minutes"})),
    ConditionKind.STANDARD_TIME: (frozenset({"service", "minutes"}),),
    ConditionKind.ROUNDING: (frozenset({"subject", "minutes"}),),
    ConditionKind.MINIMUM_TIME: (frozenset({"minutes"}),),
    ConditionKind.BASIS_GRANTED: (frozenset({"service"}),),
    ConditionKind.DEVIATION_LIMIT: (frozenset({"percent"}), frozenset({"minutes"})),
    ConditionKind.LONG_STAY: (frozenset({"days"}),),
}
"""The figures that each kind needs: all of one of the sets."""

MAY_NAME_A_SERVICE = frozenset(
    {
        ConditionKind.REFUSED,
        ConditionKind.MISSED,
        ConditionKind.DEVIATION_LIMIT,
        ConditionKind.CANCELLATION,
        ConditionKind.ROUNDING,
        ConditionKind.MINIMUM_TIME,
    }
)
"""The kinds that may be about one service, or about any."""


@dataclass(frozen=True, slots=True)
class ConditionFact:
    """A condition; `home` is '' for our own, `service` is '' for any.

    `subject` names a field, a paper, a service or a way of rounding.
    """

    id: int
    home: str
    kind: ConditionKind
    service: str
    subject: str
    days: int | None
    paid_days: int | None
    minutes: int | None
    percent: int | None
    valid_from: date
    valid_to: date | None
    source: str

    def holds_on(self, day: date) -> bool:
        """Say whether the condition is in force on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def figures_lacking(kind: ConditionKind, given: frozenset[str]) -> frozenset[str]:
    """Name the figures that a condition of a kind lacks; none where one of its sets is whole."""
    choices = [needed - given for needed in FIGURES[kind]]
    return frozenset() if frozenset() in choices else frozenset().union(*choices)


def figures_too_many(kind: ConditionKind, given: frozenset[str]) -> frozenset[str]:
    """Name the figures that say nothing in a condition of a kind."""
    known = frozenset().union(*FIGURES[kind])
    return given - known - ({"service"} if kind in MAY_NAME_A_SERVICE else frozenset())


def in_force(
    conditions: Iterable[ConditionFact], kind: ConditionKind, home: str, service: str, day: date
) -> ConditionFact | None:
    """Choose the one condition that holds on a day.

    A home municipality's own comes before ours, one for the service before one for any, and of equals the one that
    began last.
    """
    fitting = [each for each in _of_kind(conditions, kind, home, day) if each.service in ("", service)]
    return max(fitting, key=lambda each: (each.home, each.service, each.valid_from, each.id), default=None)


def all_in_force(
    conditions: Iterable[ConditionFact], kind: ConditionKind, home: str, day: date
) -> tuple[ConditionFact, ...]:
    """Give every condition of a kind that holds on a day, ours and the home municipality's together."""
    return tuple(_of_kind(conditions, kind, home, day))


def _of_kind(conditions: Iterable[ConditionFact], kind: ConditionKind, home: str, day: date) -> Iterator[ConditionFact]:
    return (each for each in conditions if each.kind == kind and each.home in ("", home) and each.holds_on(day))
