"""Enter the rates that municipalities have published: examples with their source, which bill only when confirmed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from models.interchange.faults import Reading
from models.interchange.rates_file import RateRow
from models.operations.registers.import_rates import enter_rates
from models.operations.store.actor import Actor, deed
from models.operations.store.write_event import write_event
from models.rules.money import Ore
from models.rules.roles import Role
from models.rules.services import Unit

SOURCE = "published-rates"


@dataclass(frozen=True, slots=True)
class PublishedFacts:
    """A rate as a municipality has published it; `municipality` is a code, `price` öre a unit."""

    municipality: str
    service: str
    provider: str
    area: str
    band: str
    unit: Unit
    price: Ore
    valid_from: date
    source: str


def seed_published_rates(published: Iterable[PublishedFacts], today: date, actor: Actor) -> int:
    """Enter published rates, unconfirmed; say how many were new."""
    rows = tuple(_row(line, facts) for line, facts in enumerate(published, start=1))
    with deed(actor, Role.BILL, Role.ADMINISTER):
        receipt = enter_rates(SOURCE, Reading(rows, (), ()), today, actor, example=True)
        write_event(actor, "seed-rates", SOURCE, added=receipt.added)
    return receipt.added


def _row(line: int, facts: PublishedFacts) -> RateRow:
    return RateRow(
        line=line,
        municipality=facts.municipality,
        service=facts.service,
        provider=facts.provider,
        area=facts.area,
        band=facts.band,
        unit=facts.unit,
        price=facts.price,
        valid_from=facts.valid_from,
        valid_to=None,
        decided_on=None,
        source=facts.source,
    )
