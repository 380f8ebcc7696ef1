"""What was granted is changed or taken away; what is posted stays, and what rests on it is never left hanging."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from models.care_errors import DecisionIsBilled, DecisionIsDrafted, VisitChanged
from models.decision import Decision
from models.errors import NotFound, PlanIsStale, WrongUse
from models.event import Event
from models.operations.billing.annul_batch import annul_batch
from models.operations.billing.attest_batch import attest_batch
from models.operations.billing.credit_invoice import credit_invoice
from models.operations.billing.invoices import list_invoices
from models.operations.billing.plan_batch import plan_batch
from models.operations.billing.run_batch import run_batch
from models.operations.hours.sign_month import plan_signing, sign_months
from models.operations.store.actor import Actor
from models.operations.store.check_store import check_store
from models.operations.visits.change_decision import remove_decision, set_decision
from models.operations.visits.decision_facts import decision_texts
from models.operations.visits.visit_sheet import visit_sheet
from models.rules.period import Month
from models.rules.reasons import Reason
from tests.operations.intake_files import ADA, ME, TODAY, hour, rate, take_hours, take_rates, take_visits, visit
from tests.operations.intake_store import deeds, everything

pytestmark = pytest.mark.usefixtures("store")

JULY = Month(2026, 7)


@pytest.fixture(autouse=True)
def _a_guest(store: str) -> None:
    """Have a guest in July with home care by the hour and an alarm by the month, executed and signed."""
    take_visits(visit(granted="300", granted_per="week"), visit(service="safety-alarm"))
    take_rates(rate(provider="own"), rate(amount="500,00", provider="private"))
    take_rates(rate(service="safety-alarm", unit="month", amount="301,00"))
    set_decision("V-1", "home-care", {"provider": "own"}, ME)
    take_hours(hour("K1"), hour("K2", date="2026-07-20"))
    sign_months(plan_signing(JULY, None, ME), ME)


def _run() -> str:
    return run_batch(plan_batch(JULY, TODAY, ME), TODAY, ME).batch


def _post() -> str:
    attest_batch(_run(), TODAY, Actor("attester"))
    return list_invoices(ME)[0].number or ""


def _granted(service: str = "home-care") -> dict[str, str]:
    (found,) = [each for each in visit_sheet("V-1", "", ME).decisions if each.service == service]
    known = {"granted": found.granted, "granted_per": found.granted_per, "provider": found.provider}
    more = {"area": found.area, "staff": found.staff, "first_day": found.first, "last_day": found.last}
    return decision_texts(known | more)


def test_everything_of_a_decision_is_changed_and_the_log_tells_before_and_after() -> None:
    """G34: in minutes, days and codes."""
    facts = {"granted": 420, "granted_per": "day", "provider": "private", "area": "norr", "staff": 2}
    set_decision("v-1", "home-care", {**facts, "first_day": date(2026, 7, 2), "last_day": None}, ME)
    assert _granted() == {
        "granted": "420", "granted_per": "day", "provider": "private", "area": "norr", "staff": "2",
        "first_day": "2026-07-02", "last_day": "",
    }  # fmt: skip
    assert deeds()[-1] == ("set-decision", "V-1")
    told = json.loads(Event.select(Event.facts).order_by(Event.id.desc()).scalar())
    assert (told["before"]["granted"], told["after"]["granted"], told["before"]["provider"]) == (300, 420, "own")


BAD: tuple[Mapping[str, Any], ...] = (
    {},
    {"service": 1},
    {"granted": 0},
    {"granted": -5},
    {"granted": 100_001},
    {"granted_per": ""},
    {"granted_per": "year"},
    {"provider": "other"},
    {"staff": 3},
    {"staff": 0},
    {"first_day": date(2026, 7, 9), "last_day": date(2026, 7, 8)},
    {"last_day": date(2026, 6, 30)},
    {"first_day": date(2026, 8, 1)},
    {"area": "hos Ada Testsson"},
    {"area": ADA},
    {"area": "x" * 201},
    {"area": "rad\nbrytning"},
)


@pytest.mark.parametrize("facts", BAD)
def test_what_cannot_be_right_is_refused_and_nothing_is_kept(facts: Mapping[str, Any]) -> None:
    """G13, G30: on both engines alike, and the area names nobody."""
    before = everything()
    with pytest.raises(WrongUse) as caught:
        set_decision("V-1", "home-care", facts, ME)
    assert "Ada" not in str(caught.value)
    assert everything() == before


def test_a_last_day_is_judged_against_the_first_that_is_stored() -> None:
    """G23: the decision as it would be, not only what was typed."""
    set_decision("V-1", "home-care", {"first_day": date(2026, 7, 10)}, ME)
    with pytest.raises(WrongUse):
        set_decision("V-1", "home-care", {"last_day": date(2026, 7, 9)}, ME)


def test_an_unknown_case_or_service_has_no_decision() -> None:
    """The refusal names what was asked for."""
    for case, service in (("V-9", "home-care"), ("V-1", "laundry")):
        with pytest.raises(NotFound, match=case):
            set_decision(case, service, {"staff": 2}, ME)
        with pytest.raises(NotFound, match=case):
            remove_decision(case, service, ME)


def test_who_saves_second_sees_both_versions() -> None:
    """G35: nothing is written over unseen."""
    opened = _granted()
    set_decision("V-1", "home-care", {"granted": 60}, Actor("administrator"), opened)
    before = everything()
    with pytest.raises(VisitChanged) as caught:
        set_decision("V-1", "home-care", {"granted": 90}, ME, opened)
    assert caught.value.stored["granted"] == "60"
    assert caught.value.values["login"] == "administrator"
    assert everything() == before
    set_decision("V-1", "home-care", {"granted": 90}, ME, caught.value.stored)


@pytest.mark.parametrize("facts", [{"provider": "private"}, {"last_day": date(2026, 7, 19)}, {"provider": ""}])
def test_a_draft_that_rests_on_what_was_changed_is_not_attested(facts: Mapping[str, Any]) -> None:
    """G28: another rate, fewer hours, or none."""
    batch = _run()
    set_decision("V-1", "home-care", facts, ME)
    with pytest.raises(PlanIsStale, match="V-1"):
        attest_batch(batch, TODAY, Actor("attester"))
    annul_batch(batch, ME)
    assert check_store(ME) == ()


def test_what_is_posted_stays_as_it_was_posted() -> None:
    """G15, G16: not a byte of it, and credited and billed again it comes by the new decision."""
    number = _post()
    posted = list_invoices(ME)
    set_decision("V-1", "home-care", {"provider": "private"}, ME)
    assert list_invoices(ME) == posted
    assert check_store(ME) == ()
    credit_invoice(number, [], "another provider", TODAY, ME)
    assert {line.price for line in plan_batch(JULY, TODAY, ME).lines} == {50000, 30100}


@pytest.mark.parametrize("service", ["home-care", "safety-alarm"])
def test_a_decision_that_is_billed_stays_until_it_is_credited(service: str) -> None:
    """G3: rows and started months alike; the refusal says what to do."""
    batch = _run()
    before = everything()
    with pytest.raises(DecisionIsDrafted, match=f"vistelse batch annul {batch}"):
        remove_decision("V-1", service, ME)
    assert everything() == before
    attest_batch(batch, TODAY, Actor("attester"))
    number, before = list_invoices(ME)[0].number or "", everything()
    with pytest.raises(DecisionIsBilled, match=f"vistelse invoice credit {number}"):
        remove_decision("V-1", service, ME)
    assert everything() == before
    credit_invoice(number, [], "never granted", TODAY, ME)
    remove_decision("V-1", service, ME)
    assert service not in [each.service for each in visit_sheet("V-1", "", ME).decisions]
    assert deeds()[-1] == ("remove-decision", "V-1")
    assert check_store(ME) == ()


def test_hours_without_their_decision_wait_and_come_back_with_it() -> None:
    """G5: one reason each, none lost."""
    remove_decision("V-1", "home-care", ME)
    plan = plan_batch(JULY, TODAY, ME)
    assert [(held.reason, held.rows) for held in plan.held] == [(Reason.NO_DECISION, 2)]
    take_visits(visit(provider="own"))
    assert not plan_batch(JULY, TODAY, ME).held


def test_another_visits_bill_holds_no_decision_here() -> None:
    """Nor does another service's."""
    take_visits(visit("V-2", identity_number="", name="Bo T", provider="own"))
    _post()
    remove_decision("V-2", "home-care", ME)
    assert Decision.select().count() == 2


def test_an_area_that_tells_who_it_is_does_not_reach_the_log() -> None:
    """G30: it may have come in with a file, before anybody looked."""
    Decision.update(area="hos Ada Testsson").execute()
    set_decision("V-1", "home-care", {"area": "norr"}, ME)
    Decision.update(area="hos Ada Testsson").execute()
    remove_decision("V-1", "home-care", ME)
    assert "Testsson" not in repr(list(Event.select(Event.facts).tuples()))
