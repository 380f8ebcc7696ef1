"""Correct a rate: it was never what stands here, or the home municipality has decided otherwise since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.operations.registers.import_rates import RatesReceipt
from models.operations.registers.supersede_rate import (
    Instead,
    Superseded,
    known_from,
    replace_rate,
    settle,
    standing_rate,
)
from models.operations.store.actor import Actor, deed
from models.operations.store.given_reason import given_reason
from models.operations.store.refuse_unfit import refuse_unfit
from models.operations.store.write_event import write_event
from models.rate import Rate
from models.rules.money import Ore
from models.rules.roles import Role


@dataclass(frozen=True, slots=True)
class CorrectRate:
    """What is right of a rate, by its number in the store; `price` is öre a unit, none and '' leave it as it is.

    `is_open` takes its last day away.
    """

    rate: int
    price: Ore | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    is_open: bool = False
    decided_on: date | None = None
    source: str = ""
    confirmed: bool = False


def correct_rate(change: CorrectRate, today: date, actor: Actor) -> RatesReceipt:
    """Enter what is right instead of a rate, known from the decision's day or today; the rate is known until then.

    A correction that was decided before the rate was known counts from the day on which the rate was: what was
    answered of the days before stays as it was (G24). An example that is corrected is entered by it.

    Raises:
        NotFound: there is no such rate.
        RateSuperseded: it was corrected, ended or withdrawn already.
        WrongUse: what is right says the same, cannot be right, or its decision lies ahead.
        ReasonNamesPerson: the source of a rate agreed for one visit names its guest.
    """
    with deed(actor, Role.BILL, Role.ADMINISTER):
        rate = standing_rate(change.rate)
        known = known_from(rate, change.decided_on, today)
        number = replace_rate(rate, _instead(rate, change, actor), known, actor)
        write_event(actor, "correct-rate", str(rate.id), instead=number, known=str(known), confirmed=change.confirmed)
        first = min(rate.valid_from, change.valid_from or rate.valid_from)
        done = Superseded(rate, known, first, change.decided_on, added=1, confirmed=int(change.confirmed))
        return settle(done, today, actor)


def _instead(rate: Rate, change: CorrectRate, actor: Actor) -> Instead:
    source = change.source.strip() or rate.source
    if change.source.strip() and rate.visit_id is not None:
        refuse_unfit({"agreed": source})
        source = given_reason(change.source, [rate.visit_id])
    return Instead(
        price=rate.price if change.price is None else change.price,
        valid_from=change.valid_from or rate.valid_from,
        valid_to=None if change.is_open else change.valid_to or rate.valid_to,
        decided_on=change.decided_on or rate.decided_on,
        source=source,
        confirmed_by=actor.login if change.confirmed else "",
    )
