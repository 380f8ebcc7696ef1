"""Propose hour rows that a condition gives right to: a late cancellation, an alarm put up or taken down.

Nothing is billed by it: a person accepts or declines (decide_proposal). Call these inside a deed's transaction.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date

from models.care_entry import CareEntry
from models.database import rows_of
from models.decision import Decision
from models.municipality import Municipality
from models.operations.hours.standing import is_standing
from models.operations.registers.conditions import load_conditions
from models.operations.store.actor import Actor
from models.operations.store.write_event import utc_now, write_event
from models.proposal import Proposal
from models.rules.conditions import ConditionFact, ConditionKind, in_force
from models.rules.grants import Grant
from models.rules.late_cancellation import granted_by_day, paid_days
from models.rules.row_kinds import RowKind
from models.rules.services import Unit
from models.service import Service
from models.visit import Visit

ALARM_RULES = {RowKind.INSTALLATION: ConditionKind.INSTALLATION, RowKind.REMOVAL: ConditionKind.REMOVAL}


@dataclass(frozen=True, slots=True)
class ProposedRow:
    """An hour row that would be written: minutes or pieces, as executed rows have them."""

    service: str
    day: str
    minutes: int
    pieces: int
    staff: int


@dataclass(frozen=True, slots=True)
class Granted:
    """A decision as a proposal looks at it."""

    service: str
    unit: str
    amount: int | None
    per: str
    staff: int
    first: date | None
    last: date | None


def propose_cancellation(visit: Visit, told_on: date, first: date, last: date, actor: Actor) -> bool:
    """Propose what a cancellation of the care of first..last pays by the clause in force when we were told."""
    clauses = load_conditions((ConditionKind.CANCELLATION,))
    rows: list[ProposedRow] = []
    used: dict[int, ConditionFact] = {}
    for granted in _granted(visit):
        clause = in_force(clauses, ConditionKind.CANCELLATION, _home(visit), granted.service, told_on)
        if clause is None or clause.days is None or clause.paid_days is None:
            continue
        days = paid_days(told_on, first, last, clause.days, clause.paid_days)
        if days is not None and (found := list(_cancelled(granted, visit, last, *days))):
            rows += found
            used[clause.id] = clause
    basis = {"told_on": told_on, "first": first, "last": last, "conditions": [_said(each) for each in used.values()]}
    paid = _cancelled_before(visit)
    rows = [row for row in (*rows, *_later(visit, last)) if (row.service, row.day) not in paid]
    Proposal.delete().where(_open(visit, RowKind.CANCELLED)).execute()
    return _propose(visit, RowKind.CANCELLED, rows, basis, actor)


def _later(visit: Visit, last: date) -> list[ProposedRow]:
    """Keep what an open proposal says of days beyond those that are cancelled now."""
    waiting = Proposal.select(Proposal.rows).where(_open(visit, RowKind.CANCELLED)).scalar()
    return [row for row in (ProposedRow(**each) for each in json.loads(waiting or "[]")) if row.day > str(last)]


def _cancelled_before(visit: Visit) -> set[tuple[str, str]]:
    """Name the services and days of which a standing row says already that they were cancelled."""
    standing = (CareEntry.visit == visit) & (CareEntry.kind == str(RowKind.CANCELLED)) & is_standing()
    query = CareEntry.select(Service.code, CareEntry.day).join(Service).where(standing)
    return {(service, str(day)) for service, day in rows_of(query)}


def propose_alarm(visit: Visit, kind: RowKind, day: date, actor: Actor) -> bool:
    """Propose the time for putting up or taking down the alarm of a visit that has one, once a visit."""
    if Proposal.select().where((Proposal.visit == visit) & (Proposal.kind == str(kind))).exists():
        return False
    rule = ALARM_RULES[kind]
    conditions = load_conditions((rule,))
    rows, used = [], []
    for granted in _granted(visit):
        found = in_force(conditions, rule, _home(visit), granted.service, day)
        if found is not None and found.minutes is not None and found.service == granted.service:
            rows.append(ProposedRow(found.subject, str(day), found.minutes, 0, 1))
            used.append(_said(found))
    return _propose(visit, kind, rows, {"day": day, "conditions": used}, actor)


def _cancelled(granted: Granted, visit: Visit, planned: date, first: date, last: date) -> Iterator[ProposedRow]:
    if granted.amount is None or granted.unit == Unit.MONTH:
        return
    begin = max(day for day in (visit.first_day, granted.first) if day is not None)
    end = min(day for day in (planned, granted.last) if day is not None)
    grant = Grant(granted.service, granted.staff, granted.amount, granted.per, begin, end)
    by_time = granted.unit == Unit.HOUR
    for day, amount in granted_by_day(grant, max(first, begin), min(last, end)):
        yield ProposedRow(
            granted.service,
            str(day),
            amount if by_time else 0,
            0 if by_time else amount,
            granted.staff if by_time else 1,
        )


def _granted(visit: Visit) -> list[Granted]:
    columns = (Decision.granted, Decision.granted_per, Decision.staff, Decision.first_day, Decision.last_day)
    query = Decision.select(Service.code, Service.unit, *columns).join(Service)
    return [Granted(*row) for row in rows_of(query.where(Decision.visit == visit).order_by(Decision.id))]


def _home(visit: Visit) -> str:
    return str(Municipality.select(Municipality.code).where(Municipality.id == visit.municipality_id).scalar())


def _said(condition: ConditionFact) -> dict[str, object]:
    figures = ("service", "days", "paid_days", "minutes", "source")
    return {name: getattr(condition, name) for name in figures if getattr(condition, name)}


def _propose(visit: Visit, kind: RowKind, rows: Iterable[ProposedRow], basis: dict[str, object], actor: Actor) -> bool:
    proposed = [asdict(row) for row in rows]
    if not proposed or Proposal.select().where(_open(visit, kind)).exists():
        return False
    Proposal.create(
        visit=visit,
        kind=str(kind),
        basis=json.dumps(basis, default=str, sort_keys=True),
        rows=json.dumps(proposed),
        made_by=actor.login,
        made_at=utc_now(),
    )
    write_event(actor, "propose-rows", visit.case_number, kind=str(kind), rows=len(proposed))
    return True


def _open(visit: Visit, kind: RowKind) -> object:
    return (Proposal.visit == visit) & (Proposal.kind == str(kind)) & (Proposal.state == "open")
