"""A visit steps from state to state as the list says, and in no other way."""

from __future__ import annotations

from itertools import product

import pytest

from models.care_errors import StepNotAllowed
from models.errors import NotAllowed, NotFound, WrongUse
from models.operations.store.actor import Actor
from models.operations.visits.step_visit import clear_visit, step_visit
from models.person import Person
from models.rules.visit_states import VisitState, may_step
from models.visit import Visit
from tests.operations.intake_files import ME, take_visits, visit
from tests.operations.intake_store import deeds

pytestmark = pytest.mark.usefixtures("store")

LISTED = {
    "announced": "order-incomplete confirmed cancelled",
    "order-incomplete": "confirmed cancelled",
    "confirmed": "ongoing order-incomplete cancelled",
    "ongoing": "ended",
    "ended": "ongoing finally-billed",
    "finally-billed": "ended closed",
    "closed": "",
    "cancelled": "",
}
"""The steps as the house has decided them, told once more so that nobody adds one unseen."""


@pytest.fixture(autouse=True)
def _one_visit(store: str) -> None:
    """Have one visit."""
    take_visits(visit())


def test_every_listed_step_is_taken_and_every_other_refused() -> None:
    """G29: all sixty-four pairs, through the deed; a refusal leaves state and log alone."""
    for old, new in product(VisitState, VisitState):
        Visit.update(state=old, is_open=True).execute()
        before = deeds()
        if new in LISTED[old].split():
            assert step_visit("V-1", new, ME) == old
            found = Visit.get()
            assert (found.state, found.is_open) == (new, new not in ("closed", "cancelled"))
            assert deeds()[-1] == ("step-visit", "V-1")
        else:
            with pytest.raises(StepNotAllowed, match=f"V-1 is {old} and cannot become {new}"):
                step_visit("V-1", new, ME)
            assert (Visit.get().state, deeds()) == (old, before)
        assert may_step(old, new) == (new in LISTED[old].split())


def test_a_state_that_is_none_cannot_be_stored_by_any_way() -> None:
    """G29: the table itself refuses it."""
    from peewee import IntegrityError

    with pytest.raises(IntegrityError):
        Visit.update(state="lost").execute()


def test_an_unknown_case_steps_nowhere() -> None:
    """The refusal names the case that was asked for."""
    with pytest.raises(NotFound, match="V-9"):
        step_visit("V-9", VisitState.CONFIRMED, ME)
    with pytest.raises(NotFound, match="V-9"):
        clear_visit("V-9", "the home municipality agrees", ME)


def test_only_who_administers_may_clear_a_protected_person() -> None:
    """G30: clearing is a deed of its own, with a name and a reason in the log; nobody is cleared beforehand."""
    with pytest.raises(WrongUse, match="V-1"):
        clear_visit("V-1", "because", Actor("administrator"))
    Person.update(protected=True).execute()
    for login in ("registrar", "attester", "reader"):
        with pytest.raises(NotAllowed):
            clear_visit("V-1", "because", Actor(login))
    clear_visit("V-1", "the home municipality agrees", Actor("administrator"))
    assert Visit.get().cleared_by == "administrator"
    assert deeds()[-1] == ("clear-visit", "V-1")


def test_a_later_file_does_not_call_a_visit_back() -> None:
    """G29: an import confirms what was announced, and moves nothing else."""
    for state in VisitState:
        Visit.update(state=state, ordered_on=None).execute()
        take_visits(visit())
        expected = "confirmed" if state in ("announced", "order-incomplete") else state
        assert Visit.get().state == expected
