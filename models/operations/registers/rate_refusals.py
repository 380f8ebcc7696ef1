"""What no rate may be, whichever way it comes in."""

from __future__ import annotations

from datetime import date

from models.errors import WrongUse
from models.language.words import tr
from models.rules.money import LARGEST_AMOUNT, Ore


def refuse_amount(price: Ore) -> None:
    """See that a rate costs something, and not more than a line has room for.

    Raises:
        WrongUse: it does not.
    """
    if price <= 0:
        raise WrongUse(what=tr("A rate is above nought; where there is none, enter none."))
    if price > LARGEST_AMOUNT:
        raise WrongUse(what=tr("The total has more than ten digits of kronor."))


def refuse_decision(decided_on: date | None, today: date) -> None:
    """See that a decision is made.

    Raises:
        WrongUse: its day lies ahead.
    """
    if decided_on is not None and decided_on > today:
        raise WrongUse(what=decision_ahead(decided_on))


def decision_ahead(day: date) -> str:
    """Say that a decision's day lies ahead."""
    return tr("The day of the decision, {day}, lies ahead; enter it when it is made.", day=day)
