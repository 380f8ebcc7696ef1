"""Choosing the rate of a care entry, day by day; pricing is another matter (money.py)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from models.rules.money import Ore
from models.rules.reasons import Reason
from models.rules.services import Unit

MINUTES_UNITS = frozenset({Unit.HOUR, Unit.VISIT, Unit.DAY})
"""The units in which an entry with minutes can be paid."""

COUNTED_UNITS = frozenset({Unit.PIECE, Unit.VISIT, Unit.DAY})
"""The units in which an entry with pieces and no minutes can be paid."""

STARTED_MONTH = frozenset({Unit.MONTH})

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RateFact:
    """A home municipality's rate (ersättningsnivå) in öre per unit; '' for provider, area or band means any.

    It holds from valid_from to valid_to, both included, and was known from known_since on, until it was corrected,
    ended or withdrawn (G24). `visit` is the one visit that it was agreed for, '' the municipality's own.
    """

    id: int
    municipality: str
    service: str
    provider: str
    area: str
    band: str
    unit: Unit
    price: Ore
    valid_from: date
    valid_to: date | None
    known_since: date
    confirmed: bool
    known_until: date | None = None
    visit: str = ""

    def is_known_on(self, day: date) -> bool:
        """Say whether it was known on a day to hold as it stands here."""
        return self.known_since <= day and (self.known_until is None or day < self.known_until)


@dataclass(frozen=True, slots=True)
class RateKey:
    """What a rate is sought for; counted means pieces and no minutes, and '' means that the entry has none such.

    `visit` is needed only where rates have been agreed for it.
    """

    municipality: str
    service: str
    provider: str
    area: str
    band: str
    counted: bool
    visit: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """Days, both included, with one outcome: a rate with its unit and price in öre, or a reason and no rate."""

    first: date
    last: date
    rate_id: int | None
    unit: Unit | None
    price: Ore | None
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class _Fitting:
    """A rate that fits a key, with its last day after later rates of its kind have ended it."""

    rate: RateFact
    last: date | None

    def holds_on(self, day: date) -> bool:
        """Say whether the rate holds on a day."""
        return self.rate.valid_from <= day and (self.last is None or day <= self.last)


def segments(key: RateKey, rates: Iterable[RateFact], first: date, last: date, known_on: date) -> tuple[Segment, ...]:
    """Give the one rate or the reason of each day first..last, by the rates known on a day; no gap, no overlap (G23).

    A rate fits when its provider, area and band are '' or the key's, whatever the case of letters. A rate without
    valid_to is ended by the next of its kind (all but price and dates the same). The most specific wins: band, then
    provider, then area; of equals the one known last; still equal means no rate. When no rate of the entry's own units
    fits, a monthly rate covers it. What was agreed for the visit, in whichever of these units, comes before what the
    municipality pays for others. An unconfirmed rate that is chosen blocks the entry.
    """
    own = COUNTED_UNITS if key.counted else MINUTES_UNITS
    fitting = _fitting(key, rates, known_on, own | MINUTES_UNITS | STARTED_MONTH)
    outcomes = (_outcome(_holding(fitting, own, start), start, end) for start, end in _stable(fitting, first, last))
    return tuple(_joined(outcomes))


def month_rate(key: RateKey, rates: Iterable[RateFact], day: date, known_on: date) -> Segment:
    """Give the monthly rate of a started month, or the reason, as a segment of the day that decides (its first)."""
    fitting = _fitting(key, rates, known_on, MINUTES_UNITS | STARTED_MONTH)
    return _outcome(_holding(fitting, frozenset(), day), day, day)


def is_agreed_otherwise(key: RateKey, rates: Iterable[RateFact], day: date, known_on: date) -> bool:
    """Say whether a visit's care is agreed to be paid by its time on a day: then no started month is."""
    agreed = _fitting(key, (rate for rate in rates if rate.visit), known_on, MINUTES_UNITS | STARTED_MONTH)
    return _is_agreed_by_time(agreed, day) and not any(
        each.holds_on(day) for each in agreed if each.rate.unit in STARTED_MONTH
    )


def _fitting(key: RateKey, rates: Iterable[RateFact], known_on: date, units: frozenset[Unit]) -> list[_Fitting]:
    """Keep the known rates that fit a key in one of the units, each with its last day."""
    known = [
        rate
        for rate in rates
        if rate.service == key.service
        and rate.municipality == key.municipality
        and rate.unit in units
        and rate.visit in ("", key.visit)
        and rate.is_known_on(known_on)
        and _fits(rate, key)
    ]
    starts: dict[tuple[str, ...], list[date]] = {}
    for rate in known:
        starts.setdefault(_kind(rate), []).append(rate.valid_from)
    return [_Fitting(rate, _last_day(rate, starts[_kind(rate)])) for rate in known]


def _fits(rate: RateFact, key: RateKey) -> bool:
    """Say whether a rate leaves open or shares the key's provider, area and band."""
    pairs = ((rate.provider, key.provider), (rate.area, key.area), (rate.band, key.band))
    return all(not of_rate or of_rate.casefold() == of_key.casefold() for of_rate, of_key in pairs)


def _kind(rate: RateFact) -> tuple[str, ...]:
    """Give what rates of the same kind share, within one municipality and service."""
    return rate.visit, rate.provider.casefold(), rate.area.casefold(), rate.band.casefold(), rate.unit


def _last_day(rate: RateFact, starts: list[date]) -> date | None:
    """Give a rate's own last day, or else the day before the next rate of its kind begins."""
    if rate.valid_to is not None:
        return rate.valid_to
    later = [start for start in starts if start > rate.valid_from]
    return min(later) - _ONE_DAY if later else None


def _stable(fitting: list[_Fitting], first: date, last: date) -> Iterator[tuple[date, date]]:
    """Divide the days first..last wherever a rate begins or has ended."""
    borders = {each.rate.valid_from for each in fitting}
    borders |= {each.last + _ONE_DAY for each in fitting if each.last is not None and each.last < last}
    inner = {border for border in borders if first < border <= last}
    edges = sorted({first, last + _ONE_DAY} | inner) if first <= last else []
    return ((start, after - _ONE_DAY) for start, after in pairwise(edges))


def _holding(fitting: list[_Fitting], own: frozenset[Unit], day: date) -> list[RateFact]:
    """Give the rates that hold on a day from the first choice in which any does: agreed ones, then own units."""
    holding = [each.rate for each in fitting if each.holds_on(day)]
    for is_agreed, units in ((True, own), (True, STARTED_MONTH), (False, own)):
        found = [rate for rate in holding if bool(rate.visit) is is_agreed and rate.unit in units]
        if found:
            return found
    return [] if _is_agreed_by_time(fitting, day) else [rate for rate in holding if rate.unit in STARTED_MONTH]


def _is_agreed_by_time(fitting: list[_Fitting], day: date) -> bool:
    return any(each.rate.visit and each.rate.unit in MINUTES_UNITS and each.holds_on(day) for each in fitting)


def _chosen(holding: list[RateFact]) -> RateFact | None:
    """Choose the most specific rate, then the one known last; none when two are equal."""
    ranked = sorted(holding, key=_rank, reverse=True)
    if not ranked or (len(ranked) > 1 and _rank(ranked[0]) == _rank(ranked[1])):
        return None
    return ranked[0]


def _rank(rate: RateFact) -> tuple[bool, bool, bool, date]:
    """Give a rate's weight against others that fit the same key."""
    return bool(rate.band), bool(rate.provider), bool(rate.area), rate.known_since


def _outcome(holding: list[RateFact], first: date, last: date) -> Segment:
    """Make the segment of days on which the same rates hold."""
    rate = _chosen(holding)
    if rate is None:
        return Segment(first, last, None, None, None, Reason.NO_RATE)
    if not rate.confirmed:
        return Segment(first, last, None, None, None, Reason.UNCONFIRMED_RATE)
    return Segment(first, last, rate.id, rate.unit, rate.price, None)


def _joined(outcomes: Iterable[Segment]) -> Iterator[Segment]:
    """Join neighbouring segments of the same outcome."""
    open_one: Segment | None = None
    for outcome in outcomes:
        if open_one is None:
            open_one = outcome
        elif (open_one.rate_id, open_one.reason) == (outcome.rate_id, outcome.reason):
            open_one = Segment(
                open_one.first, outcome.last, outcome.rate_id, outcome.unit, outcome.price, outcome.reason
            )
        else:
            yield open_one
            open_one = outcome
    if open_one is not None:
        yield open_one
