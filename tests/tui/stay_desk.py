"""A stay that changes, at the screens: conditions in force, a visit of the village's own, and what was written."""

from __future__ import annotations

from datetime import date

from textual.pilot import Pilot

from models.database import connected, database, open_store
from models.operations.visits.list_proposals import ProposalFacts, list_proposals
from models.operations.visits.step_visit import step_visit
from models.rules.typed_hours import Measure
from models.rules.visit_states import VisitState
from tests.operations.stay_changes import put_condition
from tests.tui.driving import press, write
from tests.tui.village import MAKER
from tests.tui.visiting import CASE, make_visit, open_visit

HOUR = Measure(60, 0, -1, -1, "")
"""An hour that is typed in a cell."""

CLAUSE = {"days": 14, "paid_days": 14, "source": "Villkor 2026"}


def make_stay(url: str, **cells: str) -> None:
    """Make a visit of August with ten hours a week, ordered by Stockholm."""
    open_store(url)
    given = {"to": "2026-08-31", "service": "home-care", "granted": "600", "granted_per": "week"}
    make_visit(**(given | {"ordered_on": "2026-07-20", "invoice_reference": "KST 1"} | cells))


def put_clause() -> None:
    """Put a cancellation clause of our own in force."""
    put_condition("cancellation", **CLAUSE)


def start_stay() -> None:
    """Let the guest come."""
    step_visit(CASE, VisitState.ONGOING, MAKER)


def proposals() -> tuple[ProposalFacts, ...]:
    """List every proposal, the decided ones too."""
    return list_proposals(None, MAKER, decided=True)


def kinds() -> list[tuple[str, str, int]]:
    """List the rows of the visit by day: kind, day, minutes."""
    with connected():
        found = database.execute_sql(
            "SELECT kind, day, minutes FROM care_entry JOIN visit ON visit.id = visit_id"
            f" WHERE case_number = '{CASE}' ORDER BY day, care_entry.id"
        )
        return [(kind, str(day), minutes) for kind, day, minutes in found.fetchall()]


def deeds_of(case: str = CASE) -> list[str]:
    """List what was done with a case, in order."""
    with connected():
        found = database.execute_sql(f"SELECT deed FROM event WHERE subject = '{case}' ORDER BY id")
        return [deed for (deed,) in found.fetchall()]


async def cancel(pilot: Pilot[None], told: str) -> None:
    """Cancel the visit by keys, and say when we were told."""
    await open_visit(pilot)
    await press(pilot, "n")
    await write(pilot, CASE)
    await write(pilot, told)


def day(text: str) -> date:
    """Read a day."""
    return date.fromisoformat(text)
