"""Accept a proposal, which writes its hour rows, or decline it with a reason. A proposal is decided once."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date

from models.care_errors import ProposalDecided
from models.database import rows_of
from models.errors import NotFound, WrongUse
from models.language.words import tr
from models.operations.hours.pieces import Measured
from models.operations.hours.write_row import write_row
from models.operations.registers.names import service_ids
from models.operations.store.actor import Actor, deed
from models.operations.store.given_reason import given_reason
from models.operations.store.write_event import utc_now, write_event
from models.operations.visits.by_case import refuse_closed, visit_of
from models.operations.visits.propose import ProposedRow
from models.proposal import Proposal
from models.rules.roles import Role
from models.rules.row_kinds import RowKind
from models.rules.secrecy import told_part
from models.rules.visit_states import VisitState
from models.signature import MonthSignature
from models.visit import Visit


def accept_proposal(case: str, kind: str, actor: Actor) -> int:
    """Write the rows of a visit's open proposal of a kind, and say how many.

    The months of a visit that never came are signed by it: no unit manager has anything to sign there.

    Raises:
        NotFound: there is no such visit, or no such proposal.
        ProposalDecided: somebody has decided it.
        WrongUse: the visit is closed, or its stay covers a day again that was cancelled.
    """
    with deed(actor, Role.BILL):
        proposal = _open_proposal(case, kind)
        rows = [ProposedRow(**row) for row in json.loads(proposal.rows)]
        visit = proposal.visit
        if visit.state == VisitState.CANCELLED:
            _sign(visit.id, {row.day[:7] for row in rows}, actor)
        else:
            _refuse_outlived(visit, kind, rows)
        services = service_ids()
        for place, row in enumerate(rows, start=1):
            day = date.fromisoformat(row.day)
            measured = Measured(day, None, None, row.minutes, row.pieces, row.staff, "", kind)
            came = visit.state != VisitState.CANCELLED
            write_row(visit, services[row.service], f"proposal:{proposal.id}:{place}", measured, actor, late=came)
        _decide(proposal, "accepted", "", actor)
        write_event(actor, "accept-proposal", case, kind=kind, rows=len(rows), minutes=sum(r.minutes for r in rows))
    return len(rows)


def decline_proposal(case: str, kind: str, reason: str, actor: Actor) -> None:
    """Say that a visit's open proposal of a kind is not to be billed, and why.

    Raises:
        NotFound: there is no such visit, or no such proposal.
        ProposalDecided: somebody has decided it.
        ReasonMissing: no reason is given.
    """
    with deed(actor, Role.BILL):
        proposal = _open_proposal(case, kind)
        why = given_reason(reason, [proposal.visit_id])
        _decide(proposal, "declined", why, actor)
        write_event(actor, "decline-proposal", case, kind=kind, reason=why)


def _open_proposal(case: str, kind: str) -> Proposal:
    visit = visit_of(case)
    query = Proposal.select().where((Proposal.visit == visit) & (Proposal.kind == kind))
    newest: Proposal | None = query.order_by(Proposal.id.desc()).first()
    if newest is None:
        raise NotFound(what="proposal", key=told_part(visit.case_number, kind, frozenset(RowKind)))
    if newest.state != "open":
        raise ProposalDecided(case=visit.case_number, login=newest.decided_by)
    return newest


def _refuse_outlived(visit: Visit, kind: str, rows: Iterable[ProposedRow]) -> None:
    """Refuse what nobody could sign, and pay for days on which the guest was here after all."""
    refuse_closed(visit)
    first = min(row.day for row in rows)
    if kind == RowKind.CANCELLED and (visit.last_day is None or first <= str(visit.last_day)):
        text = tr("The stay covers {day} again; decline the proposal, and end the stay on its day.", day=first)
        raise WrongUse(what=text)


def _sign(visit: int, months: set[str], actor: Actor) -> None:
    query = MonthSignature.select(MonthSignature.month).where(MonthSignature.visit == visit)
    there = {text for (text,) in rows_of(query)}
    for month in sorted(months - there):
        MonthSignature.create(visit=visit, month=month, signed_by=actor.login, signed_at=utc_now())


def _decide(proposal: Proposal, state: str, reason: str, actor: Actor) -> None:
    Proposal.update(state=state, decided_by=actor.login, decided_at=utc_now(), reason=reason).where(
        Proposal.id == proposal.id
    ).execute()
