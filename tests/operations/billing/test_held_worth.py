"""What is held back is worth, to the öre, what its bill comes to once nothing stands in the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest

from models.operations.billing.plan import BatchPlan, HeldMonth, HeldRows
from models.operations.registers.enter_rate import NewRate
from models.operations.registers.rate_effect import rate_effect, save_rate_change
from models.rules.money import price_of_minutes
from models.rules.reasons import Reason
from models.rules.services import Unit
from tests.operations.billing.month import BILLED_ON, GUESTS, ONE, bill, care, fill_july, guests, prices
from tests.operations.builders import (
    OWNER,
    Row,
    band_row,
    hour_row,
    plan_of,
    put_bands,
    put_hours,
    put_rates,
    put_visits,
    rate_row,
    sign,
    visit_row,
)

pytestmark = pytest.mark.usefixtures("store")

AWKWARD = "377,77"
STEP = 7
"""Minutes; it shares nothing with 60, so that every remainder that a rounding can meet is met many times."""
WHOLE_DAY = 1_440
"""Minutes."""


def held_by_case(plan: BatchPlan) -> Counter[str]:
    """Sum up what a plan holds back by case, excluded care left out."""
    found: Counter[str] = Counter()
    both: list[HeldRows | HeldMonth] = [*plan.held, *plan.held_months]
    for held in both:
        if held.reason != Reason.EXCLUDED:
            assert held.worth is not None, held
            found[held.case] += held.worth
    return found


def billed_by_case(plan: BatchPlan) -> Counter[str]:
    """Sum up what a plan bills by case."""
    found: Counter[str] = Counter()
    for line in plan.lines:
        found[line.case] += line.net
    return found


def rows_of_minutes(minutes: int, case: str) -> Iterator[Row]:
    """Give hour rows that come to some minutes together, none longer than a day."""
    first = min(minutes, WHOLE_DAY)
    yield hour_row(f"{case}-1", case, "2026-07-02", minutes=first)
    if minutes > first:
        yield hour_row(f"{case}-2", case, "2026-07-03", minutes=minutes - first)


def test_every_number_of_minutes_is_held_for_what_it_is_billed_for() -> None:
    """G21, G26: each line once, half up, at a rate that no number of minutes but a whole hour divides."""
    cases = {f"M{minutes}": minutes for minutes in (*range(1, 2_001, STEP), 168, 642)}
    put_rates(rate_row(AWKWARD))
    put_visits(*(visit_row(case) for case in cases))
    put_hours(*(row for case, minutes in cases.items() for row in rows_of_minutes(minutes, case)))
    assert {minutes % 60 for minutes in cases.values()} == set(range(60))
    held = held_by_case(plan_of("2026-07"))
    assert held == {case: price_of_minutes(minutes, 377_77) for case, minutes in cases.items()}
    assert (held["M642"], held["M168"]) == (4_042_14, 1_057_76)
    sign("2026-07")
    after = plan_of("2026-07")
    assert billed_by_case(after) == held
    assert after.held == ()


def test_a_month_of_every_unit_is_held_for_what_it_is_billed_for() -> None:
    """G21, G26: hours in bands, over midnight and the month's end, visits, days, pieces and started months."""
    put_bands(band_row("natt", "all", "22:00", "06:00"))
    put_rates(*prices())
    put_visits(*guests())
    put_hours(
        *care(),
        hour_row("d1", ONE, "2026-07-10", service="care-home-day", minutes=61),
        hour_row("d2", ONE, "2026-07-31", "23:59-00:07", staff=2),
        hour_row("d3", ONE, "2026-07-30", "21:59-22:01"),
        hour_row("d4", ONE, "2026-07-14", "23:50-00:10", service="home-visit-night", staff=2),
    )
    before = held_by_case(plan_of("2026-07"))
    sign("2026-07")
    after = plan_of("2026-07")
    ordered = set(GUESTS) & {line.case for line in after.lines}
    assert len(ordered) > 2
    assert {case: before[case] for case in ordered} == {case: billed_by_case(after)[case] for case in ordered}


def test_a_day_that_is_billed_is_held_for_nothing_more() -> None:
    """A day is paid once: of late rows on it nothing waits, of those on another day one day does."""
    fill_july()
    bill()
    reopened = ("d1", "2026-07-10"), ("d2", "2026-07-11")
    put_hours(*(hour_row(key, ONE, day, service="care-home-day", minutes=5) for key, day in reopened))
    put_hours(hour_row("d3", ONE, "2026-08-03", service="care-home-day", minutes=5))
    put_hours(hour_row("d4", ONE, "2026-08-03", service="care-home-day", minutes=9))
    held = [each for each in plan_of("2026-08").held if each.case == ONE and each.reason == Reason.NOT_SIGNED]
    assert [(each.month, each.rows, each.worth) for each in held] == [("2026-08", 2, 1_850_00)]


@pytest.mark.parametrize("minutes", [168, 343, 642])
@pytest.mark.parametrize("kronor", ["400,00", AWKWARD, "0,01", "99,99"])
def test_the_effect_of_a_rate_on_an_open_month_is_what_the_bill_moves_by(minutes: int, kronor: str) -> None:
    """G26: shown while the month waits for its signature, to the öre what it is after."""
    price = int(kronor.replace(",", ""))
    put_rates(rate_row("350,00"))
    put_visits(visit_row("M1"))
    put_hours(*rows_of_minutes(minutes, "M1"))
    change = NewRate(
        municipality="0180",
        service="home-care",
        provider="",
        area="",
        band="",
        unit=Unit.HOUR,
        price=price,
        valid_from=date(2026, 7, 1),
        valid_to=None,
        decided_on=None,
        source="brev 14",
        confirmed=True,
    )
    shown = rate_effect(change, BILLED_ON, OWNER)
    (row,) = shown.waiting
    assert save_rate_change(change, shown, BILLED_ON, OWNER) == shown
    sign("2026-07")
    (line,) = plan_of("2026-07", BILLED_ON).lines
    assert (row.after.total, row.after.to_bill) == (line.net, 0)
    assert row.difference == line.net - price_of_minutes(minutes, 350_00)


@pytest.mark.parametrize("after_midnight", [1, 2, 7, 13])
def test_a_line_with_rows_of_two_months_is_held_for_what_it_is_billed_for(after_midnight: int) -> None:
    """G21, G26: the minutes after the month's last midnight are rounded with those of the month that they fall in."""
    put_rates(rate_row(AWKWARD))
    put_visits(visit_row("M1"))
    put_hours(
        hour_row("k1", "M1", "2026-07-31", f"23:30-00:{after_midnight:02}"),
        hour_row("k2", "M1", "2026-08-02", minutes=61),
        hour_row("k3", "M1", "2026-08-31", "23:00-00:07"),
    )
    before = plan_of("2026-08")
    assert [held.month for held in before.held] == ["2026-07", "2026-08"]
    sign("2026-07")
    sign("2026-08")
    assert held_by_case(before) == billed_by_case(plan_of("2026-08"))
