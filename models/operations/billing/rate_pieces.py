"""Find the one rate of every gathered piece, and settle what stands in each row's way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from peewee import Case, Expression, fn

from models.care_entry import CarePiece
from models.database import among, rows_of
from models.invoice import InvoiceLine
from models.operations.billing.gather import code_of
from models.operations.billing.scratch import PlannedPiece, PriceSegment
from models.rate import Rate
from models.rules.rating import RateFact, RateKey, Segment, segments
from models.rules.reasons import Reason
from models.rules.row_kinds import RowKind
from models.rules.services import Unit
from models.service import Service


@dataclass(frozen=True, slots=True)
class RateBook:
    """The rates of some municipalities and services, by both, and those agreed for one visit and service."""

    rates: dict[tuple[int, int], tuple[RateFact, ...]]
    agreed: dict[tuple[int, int], tuple[RateFact, ...]] = field(default_factory=dict)

    def of(self, municipality: int, service: int, visit: int = 0) -> tuple[RateFact, ...]:
        """Give the rates of one municipality for one service, those that were agreed for a visit among them."""
        return self.agreed.get((visit, service), ()) + self.rates.get((municipality, service), ())

    def key_of(self, visit: int, service: int) -> str:
        """Give what a rate's key says of a visit: '' where nothing was agreed for it."""
        return str(visit) if (visit, service) in self.agreed else ""

    @property
    def services(self) -> set[int]:
        """Name every service that any of the rates is for."""
        return {service for _, service in (*self.rates, *self.agreed)}


def load_rates(chosen: Expression, known_on: date) -> RateBook:
    """Read the chosen rates as the facts that the rating rules know.

    An example that nobody has confirmed is left out where somebody has entered a rate for the same service that was
    known on the day.
    """
    book: dict[tuple[int, int], list[tuple[RateFact, bool]]] = {}
    agreed: dict[tuple[int, int], tuple[RateFact, ...]] = {}
    for rate in Rate.select().where(chosen & (Rate.visit.is_null() | is_agreed_rate())).order_by(Rate.id):
        if rate.visit_id is not None:
            key = (rate.visit_id, rate.service_id)
            agreed[key] = (*agreed.get(key, ()), _fact(rate))
        else:
            is_example = rate.is_example and rate.confirmed_by is None
            book.setdefault((rate.municipality_id, rate.service_id), []).append((_fact(rate), is_example))
    return RateBook({key: _entered(rates, known_on) for key, rates in book.items()}, agreed)


def is_agreed_rate() -> Expression:
    """Choose the rates that an order agreed for its visit's care; an extra cost is a price for one row alone."""
    extra = Service.select(Service.id).where(Service.code == str(RowKind.EXTRA_COST))
    chosen: Expression = Rate.visit.is_null(False) & Rate.service.not_in(extra)
    return chosen


def _entered(rates: list[tuple[RateFact, bool]], known_on: date) -> tuple[RateFact, ...]:
    entered = [fact for fact, is_example in rates if not is_example]
    found = entered if any(fact.is_known_on(known_on) for fact in entered) else [fact for fact, _ in rates]
    return tuple(found)


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
        known_until=rate.known_until,
        visit=str(rate.visit_id) if rate.visit_id is not None else "",
    )


def rate_pieces(known_on: date) -> None:
    """Give every gathered piece its rate as known on a day, or the reason why it has none."""
    _mark_agreed()
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


def _mark_agreed() -> None:
    """Tell the pieces of visits for which rates have been agreed from those that the municipality's are for."""
    visits = [visit for (visit,) in rows_of(Rate.select(Rate.visit).where(is_agreed_rate()).distinct())]
    if visits:
        piece = PlannedPiece
        piece.update(agreed_for=piece.visit).where(among(piece.visit, visits) & piece.agreed.is_null()).execute()


def _segment_rows(known_on: date) -> Iterable[dict[str, Any]]:
    table = PlannedPiece
    kind = (table.municipality, table.service, table.provider, table.area, table.band, table.counted, table.agreed_for)
    own = table.agreed.is_null()
    kinds = list(rows_of(table.select(*kind, fn.MIN(table.day), fn.MAX(table.day)).where(own).group_by(*kind)))
    book = load_rates(
        Rate.municipality.in_({row[0] for row in kinds}) & Rate.service.in_({row[1] for row in kinds}), known_on
    )
    return [row for kind_row in kinds for row in _segments_of(kind_row, book, known_on)]


def _segments_of(kind: tuple[Any, ...], book: RateBook, known_on: date) -> Iterator[dict[str, Any]]:
    municipality, service, provider, area, band, counted, visit, first, last = kind
    key = RateKey(str(municipality), str(service), provider, area, band, bool(counted), book.key_of(visit, service))
    for segment in segments(key, book.of(municipality, service, visit), _day(first), _day(last), known_on):
        yield {
            "municipality": municipality,
            "service": service,
            "provider": provider,
            "area": area,
            "band": band,
            "counted": bool(counted),
            "agreed_for": visit,
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
        & (segment.agreed_for == piece.agreed_for)
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
        .where((other.unit == "visit") & ~_counted_elsewhere(other))
        .group_by(other.entry)
        .alias("first")
    )
    PlannedPiece.update(visits=PlannedPiece.staff).from_(first).where(PlannedPiece.piece == first.c.piece).execute()
    _keep_visits_together()


def _counted_elsewhere(planned: Any) -> Any:
    """Tell a row one of whose other pieces a live line bills as a visit already: a row is one visit."""
    here, elsewhere = PlannedPiece.alias(), CarePiece.alias()
    in_plan = here.select(here.piece).where(here.piece == elsewhere.id)
    billed = (
        elsewhere.select(elsewhere.id)
        .join(InvoiceLine, on=elsewhere.line == InvoiceLine.id)
        .where((elsewhere.entry == planned.entry) & (InvoiceLine.unit == "visit") & ~fn.EXISTS(in_plan))
    )
    return fn.EXISTS(billed)


def _keep_visits_together() -> None:
    first = PlannedPiece.alias("first_piece")
    PlannedPiece.update(month=first.month, rate=first.rate, price=first.price).from_(first).where(
        (PlannedPiece.entry == first.entry) & (PlannedPiece.unit == "visit") & (first.visits > 0)
    ).execute()
