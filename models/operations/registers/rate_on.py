"""Which one rate applied on a day, as known on a day: what a batch planned by the same knowledge would bill (G24)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import product

from models.errors import NotFound, WrongUse
from models.language.words import tr
from models.municipality import Municipality
from models.operations.billing.rate_pieces import load_rates
from models.operations.registers.names import municipality_ids, service_ids
from models.operations.registers.schemes import NO_BANDS, load_schemes
from models.operations.reports.rate_facts import RateFacts, rate_facts
from models.operations.store.actor import Actor, reading
from models.operations.visits.by_case import visit_of
from models.rate import Rate
from models.rules.period import STOCKHOLM
from models.rules.rate_on import RateOutcome, rate_on_day
from models.rules.rating import RateFact, RateKey
from models.rules.reasons import Reason
from models.rules.services import SERVICE_OF, Unit


@dataclass(frozen=True, slots=True)
class RateAsked:
    """What is asked: `municipality` is a code or a name, `service` a code, `known_on` the day whose knowledge counts.

    `provider`, `area` and `band` are those of the care, '' where it has none; None asks for each that the register
    tells apart. `counted` care has pieces and no minutes. `case` is the visit whose order may have agreed on rates.
    """

    municipality: str
    service: str
    day: date
    known_on: date
    provider: str | None = None
    area: str | None = None
    band: str | None = None
    counted: bool = False
    case: str = ""


@dataclass(frozen=True, slots=True)
class RateOnDay:
    """The one rate of a kind of care, or the reason why none may bill.

    With the reason of an unconfirmed rate `rate` is that rate. `until` is the last day of the same answer, none where
    nothing known ends it; `known_later` is the first day on which a rate for it came to be known, where none was yet.
    `confirmed_later` is the day on which the rate was confirmed, where that came after the day of knowledge: who
    confirmed is known only as it is now.
    `by_month` tells that care in the month is paid once, by the rate of the month's first day of care (the day asked).
    """

    provider: str
    area: str
    band: str
    reason: Reason | None
    rate: RateFacts | None
    until: date | None
    known_later: date | None
    by_month: bool
    confirmed_later: date | None = None


@dataclass(frozen=True, slots=True)
class RatesOnDay:
    """The answer: one for each kind of care that was asked about."""

    municipality: str
    name: str
    service: str
    day: date
    known_on: date
    answers: tuple[RateOnDay, ...]


def rate_on(asked: RateAsked, actor: Actor) -> RatesOnDay:
    """Say which one rate applied on a day as known on a day, or why none did.

    Raises:
        NotFound: there is no such municipality or visit.
        WrongUse: the visit has another home municipality.
    """
    with reading(actor):
        home = municipality_ids().get(asked.municipality.strip().casefold())
        if home is None:
            raise NotFound(what="municipality", key=asked.municipality)
        service = service_ids()[asked.service]
        found = Municipality.get_by_id(home)
        chosen = (Rate.municipality == home) & (Rate.service == service)
        visit = _visit(asked.case, home)
        book = load_rates(chosen, asked.known_on)
        rates = book.of(home, service, visit)
        keys = [replace(key, visit=book.key_of(visit, service)) for key in _keys(asked, home, service, rates)]
        answers = tuple(_answers(asked, tuple(keys), rates, actor))
    return RatesOnDay(found.code, found.name, asked.service, asked.day, asked.known_on, answers)


def _visit(case: str, home: int) -> int:
    if not case.strip():
        return 0
    visit = visit_of(case.strip())
    if visit.municipality_id != home:
        raise WrongUse(what=tr("{case} has another home municipality.", case=visit.case_number))
    return int(visit.id)


def _keys(asked: RateAsked, home: int, service: int, rates: tuple[RateFact, ...]) -> tuple[RateKey, ...]:
    """List the kinds of care that are asked about: one, or each that the register tells apart."""
    counted = asked.counted or SERVICE_OF[asked.service].unit is Unit.PIECE
    scheme = () if counted else load_schemes().get(home, NO_BANDS).on(asked.day).rows
    told = (
        _told(asked.provider, (rate.provider for rate in rates)),
        _told(asked.area, (rate.area for rate in rates)),
        _told(asked.band, (*(row.band for row in scheme), *(rate.band for rate in rates))),
    )
    return tuple(RateKey(str(home), str(service), *kind, counted) for kind in product(*told))


def _told(asked: str | None, names: Iterable[str]) -> tuple[str, ...]:
    if asked is not None:
        return (asked.strip(),)
    return tuple({name.casefold(): name for name in ("", *names)}.values())


def _answers(
    asked: RateAsked, keys: tuple[RateKey, ...], rates: tuple[RateFact, ...], actor: Actor
) -> Iterator[RateOnDay]:
    """Answer for each kind; a kind that leaves open what the others say is told only where a rate fits it."""
    fullest = max(_said(key) for key in keys)
    for key in keys:
        outcome = rate_on_day(key, rates, asked.day, asked.known_on)
        if outcome.reason is not Reason.NO_RATE or _said(key) == fullest:
            yield _answer(key, outcome, asked.known_on, actor)


def _said(key: RateKey) -> int:
    return sum(map(bool, (key.provider, key.area, key.band)))


def _answer(key: RateKey, outcome: RateOutcome, known_on: date, actor: Actor) -> RateOnDay:
    facts = rate_facts(outcome.rate, actor) if outcome.rate is not None else None
    confirmed = _day(facts.confirmed_at) if facts and facts.confirmed_at else None
    return RateOnDay(
        key.provider,
        key.area,
        key.band,
        outcome.reason,
        facts,
        outcome.until,
        outcome.known_later,
        outcome.by_month,
        confirmed if confirmed is not None and confirmed > known_on else None,
    )


def _day(moment: datetime) -> date:
    return moment.replace(tzinfo=UTC).astimezone(STOCKHOLM).date()
