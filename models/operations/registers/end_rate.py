"""End a rate: it holds to a day, and nothing need follow it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.errors import WrongUse
from models.language.words import tr
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
from models.operations.store.write_event import write_event
from models.rules.roles import Role


@dataclass(frozen=True, slots=True)
class EndRate:
    """The last day of a rate, by its number in the store, and when that was decided."""

    rate: int
    on: date
    decided_on: date | None = None


def end_rate(change: EndRate, today: date, actor: Actor) -> RatesReceipt:
    """Enter the same rate with its last day instead, known from the decision's day or today.

    Who confirmed the amount has confirmed it still.

    Raises:
        NotFound: there is no such rate.
        RateSuperseded: it was corrected, ended or withdrawn already.
        WrongUse: it ends before it begins, or on that day already, or the decision lies ahead.
    """
    with deed(actor, Role.BILL, Role.ADMINISTER):
        rate = standing_rate(change.rate)
        if change.on < rate.valid_from:
            raise WrongUse(
                what=tr(
                    "Rate {number} begins {first}; if it never held, withdraw it: vistelse rate withdraw {number}.",
                    number=rate.id,
                    first=rate.valid_from,
                )
            )
        known = known_from(rate, change.decided_on, today)
        decided = change.decided_on or rate.decided_on
        instead = Instead(
            rate.price, rate.valid_from, change.on, decided, rate.source, confirmed_by=rate.confirmed_by or ""
        )
        number = replace_rate(rate, instead, known, actor)
        write_event(actor, "end-rate", str(rate.id), instead=number, known=str(known), last=str(change.on))
        return settle(Superseded(rate, known, rate.valid_from, change.decided_on), today, actor)
