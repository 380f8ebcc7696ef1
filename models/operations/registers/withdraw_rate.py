"""Withdraw a rate: it does not hold, and nothing stands in its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.database import rows_of
from models.operations.registers.import_rates import RatesReceipt
from models.operations.registers.supersede_rate import (
    Superseded,
    known_from,
    settle,
    standing_rate,
    stop_knowing,
)
from models.operations.store.actor import Actor, deed
from models.operations.store.given_reason import given_reason
from models.operations.store.write_event import write_event
from models.rate import Rate
from models.rules.roles import Role
from models.visit import Visit


@dataclass(frozen=True, slots=True)
class WithdrawRate:
    """A rate that does not hold, by its number in the store, and why."""

    rate: int
    reason: str


def withdraw_rate(change: WithdrawRate, today: date, actor: Actor) -> RatesReceipt:
    """Let a rate be known until today, with nothing in its place; care that it priced waits for another.

    Raises:
        NotFound: there is no such rate.
        RateSuperseded: it was corrected, ended or withdrawn already.
        ReasonMissing: nothing is said of why.
        ReasonNamesPerson: the reason names a guest whose care it priced, or holds an identity number.
    """
    with deed(actor, Role.BILL, Role.ADMINISTER):
        rate = standing_rate(change.rate)
        reason = given_reason(change.reason, _visits_priced(rate))
        known = known_from(rate, None, today)
        stop_knowing(rate, known)
        write_event(actor, "withdraw-rate", str(rate.id), known=str(known), reason=reason)
        return settle(Superseded(rate, known, rate.valid_from, None), today, actor)


def _visits_priced(rate: Rate) -> list[int]:
    """Name the visit that a rate was agreed for, or all of its home municipality."""
    if rate.visit_id is not None:
        return [rate.visit_id]
    return [visit for (visit,) in rows_of(Visit.select(Visit.id).where(Visit.municipality == rate.municipality_id))]
