"""What an order can wait for, as the work list has it."""

from __future__ import annotations

from enum import StrEnum

from models.rules.order_checks import Check


class OrderMatter(StrEnum):
    """The matters, in the order of the work list."""

    INCOMPLETE = "incomplete"
    LATE = "late"
    LONG = "long"
    NOT_EXECUTED = "not-executed"


CHECKS_OF: dict[OrderMatter, frozenset[Check]] = {
    OrderMatter.INCOMPLETE: frozenset(
        {
            Check.NO_ORDER,
            Check.NO_DECISION,
            Check.NO_REFERENCE,
            Check.WRONG_REFERENCE,
            Check.MISSING_FIELD,
            Check.MISSING_PAPER,
        }
    ),
    OrderMatter.LATE: frozenset({Check.LATE_ORDER}),
    OrderMatter.LONG: frozenset({Check.NEAR_SIX_MONTHS, Check.OVER_SIX_MONTHS}),
    OrderMatter.NOT_EXECUTED: frozenset({Check.NOT_EXECUTED}),
}
"""The rules whose remarks each matter is about; a missing rate stands in the work list as what it holds back."""
