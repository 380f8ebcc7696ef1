"""Orders checked in a store: what is missing, late, long or not executed, of one visit or of all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.errors import NotFound, ReasonNamesPerson, WrongUse
from models.interchange.condition_row import ConditionRow
from models.operations.registers.enter_condition import enter_condition
from models.operations.registers.recipients import set_recipient
from models.operations.reports.order_work import orders_that_wait
from models.operations.reports.today import work_list
from models.operations.visits.change_stay import extend_stay
from models.operations.visits.check_orders import check_cases, check_orders
from models.operations.visits.receive_paper import receive_paper, take_paper_back
from models.operations.visits.step_visit import step_visit
from models.operations.visits.visit_sheet import visit_sheet
from models.rules.conditions import ConditionKind
from models.rules.order_checks import LeadTime
from models.rules.order_work import OrderMatter
from models.rules.papers import PaperKind
from models.rules.visit_states import VisitState
from tests.operations.intake_files import (
    ADA,
    BO,
    ME,
    band,
    bare_visit,
    hour,
    rate,
    take_bands,
    take_hours,
    take_rates,
    take_visits,
    visit,
)

JUNE = date(2026, 6, 25)
RULE = ConditionRow(1, "", ConditionKind.LEAD_TIME, "", "", None, None, None, None, date(2020, 1, 1), None, "")


@pytest.fixture
def whole(store: str) -> str:
    """A store with one order to which nothing is to be remarked on."""
    set_recipient("0184", "", {"peppol_confirmed": True}, ME)
    take_rates(rate())
    take_visits(visit())
    return store


def enter(kind: ConditionKind, subject: str = "", days: int | None = None) -> None:
    """Enter a condition of ours."""
    enter_condition(replace(RULE, kind=kind, subject=subject, days=days), ME)


def codes(case: str = "V-1", today: date = JUNE) -> list[str]:
    """Name what is remarked on in a visit."""
    (order,) = check_orders(today, ME, case)
    return [remark.code for remark in order.remarks]


def test_a_whole_order_is_left_in_peace(whole: str) -> None:
    """With its rate confirmed, its reference and its recipient's address."""
    assert codes() == []


def test_a_bare_announcement_says_all_that_is_to_be_asked_for(whole: str) -> None:
    """Nothing is refused: each thing has its name."""
    take_visits(bare_visit("V-2", home_municipality="0180", name="Bo Testsson", service="shopping"))
    assert codes("V-2") == ["no-order", "no-reference", "no-rate:shopping", "unconfirmed-address"]


def test_only_open_visits_are_checked_together_and_any_visit_alone(whole: str) -> None:
    """A cancelled stay needs nothing any more."""
    take_visits(bare_visit("V-2", name="Bo Testsson"))
    step_visit("V-2", VisitState.CANCELLED, ME)
    assert [order.case for order in check_orders(JUNE, ME)] == ["V-1"]
    assert [order.case for order in check_cases(["v-2", "V-1", "none"], JUNE, ME)] == ["V-1", "V-2"]
    with pytest.raises(NotFound):
        check_orders(JUNE, ME, "V-9")


def test_each_day_of_the_stay_needs_its_confirmed_rate(whole: str) -> None:
    """The first day that lacks one is named, also over the turn of a year, and also in one band alone."""
    take_visits(visit("V-3", identity_number=BO, name="Bo Testsson", from_="2026-12-01", to="2027-01-31"))
    assert codes("V-3") == []
    take_rates(rate(amount="420,00", valid_from="2027-01-01", valid_to="2027-06-30"), confirm=False)
    assert codes("V-3") == ["unconfirmed-rate:home-care"]
    (order,) = check_orders(JUNE, ME, "V-3")
    assert order.remarks[0].day == date(2027, 1, 1)
    take_bands(band("dag", "all", "06:00", "22:00"), band("natt", "all", "22:00", "06:00"))
    take_rates(rate(band="natt", amount="500,00"), confirm=False)
    assert {(each.code, each.band) for each in check_orders(JUNE, ME, "V-1")[0].remarks} == {
        ("unconfirmed-rate:home-care", "natt")
    }


def test_a_rate_for_the_other_provider_is_none(whole: str) -> None:
    """The home municipality pays private and own differently."""
    take_rates(rate(service="escort", provider="private"))
    take_visits(visit(service="escort", provider="own"))
    assert codes() == ["no-rate:escort"]


def test_our_conditions_are_asked_of_the_store_s_orders(whole: str) -> None:
    """Fields of the visit, the person and the decisions alike."""
    for name in ("name", "stay_address", "granted", "ordered_on"):
        enter(ConditionKind.REQUIRED_FIELD, name)
    assert codes() == ["missing-field:stay_address", "missing-field:granted"]
    take_visits(visit(granted="300", granted_per="vecka"))
    assert codes() == ["missing-field:stay_address"]


def lead_time() -> LeadTime | None:
    """Say how the order came."""
    return check_orders(JUNE, ME, "V-1")[0].lead_time


def test_papers_make_an_order_complete(whole: str) -> None:
    """And taken back they make it incomplete again."""
    enter(ConditionKind.LEAD_TIME, days=7)
    enter(ConditionKind.REQUIRED_PAPER, "consent")
    assert (codes(), lead_time()) == (["missing-paper:consent", "lead-time:incomplete"], LeadTime.INCOMPLETE)
    assert receive_paper("V-1", PaperKind.CONSENT, date(2026, 6, 24), "Dnr 12", JUNE, ME)
    assert (codes(), lead_time()) == ([], LeadTime.IN_TIME)
    assert not receive_paper("v-1", PaperKind.CONSENT, JUNE, "Dnr 13", JUNE, ME)
    assert (codes(), lead_time()) == (["lead-time:late"], LeadTime.LATE)
    (paper,) = visit_sheet("V-1", "", ME).papers
    assert (paper.kind, paper.received_on, paper.reference, paper.entered_by) == ("consent", JUNE, "Dnr 13", "owner")
    take_paper_back("V-1", PaperKind.CONSENT, ME)
    assert codes() == ["missing-paper:consent", "lead-time:incomplete"]
    with pytest.raises(NotFound):
        take_paper_back("V-1", PaperKind.CONSENT, ME)


def test_a_paper_comes_today_at_the_latest_and_names_nobody(whole: str) -> None:
    """G30: what is written beside it is read by whoever may open the visit."""
    with pytest.raises(WrongUse):
        receive_paper("V-1", PaperKind.KEYS, date(2026, 6, 26), "", JUNE, ME)
    for secret in ("för Ada Testsson", f"pnr {ADA}"):
        with pytest.raises(ReasonNamesPerson):
            receive_paper("V-1", PaperKind.KEYS, JUNE, secret, JUNE, ME)
    assert visit_sheet("V-1", "", ME).papers == ()


def test_a_protected_guest_s_papers_are_shown_without_their_references(whole: str) -> None:
    """G31: the kind and the day say nothing of who it is."""
    take_visits(visit("V-4", identity_number=BO, name="Bo Testsson", protected="ja"))
    receive_paper("V-4", PaperKind.KEYS, JUNE, "skåp 4", JUNE, ME)
    assert [paper.reference for paper in visit_sheet("V-4", "", ME).papers] == [""]
    assert [paper.reference for paper in visit_sheet("V-4", "asked by telephone", ME).papers] == ["skåp 4"]


def test_two_stays_of_one_guest_on_one_day_are_told(whole: str) -> None:
    """Each names the other; a cancelled one is forgotten."""
    take_visits(visit("V-5", from_="2026-07-31", to="2026-08-10"))
    assert (codes("V-1"), codes("V-5")) == (["overlap:V-5"], ["overlap:V-1"])


def test_a_late_extension_is_told_by_the_day_it_came(whole: str) -> None:
    """The log knows when the last day was moved."""
    enter(ConditionKind.EXTENSION_TIME, days=14)
    extend_stay("V-1", date(2026, 7, 31), date(2026, 8, 15), ME)
    assert codes(today=date(2026, 7, 1)) == ["extension:late"]


def test_care_that_nobody_executed_is_reported_until_it_is(whole: str) -> None:
    """34 kap. 1 and 4 §§ SoL (2025:400): one row is enough, of that service."""
    autumn = date(2026, 10, 1)
    take_visits(visit(service="escort"), visit(service="safety-alarm"))
    assert [code for code in codes(today=autumn) if "executed" in code] == [
        "not-executed:home-care",
        "not-executed:escort",
    ]
    take_hours(hour("K1"))
    assert [code for code in codes(today=autumn) if "executed" in code] == ["not-executed:escort"]


def waiting(today: date) -> dict[str, tuple[str, ...]]:
    """Tell the work list's orders by what they wait for."""
    return {f"{work.matter} {work.quarter}".strip(): work.cases for work in work_list(today, ME).orders}


def test_the_work_list_says_which_orders_wait_and_for_what(whole: str) -> None:
    """Incomplete while the stay goes on, late before it has begun, long, and not executed by quarter."""
    enter(ConditionKind.LEAD_TIME, days=28)
    take_visits(
        bare_visit("V-2", name="Cai T", from_="2026-07-10"),
        visit("V-6", identity_number=BO, name="Bo T", from_="2026-01-05", to="2026-01-31", ordered_on="2025-11-01"),
    )
    assert waiting(JUNE) == {
        "incomplete": ("V-2",),
        "late": ("V-1",),
        "not-executed 2026-Q2": ("V-6",),
    }
    assert "late" not in waiting(date(2026, 7, 15)), "a stay that has begun is late no more"
    later = date(2026, 12, 30)
    assert waiting(later) == {
        "incomplete": ("V-2",),
        "long": ("V-2",),
        "not-executed 2026-Q2": ("V-6",),
        "not-executed 2026-Q4": ("V-1",),
    }
    found = orders_that_wait(OrderMatter.INCOMPLETE, JUNE, ME)
    assert [(order.case, [remark.code for remark in order.remarks]) for order in found] == [
        ("V-2", ["no-order", "no-decision", "no-reference"])
    ]
