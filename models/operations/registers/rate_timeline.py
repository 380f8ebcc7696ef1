"""The rates of one municipality on a time line, and what it calls day and night."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from peewee import JOIN, fn

from models.database import rows_of
from models.errors import NotFound
from models.municipality import Municipality
from models.operations.billing.rate_pieces import is_agreed_rate
from models.operations.registers.list_registers import BandListRow, list_bands
from models.operations.store.actor import Actor, reading
from models.rate import Rate
from models.rules.money import Ore
from models.service import Service
from models.visit import Visit


@dataclass(frozen=True, slots=True)
class TimedRate:
    """A rate with its time: `last` is its own last day, or the day before the next of its kind; none: still open.

    `price` is öre a unit; `example` is published somewhere and entered by nobody. `known_until` is the day from which
    it is known not to hold as it stands, `replaces` the number of the rate that it came instead of, `case` the one
    visit that it was agreed for.
    """

    id: int
    service: str
    provider: str
    area: str
    band: str
    unit: str
    price: Ore
    valid_from: date
    valid_to: date | None
    decided_on: date | None
    known_since: date
    source: str
    entered_by: str
    confirmed_by: str
    confirmed_at: datetime | None
    example: bool
    known_until: date | None
    replaces: int | None
    case: str
    last: date | None = None

    @property
    def kind(self) -> tuple[str, ...]:
        """What rates of the same kind share."""
        return (self.service, self.case, self.provider, self.area.casefold(), self.band.casefold(), self.unit)


@dataclass(frozen=True, slots=True)
class RatesOfHome:
    """A municipality's rates, by service and then by time, and its band scheme."""

    code: str
    name: str
    rates: tuple[TimedRate, ...]
    bands: tuple[BandListRow, ...]


def rates_of_home(code: str, actor: Actor) -> RatesOfHome:
    """Read a municipality's rates and bands by its code.

    Raises:
        NotFound: there is no such municipality.
    """
    with reading(actor):
        name = Municipality.select(Municipality.name).where(Municipality.code == code).scalar()
        if name is None:
            raise NotFound(what="municipality", key=code)
        query = (
            Rate.select(*_columns())
            .join(Service)
            .switch(Rate)
            .join(Municipality)
            .switch(Rate)
            .join(Visit, JOIN.LEFT_OUTER)
            .where((Municipality.code == code) & (Rate.visit.is_null() | is_agreed_rate()))
            .order_by(
                Service.id,
                fn.COALESCE(Visit.case_number, ""),
                Rate.provider,
                Rate.area,
                Rate.band,
                Rate.unit,
                Rate.valid_from,
                Rate.id,
            )
        )
        rates = [_timed(row) for row in rows_of(query)]
        return RatesOfHome(code, name, tuple(_ended(rate, rates) for rate in rates), list_bands(code, actor))


def _columns() -> tuple[Any, ...]:
    return (
        Rate.id,
        Service.code,
        Rate.provider,
        Rate.area,
        Rate.band,
        Rate.unit,
        Rate.price,
        Rate.valid_from,
        Rate.valid_to,
        Rate.decided_on,
        Rate.known_since,
        Rate.source,
        Rate.entered_by,
        fn.COALESCE(Rate.confirmed_by, ""),
        Rate.confirmed_at,
        Rate.is_example,
        Rate.known_until,
        Rate.replaces,
        fn.COALESCE(Visit.case_number, ""),
    )


def _timed(row: tuple[Any, ...]) -> TimedRate:
    return TimedRate(*row)


def _ended(rate: TimedRate, rates: list[TimedRate]) -> TimedRate:
    """Let a rate end by itself, else where the next of its kind begins."""
    standing = (other for other in rates if other.kind == rate.kind and other.known_until is None)
    later = [other.valid_from for other in standing if other.valid_from > rate.valid_from]
    last = rate.valid_to or (min(later) - timedelta(days=1) if later else None)
    return replace(rate, last=last)
