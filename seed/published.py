"""Rates that municipalities have published, in our services, units, providers, areas and bands.

They are examples to be confirmed, never prices by themselves. Of the 44 rows of published_rates.tsv four are left out:
three of VästKom, a recommendation to 49 municipalities without a municipality's code, and Jönköping's
"mattransport extra", a supplement to a price and not a price. Three rows become two rates each: Tyresö's two for relief
and escort, and Jönköping's meals in two areas at one price. Together 43 rates.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from models.rules.money import Ore, parse_kronor
from models.rules.services import Unit
from seed.data_files import tab_separated

SERVICES_OF: dict[str, tuple[str, ...]] = {
    "avlösning/ledsagning SoL": ("relief", "escort"),
    "boendestöd": ("housing-support",),
    "fast ersättning per larmkund": ("safety-alarm",),
    "hemtjänst omvårdnad och service": ("home-care",),
    "insats i ordinärt boende": ("home-care",),
    "larm": ("alarm-visit",),
    "ledsagarservice": ("escort",),
    "ledsagarservice (sidan rubriceras avlösar-/ledsagarservice)": ("escort",),
    "matdistribution": ("meal-delivery",),
    "mattransport": ("meal-delivery",),
    "omsorg/service": ("home-care",),
    "omvårdnad": ("home-care",),
    "omvårdnad och service": ("home-care",),
    "service": ("service-care",),
    "service och fria insatser": ("service-care",),
    "särskilt boende omvårdnad/demens": ("care-home-day",),
    "trygghetslarm": ("alarm-visit",),
}
"""What a published service is here: larm by the hour and trygghetslarm by the occasion pay for alarm visits."""

LEFT_OUT = frozenset({"mattransport extra"})

UNIT_OF: dict[str, Unit] = {
    "timme": Unit.HOUR,
    "insats": Unit.VISIT,
    "tillfälle": Unit.PIECE,
    "antal": Unit.PIECE,
    "månad": Unit.MONTH,
    "dygn": Unit.DAY,
}

PROVIDER_OF: dict[str, str] = {"kommunal": "own", "privat": "private", "LOV": "private", "utförare": "", "": ""}
"""Who performs: LOV is the law by which private providers are chosen; where nothing is said, the rate is for any."""

AREAS_AND_BANDS: dict[str, tuple[tuple[str, str], ...]] = {
    "": (("", ""),),
    "dag/kväll/helg 07-22": (("", ""),),
    "dag/kväll/helg lika": (("", ""),),
    "natt 22-07": (("", "night"),),
    "dag 07-19": (("", "day"),),
    "kväll 19-23": (("", "evening"),),
    "natt 23-07": (("", "night"),),
    "helg fre 19 - mån 07": (("", "weekend"),),
    "centralort": (("centralort", ""),),
    "övriga områden": (("övriga områden", ""),),
    "tätort": (("tätort", ""),),
    "landsbygd": (("landsbygd", ""),),
    "villaområde": (("villaområde", ""),),
    "tätort/villaområde": (("tätort", ""), ("villaområde", "")),
}
"""The (area, band) pairs of a published row; one price for day, evening and weekend is a price without a band."""

SAME_SOURCE = "samma"


@dataclass(frozen=True, slots=True)
class PublishedRate:
    """A published rate: the price in öre per unit, valid from a day and open to its end."""

    municipality: str
    service: str
    provider: str
    area: str
    band: str
    unit: Unit
    price: Ore
    valid_from: date
    source: str


@cache
def published_rates() -> tuple[PublishedRate, ...]:
    """List the published rates in the order of the file."""
    rates: list[PublishedRate] = []
    source = ""
    for row in tab_separated("published_rates.tsv"):
        source = row[-1] if row[-1] != SAME_SOURCE else source
        rates.extend(_rates_of(row, source))
    return tuple(rates)


def _rates_of(row: tuple[str, ...], source: str) -> list[PublishedRate]:
    """Give the rates of one row: none when it names no municipality or is no price."""
    _, code, since, service, regi, place, amount, unit, *_ = row
    if not code or service in LEFT_OUT:
        return []
    price, valid_from = parse_kronor(amount), first_day(since)
    return [
        PublishedRate(code, ours, PROVIDER_OF[regi], area, band, UNIT_OF[unit], price, valid_from, source)
        for ours in SERVICES_OF[service]
        for area, band in AREAS_AND_BANDS[place]
    ]


def first_day(text: str) -> date:
    """Read '2024-03-01', or '2024' as the first day of that year."""
    return date.fromisoformat(text if len(text) > len("2024") else f"{text}-01-01")
