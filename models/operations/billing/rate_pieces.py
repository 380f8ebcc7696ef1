"""Find the one rate of every gathered piece, and settle what stands in each row's way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import Case, Expression, fn

from models.database import rows_of
from models.operations.billing.gather import code_of
from models.operations.billing.scratch import PlannedPiece, PriceSegment
from models.rate import Rate
from models.rules.rating import RateFact, RateKey, Segment, segments
from models.rules.reasons import Reason
from models.rules.services import Unit


@dataclass(frozen=True, slots=True)
class RateBook:
    """The rates of some municipalities and services, by both."""

    rates: dict[tuple[int, int], tuple[RateFact, ...]]

    def of(self, municipality: int, service: int) -> tuple[RateFact, ...]:
        """Give the rates of one municipality for one service."""
        return self.rates.get((municipality, service), ())


def load_rates(chosen: Expression, known_on: date) -> RateBook:
    """Read the chosen rates as the facts that the rating rules know.

    An example that nobody has confirmed is left out where somebody has entered a rate for the same service that was
    known on the day.
    """
    book: dict[tuple[int, int], list[Rate]] = {}
    for rate in Rate.select().where(chosen & Rate.visit.is_null()).order_by(Rate.id):
        book.setdefault((rate.municipality_id, rate.service_id), []).append(rate)
    return RateBook({key: tuple(map(_fact, _entered(rates, known_on))) for key, rates in book.items()})


def _entered(rates: list[Rate], known_on: date) -> list[Rate]:
    entered = [rate for rate in rates if not rate.is_example or rate.confirmed_by is not None]
    return entered if any(rate.known_since <= known_on for rate in entered) else rates


def _fact(rate: Rate) -> RateFact:
    return RateFact(
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
    )


def rate_pieces(known_on: date) -> None:
    """Give every gathered piece its rate as known on a day, or the reason why it has none."""
    PriceSegment.insert_many(_segment_rows(known_on)).execute()
    _copy_prices()
    _copy_agreed_prices()
    _pay_a_share()


def settle_rows() -> None:
    """Block whole every row any of whose pieces is blocked, then those that are protected or excluded.

    Of several reasons the first in their order counts.
    """
    _block_whole_rows()
    _block_people()
    _count_each_row_as_one_visit()


def _segment_rows(known_on: date) -> Iterable[dict[str, Any]]:
    table = PlannedPiece
    kind = (table.municipality, table.service, table.provider, table.area, table.band, table.counted)
    own = table.agreed.is_null()
    kinds = list(rows_of(table.select(*kind, fn.MIN(table.day), fn.MAX(table.day)).where(own).group_by(*kind)))
    book = load_rates(
        Rate.municipality.in_({row[0] for row in kinds}) & Rate.service.in_({row[1] for row in kinds}), known_on
    )
    return [row for kind_row in kinds for row in _segments_of(kind_row, book, known_on)]


def _segments_of(kind: tuple[Any, ...], book: RateBook, known_on: date) -> Iterator[dict[str, Any]]:
    municipality, service, provider, area, band, counted, first, last = kind
    key = RateKey(str(municipality), str(service), provider, area, band, bool(counted))
    for segment in segments(key, book.of(municipality, service), _day(first), _day(last), known_on):
        yield {
            "municipality": municipality,
            "service": service,
            "provider": provider,
            "area": area,
            "band": band,
            "counted": bool(counted),
            **_price_of(segment),
        }


def _price_of(segment: Segment) -> dict[str, Any]:
    return {
        "first": segment.first,
        "last": segment.last,
        "rate": segment.rate_id,
        "unit": segment.unit,
        "price": segment.price,
        "reason": code_of(Reason(segment.reason)) if segment.reason else 0,
    }


def _day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _copy_prices() -> None:
    piece, segment = PlannedPiece, PriceSegment
    same = (
        (segment.municipality == piece.municipality)
        & (segment.service == piece.service)
        & (segment.provider == piece.provider)
        & (segment.area == piece.area)
        & (segment.band == piece.band)
        & (segment.counted == piece.counted)
        & (segment.first <= piece.day)
        & (segment.last >= piece.day)
        & piece.agreed.is_null()
    )
    reason = Case(None, ((piece.reason == 0, segment.reason),), piece.reason)
    piece.update(rate=segment.rate, unit=segment.unit, price=segment.price, reason=reason).from_(segment).where(
        same
    ).execute()


def _copy_agreed_prices() -> None:
    piece = PlannedPiece
    piece.update(rate=Rate.id, unit=Rate.unit, price=Rate.price).from_(Rate).where(piece.agreed == Rate.id).execute()


def _pay_a_share() -> None:
    """Bring a rate to the share that a condition pays, half up to the öre."""
    piece = PlannedPiece
    share = (piece.price * piece.share + 50) / 100
    piece.update(price=share).where((piece.share != 100) & piece.price.is_null(False)).execute()


def _block_whole_rows() -> None:
    other = PlannedPiece.alias()
    blocked = (
        other.select(other.entry, fn.MIN(other.reason).alias("first"))
        .where(other.reason > 0)
        .group_by(other.entry)
        .alias("blocked")
    )
    PlannedPiece.update(reason=blocked.c.first).from_(blocked).where(PlannedPiece.entry == blocked.c.entry).execute()


def _block_people() -> None:
    table = PlannedPiece
    not_before = (table.reason == 0) | (table.reason == code_of(Reason.EXCLUDED))
    table.update(reason=code_of(Reason.PROTECTED)).where(not_before & table.protected).execute()
    table.update(reason=code_of(Reason.EXCLUDED)).where((table.reason == 0) & table.excluded).execute()


def _count_each_row_as_one_visit() -> None:
    other = PlannedPiece.alias()
    first = (
        other.select(other.entry, fn.MIN(other.piece).alias("piece"))
        .where(other.unit == "visit")
        .group_by(other.entry)
        .alias("first")
    )
    PlannedPiece.update(visits=PlannedPiece.staff).from_(first).where(PlannedPiece.piece == first.c.piece).execute()
    _keep_visits_together()


def _keep_visits_together() -> None:
    first = PlannedPiece.alias("first_piece")
    PlannedPiece.update(month=first.month, rate=first.rate, price=first.price).from_(first).where(
        (PlannedPiece.entry == first.entry) & (PlannedPiece.unit == "visit") & (first.visits > 0)
    ).execute()
