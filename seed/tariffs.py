"""Invented rates (ersättningsnivåer) and time bands of the home municipalities; their amounts are nobody's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from models.rules.money import Ore
from models.rules.services import Unit
from seed.chance import chance, pick
from seed.guests import HOMES, UNCONFIRMED
from seed.reference import PublishedRate, published_rates

SOURCE = "Påhittad ersättningsnivå, beslut i nämnd"

SPREAD: dict[str, tuple[Unit, int, int]] = {
    "home-care": (Unit.HOUR, 340, 560),
    "service-care": (Unit.HOUR, 300, 430),
    "escort": (Unit.HOUR, 285, 380),
    "relief": (Unit.HOUR, 285, 395),
    "housing-support": (Unit.HOUR, 380, 480),
    "home-visit-night": (Unit.VISIT, 215, 285),
    "safety-alarm": (Unit.MONTH, 165, 215),
    "alarm-visit": (Unit.VISIT, 240, 330),
    "meal-delivery": (Unit.PIECE, 45, 89),
    "care-home-day": (Unit.DAY, 1980, 2480),
    "laundry": (Unit.PIECE, 95, 140),
    "shopping": (Unit.PIECE, 85, 130),
    "safety-call": (Unit.PIECE, 22, 38),
}
"""The unit of each service in the files and the whole kronor between which its price lies."""

ODD_ORE: tuple[Ore, ...] = (0, 0, 20, 25, 40, 50, 75, 80)

PER_MILLE_BY_BAND: dict[str, int] = {"evening": 1080, "night": 1210, "weekend": 1165}
"""What home care costs in a band, of the day's price."""

BANDED = ("0380", "1480")
"""The municipalities that pay home care by band."""

CHANGES: dict[str, tuple[int, int]] = {
    "0380": (4, 1),
    "0680": (5, 1),
    "0580": (7, 1),
    "0184": (7, 13),
    "0880": (7, 15),
    "1480": (9, 1),
}
"""The day (month, day) from which a municipality pays more per hour."""

ENDS_BY_DATE = ("0580",)
"""Municipalities that write the last day of a rate, where others let the next one end it."""

SCHEMES: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    "0163": (
        ("weekend", "holiday", "00:00", "24:00"),
        ("weekend", "fri", "19:00", "24:00"),
        ("weekend", "sat+sun", "00:00", "24:00"),
        ("weekend", "mon", "00:00", "07:00"),
        ("day", "mon-fri", "07:00", "19:00"),
        ("evening", "mon-thu", "19:00", "23:00"),
        ("night", "all", "23:00", "07:00"),
    ),
    "0180": (("night", "all", "22:00", "07:00"),),
    "0380": (
        ("weekend", "holiday", "07:00", "22:00"),
        ("weekend", "sat+sun", "07:00", "22:00"),
        ("day", "mon-fri", "07:00", "19:00"),
        ("evening", "mon-fri", "19:00", "22:00"),
        ("night", "all", "22:00", "07:00"),
    ),
    "1480": (
        ("weekend", "holiday", "00:00", "24:00"),
        ("weekend", "sat+sun", "00:00", "24:00"),
        ("night", "all", "21:30", "06:30"),
        ("evening", "mon-fri", "17:00", "21:30"),
        ("day", "mon-fri", "06:30", "17:00"),
    ),
}
"""The rows (band, days, start, end) of the municipalities that have time bands, in the order they are tried."""


@dataclass(frozen=True, slots=True)
class Tariff:
    """One row of a rates file; the price in öre per unit."""

    municipality: str
    service: str
    provider: str
    area: str
    band: str
    unit: Unit
    price: Ore
    valid_from: date
    valid_to: date | None
    decided_on: date

    @property
    def kind(self) -> tuple[str, ...]:
        """What one rate ends another by, when both have it."""
        return (self.service, self.provider, self.area, self.band, self.unit)


def tariffs(seed: int, year: int, code: str) -> tuple[Tariff, ...]:
    """Give a municipality's rates of a year, those of the year's course included."""
    begun = {tariff.kind: tariff for tariff in _from_new_year(seed, year, code)}
    rows = tuple(begun.values())
    return tuple(_changed(rows, date(year, *CHANGES[code]), code)) if code in CHANGES else rows


def confirmed_codes() -> tuple[str, ...]:
    """List the municipalities whose rates somebody confirms."""
    return tuple(sorted(HOMES))


def unconfirmed_codes() -> tuple[str, ...]:
    """List the municipalities whose rates nobody has confirmed."""
    return (UNCONFIRMED,)


def _from_new_year(seed: int, year: int, code: str) -> Iterator[Tariff]:
    """Give what holds from 1 January: one price a service, then bands, then every kind that is published."""
    source = chance(seed, "tariff", year, code)
    decided = date(year - 1, 11, 1) + timedelta(days=source.randrange(45))
    for service, (unit, low, high) in SPREAD.items():
        price = source.randrange(low, high) * 100 + pick(source, ODD_ORE)
        general = Tariff(code, service, "", "", "", unit, price, date(year, 1, 1), None, decided)
        yield general
        if service == "home-care" and code in BANDED:
            yield from _by_band(general)
    for published in published_rates():
        if published.municipality == code:
            yield _raised(published, year, decided, 1030 + source.randrange(60))


def _by_band(day: Tariff) -> Iterator[Tariff]:
    """Give the price of the other bands, in whole tens of öre."""
    yield replace(day, band="day")
    for band, per_mille in PER_MILLE_BY_BAND.items():
        yield replace(day, band=band, price=_part(day.price, per_mille))


def _raised(published: PublishedRate, year: int, decided: date, per_mille: int) -> Tariff:
    """Give the year's rate of a published kind, so that it takes the place of the older one."""
    found = published
    kind = (found.municipality, found.service, found.provider, found.area, found.band, found.unit)
    return Tariff(*kind, _part(found.price, per_mille), date(year, 1, 1), None, decided)


def _changed(rows: tuple[Tariff, ...], day: date, code: str) -> Iterator[Tariff]:
    """Let every hourly price rise from a day on."""
    for row in rows:
        if row.unit is not Unit.HOUR:
            yield row
            continue
        ends = day - timedelta(days=1) if code in ENDS_BY_DATE else None
        yield replace(row, valid_to=ends)
        yield replace(row, price=_part(row.price, 1025), valid_from=day, decided_on=day - timedelta(days=40))


def _part(price: Ore, per_mille: int) -> Ore:
    """Give so many thousandths of an invented price, cut to whole tens of öre."""
    return price * per_mille // 10_000 * 10
