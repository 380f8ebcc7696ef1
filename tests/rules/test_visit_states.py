"""The states of a visit: every pair, allowed and refused."""

from __future__ import annotations

from itertools import product

import pytest

from models.rules.visit_states import STEPS, VisitState, may_step

ALLOWED = {
    ("announced", "order-incomplete"),
    ("announced", "confirmed"),
    ("announced", "cancelled"),
    ("order-incomplete", "confirmed"),
    ("order-incomplete", "cancelled"),
    ("confirmed", "ongoing"),
    ("confirmed", "order-incomplete"),
    ("confirmed", "cancelled"),
    ("ongoing", "ended"),
    ("ended", "ongoing"),
    ("ended", "finally-billed"),
    ("finally-billed", "ended"),
    ("finally-billed", "closed"),
}


@pytest.mark.parametrize(("old", "new"), product(VisitState, VisitState))
def test_only_the_listed_steps_are_taken(old: VisitState, new: VisitState) -> None:
    """G29: of 64 pairs, 13 are steps and 51 are refused, among them staying and coming back from a closed case."""
    assert may_step(old, new) == ((old.value, new.value) in ALLOWED)


def test_every_state_has_its_steps_listed() -> None:
    """A state without an entry would be an error and not a refusal."""
    assert set(STEPS) == set(VisitState)
