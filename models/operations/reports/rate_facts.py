"""Say where a price comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from models.errors import NotFound
from models.operations.store.actor import Actor, reading
from models.rate import Rate
from models.rules.money import Ore


@dataclass(frozen=True, slots=True)
class RateFacts:
    """A rate as the register has it; `price` is öre a unit.

    `confirmed_at` is a moment (UTC), `known_until` the day from which it is known not to hold, `case` the one visit
    that it was agreed for.
    """

    rate: int
    municipality: str
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
    confirmed_by: str
    confirmed_at: datetime | None = None
    known_until: date | None = None
    case: str = ""


def rate_facts(rate: int, actor: Actor) -> RateFacts:
    """Show one rate by its number in the store.

    Raises:
        NotFound: there is none.
    """
    with reading(actor):
        found = Rate.get_or_none(Rate.id == rate)
        if found is None:
            raise NotFound(what="rate", key=rate)
        return RateFacts(
            rate=rate,
            municipality=found.municipality.code,
            service=found.service.code,
            provider=found.provider,
            area=found.area,
            band=found.band,
            unit=found.unit,
            price=found.price,
            valid_from=found.valid_from,
            valid_to=found.valid_to,
            decided_on=found.decided_on,
            known_since=found.known_since,
            source=found.source,
            confirmed_by=found.confirmed_by or "",
            confirmed_at=found.confirmed_at,
            known_until=found.known_until,
            case=found.visit.case_number if found.visit is not None else "",
        )
