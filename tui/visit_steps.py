"""The steps of a visit at the keyboard: from where each may be taken, and what it means."""

from __future__ import annotations

from dataclasses import dataclass

from models.language.words import N_, Marked
from models.rules.visit_states import VisitState, may_step


@dataclass(frozen=True, slots=True)
class Step:
    """A step that a key takes; `final` ones are typed, since no other step leads back."""

    to: VisitState
    meaning: Marked
    final: bool = False


STEPS: dict[str, Step] = {
    "confirm_visit": Step(
        VisitState.CONFIRMED,
        N_("Confirm {case}: the order is complete, and the home municipality pays for the stay."),
    ),
    "find_order_incomplete": Step(
        VisitState.ORDER_INCOMPLETE,
        N_("Say that the order of {case} is incomplete: something is asked for, and the stay is not confirmed yet."),
    ),
    "start_visit": Step(
        VisitState.ONGOING,
        N_("Start {case}: the guest has come, and the stay goes on until it is ended."),
    ),
    "bill_finally": Step(
        VisitState.FINALLY_BILLED,
        N_("Say that {case} is finally billed: every hour of it is on an invoice, and none is waited for."),
    ),
    "bill_again": Step(
        VisitState.ENDED,
        N_("Say that {case} is not finally billed after all: more hours are waited for."),
    ),
    "cancel_visit": Step(
        VisitState.CANCELLED,
        N_("Cancel {case}: the stay does not come about and takes no hours. This cannot be undone."),
        final=True,
    ),
    "close_visit": Step(
        VisitState.CLOSED,
        N_("Close {case}: nothing more is done with it and it takes no hours. This cannot be undone."),
        final=True,
    ),
}
"""Each step by the name of its action."""


def may_take(action: str, state: str) -> bool:
    """Say whether a visit in a state may take the step of an action."""
    step = STEPS[action]
    if action == "bill_again":
        return state == VisitState.FINALLY_BILLED
    return may_step(VisitState(state), step.to)


def may_extend(state: str) -> bool:
    """Say whether a stay may be made longer; one that had ended goes on again."""
    return state not in (VisitState.FINALLY_BILLED, VisitState.CLOSED, VisitState.CANCELLED)
