"""The states of a visit, and the only steps between them."""

from __future__ import annotations

from enum import StrEnum


class VisitState(StrEnum):
    """Where a visit stands, from the first word of it to the closed case."""

    ANNOUNCED = "announced"
    ORDER_INCOMPLETE = "order-incomplete"
    CONFIRMED = "confirmed"
    ONGOING = "ongoing"
    ENDED = "ended"
    FINALLY_BILLED = "finally-billed"
    CLOSED = "closed"
    CANCELLED = "cancelled"


STEPS: dict[VisitState, frozenset[VisitState]] = {
    VisitState.ANNOUNCED: frozenset({VisitState.ORDER_INCOMPLETE, VisitState.CONFIRMED, VisitState.CANCELLED}),
    VisitState.ORDER_INCOMPLETE: frozenset({VisitState.CONFIRMED, VisitState.CANCELLED}),
    VisitState.CONFIRMED: frozenset({VisitState.ONGOING, VisitState.ORDER_INCOMPLETE, VisitState.CANCELLED}),
    VisitState.ONGOING: frozenset({VisitState.ENDED}),
    VisitState.ENDED: frozenset({VisitState.ONGOING, VisitState.FINALLY_BILLED}),
    VisitState.FINALLY_BILLED: frozenset({VisitState.ENDED, VisitState.CLOSED}),
    VisitState.CLOSED: frozenset(),
    VisitState.CANCELLED: frozenset(),
}
"""The states that each state may step to."""


def may_step(old: VisitState, new: VisitState) -> bool:
    """Say whether a visit may step from one state to another; staying is no step (G29)."""
    return new in STEPS[old]
