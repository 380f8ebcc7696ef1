"""Enter one rate by hand, as a file of one row would."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.errors import NotFound, WrongUse
from models.interchange.faults import Reading
from models.interchange.rates_file import RateRow
from models.language.words import tr
from models.operations.registers.import_rates import RatesReceipt, enter_rates
from models.operations.registers.names import municipality_codes, municipality_ids
from models.operations.registers.rate_refusals import refuse_amount, refuse_decision
from models.operations.store.actor import Actor, deed
from models.operations.store.write_event import write_event
from models.rules.money import Ore
from models.rules.roles import Role
from models.rules.services import Unit

BY_HAND = "entered by hand"


@dataclass(frozen=True, slots=True)
class NewRate:
    """A rate that is to be entered; `municipality` is a code or a name, `price` öre a unit, '' means any."""

    municipality: str
    service: str
    provider: str
    area: str
    band: str
    unit: Unit
    price: Ore
    valid_from: date
    valid_to: date | None
    decided_on: date | None
    source: str
    confirmed: bool


def enter_rate(new: NewRate, today: date, actor: Actor) -> RatesReceipt:
    """Enter a rate, or find that it is there already; a rate is never changed, only followed by a later one.

    One that was corrected, ended or withdrawn can be entered anew.

    Raises:
        NotFound: there is no such municipality.
        WrongUse: the rate costs nothing, or ends before it begins.
    """
    refuse_amount(new.price)
    refuse_decision(new.decided_on, today)
    if new.valid_to is not None and new.valid_to < new.valid_from:
        raise WrongUse(what=tr("The rate ends before it begins; see which of the two dates is right."))
    with deed(actor, Role.BILL, Role.ADMINISTER):
        home = municipality_ids().get(new.municipality.casefold())
        if home is None:
            raise NotFound(what="municipality", key=new.municipality)
        receipt = enter_rates(BY_HAND, Reading((row_of(new),), (), ()), today, actor, confirm=new.confirmed, anew=True)
        write_event(
            actor,
            "enter-rate",
            municipality_codes()[home],
            service=new.service,
            price=new.price,
            valid_from=str(new.valid_from),
            added=receipt.added,
            confirmed=receipt.confirmed,
        )
    return receipt


def row_of(new: NewRate) -> RateRow:
    """Say the same as a row of a rates file."""
    return RateRow(
        line=1,
        municipality=new.municipality,
        service=new.service,
        provider=new.provider,
        area=new.area,
        band=new.band,
        unit=new.unit,
        price=new.price,
        valid_from=new.valid_from,
        valid_to=new.valid_to,
        decided_on=new.decided_on,
        source=new.source,
    )
