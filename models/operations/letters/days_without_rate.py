"""Which granted services lack a confirmed rate, and on which days of the stay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from models.decision import Decision
from models.documents.letters import DaysWithoutRate
from models.operations.billing.rate_pieces import RateBook, load_rates
from models.operations.registers.schemes import NO_BANDS, load_schemes
from models.rate import Rate
from models.rules.band_history import BandHistory, Spell
from models.rules.grants import grant_of
from models.rules.period import Month
from models.rules.rating import RateFact, RateKey, Segment, segments
from models.rules.services import SERVICE_OF, Unit
from models.service import Service
from models.visit import Visit


def days_without_rate(visit: Visit, today: date) -> tuple[DaysWithoutRate, ...]:
    """List the days without a confirmed rate by service and band, inside a transaction that is open already.

    A stay without a last day is looked at to the end of the month that has come, or of its first.
    """
    query = Decision.select(Decision, Service).join(Service).where(Decision.visit == visit).order_by(Decision.id)
    decisions = list(query)
    services = {decision.service_id for decision in decisions}
    book = load_rates((Rate.municipality == visit.municipality_id) & Rate.service.in_(services), today)
    bands = load_schemes().get(visit.municipality_id, NO_BANDS)
    found = (gap for decision in decisions for gap in _gaps_of(visit, decision, book, bands, today))
    return tuple(dict.fromkeys(found))


def _gaps_of(
    visit: Visit, decision: Decision, book: RateBook, bands: BandHistory, today: date
) -> Iterator[DaysWithoutRate]:
    code = decision.service.code
    grant = grant_of(code, 1, 0, "", (decision.first_day, decision.last_day), (visit.first_day, visit.last_day))
    last = grant.last or Month.of(max(today, grant.first)).last
    counted = SERVICE_OF[code].unit is Unit.PIECE
    if grant.first > last:
        return
    rates = book.of(visit.municipality_id, decision.service_id, visit.id)
    ids = (str(visit.municipality_id), str(decision.service_id))
    agreed_for = book.key_of(visit.id, decision.service_id)
    key = RateKey(*ids, decision.provider, decision.area, "", counted, agreed_for)
    by_band: dict[str, list[Segment]] = {}
    for spell in (NO_BANDS if counted else bands).spells(grant.first, last):
        for band, found in _by_band(key, spell, rates, today):
            by_band.setdefault(band, []).extend(found)
    yield from (DaysWithoutRate(code, band, *days) for band, found in by_band.items() for days in _without(found))


def _by_band(
    key: RateKey, spell: Spell, rates: tuple[RateFact, ...], today: date
) -> Iterable[tuple[str, tuple[Segment, ...]]]:
    """Look in each band of a spell of days, or once where all lack the same days."""
    days = (spell.first, spell.last)
    found = {band: segments(replace(key, band=band), rates, *days, today) for band in spell.bands or ("",)}
    lacking = {tuple(_without(of_band)) for of_band in found.values()}
    return [("", next(iter(found.values())))] if len(lacking) == 1 else found.items()


def _without(found: Iterable[Segment]) -> Iterator[tuple[date, date]]:
    """Join the neighbouring days that lack a rate, for whatever reason."""
    begun: tuple[date, date] | None = None
    for segment in found:
        if begun and segment.first > begun[1] + timedelta(days=1):
            yield begun
            begun = None
        if segment.reason is None:
            if begun:
                yield begun
            begun = None
        else:
            begun = (begun[0] if begun else segment.first, segment.last)
    if begun:
        yield begun
