"""Granted time that a home municipality pays instead of the executed, month by month."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import pytest

from models.errors import FeeError, PlanIsStale
from models.operations.billing.decide_difference import accept_difference
from models.operations.billing.list_differences import list_differences
from models.operations.billing.plan import BatchPlan, PlannedLine
from models.operations.billing.plan_batch import plan_batch
from models.operations.billing.run_batch import run_batch
from models.operations.hours.reopen_month import Reopening, reopen_month
from models.operations.registers.enter_condition import end_condition
from models.operations.registers.list_conditions import list_conditions
from models.operations.visits.change_decision import remove_decision, set_decision
from models.rules.period import Month
from models.rules.reasons import Reason
from tests.operations.billing.month import (
    AUGUST,
    BILLED_ON,
    JULY,
    ONE,
    SHIELDED,
    TWO,
    attest,
    bill,
    change,
    credit,
    guest_row,
    invoice_of,
    nothing_wrong,
    posted,
    run,
    value,
    visit_id,
)
from tests.operations.builders import (
    OWNER,
    band_row,
    hour_row,
    put_bands,
    put_hours,
    put_rates,
    put_visits,
    rate_row,
    sign,
)
from tests.operations.stay_changes import put_condition

HOME = "0180"


@pytest.fixture
def stay(store: str) -> str:
    """Open a store with one visit of July and August, ten hours of home care a week, and a dearer night."""
    put_bands(band_row("natt", "all", "22:00", "06:00"))
    put_rates(rate_row("412,35"), rate_row("517,77", band="natt"), rate_row("151,55", "home-visit-night", "visit"))
    put_visits(guest_row(ONE, granted="600", granted_per="week", invoice_reference="KST 100"))
    return store


def plan(month: Month = JULY) -> BatchPlan:
    """Plan a month."""
    return plan_batch(month, BILLED_ON, OWNER, with_rows=True)


def amounts(lines: Collection[PlannedLine]) -> list[tuple[str, int, int]]:
    """Give the kind, quantity and net of lines."""
    return [(line.kind, line.quantity, line.net) for line in lines]


def why_not(month: Month = JULY) -> dict[str, Reason]:
    """Say why rows are not billed, by their keys."""
    return {row.key: row.reason for row in plan(month).rows}


@pytest.fixture
def granted(stay: str) -> str:
    """Have the home municipality pay what it granted of home care."""
    put_condition("basis-granted", "home-care", home=HOME)
    return stay


def test_the_granted_time_is_paid_whatever_was_executed(granted: str) -> None:
    """Ten hours a week make 31/7 × 600 minutes of July; no row adds to it, and each is on the line."""
    put_hours(
        hour_row("a", ONE, "2026-07-02", "21:50-22:30"),
        hour_row("b", ONE, "2026-07-31", "23:30-00:30"),
        hour_row("c", ONE, "2026-07-05", minutes=30, kind="refused"),
    )
    sign("2026-07")
    (line,) = plan().lines
    assert (line.kind, line.unit, line.quantity, line.price, line.net) == ("granted", "hour", 2657, 41235, 1826023)
    assert (line.month, line.first, line.last) == ("2026-07", date(2026, 7, 1), date(2026, 7, 31))
    assert (line.pieces, plan().held, plan().held_months) == (5, (), ())
    bill()
    nothing_wrong()
    assert value("SELECT COUNT(*) FROM care_piece WHERE line_id IS NULL") == 0
    assert "Hemtjänst, beviljad tid" in value("SELECT facts FROM invoice")
    assert (plan().lines, plan(AUGUST).lines) == ((), ())


def test_a_month_without_a_row_is_paid_too_once_it_is_signed(granted: str) -> None:
    """As a started month is; before that it waits."""
    assert [(held.service, held.reason, held.worth) for held in plan().held_months] == [
        ("home-care", Reason.NOT_SIGNED, 1826023)
    ]
    sign("2026-07")
    assert amounts(plan().lines) == [("granted", 2657, 1826023)]


def test_rows_that_come_after_their_month_is_billed_add_nothing(granted: str) -> None:
    """They are shown as excluded, and as billed once the month has been credited."""
    sign("2026-07")
    bill()
    put_hours(hour_row("late", ONE, "2026-07-09", minutes=90))
    assert (plan().lines, why_not()) == ((), {"late": Reason.EXCLUDED})
    nothing_wrong()
    credit(invoice_of(ONE).number or "")
    assert [(line.quantity, line.pieces) for line in plan().lines] == [(2657, 1)]


def test_a_credited_month_is_billed_again_by_what_is_then_granted(granted: str) -> None:
    """The mirror frees the month and its rows; what was posted stays as it was."""
    put_hours(hour_row("a", ONE, "2026-07-02", minutes=40))
    sign("2026-07")
    bill()
    before = posted()
    set_decision(ONE, "home-care", {"granted": 700}, OWNER)
    assert (posted(), plan().lines) == (before, ())
    note = credit(invoice_of(ONE).number or "")
    assert note.total == 1826023
    nothing_wrong()
    assert amounts(plan().lines) == [("granted", 3100, 2130475)]
    attest(run().batch)
    nothing_wrong()
    assert value("SELECT COUNT(*) FROM line_month WHERE live") == 1


def test_without_a_figure_nothing_is_guessed(granted: str) -> None:
    """G7: the month and its rows wait, and both say why."""
    set_decision(ONE, "home-care", {"granted": None, "granted_per": ""}, OWNER)
    put_hours(hour_row("a", ONE, "2026-07-02", minutes=40))
    sign("2026-07")
    assert [(held.reason, held.worth) for held in plan().held_months] == [(Reason.NO_GRANT, None)]
    assert (plan().lines, why_not()) == ((), {"a": Reason.NO_GRANT})


def test_rows_without_a_rate_of_their_own_are_within_the_grant(granted: str) -> None:
    """A band that nobody has priced, and a missed visit without a condition, need no price: the month pays."""
    put_bands(band_row("helg", "sat", "00:00", "24:00"))
    put_hours(
        hour_row("a", ONE, "2026-07-04", "10:00-11:00"), hour_row("b", ONE, "2026-07-05", minutes=9, kind="missed")
    )
    sign("2026-07")
    assert amounts(plan().lines) == [("granted", 2657, 1826023)]
    assert why_not() == {}


def test_a_month_that_its_rows_have_billed_waits_for_its_credit(stay: str) -> None:
    """A condition that is entered late never pays a month twice."""
    put_hours(hour_row("a", ONE, "2026-07-02", minutes=60))
    sign("2026-07")
    bill()
    before = posted()
    put_condition("basis-granted", "home-care")
    put_hours(hour_row("b", ONE, "2026-07-03", minutes=60))
    assert (plan().lines, posted()) == ((), before)
    assert [held.reason for held in plan().held_months] == [Reason.AWAITS_CREDIT]
    assert why_not() == {"b": Reason.AWAITS_CREDIT}
    credit(invoice_of(ONE).number or "")
    assert amounts(plan().lines) == [("granted", 2657, 1826023)]


def test_a_condition_that_ends_later_leaves_the_posted_month(granted: str) -> None:
    """And its late rows, which are paid already; the next month is paid by what is executed."""
    put_hours(hour_row("a", ONE, "2026-07-02", minutes=40))
    sign("2026-07")
    bill()
    before = posted()
    (condition,) = list_conditions("", OWNER)
    end_condition(condition.id, date(2026, 6, 30), OWNER)
    put_hours(hour_row("late", ONE, "2026-07-09", minutes=90), hour_row("next", ONE, "2026-08-03", minutes=60))
    sign("2026-08")
    assert posted() == before
    assert why_not(AUGUST) == {"late": Reason.EXCLUDED}
    assert amounts(plan(AUGUST).lines) == [("executed", 60, 41235)]
    nothing_wrong()


def test_a_draft_is_stale_when_the_condition_has_ended(granted: str) -> None:
    """G28."""
    put_hours(hour_row("a", ONE, "2026-07-02", minutes=40))
    sign("2026-07")
    shown = plan()
    batch = run().batch
    (condition,) = list_conditions("", OWNER)
    end_condition(condition.id, date(2025, 12, 31), OWNER)
    with pytest.raises(FeeError):
        attest(batch)
    with pytest.raises(FeeError):
        run_batch(shown, BILLED_ON, OWNER)


def test_a_plan_is_stale_when_the_grant_has_changed(granted: str) -> None:
    """G9: what is run is what was shown."""
    sign("2026-07")
    shown = plan()
    set_decision(ONE, "home-care", {"granted": 700}, OWNER)
    with pytest.raises(PlanIsStale):
        run_batch(shown, BILLED_ON, OWNER)


def test_a_condition_holds_from_the_month_that_it_covers_from_its_first_day(stay: str) -> None:
    """One of the middle of July counts from August: the rate of a month is that of its first day too."""
    put_condition("basis-granted", "home-care", home=HOME, valid_from=date(2026, 7, 15))
    put_hours(hour_row("a", ONE, "2026-07-20", minutes=60), hour_row("b", ONE, "2026-08-03", minutes=60))
    sign("2026-07")
    sign("2026-08")
    assert amounts(plan(AUGUST).lines) == [("executed", 60, 41235), ("granted", 2657, 1826023)]


def test_others_guests_and_other_services_are_paid_by_what_is_executed(stay: str) -> None:
    """The condition is one municipality's, about one service; late cancellation lies beyond the grant."""
    put_condition("basis-granted", "home-care", home="0380")
    put_visits(guest_row(TWO, "escort", "0380", invoice_reference="KST 200"))
    put_rates(rate_row("400,00", "escort", home="0380"))
    put_hours(
        hour_row("a", ONE, "2026-07-02", minutes=60), hour_row("b", TWO, "2026-07-02", minutes=30, service="escort")
    )
    sign("2026-07")
    assert sorted(amounts(plan().lines)) == [("executed", 30, 20000), ("executed", 60, 41235)]


def test_two_decisions_of_a_month_are_added_where_one_rate_pays_both(granted: str) -> None:
    """Where their rates differ nothing is guessed."""
    put_rates(rate_row("450,00", provider="private"))
    put_visits(
        guest_row(TWO, granted="60", granted_per="day", invoice_reference="KST 200"),
        guest_row(SHIELDED, granted="60", granted_per="day", invoice_reference="KST 300"),
    )
    set_decision(SHIELDED, "home-care", {"staff": 2}, OWNER)
    sign("2026-07")
    found = {line.case: line.quantity for line in plan().lines}
    assert found == {ONE: 2657, TWO: 31 * 60, SHIELDED: 31 * 120}
    split = "INSERT INTO decision (visit_id, service_id, provider, area, granted, granted_per, staff, first_day)"
    split += " SELECT visit_id, service_id, '{provider}', area, 30, granted_per, staff, '2026-07-21' FROM decision"
    change(split.format(provider="") + f" WHERE visit_id = {visit_id(TWO)}")
    change(split.format(provider="private") + f" WHERE visit_id = {visit_id(SHIELDED)}")
    assert {line.case: line.quantity for line in plan().lines} == {ONE: 2657, TWO: 31 * 60 + 11 * 30}
    assert [(held.case, held.reason) for held in plan().held_months] == [(SHIELDED, Reason.NO_RATE)]


def test_a_signed_month_stays_and_a_decision_that_is_billed_on_stays(granted: str) -> None:
    """A posted month is opened only when somebody else agrees, and its decision is not taken away."""
    sign("2026-07")
    bill()
    assert reopen_month(JULY, ONE, "fel timmar", OWNER) is Reopening.ASKED
    with pytest.raises(FeeError):
        remove_decision(ONE, "home-care", OWNER)


def test_a_later_rate_makes_a_difference_of_the_granted_hours(granted: str) -> None:
    """The same hours at the new price less those at the old, and the month is claimed by the line that came instead."""
    put_hours(hour_row("a", ONE, "2026-07-02", minutes=40))
    sign("2026-07")
    bill()
    put_rates(rate_row("420,00", valid_from="2026-01-01", decided_on="2026-10-02"), today=date(2026, 10, 2))
    (found,) = list_differences(OWNER)
    assert found.total == 1859900 - 1826023
    accept_difference(found.id, OWNER)
    later = date(2026, 11, 1)
    batch = run_batch(plan_batch(AUGUST, later, OWNER), later, OWNER).batch
    attest(batch, today=later)
    nothing_wrong()
    assert value("SELECT COUNT(*) FROM line_month WHERE live") == 1
    assert (plan().lines, plan(AUGUST).lines) == ((), ())
