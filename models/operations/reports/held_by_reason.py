"""Sum up what a plan leaves unbilled by its reason."""

from __future__ import annotations

from dataclasses import dataclass

from models.operations.billing.plan import BatchPlan, HeldMonth, HeldRows
from models.rules.money import Ore
from models.rules.reasons import Reason


@dataclass(frozen=True, slots=True)
class HeldByReason:
    """Everything that one reason holds back; `worth` is the öre of what has a rate, `unpriced` says that some has none.

    `oldest` is the earliest month with something in it; `minutes` count two staff twice.
    """

    reason: Reason
    cases: tuple[str, ...]
    municipalities: tuple[str, ...]
    rows: int
    started_months: int
    minutes: int
    worth: Ore
    unpriced: bool
    oldest: str


def held_by_reason(plan: BatchPlan) -> tuple[HeldByReason, ...]:
    """Sum up a plan's unbilled rows and started months, in the order in which the reasons are tried (G5)."""
    found = (_summed(reason, plan) for reason in Reason)
    return tuple(summed for summed in found if summed is not None)


def _summed(reason: Reason, plan: BatchPlan) -> HeldByReason | None:
    rows = [held for held in plan.held if held.reason == reason]
    months = [held for held in plan.held_months if held.reason == reason]
    both: list[HeldRows | HeldMonth] = [*rows, *months]
    if not both:
        return None
    return HeldByReason(
        reason=reason,
        cases=tuple(sorted({held.case for held in both})),
        municipalities=tuple(sorted({held.municipality for held in both})),
        rows=sum(held.rows for held in rows),
        started_months=len(months),
        minutes=sum(held.minutes for held in rows),
        worth=sum(held.worth or 0 for held in both),
        unpriced=any(held.worth is None for held in both),
        oldest=min(held.month for held in both),
    )
