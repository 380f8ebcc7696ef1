"""A difference that somebody else decides while one looks at it: nothing is overturned by whoever did not see it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from itertools import product

import pytest

from models.errors import FeeError
from models.language.refusals import moment_text, refusal_text
from models.language.words import use_language
from models.money_errors import DecidedOtherwise, DifferenceDecided
from models.operations.billing.decide_difference import accept_difference, decline_difference
from models.operations.billing.list_differences import DifferenceRow, list_differences, show_difference
from models.operations.billing.plan_batch import plan_batch
from models.operations.reports.events import list_events
from models.operations.store.actor import Actor
from models.operations.store.schema import open_for_work
from tests.operations.billing.month import AUGUST, changes_nothing, value
from tests.operations.billing.test_broken_differences_at_once import let_decide, nothing_broken, race
from tests.operations.builders import OWNER
from tests.training import close_store

LATER = date(2026, 10, 20)
OTHER = Actor("administrator")
"""Another who may bill."""

WHY = "överenskommet"


def proposed() -> DifferenceRow:
    """Propose differences, and give the first as a screen holds it."""
    let_decide("455,00")
    return list_differences(OWNER)[0]


def accept(row: DifferenceRow, actor: Actor = OWNER) -> None:
    """Accept a difference by what a screen shows of it."""
    accept_difference(row.id, actor, LATER, seen=row.state)


def decline(row: DifferenceRow, actor: Actor = OWNER) -> None:
    """Decline a difference by what a screen shows of it."""
    decline_difference(row.id, WHY, actor, seen=row.state)


Decide = Callable[[DifferenceRow], None]


@pytest.mark.parametrize(("first", "second"), product((accept, decline), repeat=2))
def test_a_stale_decision_is_refused_and_says_who_decided_what_and_when(
    billed: str, first: Decide, second: Decide
) -> None:
    """G35: the first stands with its reason, its person and its moment, whatever the second wanted."""
    row = proposed()
    first(row)
    stands = show_difference(row.id, OWNER)
    with pytest.raises(FeeError) as caught:
        second(row)
    assert isinstance(caught.value, DifferenceDecided if first is second else DecidedOtherwise)
    assert caught.value.exit_code == 5
    assert show_difference(row.id, OWNER) == stands
    decided_at = value(f"SELECT decided_at FROM difference WHERE id = {row.id}")
    said = refusal_text(caught.value)
    assert f"{stands.state} by owner" in said
    at = caught.value.values["at"]
    assert str(at) == str(decided_at)
    assert moment_text(at) in said  # type: ignore[arg-type]
    assert ("--overturn" in said) == (first is not second)


@pytest.mark.parametrize(("first", "second", "state"), [(accept, decline, "declined"), (decline, accept, "accepted")])
def test_whoever_saw_the_other_decision_overturns_it(billed: str, first: Decide, second: Decide, state: str) -> None:
    """G35, G34: by what the screen shows after the first; the log says what was overturned."""
    row = proposed()
    first(row)
    seen = show_difference(row.id, OWNER)
    second(seen)
    stands = show_difference(row.id, OWNER)
    assert (stands.state, stands.reason) == (state, WHY if state == "declined" else "")
    event = list_events(OWNER, limit=1)[0]
    assert json.loads(event.facts)["before"] == seen.state
    with pytest.raises(DifferenceDecided):
        second(seen)


def test_a_declined_difference_is_not_billed_by_an_accept_that_came_late(billed: str) -> None:
    """G35: as it was found: one has the list open, another declines with a reason, the first presses accept."""
    row = proposed()
    decline_difference(row.id, WHY, OWNER)
    with pytest.raises(DecidedOtherwise):
        accept(row)
    changes_nothing(lambda: _refused(row))
    assert plan_batch(AUGUST, LATER, OWNER).differences == ()


def _refused(row: DifferenceRow) -> None:
    with pytest.raises(DecidedOtherwise):
        accept(row)


def test_a_refusal_speaks_swedish(billed: str) -> None:
    """The state is said in the words of the list."""
    row = proposed()
    decline(row)
    with pytest.raises(DecidedOtherwise) as caught:
        accept(row)
    use_language("sv")
    assert f"Differens {row.id} är redan avböjd av owner" in refusal_text(caught.value)


def accept_first() -> object:
    """Accept the first difference as it was proposed."""
    return accept_difference(_first(), OWNER, LATER)


def decline_first() -> object:
    """Decline it as it was proposed."""
    decline_difference(_first(), WHY, OWNER)
    return None


def overturn_first() -> object:
    """Decline it though it was accepted."""
    decline_difference(_first(), WHY, OWNER, seen="accepted")
    return None


def _first() -> int:
    return int(value("SELECT min(id) FROM difference"))


@pytest.mark.parametrize("second", [decline_first, accept_first])
def test_of_two_who_decide_at_once_one_wins_and_the_other_is_told(billed: str, second: Callable[[], object]) -> None:
    """G35, G2: with real processes; what stands is what the one that was done said."""
    proposed()
    close_store()
    deeds = (accept_first, second)
    told = race(billed, *deeds)
    open_for_work(billed)
    assert sorted(told) == sorted(("done", "DifferenceDecided" if second is accept_first else "DecidedOtherwise"))
    stands = show_difference(_first(), OWNER)
    assert stands.state == ("declined" if deeds[told.index("done")] is decline_first else "accepted")
    nothing_broken()


def test_of_two_who_overturn_at_once_one_does(billed: str) -> None:
    """G35: both saw the same decision; the second is told that it is declined already."""
    row = proposed()
    accept(row)
    close_store()
    told = race(billed, overturn_first, overturn_first)
    open_for_work(billed)
    assert sorted(told) == ["DifferenceDecided", "done"]
    nothing_broken()
