"""Add an extra cost of a visit, a boat taxi for one: its amount is what the receipt says, agreed for it alone."""

from __future__ import annotations

from datetime import date

from models.care_entry import CareEntry
from models.care_errors import CostKnown
from models.errors import WrongUse
from models.language.words import tr
from models.operations.hours.pieces import Measured
from models.operations.hours.standing import is_standing
from models.operations.hours.write_row import write_row
from models.operations.registers.names import service_ids
from models.operations.store.actor import Actor, deed
from models.operations.store.given_reason import given_reason
from models.operations.store.refuse_unfit import refuse_unfit
from models.operations.store.write_event import utc_now, write_event
from models.operations.visits.by_case import refuse_closed, visit_of
from models.rate import Rate
from models.rules.money import LARGEST_AMOUNT, Ore
from models.rules.roles import Role
from models.rules.row_kinds import RowKind
from models.visit import Visit

LONGEST_RECEIPT = 80
"""Characters: it becomes a line of an invoice."""


def add_extra_cost(case: str, day: date, amount: Ore, receipt: str, today: date, actor: Actor) -> str:
    """Add a cost in öre with its receipt's reference, which the invoice will show; give the row's key.

    Raises:
        NotFound: there is no visit with the case number.
        WrongUse: the amount is nought or too large, the day lies ahead, the receipt is not said, too long or
            cannot be printed, or the visit is closed.
        ReasonNamesPerson: the receipt's reference names the guest.
        CostKnown: the visit has the same receipt, day and amount already.
    """
    with deed(actor, Role.HOURS, Role.BILL):
        visit = visit_of(case)
        refuse_closed(visit)
        _refuse(amount, day, receipt, today)
        label = given_reason(receipt, [visit.id])
        service = service_ids()[RowKind.EXTRA_COST]
        _refuse_known(visit, day, amount, label)
        rate = _agreed_rate(visit.id, visit.municipality_id, service, day, amount, label, actor)
        key = f"cost:{rate.id}"
        write_row(visit, service, key, Measured(day, None, None, 0, 1, 1, "", RowKind.EXTRA_COST), actor, agreed=rate)
        write_event(actor, "add-extra-cost", case, key=key, day=day, amount=amount, receipt=label)
    return key


def _refuse(amount: Ore, day: date, receipt: str, today: date) -> None:
    if amount <= 0:
        raise WrongUse(what=tr("The amount must be more than 0; write what the receipt says."))
    if amount > LARGEST_AMOUNT:
        raise WrongUse(what=tr("The total has more than ten digits of kronor."))
    if day > today:
        raise WrongUse(what=tr("The day lies ahead; write the day of the receipt."))
    if len(receipt.strip()) > LONGEST_RECEIPT:
        raise WrongUse(what=tr("The receipt's text is longer than {most} characters.", most=LONGEST_RECEIPT))
    refuse_unfit({"receipt": receipt.strip()}, numbers=True)


def _refuse_known(visit: Visit, day: date, amount: Ore, label: str) -> None:
    """Refuse a receipt that a standing row bills; one that was taken back may come again."""
    same = (Rate.visit == visit) & (Rate.price == amount) & (Rate.valid_from == day) & (Rate.source == label)
    if CareEntry.select().join(Rate, on=CareEntry.agreed == Rate.id).where(same & is_standing()).exists():
        raise CostKnown(case=visit.case_number)


def _agreed_rate(visit: int, home: int, service: int, day: date, amount: Ore, label: str, actor: Actor) -> Rate:
    return Rate.create(
        municipality=home,
        service=service,
        visit=visit,
        unit="piece",
        price=amount,
        valid_from=day,
        valid_to=day,
        known_since=day,
        source=label,
        entered_by=actor.login,
        confirmed_by=actor.login,
        confirmed_at=utc_now(),
    )
