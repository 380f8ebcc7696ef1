"""Where the days of a stay lack a rate that may bill."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from models.rules.order_facts import RateGap
from models.rules.rating import RateFact, RateKey, segments
from models.rules.reasons import Reason


def rate_gaps(
    key: RateKey, bands: Iterable[str], rates: tuple[RateFact, ...], first: date, last: date, known_on: date
) -> tuple[RateGap, ...]:
    """Give the first day without any rate, and the first whose rate nobody has confirmed, of the days first..last.

    Where the home municipality has bands, a day that lacks its rate in every band is told without a band, and else
    each band that lacks one.
    """
    names = tuple(dict.fromkeys(bands)) or ("",)
    found = {band: dict(_first_days(replace(key, band=band), rates, first, last, known_on)) for band in names}
    return tuple(gap for reason in (Reason.NO_RATE, Reason.UNCONFIRMED_RATE) for gap in _told(found, reason))


def _first_days(
    key: RateKey, rates: tuple[RateFact, ...], first: date, last: date, known_on: date
) -> Iterator[tuple[Reason, date]]:
    """Give each reason with its first day; a later segment of the same reason is not told."""
    seen: set[Reason] = set()
    for segment in segments(key, rates, first, last, known_on):
        if segment.reason is not None and segment.reason not in seen:
            seen.add(segment.reason)
            yield segment.reason, segment.first


def _told(found: dict[str, dict[Reason, date]], reason: Reason) -> Iterator[RateGap]:
    days = {band: lacking[reason] for band, lacking in found.items() if reason in lacking}
    if len(set(days.values())) == 1 and len(days) == len(found):
        yield RateGap(next(iter(days.values())), reason)
    else:
        yield from (RateGap(day, reason, band) for band, day in days.items())
