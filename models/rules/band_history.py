"""Band schemes over time: which one holds on a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from models.rules.bands import BandRow, BandScheme

ALWAYS = date.min
"""The first day of a scheme that has none: it holds until another begins."""
NO_SCHEME = BandScheme()


class DatedScheme(NamedTuple):
    """A scheme and the first day on which it holds, to the day before the next one's."""

    valid_from: date
    scheme: BandScheme


class Spell(NamedTuple):
    """Days first..last on which one scheme holds; `bands` are its names, without one where there are no bands."""

    first: date
    last: date
    bands: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BandHistory:
    """A municipality's schemes by their first days; without any there is no band on any day."""

    schemes: tuple[DatedScheme, ...] = ()

    @classmethod
    def of(cls, rows: tuple[BandRow, ...]) -> BandHistory:
        """Give the history of one scheme that has always held."""
        return cls((DatedScheme(ALWAYS, BandScheme(rows)),))

    def on(self, day: date) -> BandScheme:
        """Give the scheme of a day."""
        for dated in reversed(self.schemes):
            if dated.valid_from <= day:
                return dated.scheme
        return NO_SCHEME

    def spells(self, first: date, last: date) -> Iterator[Spell]:
        """Divide the days first..last where another scheme begins."""
        begins = [first, *(each.valid_from for each in self.schemes if first < each.valid_from <= last)]
        ends = [*(day - timedelta(days=1) for day in begins[1:]), last]
        for begin, end in zip(begins, ends, strict=True):
            yield Spell(begin, end, tuple(dict.fromkeys(row.band for row in self.on(begin).rows)))
