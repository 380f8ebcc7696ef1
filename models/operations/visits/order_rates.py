"""Look for days without a rate, once for every kind of decision that is asked about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from models.operations.billing.rate_pieces import load_rates
from models.operations.registers.schemes import NO_BANDS, load_schemes
from models.rate import Rate
from models.rules.order_facts import RateGap
from models.rules.rate_gaps import rate_gaps
from models.rules.rating import RateKey
from models.rules.services import SERVICE_OF, Unit


class Sought(NamedTuple):
    """What a rate is sought for: home municipality, service and visit by their ids, and the days first..last.

    The visit is needed only where its order may have agreed on rates.
    """

    home: int
    service: int
    code: str
    provider: str
    area: str
    first: date
    last: date
    visit: int = 0


class RateGaps:
    """The rates and bands of some visits' home municipalities, as known on a day."""

    def __init__(self, visits: Iterable[tuple[Any, ...]], known_on: date) -> None:
        self._book = load_rates(Rate.municipality.in_({row[2] for row in visits}), known_on)
        self._schemes = load_schemes()
        self._known_on = known_on
        self._found: dict[Sought, tuple[RateGap, ...]] = {}

    def of(self, sought: Sought) -> tuple[RateGap, ...]:
        """Give the gaps in the rates of a decision."""
        if not self._book.key_of(sought.visit, sought.service):
            sought = sought._replace(visit=0)
        if sought not in self._found:
            self._found[sought] = self._look(sought)
        return self._found[sought]

    def _look(self, sought: Sought) -> tuple[RateGap, ...]:
        counted = SERVICE_OF[sought.code].unit is Unit.PIECE
        agreed_for = self._book.key_of(sought.visit, sought.service)
        key = RateKey(str(sought.home), str(sought.service), sought.provider, sought.area, "", counted, agreed_for)
        rates = self._book.of(sought.home, sought.service, sought.visit)
        bands = NO_BANDS if counted else self._schemes.get(sought.home, NO_BANDS)
        return rate_gaps(key, bands, rates, sought.first, sought.last, self._known_on)
