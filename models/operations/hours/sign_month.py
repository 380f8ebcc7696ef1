"""Sign a month: the unit manager's word that it is complete. A signed month may be billed and takes no new hours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from peewee import JOIN, fn

from models.care_entry import CareEntry
from models.database import rows_of
from models.errors import MonthNotSigned, NothingToSign, PlanIsStale
from models.operations.store.actor import Actor, deed, reading
from models.operations.store.given_reason import given_reason
from models.operations.store.write_event import utc_now, write_event
from models.operations.visits.by_case import visit_of
from models.rules.period import Month
from models.rules.roles import Role
from models.signature import MonthSignature
from models.visit import Visit


@dataclass(frozen=True, slots=True)
class UnsignedMonth:
    """A visit's month that waits for its signature: its rows and their elapsed minutes."""

    visit: int
    case: str
    rows: int
    minutes: int


@dataclass(frozen=True, slots=True)
class SigningPlan:
    """The months that would be signed."""

    month: Month
    months: tuple[UnsignedMonth, ...]


def plan_signing(month: Month, case: str | None, actor: Actor) -> SigningPlan:
    """List what a month's signing covers: every visit with rows in it or whose stay touches it, or one case alone.

    Raises:
        NotFound: there is no visit with the case number.
        NothingToSign: everything is signed, or nothing happened.
    """
    with reading(actor):
        if case is not None:
            case = visit_of(case).case_number
        plan = SigningPlan(month, tuple(_unsigned(month, case)))
    if not plan.months:
        raise NothingToSign(month=month)
    return plan


def sign_months(plan: SigningPlan, actor: Actor) -> int:
    """Sign exactly the months that a plan listed, and say how many.

    Raises:
        PlanIsStale: hours came or went, or somebody signed meanwhile.
    """
    with deed(actor, Role.HOURS):
        listed = {unsigned.visit for unsigned in plan.months}
        now = {unsigned.visit: unsigned for unsigned in _unsigned(plan.month, None)}
        changed = [unsigned.case for unsigned in plan.months if now.get(unsigned.visit) != unsigned]
        if changed:
            raise PlanIsStale(what=", ".join(changed[:3]))
        at = utc_now()
        for visit in listed:
            MonthSignature.create(visit=visit, month=str(plan.month), signed_by=actor.login, signed_at=at)
        cases = sorted(unsigned.case for unsigned in plan.months)
        write_event(actor, "sign-month", str(plan.month), cases=cases)
    return len(listed)


def _unsigned(month: Month, case: str | None) -> list[UnsignedMonth]:
    query = (
        Visit.select(Visit.id, Visit.case_number, fn.COUNT(CareEntry.id), fn.COALESCE(fn.SUM(CareEntry.minutes), 0))
        .join(CareEntry, JOIN.LEFT_OUTER, on=(CareEntry.visit == Visit.id) & (CareEntry.month == str(month)))
        .where(Visit.is_open & ~_is_signed(month))
        .group_by(Visit.id, Visit.case_number)
        .having((fn.COUNT(CareEntry.id) > 0) | (fn.MAX(_touches(month)) == 1))
        .order_by(Visit.case_number)
    )
    if case is not None:
        query = query.where(Visit.case_number == case)
    return [UnsignedMonth(visit, name, rows, int(minutes)) for visit, name, rows, minutes in rows_of(query)]


def _touches(month: Month) -> Any:
    stays = (Visit.first_day <= month.last) & (Visit.last_day.is_null() | (Visit.last_day >= month.first))
    return stays.cast("integer")


def _is_signed(month: Month) -> Any:
    signed = MonthSignature.select().where((MonthSignature.visit == Visit.id) & (MonthSignature.month == str(month)))
    return fn.EXISTS(signed)


def reopen_month(month: Month, case: str, reason: str, actor: Actor) -> None:
    """Open a signed month again, with the reason kept in the log.

    Raises:
        NotFound: there is no visit with the case number.
        MonthNotSigned: it is open already.
    """
    with deed(actor, Role.HOURS):
        visit = visit_of(case)
        why = given_reason(reason, [visit.id])
        signed = (MonthSignature.visit == visit) & (MonthSignature.month == str(month))
        if not MonthSignature.delete().where(signed).execute():
            raise MonthNotSigned(month=month, case=case)
        write_event(actor, "reopen-month", case, month=str(month), reason=why)
