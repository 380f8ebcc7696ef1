"""A home municipality's own rules of rounding and of a least time, row by row."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from models.errors import FeeError
from models.operations.billing.plan import BatchPlan, PlannedLine
from models.operations.billing.plan_batch import plan_batch
from models.rules.period import Month
from models.rules.reasons import Reason
from tests.operations.billing.month import (
    AUGUST,
    BILLED_ON,
    JULY,
    ONE,
    attest,
    bill,
    credit,
    guest_row,
    invoice_of,
    nothing_wrong,
    posted,
    run,
    value,
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


@pytest.mark.parametrize(
    ("way", "minutes", "paid"),
    [("up", 15, 45 + 75), ("nearest", 15, 30 + 60), ("down", 15, 30 + 60), ("nearest", 30, 30 + 60)],
)
def test_each_row_is_rounded_by_itself(stay: str, way: str, minutes: int, paid: int) -> None:
    """Not the month's sum: 37 and 61 minutes, to the öre, and the executed minutes stay what they were (G4)."""
    put_condition("rounding", home=HOME, subject=way, minutes=minutes)
    put_hours(hour_row("a", ONE, "2026-07-02", "10:00-10:37"), hour_row("b", ONE, "2026-07-03", minutes=61))
    sign("2026-07")
    assert amounts(plan().lines) == [("executed", paid, (2 * paid * 41235 + 60) // 120)]
    bill()
    assert value("SELECT SUM(minutes) FROM care_piece") == 98
    nothing_wrong()


def test_two_staff_are_rounded_each(stay: str) -> None:
    """Twice 37 minutes to quarters upwards is twice 45, not 75."""
    put_condition("rounding", subject="up", minutes=15)
    put_hours(hour_row("a", ONE, "2026-07-02", "10:00-10:37", staff=2))
    sign("2026-07")
    assert amounts(plan().lines) == [("executed", 90, 61853)]


def test_what_is_added_lies_at_the_end_of_the_row_and_what_is_taken_too(stay: str) -> None:
    """A row from 21:50 to 22:02: to quarters upwards the night pays five of fifteen; to tens downwards it pays none."""
    put_condition("rounding", subject="up", minutes=15)
    put_hours(hour_row("a", ONE, "2026-07-02", "21:50-22:02"))
    sign("2026-07")
    assert sorted(line.quantity for line in plan().lines) == [5, 10]
    put_condition("rounding", home=HOME, subject="down", minutes=10)
    assert amounts(plan().lines) == [("executed", 10, 6873)]
    bill()
    assert value("SELECT SUM(minutes) FROM care_piece WHERE NOT retired") == 12
    nothing_wrong()


def test_a_least_time_comes_after_the_rounding(stay: str) -> None:
    """Of one service alone; three minutes are rounded away and then paid as twenty."""
    put_condition("rounding", subject="down", minutes=5)
    put_condition("minimum-time", "home-care", minutes=20)
    put_hours(
        hour_row("a", ONE, "2026-07-02", "10:00-10:03"),
        hour_row("b", ONE, "2026-07-03", "10:00-10:24", staff=2),
    )
    sign("2026-07")
    assert amounts(plan().lines) == [("executed", 20 + 40, 41235)]


def test_a_share_is_paid_of_the_rounded_time(stay: str) -> None:
    """A refused visit pays half the rate of its own time as executed care would count it."""
    put_condition("refused", percent=50)
    put_condition("rounding", subject="up", minutes=30)
    put_hours(hour_row("a", ONE, "2026-07-02", "10:00-10:10", kind="refused"))
    sign("2026-07")
    assert [(line.kind, line.share, line.quantity, line.net) for line in plan().lines] == [("refused", 50, 30, 10309)]


def test_a_row_that_is_rounded_away_is_billed_beside_others_and_excluded_alone(stay: str) -> None:
    """A line of nothing would ask the home municipality for nought kronor."""
    put_condition("rounding", subject="down", minutes=30)
    put_hours(hour_row("a", ONE, "2026-07-02", "10:00-10:20"))
    sign("2026-07")
    assert (plan().lines, why_not()) == ((), {"a": Reason.EXCLUDED})
    put_hours(hour_row("b", ONE, "2026-08-02", "10:00-10:40"), hour_row("c", ONE, "2026-08-03", "10:00-10:20"))
    sign("2026-08")
    assert [(line.month, line.quantity, line.pieces) for line in plan(AUGUST).lines] == [("2026-08", 30, 2)]
    attest(run(AUGUST).batch)
    nothing_wrong()
    assert why_not(AUGUST) == {"a": Reason.EXCLUDED}


def test_care_that_is_paid_by_the_visit_is_a_visit_however_short(stay: str) -> None:
    """Time that is rounded away takes no visit away."""
    put_condition("rounding", subject="down", minutes=30)
    put_visits(guest_row(ONE, "home-visit-night", invoice_reference="KST 100"))
    put_hours(hour_row("a", ONE, "2026-07-02", "23:50-00:05", service="home-visit-night"))
    sign("2026-07")
    assert [(line.unit, line.quantity, line.net) for line in plan().lines] == [("visit", 1, 15155)]


def test_a_rule_that_comes_later_changes_nothing_that_is_posted(stay: str) -> None:
    """What is billed keeps what it was billed by; credited, it is worth what the rule now says."""
    put_hours(hour_row("a", ONE, "2026-07-02", "10:00-10:37"))
    sign("2026-07")
    bill()
    before = posted()
    put_condition("rounding", subject="up", minutes=15)
    assert posted() == before
    nothing_wrong()
    credit(invoice_of(ONE).number or "")
    assert amounts(plan().lines) == [("executed", 45, 30926)]
    attest(run().batch)
    nothing_wrong()


def test_a_draft_is_not_attested_when_its_rows_are_rounded_otherwise(stay: str) -> None:
    """G28: what was shown is what is posted."""
    put_hours(hour_row("a", ONE, "2026-07-02", "21:50-22:02"))
    sign("2026-07")
    batch = run().batch
    put_condition("rounding", subject="up", minutes=15)
    with pytest.raises(FeeError):
        attest(batch)
