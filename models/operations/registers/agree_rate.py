"""Enter a rate that a visit's order agrees on: it comes before what the home municipality pays for others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.errors import WrongUse
from models.language.words import tr
from models.operations.billing.propose_differences import propose_differences
from models.operations.registers.import_rates import RatesReceipt
from models.operations.registers.names import service_ids
from models.operations.registers.rate_refusals import refuse_amount, refuse_decision
from models.operations.registers.strange_bands import BandOfRate, told_of_bands
from models.operations.store.actor import Actor, deed
from models.operations.store.given_reason import given_reason
from models.operations.store.refuse_unfit import refuse_unfit
from models.operations.store.write_event import utc_now, write_event
from models.operations.visits.by_case import refuse_closed, visit_of
from models.rate import Rate
from models.rules.money import Ore
from models.rules.roles import Role
from models.rules.row_kinds import RowKind
from models.rules.services import Unit
from models.visit import Visit


@dataclass(frozen=True, slots=True)
class AgreedRate:
    """A rate of one visit's order; `price` is öre a unit, `reference` the order's own, a band of '' means any.

    Without a first day it holds from the first of the stay, without a last one as long as the stay.
    """

    case: str
    service: str
    unit: Unit
    price: Ore
    reference: str
    band: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    decided_on: date | None = None


def agree_rate(new: AgreedRate, today: date, actor: Actor) -> RatesReceipt:
    """Enter a visit's agreed rate, confirmed at once, or find that it is there already.

    Raises:
        NotFound: there is no such visit.
        ReasonMissing: the order's reference is not said.
        ReasonNamesPerson: the reference names the guest.
        WrongUse: the rate cannot be right, the visit is closed, or another amount is agreed from the same day.
    """
    with deed(actor, Role.BILL, Role.ADMINISTER):
        visit = visit_of(new.case)
        refuse_closed(visit)
        first = new.valid_from or visit.first_day
        _refuse(new, first, today)
        refuse_unfit({"agreed": new.reference.strip()})
        reference = given_reason(new.reference, [visit.id])
        known = _known(visit, new, first)
        if known is None:
            _enter(visit, new, first, reference, today, actor)
        write_event(
            actor,
            "agree-rate",
            visit.case_number,
            service=new.service,
            price=new.price,
            valid_from=str(first),
            reference=reference,
            added=int(known is None),
        )
        strange = told_of_bands([BandOfRate(visit.municipality_id, new.band, first, new.valid_to)])
        if known is not None:
            return RatesReceipt("", 0, 1, 0, strange)
        differences = propose_differences({visit.municipality_id}, first, today, actor)
        return RatesReceipt("", 1, 0, 1, strange, differences)


def _refuse(new: AgreedRate, first: date, today: date) -> None:
    refuse_amount(new.price)
    if new.service == RowKind.EXTRA_COST:
        raise WrongUse(what=tr("An extra cost has its amount from its receipt; add it to the visit's hours."))
    if new.valid_to is not None and new.valid_to < first:
        raise WrongUse(what=tr("The rate ends before it begins; see which of the two dates is right."))
    refuse_decision(new.decided_on, today)


def _known(visit: Visit, new: AgreedRate, first: date) -> Rate | None:
    """Find the same rate; another one from the same day is to be corrected, not followed."""
    alike = (Rate.visit == visit) & (Rate.service == service_ids()[new.service]) & (Rate.unit == new.unit)
    query = Rate.select().where(alike & (Rate.valid_from == first) & Rate.known_until.is_null())
    for rate in query.order_by(Rate.id):
        if rate.band.casefold() != new.band.casefold():
            continue
        if (rate.price, rate.valid_to) == (new.price, new.valid_to):
            return rate
        raise WrongUse(
            what=tr(
                "{case} has another rate agreed from {first}; correct that one with: vistelse rate correct {number}.",
                case=visit.case_number,
                first=first,
                number=rate.id,
            )
        )
    return None


def _enter(visit: Visit, new: AgreedRate, first: date, reference: str, today: date, actor: Actor) -> None:
    Rate.create(
        municipality=visit.municipality_id,
        service=service_ids()[new.service],
        visit=visit,
        band=new.band,
        unit=new.unit,
        price=new.price,
        valid_from=first,
        valid_to=new.valid_to,
        decided_on=new.decided_on,
        known_since=new.decided_on or today,
        source=reference,
        entered_by=actor.login,
        confirmed_by=actor.login,
        confirmed_at=utc_now(),
    )
