"""What holds after any sequence of deeds, found by its own queries and by the rules alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from peewee import JOIN, fn

from models.billed import LinePiece
from models.care_entry import CareEntry, CarePiece, Reversal
from models.database import rows_of
from models.decision import Decision
from models.difference import Difference
from models.invoice import Invoice, InvoiceLine
from models.operations.registers.schemes import load_schemes
from models.rate import Rate
from models.rules.band_history import NO_SCHEME
from models.rules.bands import band_at
from models.rules.difference import from_text
from models.rules.period import DAY
from models.rules.rating import RateFact, RateKey, segments
from models.rules.services import Unit
from models.visit import Visit


def claims() -> int:
    """Add up what every posted document claims, in öre: invoices less credit notes."""
    sums = dict(
        rows_of(
            Invoice.select(Invoice.kind, fn.SUM(Invoice.total))
            .where(Invoice.number.is_null(False))
            .group_by(Invoice.kind)
        )
    )
    return int(sums.get("invoice", 0)) - int(sums.get("credit", 0))


def _live() -> Any:
    back, document = InvoiceLine.alias(), Invoice.alias()
    taken = (
        back.select(back.id)
        .join(document, on=back.invoice == document.id)
        .where((back.credits == InvoiceLine.id) & document.number.is_null(False))
    )
    return InvoiceLine.credits.is_null() & Invoice.number.is_null(False) & ~fn.EXISTS(taken)


def live_lines() -> int:
    """Add up the lines of posted documents that bill and that no posted document takes back, in öre."""
    return int(InvoiceLine.select(fn.COALESCE(fn.SUM(InvoiceLine.net), 0)).join(Invoice).where(_live()).scalar())


def twice_live() -> Iterator[int]:
    """Name the pieces on two live lines (G3)."""
    query = (
        LinePiece.select(LinePiece.piece)
        .join(InvoiceLine)
        .join(Invoice)
        .where(_live())
        .group_by(LinePiece.piece)
        .having(fn.COUNT(LinePiece.line) > 1)
    )
    for (piece,) in rows_of(query):
        yield piece


def billed_as_known(today: date) -> None:
    """Hold every billed minute against the one rate of its day, found by the rule alone (G23, G24).

    A line that was declined keeps its price, and so does one with care that is granted no longer, or that no usable
    rate fits any more: those are credited by hand.
    """
    facts, kept = list(_facts()), {*_declined(), *_lines_not_granted_now()}
    wrong: dict[int, tuple[int, int | None]] = {}
    for line, price, *kind, day in rows_of(_billed_minutes()):
        municipality, service, visit, provider, area, band = kind
        key = RateKey(str(municipality), str(service), provider or "", area or "", band, False, str(visit))
        (found,) = segments(key, facts, day, day, today)
        if found.reason is not None or found.unit is not Unit.HOUR:
            kept.add(line)
        elif found.price != price:
            wrong[line] = (price, found.price)
    assert not wrong.keys() - kept, wrong


def split_as_known() -> None:
    """Hold every row by the clock that nothing bills against the band of each of its minutes (G24, G25)."""
    schemes = load_schemes()
    columns = (CareEntry.id, Visit.municipality, CareEntry.day, CareEntry.start, CareEntry.end, CareEntry.staff)
    rows = CareEntry.select(*columns).join(Visit).where(CareEntry.start.is_null(False))
    parts = CarePiece.select(CarePiece.entry, CarePiece.day, CarePiece.band, CarePiece.minutes, CarePiece.line)
    stored: dict[int, Counter[tuple[date, str]]] = {}
    billed = set()
    for entry, day, band, minutes, line in rows_of(parts.where(~CarePiece.retired)):
        stored.setdefault(entry, Counter())[day, band] += minutes
        if line is not None:
            billed.add(entry)
    for entry, home, day, start, end, staff in rows_of(rows):
        walked: Counter[tuple[date, str]] = Counter()
        for minute in range(start, end if end > start else end + DAY):
            own = day + timedelta(days=minute // DAY)
            scheme = schemes[home].on(own) if home in schemes else NO_SCHEME
            walked[own, band_at(scheme, own, minute % DAY) or ""] += staff
        assert entry in billed or stored[entry] == walked, (entry, stored[entry], walked)


def _granted() -> Any:
    return (
        (Decision.visit == CareEntry.visit)
        & (Decision.service == CareEntry.service)
        & (fn.COALESCE(Decision.first_day, Visit.first_day) <= CareEntry.day)
        & (Decision.last_day.is_null() | (Decision.last_day >= CareEntry.day))
        & (Visit.last_day.is_null() | (Visit.last_day >= CareEntry.day))
    )


def _billed_minutes() -> Any:
    columns = (Visit.municipality, CareEntry.service, Visit.id, Decision.provider, Decision.area, CarePiece.band)
    return (
        CarePiece.select(InvoiceLine.id, InvoiceLine.price, *columns, CarePiece.day)
        .join(InvoiceLine)
        .join(Invoice)
        .switch(CarePiece)
        .join(CareEntry)
        .join(Visit)
        .join(Decision, on=_granted())
        .where(Invoice.number.is_null(False) & (InvoiceLine.unit == "hour") & (InvoiceLine.share == 100))
        .where(InvoiceLine.id.not_in(_lines_with_reversed_rows()))
    )


def _lines_not_granted_now() -> Iterator[int]:
    query = (
        CarePiece.select(CarePiece.line)
        .join(CareEntry)
        .join(Visit)
        .join(Decision, JOIN.LEFT_OUTER, on=_granted())
        .where(CarePiece.line.is_null(False) & Decision.id.is_null())
    )
    for (line,) in rows_of(query.distinct()):
        yield line


def _lines_with_reversed_rows() -> list[int]:
    query = CarePiece.select(CarePiece.line).join(Reversal, on=Reversal.entry == CarePiece.entry)
    return [line for (line,) in rows_of(query.where(CarePiece.line.is_null(False)).distinct())]


def _declined() -> Iterator[int]:
    for (text,) in rows_of(Difference.select(Difference.lines).where(Difference.state == "declined")):
        yield from (line.line for line in from_text(text))


def _facts() -> Iterator[RateFact]:
    for rate in Rate.select().where(~Rate.is_example | Rate.confirmed_by.is_null(False)):
        yield RateFact(
            id=rate.id,
            municipality=str(rate.municipality_id),
            service=str(rate.service_id),
            provider=rate.provider,
            area=rate.area,
            band=rate.band,
            unit=Unit(rate.unit),
            price=rate.price,
            valid_from=rate.valid_from,
            valid_to=rate.valid_to,
            known_since=rate.known_since,
            confirmed=rate.confirmed_by is not None,
            known_until=rate.known_until,
            visit=str(rate.visit_id or ""),
        )
