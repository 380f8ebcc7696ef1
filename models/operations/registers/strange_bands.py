"""Rates for a band that the home municipality does not have: they are taken, and it is said what they can pay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from models.language.words import ntr
from models.municipality import Municipality
from models.operations.registers.schemes import NO_BANDS, load_schemes


class BandOfRate(NamedTuple):
    """The band of a rate of a home municipality, and the days that the rate holds; '' is any band."""

    home: int
    band: str
    first: date
    last: date | None


def told_of_bands(rates: Iterable[BandOfRate]) -> tuple[str, ...]:
    """Say how many rates name a band that their municipality has on none of their days, and which bands it has.

    Such a rate pays only rows whose band the source gives. What was written is not repeated: it may be a name.
    """
    return tuple(_told([rate for rate in rates if rate.band]))


def _told(rates: list[BandOfRate]) -> Iterator[str]:
    schemes = load_schemes() if rates else {}
    strange: dict[int, int] = {}
    had: dict[int, dict[str, None]] = {}
    for rate in rates:
        spells = schemes.get(rate.home, NO_BANDS).spells(rate.first, rate.last or date.max)
        bands = dict.fromkeys(band for spell in spells for band in spell.bands)
        if rate.band.casefold() not in {band.casefold() for band in bands}:
            strange[rate.home] = strange.get(rate.home, 0) + 1
            had.setdefault(rate.home, {}).update(bands)
    for home, count in strange.items():
        yield _words(Municipality.get_by_id(home), count, ", ".join(had[home]))


def _words(home: Municipality, count: int, bands: str) -> str:
    whose = f"{home.code} {home.name}"
    if not bands:
        return ntr(
            "{home} has no time bands: a rate for one pays only rows whose band the source gives.",
            "{home} has no time bands: {n} rates for one pay only rows whose band the source gives.",
            count,
            home=whose,
        )
    return ntr(
        "The rate's band is none of those of {home} ({bands}): it pays only rows whose band the source gives.",
        "{n} rates are for none of the bands of {home} ({bands}): they pay only rows whose band the source gives.",
        count,
        home=whose,
        bands=bands,
    )
