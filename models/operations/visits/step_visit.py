"""Take a visit one step on: confirm, start, end, bill finally, close, cancel. Only listed steps exist (G29)."""

from __future__ import annotations

from datetime import date

from models.care_errors import StepNotAllowed
from models.errors import WrongUse
from models.language.words import tr
from models.operations.store.actor import Actor, deed
from models.operations.store.given_reason import given_reason
from models.operations.store.write_event import write_event
from models.operations.visits.by_case import visit_of
from models.operations.visits.propose import propose_alarm, propose_cancellation
from models.rules.roles import Role
from models.rules.row_kinds import RowKind
from models.rules.visit_states import VisitState, may_step
from models.visit import Visit

NO_MORE_WORK = (VisitState.CLOSED, VisitState.CANCELLED)


def step_visit(case: str, state: VisitState, actor: Actor, told_on: date | None = None) -> VisitState:
    """Move a visit to a state and say which it was in; `told_on` is the day on which we were told, where it matters.

    A visit that is cancelled too late, or whose alarm is put up or taken down, leaves a proposal (propose.py).

    Raises:
        NotFound: there is no visit with the case number.
        StepNotAllowed: the visit cannot go there from where it is.
    """
    with deed(actor, Role.REGISTER, Role.HOURS, Role.BILL):
        visit = visit_of(case)
        old = VisitState(visit.state)
        if not may_step(old, state):
            raise StepNotAllowed(case=case, old=old, new=state)
        Visit.update(state=state, is_open=state not in NO_MORE_WORK).where(Visit.id == visit.id).execute()
        write_event(actor, "step-visit", case, before=old, after=state)
        _propose(visit, state, told_on, actor)
    return old


def _propose(visit: Visit, state: VisitState, told_on: date | None, actor: Actor) -> None:
    if state == VisitState.CANCELLED and told_on is not None and visit.last_day is not None:
        propose_cancellation(visit, told_on, visit.first_day, visit.last_day, actor)
    elif state == VisitState.ONGOING:
        propose_alarm(visit, RowKind.INSTALLATION, visit.first_day, actor)
    elif state == VisitState.ENDED and (last := visit.last_day or told_on) is not None:
        propose_alarm(visit, RowKind.REMOVAL, last, actor)


def clear_visit(case: str, reason: str, actor: Actor) -> None:
    """Say that a protected person's visit may be billed, and why.

    Raises:
        NotFound: there is no visit with the case number.
        WrongUse: the guest is not protected: said beforehand, it would let a name out later.
    """
    with deed(actor, Role.ADMINISTER):
        visit = visit_of(case)
        if not visit.person.protected:
            raise WrongUse(what=tr("{case} is not protected, and is billed as it is.", case=visit.case_number))
        why = given_reason(reason, [visit.id])
        Visit.update(cleared_by=actor.login).where(Visit.id == visit.id).execute()
        write_event(actor, "clear-visit", case, reason=why)
