"""What a proposal comes to before it is accepted is what the plan bills afterwards, to the öre."""

from __future__ import annotations

from datetime import date
from typing import Any

from models.operations.billing.plan_batch import plan_batch
from models.operations.reports.proposals import priced_proposals
from models.operations.reports.today import work_list
from models.operations.visits.decide_proposal import accept_proposal, decline_proposal
from models.operations.visits.list_proposals import list_proposals
from models.operations.visits.step_visit import step_visit
from models.operations.visits.visit_sheet import visit_sheet
from models.rules.visit_states import VisitState
from tests.operations.billing.month import AUGUST, BILLED_ON, ONE, READER, THREE, TWO, guest_row, rows
from tests.operations.builders import OWNER, Row, put_rates, put_visits, rate_row
from tests.operations.stay_changes import put_condition

TOLD = date(2026, 6, 25)


def ordered(case: str = ONE, service: str = "home-care", **cells: Any) -> Row:
    """Make a row of a visit's order: seven hours a week, or as much as is said."""
    usual = {"granted": "421", "granted_per": "week", "invoice_reference": "KST 1", "to": "2026-08-31"}
    return guest_row(case, service, **(usual | cells))


def cancelled(*cases: str) -> None:
    """Cancel visits a few days before they begin, sixty days of which are paid."""
    put_condition("cancellation", days=14, paid_days=60)
    for case in cases:
        step_visit(case, VisitState.CANCELLED, OWNER, TOLD)


def planned(case: str = ONE) -> int:
    """Sum what the plan of August bills of a case."""
    return sum(line.net for line in plan_batch(AUGUST, BILLED_ON, OWNER).lines if line.case == case)


def test_every_unit_is_priced_as_the_plan_prices_it(store: str) -> None:
    """By the hour with its rounding a line, by the piece, the visit and the day; a started month pays nothing."""
    put_rates(
        rate_row("487,33", valid_to="2026-07-14"),
        rate_row("501,77", valid_from="2026-07-15"),
        rate_row("58,25", "meal-delivery", "piece"),
        rate_row("151,55", "home-visit-night", "visit"),
        rate_row("1850,00", "care-home-day", "day"),
        rate_row("301,00", "safety-alarm", "month"),
        rate_row("455,00", "escort", area="landsbygd"),
    )
    put_visits(
        ordered(),
        ordered(service="meal-delivery", granted="7"),
        ordered(service="home-visit-night", granted="3"),
        ordered(service="care-home-day", granted="2"),
        ordered(service="safety-alarm", granted=None, granted_per=None),
        ordered(service="escort", area="landsbygd", granted="90"),
    )
    cancelled(ONE)
    (priced,) = priced_proposals(ONE, BILLED_ON, OWNER)
    accept_proposal(ONE, "cancelled", OWNER)
    assert priced.worth == planned() > 0
    assert not priced.unpriced


def test_what_has_no_rate_is_said_and_the_rest_is_summed(store: str) -> None:
    """No figure is guessed."""
    put_rates(rate_row("487,33"))
    put_visits(ordered(), ordered(service="laundry", granted="2"), ordered(TWO, "laundry", granted="2"))
    cancelled(ONE, TWO)
    first, second = priced_proposals(None, BILLED_ON, OWNER)
    assert first.unpriced
    assert first.worth > 0
    assert (second.worth, second.unpriced) == (0, True)


def test_pricing_writes_nothing_and_whoever_reads_may_ask(store: str) -> None:
    """A reader sees the worth; an alarm's hour is priced by the service that its condition names."""
    put_rates(rate_row("485,00"))
    put_visits(ordered(THREE, "safety-alarm", home="0180", granted=None, granted_per=None))
    put_condition("installation", "safety-alarm", subject="home-care", minutes=60)
    step_visit(THREE, VisitState.ONGOING, OWNER)
    before = rows("SELECT COUNT(*) FROM care_entry"), rows("SELECT COUNT(*) FROM event")
    (priced,) = priced_proposals(None, BILLED_ON, READER)
    assert (priced.facts.case, priced.worth) == (THREE, 48500)
    assert (rows("SELECT COUNT(*) FROM care_entry"), rows("SELECT COUNT(*) FROM event")) == before
    assert [each.worth for each in work_list(BILLED_ON, READER).proposals] == [48500]


def test_the_work_list_forgets_what_was_decided_and_the_visit_remembers(store: str) -> None:
    """A declined proposal stands in the visit with its reason; an accepted one with its rows."""
    put_rates(rate_row("485,00"))
    put_visits(ordered(), ordered(TWO))
    cancelled(ONE, TWO)
    decline_proposal(ONE, "cancelled", "gästen avled", OWNER)
    accept_proposal(TWO, "cancelled", OWNER)
    assert not work_list(BILLED_ON, OWNER).proposals
    first, second = visit_sheet(ONE, "", OWNER), visit_sheet(TWO, "", OWNER)
    assert [(each.state, each.reason) for each in first.proposals] == [("declined", "gästen avled")]
    assert not first.beside
    (accepted,) = list_proposals(TWO, OWNER, decided=True)
    assert sum(row.minutes for row in second.beside) == accepted.minutes
