"""The checks of an order: what each rule finds, and what it leaves alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.conditions import ConditionFact, ConditionKind
from models.rules.order_checks import Check, LeadTime, Severity, execution_due, lead_time, remarks_on
from models.rules.order_facts import Extension, Granted, OrderFacts, OtherStay, RateGap
from models.rules.order_fields import ORDER_FIELDS
from models.rules.order_work import CHECKS_OF, OrderMatter
from models.rules.quarter import Quarter, months_after
from models.rules.reasons import Reason

JULY = date(2026, 7, 1)
TODAY = date(2026, 6, 1)
DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))

CARE = Granted("home-care", JULY, date(2026, 7, 31), True, True, False, True)
ORDER = OrderFacts(
    case="V-1",
    home="0184",
    first=JULY,
    last=date(2026, 7, 31),
    ordered_on=date(2026, 5, 20),
    known=frozenset({"name"}),
    papers={},
    reference="ZZ 7",
    reference_pattern="",
    address_confirmed=True,
    granted=(CARE,),
    others=(),
)


def condition(kind: ConditionKind, subject: str = "", days: int | None = None, **more: object) -> ConditionFact:
    """Make a condition of ours in force since 2020, unless told otherwise."""
    usual = ConditionFact(1, "", kind, "", subject, days, None, None, None, date(2020, 1, 1), None, "")
    return replace(usual, **more)  # type: ignore[arg-type]


def codes(facts: OrderFacts, conditions: Iterable[ConditionFact] = (), today: date = TODAY) -> list[str]:
    """Name what is remarked on."""
    return [remark.code for remark in remarks_on(facts, conditions, today)]


def test_a_whole_order_is_left_in_peace() -> None:
    """Nothing is asked for where nothing is missing."""
    assert codes(ORDER) == []


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (replace(ORDER, ordered_on=None), "no-order"),
        (replace(ORDER, granted=()), "no-decision"),
        (replace(ORDER, reference=""), "no-reference"),
        (replace(ORDER, reference_pattern="ZZ[0-9]+"), "wrong-reference"),
        (replace(ORDER, granted=(replace(CARE, gaps=(RateGap(JULY, Reason.NO_RATE),)),)), "no-rate:home-care"),
    ],
)
def test_what_billing_would_hold_back_is_said_to_stop_it(facts: OrderFacts, code: str) -> None:
    """The same words as the plan's reasons, but while it can still be asked for."""
    (remark,) = remarks_on(facts, (), TODAY)
    assert (remark.code, remark.severity) == (code, Severity.BLOCKS)


def test_a_band_without_a_rate_is_asked_for_and_stops_nothing_else() -> None:
    """A night that nobody executes needs no rate."""
    gap = RateGap(JULY, Reason.UNCONFIRMED_RATE, "natt")
    (remark,) = remarks_on(replace(ORDER, granted=(replace(CARE, gaps=(gap,)),)), (), TODAY)
    assert (remark.check, remark.severity, remark.band) == (Check.UNCONFIRMED_RATE, Severity.ASK, "natt")


@given(st.sets(st.sampled_from(ORDER_FIELDS)), st.sets(st.sampled_from(ORDER_FIELDS)))
def test_exactly_the_required_fields_that_say_nothing_are_missing(required: set[str], known: set[str]) -> None:
    """Whatever our condition asks, and whatever the order says."""
    granted = replace(CARE, amount_known="granted" in known, provider_known="provider" in known)
    facts = replace(ORDER, known=frozenset(known), granted=(granted,))
    asked = [condition(ConditionKind.REQUIRED_FIELD, name) for name in sorted(required)]
    assert codes(facts, asked) == [f"missing-field:{name}" for name in sorted(required - known)]


def test_ours_and_the_home_municipality_s_requirements_add_up() -> None:
    """Each asks for its own; another municipality's condition is not heard."""
    asked = [
        condition(ConditionKind.REQUIRED_PAPER, "consent"),
        condition(ConditionKind.REQUIRED_PAPER, "care-plan", home="0184"),
        condition(ConditionKind.REQUIRED_PAPER, "consent", home="0184"),
        condition(ConditionKind.REQUIRED_PAPER, "keys", home="0180"),
    ]
    assert codes(ORDER, asked) == ["missing-paper:consent", "missing-paper:care-plan"]
    assert codes(replace(ORDER, papers={"consent": TODAY}), asked) == ["missing-paper:care-plan"]


def test_what_is_required_later_is_not_required_of_an_order_that_came_before() -> None:
    """The condition in force on the day the order came is the one that counts."""
    late = condition(ConditionKind.REQUIRED_FIELD, "relatives", valid_from=date(2026, 5, 21))
    assert codes(ORDER, [late]) == []
    assert codes(replace(ORDER, ordered_on=date(2026, 5, 21)), [late]) == ["missing-field:relatives"]
    assert "missing-field:relatives" in codes(replace(ORDER, ordered_on=None), [late])


@given(ordered=DAYS, first=DAYS, days=st.integers(0, 60))
def test_an_order_is_in_time_to_the_day(ordered: date, first: date, days: int) -> None:
    """So many days before the first day, that day included."""
    facts = replace(ORDER, ordered_on=ordered, first=first, last=None)
    outcome = lead_time(facts, [condition(ConditionKind.LEAD_TIME, days=days)], TODAY)
    assert outcome == (LeadTime.IN_TIME if (first - ordered).days >= days else LeadTime.LATE)


def test_an_order_in_time_that_lacks_something_is_incomplete() -> None:
    """And late once what was lacking has come too late."""
    asked = [condition(ConditionKind.LEAD_TIME, days=28), condition(ConditionKind.REQUIRED_PAPER, "decision")]
    assert lead_time(ORDER, asked, TODAY) is LeadTime.INCOMPLETE
    assert codes(ORDER, asked) == ["missing-paper:decision", "lead-time:incomplete"]
    in_time, late = date(2026, 6, 3), date(2026, 6, 4)
    assert lead_time(replace(ORDER, papers={"decision": in_time}), asked, late) is LeadTime.IN_TIME
    assert lead_time(replace(ORDER, papers={"decision": late}), asked, late) is LeadTime.LATE


def test_without_a_condition_or_an_order_nothing_is_said_of_the_lead_time() -> None:
    """No lead time is ours until somebody has entered one."""
    assert lead_time(ORDER, (), TODAY) is None
    assert lead_time(replace(ORDER, ordered_on=None), [condition(ConditionKind.LEAD_TIME, days=28)], TODAY) is None


def test_the_lead_time_of_the_day_the_order_came_is_the_one_that_counts() -> None:
    """A later, longer one does not make an order late that was in time."""
    old = condition(ConditionKind.LEAD_TIME, days=14, valid_to=date(2026, 5, 31))
    new = condition(ConditionKind.LEAD_TIME, days=60, valid_from=date(2026, 6, 1), id=2)
    assert lead_time(ORDER, [old, new], date(2026, 6, 20)) is LeadTime.IN_TIME


def test_an_extension_has_a_lead_time_of_its_own() -> None:
    """Counted from the last day before."""
    asked = [condition(ConditionKind.EXTENSION_TIME, days=14)]
    longer = Extension(date(2026, 7, 31), date(2026, 7, 17))
    assert codes(replace(ORDER, extension=longer), asked) == []
    assert codes(replace(ORDER, extension=replace(longer, asked_on=date(2026, 7, 18))), asked) == ["extension:late"]


@given(st.lists(DAYS, min_size=4, max_size=4))
def test_two_stays_overlap_where_they_share_a_day(days: list[date]) -> None:
    """And the first shared day is named."""
    (a, b), (c, d) = sorted(days[:2]), sorted(days[2:])
    facts = replace(
        ORDER, first=a, last=b, granted=(replace(CARE, is_executed=True),), others=(OtherStay("V-2", c, d),)
    )
    shared = {a + timedelta(n) for n in range((b - a).days + 1)} & {c + timedelta(n) for n in range((d - c).days + 1)}
    found = [remark for remark in remarks_on(facts, (), TODAY) if remark.check is Check.OVERLAP]
    assert [remark.day for remark in found] == ([min(shared)] if shared else [])


@pytest.mark.parametrize(
    ("last", "today", "found"),
    [
        (None, date(2026, 12, 17), []),
        (None, date(2026, 12, 18), ["near-six-months"]),
        (None, date(2026, 12, 31), ["near-six-months"]),
        (None, date(2027, 1, 1), ["over-six-months"]),
        (date(2026, 12, 31), date(2026, 7, 1), []),
        (date(2027, 1, 1), date(2026, 7, 1), ["over-six-months"]),
        (date(2026, 12, 20), date(2026, 12, 18), ["near-six-months"]),
        (date(2026, 12, 20), date(2026, 12, 21), []),
        (date(2027, 2, 1), date(2027, 3, 1), []),
    ],
)
def test_a_stay_near_or_over_six_months_is_watched(last: date | None, today: date, found: list[str]) -> None:
    """Fourteen days before, unless a condition says otherwise; what has ended is past watching."""
    facts = replace(ORDER, last=last, granted=(replace(CARE, is_executed=True),))
    assert codes(facts, (), today) == found


def test_our_own_condition_says_how_early_a_long_stay_is_watched() -> None:
    """Thirty days instead of fourteen."""
    facts = replace(ORDER, last=None, granted=(replace(CARE, is_executed=True),))
    asked = [condition(ConditionKind.LONG_STAY, days=30)]
    assert codes(facts, asked, date(2026, 12, 2)) == ["near-six-months"]
    assert codes(facts, asked, date(2026, 12, 1)) == []


@pytest.mark.parametrize(
    ("ordered", "first", "due", "quarter"),
    [
        (date(2026, 5, 20), JULY, date(2026, 10, 1), "2026-Q4"),
        (date(2026, 7, 15), JULY, date(2026, 10, 15), "2026-Q4"),
        (date(2026, 6, 20), date(2026, 6, 30), date(2026, 9, 30), "2026-Q3"),
        (date(2026, 11, 30), JULY, date(2027, 2, 28), "2027-Q1"),
    ],
)
def test_a_decision_that_nobody_executed_is_reported_after_three_months(
    ordered: date, first: date, due: date, quarter: str
) -> None:
    """34 kap. 1 and 4 §§ SoL (2025:400): counted from the order or the first day, in the quarter in which it falls."""
    granted = replace(CARE, first=first)
    facts = replace(ORDER, ordered_on=ordered, granted=(granted,))
    assert execution_due(ordered, granted) == due
    assert codes(facts, (), due - timedelta(days=1)) == []
    (remark,) = remarks_on(facts, (), due)
    assert (remark.code, str(remark.quarter), remark.severity) == ("not-executed:home-care", quarter, Severity.WATCH)


def test_what_is_executed_or_leaves_no_rows_is_not_reported() -> None:
    """An alarm that nobody has pressed is there all the same."""
    late = date(2028, 1, 1)
    assert codes(replace(ORDER, granted=(replace(CARE, is_executed=True),)), (), late) == []
    assert codes(replace(ORDER, granted=(replace(CARE, leaves_rows=False),)), (), late) == []


@given(DAYS, st.integers(-24, 24))
def test_months_are_counted_on_and_back(day: date, months: int) -> None:
    """The same day of the month, or the month's last."""
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1
    assert Quarter.of(later).number == (later.month - 1) // 3 + 1


def test_every_matter_of_the_work_list_is_about_rules_of_its_own() -> None:
    """No remark is told twice."""
    told = [check for matter in OrderMatter for check in CHECKS_OF[matter]]
    assert len(told) == len(set(told))
