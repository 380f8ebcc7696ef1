"""Orders at the keyboard: from Today to what is missing, and a paper that came."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from models.interchange.condition_row import ConditionRow
from models.operations.registers.enter_condition import enter_condition
from models.operations.visits.change_stay import complete_visit
from models.operations.visits.receive_paper import receive_paper
from models.rules.conditions import ConditionKind
from models.rules.papers import PaperKind
from tests.tui.driving import LARGE, press, screen_of, shown, sitting
from tests.tui.test_rates_by_keys import fill_in
from tests.tui.village import MAKER, READER, TODAY
from tests.tui.visiting import CASE, make_visit, open_visit, sheet

PAPER = ConditionRow(
    1, "", ConditionKind.REQUIRED_PAPER, "", "consent", None, None, None, None, date(2020, 1, 1), None, ""
)
LEAD_TIME = replace(PAPER, kind=ConditionKind.LEAD_TIME, subject="", days=10)


def test_nothing_of_the_order_is_told_by_colour_alone() -> None:
    """NO_COLOR: what a remark asks stands in words."""
    from models.language.order_terms import ORDER_TERMS

    assert len(set(ORDER_TERMS["severity"].values())) == 3


async def test_today_leads_to_the_one_order_that_is_incomplete(village: str) -> None:
    """One visit is opened at once, at what is missing."""
    async with sitting(village) as pilot:
        assert "SN2026-00004  incomplete order" in shown(pilot)
        await press(pilot, "G", "enter")
        assert "the order is missing" in shown(pilot)
        assert screen_of(pilot).rows.key_here == "check:0"


async def test_today_leads_to_a_list_where_several_orders_wait(village: str) -> None:
    """And the list to each visit; back is back in the list."""
    enter_condition(PAPER, MAKER)
    async with sitting(village) as pilot:
        await press(pilot, "G", "enter")
        assert "incomplete order" in shown(pilot)
        assert "has not come: consent" in shown(pilot)
        assert "vistelse visit check" in shown(pilot)
        first = screen_of(pilot).subject_here()
        await press(pilot, "enter")
        assert "About the order" in shown(pilot)
        assert first in shown(pilot)


async def test_a_paper_that_came_is_registered_changed_and_taken_back(village: str) -> None:
    """The order's remark goes and comes with it."""
    enter_condition(PAPER, MAKER)
    make_visit()
    async with sitting(village, size=LARGE) as pilot:
        await open_visit(pilot)
        assert "has not come: consent" in shown(pilot)
        await press(pilot, "a")
        await fill_in(pilot, kind="cons", received_on="1/8", reference="Dnr 12")
        assert "Consent came for" in shown(pilot)
        assert "has not come: consent" not in shown(pilot)
        assert [(each.kind, each.received_on, each.reference) for each in sheet().papers] == [
            ("consent", date(2026, 8, 1), "Dnr 12")
        ]
        assert screen_of(pilot).rows.key_here == "paper:consent"
        await press(pilot, "enter")
        await fill_in(pilot, reference="Dnr 13")
        assert [each.reference for each in sheet().papers] == ["Dnr 13"]
        await press(pilot, "y", "n")
        assert len(sheet().papers) == 1
        await press(pilot, "y", "y")
        assert sheet().papers == ()
        assert "has not come: consent" in shown(pilot)


async def test_who_may_not_register_is_told_so(seen_village: str) -> None:
    """A reader's paper is refused in words."""
    make_visit()
    async with sitting(seen_village, READER) as pilot:
        await open_visit(pilot)
        await press(pilot, "a")
        await fill_in(pilot, kind="keys")
        assert "does not have the role" in shown(pilot)
    assert sheet().papers == ()


async def test_an_order_in_time_and_whole_says_so_in_one_line(seen_village: str) -> None:
    """Calm where nothing is missing but the address."""
    enter_condition(LEAD_TIME, MAKER)
    enter_condition(PAPER, MAKER)
    case = make_visit(ordered_on="2026-07-20", service="home-care", invoice_reference="ZZ1")
    receive_paper(case, PaperKind.CONSENT, date(2026, 7, 21), "", TODAY, MAKER)
    async with sitting(seen_village, size=LARGE) as pilot:
        await open_visit(pilot)
        assert "in time until 2026-07-22" in shown(pilot)
        assert "has not come" not in shown(pilot)
        complete_visit(CASE, {"ordered_on": "2026-07-20"}, {"ordered_on": date(2026, 7, 30)}, TODAY, MAKER)
        await press(pilot, "q")
        await open_visit(pilot)
        assert "the order came late; in time was 2026-07-22" in shown(pilot)
