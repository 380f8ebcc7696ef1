"""Let a rate be known until a day, with another in its place or none: what was known before that day stays known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.care_errors import RateSuperseded
from models.errors import NotFound, WrongUse
from models.language.words import tr
from models.operations.billing.propose_differences import propose_differences
from models.operations.billing.rate_pieces import is_agreed_rate
from models.operations.registers.import_rates import RatesReceipt
from models.operations.registers.rate_refusals import refuse_amount, refuse_decision
from models.operations.store.actor import Actor
from models.operations.store.write_event import utc_now
from models.rate import Rate
from models.rules.money import Ore


@dataclass(frozen=True, slots=True)
class Instead:
    """What comes instead of a rate; all else is as it was. `price` is öre a unit, `confirmed_by` nobody where empty."""

    price: Ore
    valid_from: date
    valid_to: date | None
    decided_on: date | None
    source: str
    confirmed_by: str


def standing_rate(number: int) -> Rate:
    """Give a rate that still is known to hold, inside a transaction that is open already.

    Raises:
        NotFound: there is no such rate, or it is the price of an extra cost.
        RateSuperseded: it was corrected, ended or withdrawn.
    """
    rate: Rate | None = Rate.get_or_none((Rate.id == number) & (Rate.visit.is_null() | is_agreed_rate()))
    if rate is None:
        raise NotFound(what="rate", key=number)
    refuse_superseded(rate)
    return rate


def refuse_superseded(rate: Rate) -> None:
    """See that a rate is known to hold.

    Raises:
        RateSuperseded: it was corrected, ended or withdrawn.
    """
    if rate.known_until is None:
        return
    after = Rate.select(Rate.id).where(Rate.replaces == rate.id).scalar()
    instead = tr("rate {number} came instead", number=after) if after else tr("it was withdrawn")
    raise RateSuperseded(rate=rate.id, day=rate.known_until, instead=instead)


def known_from(rate: Rate, decided_on: date | None, today: date) -> date:
    """Say from which day something else is known than a rate: the decision's, or today's.

    Never from before the rate itself was known: of the days before that nothing was known, and that stays so (G24).

    Raises:
        WrongUse: the day of the decision lies ahead.
    """
    refuse_decision(decided_on, today)
    return max(decided_on or today, rate.known_since)


def replace_rate(rate: Rate, instead: Instead, known: date, actor: Actor) -> int:
    """Enter what comes instead of a rate, known from a day on, and give its number; the rate is known until then.

    Raises:
        WrongUse: it costs nothing or too much, ends before it begins, or is what the rate was already.
    """
    _refuse(rate, instead)
    stop_knowing(rate, known)
    return int(
        Rate.create(
            municipality=rate.municipality_id,
            service=rate.service_id,
            visit=rate.visit_id,
            provider=rate.provider,
            area=rate.area,
            band=rate.band,
            unit=rate.unit,
            price=instead.price,
            valid_from=instead.valid_from,
            valid_to=instead.valid_to,
            decided_on=instead.decided_on,
            known_since=known,
            replaces=rate.id,
            source=instead.source,
            entered_by=actor.login,
            is_example=False,
            confirmed_by=instead.confirmed_by or None,
            confirmed_at=utc_now() if instead.confirmed_by else None,
        ).id
    )


def _refuse(rate: Rate, instead: Instead) -> None:
    refuse_amount(instead.price)
    if instead.valid_to is not None and instead.valid_to < instead.valid_from:
        raise WrongUse(what=tr("The rate ends before it begins; see which of the two dates is right."))
    said = (instead.price, instead.valid_from, instead.valid_to)
    if said == (rate.price, rate.valid_from, rate.valid_to):
        raise WrongUse(what=tr("Rate {number} says that already: the same amount and the same days.", number=rate.id))


def stop_knowing(rate: Rate, known: date) -> None:
    """Let a rate be known until a day."""
    Rate.update(known_until=known).where(Rate.id == rate.id).execute()


@dataclass(frozen=True, slots=True)
class Superseded:
    """What was done to a rate: `known` is the day from which, `first` the first day whose care it can touch."""

    rate: Rate
    known: date
    first: date
    decided_on: date | None
    added: int = 0
    confirmed: int = 0


def settle(done: Superseded, today: date, actor: Actor) -> RatesReceipt:
    """Propose what posted care comes to now, and say what was done, still inside the deed's transaction.

    It is told from when it is known where that is not the day of the decision.
    """
    rate, known, decided_on = done.rate, done.known, done.decided_on
    notices: tuple[str, ...] = ()
    if decided_on is not None and decided_on < known:
        notices = (
            tr(
                "Decided {decided}, before rate {number} was known on {known}: it counts as known from {known}.",
                decided=decided_on,
                number=rate.id,
                known=known,
            ),
        )
    differences = propose_differences({rate.municipality_id}, done.first, today, actor)
    return RatesReceipt("", done.added, 0, done.confirmed, notices, differences, superseded=1)
