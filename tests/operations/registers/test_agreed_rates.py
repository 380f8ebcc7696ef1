"""A rate that a visit's order agrees on comes before the municipality's, everywhere a rate is looked up."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from models.errors import FeeError, NotFound, ReasonMissing, ReasonNamesPerson, WrongUse
from models.operations.billing.attest_batch import attest_batch
from models.operations.billing.plan import BatchPlan
from models.operations.billing.plan_batch import plan_batch
from models.operations.billing.run_batch import run_batch
from models.operations.registers.agree_rate import AgreedRate, agree_rate
from models.operations.registers.correct_rate import CorrectRate, correct_rate
from models.operations.registers.list_rate_gaps import list_rate_gaps
from models.operations.registers.list_registers import list_rates
from models.operations.registers.rate_effect import rate_effect, save_rate_change
from models.operations.registers.rate_on import RateAsked, rate_on
from models.operations.registers.withdraw_rate import WithdrawRate, withdraw_rate
from models.operations.store.actor import Actor
from models.operations.store.check_store import check_store
from models.operations.visits.check_orders import check_orders
from models.rules.order_checks import Check
from models.rules.period import Month
from models.rules.reasons import Reason
from models.rules.services import Unit
from tests.operations.builders import (
    OWNER,
    hour_row,
    plan_of,
    put_hours,
    put_rates,
    put_visits,
    rate_row,
    sign,
    visit_row,
)

pytestmark = pytest.mark.usefixtures("store")

TODAY = date(2026, 8, 3)
JUNE = Month(2026, 6)
AGREED = AgreedRate("A", "home-care", Unit.HOUR, 500_00, "Best 17")


def fill(*services: str) -> None:
    """Let two guests of one municipality have an hour of the same care each."""
    services = services or ("home-care",)
    put_visits(*(visit_row(case, service) for case in ("A", "B") for service in services))
    given = [service for service in services if service != "safety-alarm"]
    rows = [
        hour_row(f"{case}-{each}", case, "2026-06-02", "10:00-11:00", each) for case in ("A", "B") for each in given
    ]
    if rows:
        put_hours(*rows)
    for month in range(1, 7):
        sign(f"2026-{month:02}")


def sums(plan: BatchPlan) -> dict[str, int]:
    """Give what each guest's care comes to."""
    found = Counter[str]()
    for line in plan.lines:
        found[line.case] += line.net
    return dict(found)


def agree(**said: Any) -> None:
    """Agree on a rate for A, today."""
    agree_rate(replace(AGREED, **said), TODAY, OWNER)


def test_the_agreed_rate_pays_its_visit_and_no_other() -> None:
    """G23: also where the table's is more specific; with the order's reference as its source, confirmed at once."""
    fill()
    put_rates(rate_row("400"), rate_row("410", provider="own"))
    agree()
    assert sums(plan_of("2026-06", TODAY)) == {"A": 500_00, "B": 410_00}
    (agreed,) = [rate for rate in list_rates("0180", OWNER) if rate.case]
    assert (agreed.case, agreed.source, agreed.confirmed_by) == ("A", "Best 17", "owner")


def test_it_is_billed_attested_and_found_whole() -> None:
    """G26, G5: what was shown is what is posted."""
    fill()
    put_rates(rate_row("400"))
    shown = rate_effect(AGREED, TODAY, OWNER)
    assert (shown.plan_before, shown.plan_after) == (800_00, 900_00)
    save_rate_change(AGREED, shown, TODAY, OWNER)
    receipt = run_batch(plan_batch(JUNE, TODAY, OWNER), TODAY, OWNER)
    attest_batch(receipt.batch, TODAY, Actor("attester"))
    assert check_store(OWNER) == ()


def test_outside_its_days_and_bands_the_table_pays() -> None:
    """First what was agreed, then what others are paid."""
    fill()
    put_rates(rate_row("400"))
    agree(valid_from=date(2026, 6, 3))
    assert sums(plan_of("2026-06", TODAY))["A"] == 400_00
    agree(valid_from=date(2026, 6, 1), valid_to=date(2026, 6, 2))
    assert sums(plan_of("2026-06", TODAY))["A"] == 500_00


def test_before_it_was_agreed_nobody_knew_of_it() -> None:
    """G24: a plan of the day before prices as the table does."""
    fill()
    put_rates(rate_row("400"))
    agree()
    assert sums(plan_of("2026-06", date(2026, 8, 2)))["A"] == 400_00


def test_a_month_agreed_takes_the_place_of_the_hours() -> None:
    """Started months, once each; the others' hours are untouched."""
    fill()
    put_rates(rate_row("400"))
    agree(unit=Unit.MONTH, price=9000_00, valid_from=date(2026, 1, 1))
    assert sums(plan_of("2026-06", TODAY)) == {"A": 6 * 9000_00, "B": 400_00}


def test_hours_agreed_take_the_place_of_the_month() -> None:
    """Else the same care would be paid twice (G2)."""
    fill("home-care")
    put_rates(rate_row("9000", unit="month"))
    agree()
    assert sums(plan_of("2026-06", TODAY)) == {"A": 500_00, "B": 6 * 9000_00}


def test_a_withdrawn_monthly_rate_leaves_no_month_that_waits() -> None:
    """G7: what was entered by mistake is no reason to hold anything back."""
    fill()
    put_rates(rate_row("400"), rate_row("9000", unit="month"))
    (monthly,) = [rate.id for rate in list_rates("0180", OWNER) if rate.price == 9000_00]
    withdraw_rate(WithdrawRate(monthly, "never decided"), TODAY, OWNER)
    plan = plan_of("2026-06", TODAY)
    assert sums(plan) == {"A": 400_00, "B": 400_00}
    assert plan.held_months == ()


def test_an_alarm_is_agreed_by_the_month_without_any_row() -> None:
    """Only for the visit whose order says so."""
    fill("safety-alarm")
    put_rates(rate_row("150", "safety-alarm", "month"))
    agree(service="safety-alarm", unit=Unit.MONTH, price=200_00, valid_from=date(2026, 1, 1))
    assert sums(plan_of("2026-06", TODAY)) == {"A": 6 * 200_00, "B": 6 * 150_00}


def test_a_visit_with_an_agreed_rate_lacks_none() -> None:
    """The list of what to ask for, the check of the order and the answer on a day all know of it."""
    put_visits(visit_row("A"), visit_row("B"))
    assert [line.visits for line in list_rate_gaps(TODAY, OWNER)] == [2]
    agree()
    assert [(line.visits, line.case) for line in list_rate_gaps(TODAY, OWNER)] == [(1, "B")]
    lacking = {order.case for order in check_orders(TODAY, OWNER) if Check.NO_RATE in {r.check for r in order.remarks}}
    assert lacking == {"B"}


def test_which_rate_applied_is_asked_for_one_case() -> None:
    """Without the case the answer is what others are paid."""
    put_visits(visit_row("A"), visit_row("C", home="0380"))
    put_rates(rate_row("400"))
    agree()
    asked = RateAsked("0180", "home-care", TODAY, TODAY, "own", "", "")
    (others,) = rate_on(asked, OWNER).answers
    (ours,) = rate_on(RateAsked("0180", "home-care", TODAY, TODAY, "own", "", "", case="a"), OWNER).answers
    assert others.rate is not None
    assert ours.rate is not None
    assert (others.rate.price, ours.rate.price, ours.rate.case) == (400_00, 500_00, "A")
    for case, refusal in (("C", WrongUse), ("none", NotFound)):
        with pytest.raises(refusal):
            rate_on(RateAsked("0180", "home-care", TODAY, TODAY, case=case), OWNER)


def test_an_agreed_rate_is_corrected_and_withdrawn_as_any_other() -> None:
    """It stays the visit's; what comes instead may not name the guest either."""
    fill()
    put_rates(rate_row("400"))
    agree()
    (number,) = [rate.id for rate in list_rates("0180", OWNER) if rate.case]
    correct_rate(CorrectRate(number, price=510_00, confirmed=True), TODAY, OWNER)
    (now,) = [rate for rate in list_rates("0180", OWNER) if rate.case]
    assert (now.case, now.price) == ("A", 510_00)
    assert sums(plan_of("2026-06", TODAY))["A"] == 510_00
    withdraw_rate(WithdrawRate(now.id, "another stay's"), TODAY, OWNER)
    assert sums(plan_of("2026-06", TODAY))["A"] == 400_00


def test_the_same_again_is_known_and_another_amount_from_the_same_day_is_refused() -> None:
    """Two would stand against each other and block; the first is corrected instead."""
    put_visits(visit_row("A"))
    agree()
    receipt = agree_rate(AGREED, TODAY, OWNER)
    assert (receipt.added, receipt.unchanged) == (0, 1)
    with pytest.raises(WrongUse) as refused:
        agree(price=501_00)
    (number,) = [rate.id for rate in list_rates("0180", OWNER) if rate.case]
    assert f"rate correct {number}" in str(refused.value)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"case": "none"}, NotFound),
        ({"price": 0}, WrongUse),
        ({"reference": " "}, ReasonMissing),
        ({"reference": "Ada Alms order"}, ReasonNamesPerson),
        ({"service": "extra-cost", "unit": Unit.PIECE}, WrongUse),
        ({"valid_to": date(2025, 12, 31)}, WrongUse),
        ({"decided_on": date(2026, 8, 4)}, WrongUse),
    ],
)
def test_what_cannot_be_agreed_is_refused(said: dict[str, Any], refusal: type[FeeError]) -> None:
    """G30, G40: the reference goes to the register and the log, and names nobody."""
    put_visits(visit_row("A", name="Ada Alm", identity_number="194601136098"))
    with pytest.raises(refusal):
        agree(**said)
    assert [rate for rate in list_rates("0180", OWNER) if rate.case] == []


def test_an_unpriced_visit_waits_for_its_rate_where_none_is_agreed() -> None:
    """G7: another visit's agreement is no rate."""
    fill()
    agree()
    plan = plan_of("2026-06", TODAY)
    assert sums(plan) == {"A": 500_00}
    assert {(held.case, held.reason) for held in plan.held} == {("B", Reason.NO_RATE)}
