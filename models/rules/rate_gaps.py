"""Where the days of a stay lack a rate that may bill."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from models.rules.band_history import BandHistory, Spell
from models.rules.order_facts import RateGap
from models.rules.rating import RateFact, RateKey, segments
from models.rules.reasons import Reason

REASONS = (Reason.NO_RATE, Reason.UNCONFIRMED_RATE)


def rate_gaps(
    key: RateKey, bands: BandHistory, rates: tuple[RateFact, ...], first: date, last: date, known_on: date
) -> tuple[RateGap, ...]:
    """Give the first day without any rate, and the first whose rate nobody has confirmed, of the days first..last.

    Where the home municipality has bands, a day that lacks its rate in every band is told without a band, and else
    each band that lacks one.
    """
    found: dict[tuple[Reason, str], RateGap] = {}
    for spell in bands.spells(first, last):
        for gap in _of_spell(key, spell, rates, known_on):
            found.setdefault((gap.reason, gap.band), gap)
    return tuple(sorted(found.values(), key=lambda gap: REASONS.index(gap.reason)))


def _of_spell(key: RateKey, spell: Spell, rates: tuple[RateFact, ...], known_on: date) -> Iterator[RateGap]:
    days = (spell.first, spell.last)
    found = {band: dict(_first_days(replace(key, band=band), rates, *days, known_on)) for band in spell.bands or ("",)}
    for reason in REASONS:
        yield from _told(found, reason)


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
