"""Read the registers: municipalities, rates and bands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN, Expression, ForeignKeyField, fn

from models.band import Band
from models.database import rows_of
from models.errors import NotFound
from models.municipality import Municipality
from models.operations.billing.rate_pieces import is_agreed_rate
from models.operations.registers.names import municipality_ids
from models.operations.store.actor import Actor, reading
from models.rate import Rate
from models.rules.band_history import ALWAYS
from models.rules.money import Ore
from models.service import Service
from models.visit import Visit


@dataclass(frozen=True, slots=True)
class MunicipalityRow:
    """A municipality; the organisation number is ten digits."""

    code: str
    name: str
    county: str
    organisation_number: str


@dataclass(frozen=True, slots=True)
class RateListRow:
    """A rate of the register; `price` is öre a unit, `confirmed_by` empty where it may not bill yet.

    `known_until` is the day from which it is known not to hold, `case` the one visit that it was agreed for.
    """

    id: int
    municipality: str
    name: str
    service: str
    provider: str
    area: str
    band: str
    unit: str
    price: Ore
    valid_from: date
    valid_to: date | None
    known_since: date
    confirmed_by: str
    source: str
    known_until: date | None
    case: str


@dataclass(frozen=True, slots=True)
class BandListRow:
    """A row of a municipality's band scheme; `start` and `end` are minutes of the day.

    `valid_from` is the scheme's first day, none where it has always held.
    """

    municipality: str
    name: str
    valid_from: date | None
    position: int
    band: str
    days: str
    start: int
    end: int


def list_municipalities(text: str, actor: Actor) -> tuple[MunicipalityRow, ...]:
    """List the municipalities whose code, name or county holds a text, or all."""
    columns = (Municipality.code, Municipality.name, Municipality.county, Municipality.organisation_number)
    with reading(actor):
        rows = tuple(
            MunicipalityRow(*row) for row in rows_of(Municipality.select(*columns).order_by(Municipality.code))
        )
    wanted = text.strip().casefold()
    return tuple(row for row in rows if wanted in f"{row.code} {row.name} {row.county}".casefold())


def list_rates(
    municipality: str, actor: Actor, *, unconfirmed: bool = False, past: bool = False
) -> tuple[RateListRow, ...]:
    """List the rates of a municipality (code or name), or all; only those that nobody has confirmed where asked.

    What was corrected, ended or withdrawn is listed only where the `past` is asked for too.

    Raises:
        NotFound: there is no such municipality.
    """
    with reading(actor):
        chosen = _of_home(Rate.municipality, municipality)
        if unconfirmed:
            chosen &= Rate.confirmed_by.is_null()
        if not past:
            chosen &= Rate.known_until.is_null()
        query = (
            Rate.select(*_rate_columns())
            .join(Municipality)
            .switch(Rate)
            .join(Service)
            .switch(Rate)
            .join(Visit, JOIN.LEFT_OUTER)
            .where(chosen & (Rate.visit.is_null() | is_agreed_rate()))
            .order_by(Municipality.code, Service.code, Rate.valid_from, Rate.id)
        )
        return tuple(RateListRow(*row) for row in rows_of(query))


def _rate_columns() -> tuple[Any, ...]:
    return (
        Rate.id,
        Municipality.code,
        Municipality.name,
        Service.code,
        Rate.provider,
        Rate.area,
        Rate.band,
        Rate.unit,
        Rate.price,
        Rate.valid_from,
        Rate.valid_to,
        Rate.known_since,
        fn.COALESCE(Rate.confirmed_by, ""),
        Rate.source,
        Rate.known_until,
        fn.COALESCE(Visit.case_number, ""),
    )


def list_bands(municipality: str, actor: Actor) -> tuple[BandListRow, ...]:
    """List the band schemes of a municipality (code or name), or all, each in the order in which rows are tried.

    Raises:
        NotFound: there is no such municipality.
    """
    with reading(actor):
        query = (
            Band.select(Band, Municipality)
            .join(Municipality)
            .where(_of_home(Band.municipality, municipality))
            .order_by(Municipality.code, Band.valid_from, Band.position)
        )
        return tuple(_band_row(band) for band in query)


def _band_row(band: Band) -> BandListRow:
    home, first = band.municipality, None if band.valid_from == ALWAYS else band.valid_from
    return BandListRow(home.code, home.name, first, band.position, band.band, band.days, band.start, band.end)


def municipality_id(name: str) -> int:
    """Find a municipality by its code or name, inside a transaction that is open already.

    Raises:
        NotFound: there is none.
    """
    found = municipality_ids().get(name.strip().casefold())
    if found is None:
        raise NotFound(what="municipality", key=name)
    return found


def _of_home(column: ForeignKeyField[Municipality], municipality: str) -> Expression:
    found: Expression = column == municipality_id(municipality) if municipality else column.is_null(False)
    return found
