"""Sign a month: the unit manager's word that it is complete. A signed month may be billed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from peewee import JOIN, fn

from models.care_entry import CareEntry
from models.care_errors import DeviationUnexplained, NothingToSign
from models.database import rows_of
from models.errors import PlanIsStale
from models.operations.hours.compare_month import WeekOfService, deviations_over
from models.operations.hours.standing import is_standing
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
    """A visit's month that waits for its signature: its standing rows and their elapsed minutes.

    `deviations` are the weeks in which executed is farther from granted than the limit in force allows.
    """

    visit: int
    case: str
    rows: int
    minutes: int
    deviations: tuple[WeekOfService, ...] = ()


@dataclass(frozen=True, slots=True)
class SigningPlan:
    """The months that would be signed."""

    month: Month
    months: tuple[UnsignedMonth, ...]

    @property
    def within(self) -> SigningPlan:
        """Give the months that can be signed without a reason."""
        return SigningPlan(self.month, tuple(each for each in self.months if not each.deviations))

    @property
    def over(self) -> SigningPlan:
        """Give the months that are signed one by one, each with its reason."""
        return SigningPlan(self.month, tuple(each for each in self.months if each.deviations))


def plan_signing(month: Month, case: str | None, actor: Actor) -> SigningPlan:
    """List what a month's signing covers: every visit with rows in it or whose stay touches it, or one case alone.

    Raises:
        NotFound: there is no visit with the case number.
        NothingToSign: everything is signed, or nothing happened.
    """
    with reading(actor):
        chosen = None if case is None else [visit_of(case).id]
        plan = SigningPlan(month, tuple(_unsigned(month, chosen)))
    if not plan.months:
        raise NothingToSign(month=month)
    return plan


def sign_months(plan: SigningPlan, actor: Actor, reason: str = "") -> int:
    """Sign exactly the months that a plan listed, and say how many; their rows are reversed from now on, never changed.

    Raises:
        PlanIsStale: hours came or went, or somebody signed meanwhile.
        DeviationUnexplained: a month is over the limit for deviations, and no reason is given.
        ReasonNamesPerson: the reason names a guest.
    """
    with deed(actor, Role.HOURS):
        listed = [unsigned.visit for unsigned in plan.months]
        now = {unsigned.visit: unsigned for unsigned in _unsigned(plan.month, listed)}
        changed = [unsigned.case for unsigned in plan.months if now.get(unsigned.visit) != unsigned]
        if changed:
            raise PlanIsStale(what=", ".join(changed[:3]))
        over = plan.over.months
        if over and not reason.strip():
            raise DeviationUnexplained(month=plan.month, case=over[0].case, weeks=len(over[0].deviations))
        why = given_reason(reason, listed) if over else ""
        _sign(plan, why, actor)
        cases = sorted(unsigned.case for unsigned in plan.months)
        write_event(actor, "sign-month", str(plan.month), cases=cases, **_facts(over, why))
    return len(listed)


def _sign(plan: SigningPlan, why: str, actor: Actor) -> None:
    at, month = utc_now(), str(plan.month)
    for unsigned in plan.months:
        MonthSignature.create(
            visit=unsigned.visit,
            month=month,
            signed_by=actor.login,
            signed_at=at,
            deviation_reason=why if unsigned.deviations else "",
        )
    signed = MonthSignature.select(MonthSignature.visit).where(MonthSignature.month == month)
    fresh = (CareEntry.month == month) & ~CareEntry.signed & CareEntry.visit.in_(signed)
    CareEntry.update(signed=True).where(fresh).execute()


def _facts(over: tuple[UnsignedMonth, ...], why: str) -> dict[str, object]:
    if not over:
        return {}
    weeks = [
        f"{week.case} {week.service} {week.week}: {week.executed} of {week.granted}"
        for unsigned in over
        for week in unsigned.deviations
    ]
    return {"deviations": weeks, "reason": why}


def _unsigned(month: Month, visits: Collection[int] | None) -> list[UnsignedMonth]:
    of_visit = (CareEntry.visit == Visit.id) & (CareEntry.month == str(month)) & is_standing()
    query = (
        Visit.select(Visit.id, Visit.case_number, fn.COUNT(CareEntry.id), fn.COALESCE(fn.SUM(CareEntry.minutes), 0))
        .join(CareEntry, JOIN.LEFT_OUTER, on=of_visit)
        .where(Visit.is_open & ~_is_signed(month))
        .group_by(Visit.id, Visit.case_number)
        .having((fn.COUNT(CareEntry.id) > 0) | (fn.MAX(_touches(month)) == 1))
        .order_by(Visit.case_number)
    )
    if visits is not None:
        query = query.where(Visit.id.in_(list(visits)))
    found = [UnsignedMonth(visit, name, rows, int(minutes)) for visit, name, rows, minutes in rows_of(query)]
    over = deviations_over(month, [unsigned.visit for unsigned in found])
    return [replace(each, deviations=over.get(each.case, ())) for each in found]


def _touches(month: Month) -> Any:
    stays = (Visit.first_day <= month.last) & (Visit.last_day.is_null() | (Visit.last_day >= month.first))
    return stays.cast("integer")


def _is_signed(month: Month) -> Any:
    signed = MonthSignature.select().where((MonthSignature.visit == Visit.id) & (MonthSignature.month == str(month)))
    return fn.EXISTS(signed)
