"""Which one rate applies on a day, as known on a day, and what is to be said of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from models.rules.rating import RateFact, RateKey, Segment, month_rate, segments
from models.rules.reasons import Reason
from models.rules.services import Unit

NO_END = date(9998, 12, 31)
"""As far ahead as is looked."""


@dataclass(frozen=True, slots=True)
class RateOutcome:
    """A rate's id or the reason; an unconfirmed rate is named with its reason.

    `until` is the last day of the same outcome (none: no end is known), `known_later` the first later day of knowledge
    on which a rate for the day is there, `by_month` whether the rate pays a started month.
    """

    rate: int | None
    reason: Reason | None
    until: date | None
    known_later: date | None
    by_month: bool


def rate_on_day(key: RateKey, rates: Sequence[RateFact], day: date, known_on: date) -> RateOutcome:
    """Find the one rate of care on a day, or the reason, by the rates known on another day (G23, G24).

    Care that a monthly rate covers follows its month's charge, which knows no band; the day is then taken as the
    first of the stay in its month.
    """
    day = min(day, NO_END)
    meant = [replace(rate, confirmed=True) for rate in rates]
    chosen = _segment(key, meant, day, known_on)
    by_month = chosen.unit is Unit.MONTH
    if by_month:
        monthly = replace(key, band="", counted=False)
        chosen = replace(month_rate(monthly, meant, day, known_on), last=chosen.last)
    confirmed = {rate.id for rate in rates if rate.confirmed}
    reason = Reason.UNCONFIRMED_RATE if chosen.reason is None and chosen.rate_id not in confirmed else chosen.reason
    later = _known_later(key, meant, day, known_on) if reason is Reason.NO_RATE else None
    return RateOutcome(chosen.rate_id, reason, None if chosen.last == NO_END else chosen.last, later, by_month)


def _segment(key: RateKey, rates: Iterable[RateFact], day: date, known_on: date) -> Segment:
    return segments(key, rates, day, NO_END, known_on)[0]


def _known_later(key: RateKey, rates: Sequence[RateFact], day: date, known_on: date) -> date | None:
    moments = {day for rate in rates for day in (rate.known_since, rate.known_until) if day is not None}
    days = sorted(moment for moment in moments if moment > known_on)
    return next((later for later in days if segments(key, rates, day, day, later)[0].reason is None), None)
