"""Complete a visit, end its stay or extend it: each one deed, refused where somebody else was there first (G35)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from models.care_errors import VisitChanged
from models.errors import WrongUse
from models.language.words import tr
from models.operations.registers.names import recipient_ids
from models.operations.store.actor import Actor, deed
from models.operations.store.write_event import write_event
from models.operations.visits.by_case import visit_of
from models.operations.visits.change_visit import register_visit, set_visit
from models.operations.visits.propose import propose_cancellation
from models.operations.visits.step_visit import step_visit
from models.operations.visits.visit_facts import PERSON, facts_of, last_hand_on
from models.rules.roles import Role
from models.rules.visit_states import VisitState
from models.visit import Visit

LASTING = (VisitState.ANNOUNCED, VisitState.ORDER_INCOMPLETE, VisitState.CONFIRMED, VisitState.ONGOING)
"""The states in which a stay's last day may be moved without another step."""


def complete_visit(case: str, opened: Mapping[str, str], changes: Mapping[str, Any], today: date, actor: Actor) -> None:
    """Write what was changed in a form that was opened with some values, texts as visit_facts gives them.

    An order's day that was unknown confirms the visit; a name or number that was unknown is given to the person.

    Raises:
        NotFound: there is no visit with the case number.
        VisitChanged: one of the values is another now; nothing is written.
        WrongUse: nothing was changed, or a value cannot be right.
        ImportRefused: a value says something else than the store, or names the guest where all may read it.
    """
    left = dict(changes)
    with deed(actor, Role.REGISTER):
        visit = visit_of(case)
        _refuse_if_changed(visit, opened)
        fresh = {name: str(left.pop(name)) for name in PERSON if name in left}
        if "ordered_on" in left and not opened["ordered_on"] and left["ordered_on"] is not None:
            fresh["ordered_on"] = str(left.pop("ordered_on"))
        if fresh:
            whole = {"case": case, "home_municipality": visit.municipality.code, "from": str(visit.first_day)}
            register_visit(whole | fresh, {}, today, actor)
        if "recipient" in left:
            _set_recipient(visit, left.pop("recipient"), actor)
        if left or not changes:
            set_visit(case, left, actor)


def end_stay(case: str, opened_last: date | None, last: date, today: date, actor: Actor) -> VisitState:
    """End an ongoing stay on its last day, and say in which state it was.

    A stay that ends before the planned day, told today, leaves a proposal where a cancellation clause is in force.

    Raises:
        VisitChanged: somebody else moved the last day meanwhile.
        WrongUse: the stay would end before it begins.
        StepNotAllowed: the stay is not going on.
    """
    with deed(actor, Role.REGISTER):
        visit = visit_of(case)
        _refuse_if_changed(visit, {"last_day": _text(opened_last)})
        if last != visit.last_day:
            set_visit(case, {"last_day": last}, actor)
        if opened_last is not None and last < opened_last:
            propose_cancellation(visit, today, last + timedelta(days=1), opened_last, actor)
        return step_visit(case, VisitState.ENDED, actor, today)


def extend_stay(case: str, opened_last: date | None, last: date, actor: Actor) -> date:
    """Move a stay's last day onwards, and give it; a stay that had ended goes on again.

    Raises:
        VisitChanged: somebody else moved the last day meanwhile.
        WrongUse: the day is not later than it was.
        StepNotAllowed: the visit is billed finally, closed or cancelled.
    """
    with deed(actor, Role.REGISTER):
        visit = visit_of(case)
        _refuse_if_changed(visit, {"last_day": _text(opened_last)})
        if opened_last is None or last <= opened_last:
            raise WrongUse(what=tr("The stay is not longer for that; write a later day, or end the stay."))
        if visit.state not in LASTING:
            step_visit(case, VisitState.ONGOING, actor)
        set_visit(case, {"last_day": last}, actor)
    return last


def _refuse_if_changed(visit: Visit, opened: Mapping[str, str]) -> None:
    stored = facts_of(visit)
    if any(stored[name] != text for name, text in opened.items()):
        raise VisitChanged({name: stored[name] for name in opened}, visit.case_number, last_hand_on(visit.case_number))


def _set_recipient(visit: Visit, code: str, actor: Actor) -> None:
    recipient = recipient_ids().get((visit.municipality_id, code.casefold()))
    if recipient is None:
        raise WrongUse(what=tr("The home municipality has no such recipient; add it first, or leave this empty."))
    before = visit.recipient.code
    Visit.update(recipient=recipient).where(Visit.id == visit.id).execute()
    write_event(actor, "set-visit", visit.case_number, before={"recipient": before}, after={"recipient": code})


def _text(day: date | None) -> str:
    return "" if day is None else str(day)
