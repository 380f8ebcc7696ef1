"""Granted against executed, week by week: what is too far off is signed with a reason, the rest at once."""

from __future__ import annotations

import json
from datetime import date

import pytest

from models.care_entry import CareEntry
from models.care_errors import DeviationUnexplained
from models.condition import Condition
from models.errors import NotFound, PlanIsStale, ReasonNamesPerson
from models.event import Event
from models.municipality import Municipality
from models.operations.hours.compare_month import compare_month
from models.operations.hours.list_months import list_months
from models.operations.hours.sign_month import plan_signing, sign_months
from models.operations.store.write_event import utc_now
from models.rules.period import Month
from models.service import Service
from models.signature import MonthSignature
from tests.operations.intake_files import BO, ME, counted, hour, take_hours, take_visits, visit
from tests.operations.intake_store import everything

pytestmark = pytest.mark.usefixtures("store")

JULY = Month(2026, 7)


@pytest.fixture(autouse=True)
def _two_visits(store: str) -> None:
    """Have a guest with an hour a day, and one to whom meals were granted and home care without an amount."""
    take_visits(
        visit(granted="60", granted_per="day"),
        visit("V-2", identity_number=BO, name="Bo Testsson"),
        visit("V-2", identity_number=BO, name="Bo Testsson", service="meal-delivery", granted="2", granted_per="day"),
    )


def limit(
    *,
    percent: int | None = None,
    minutes: int | None = None,
    home: str = "",
    service: str = "",
    since: str = "2026-01-01",
) -> None:
    """Put a limit for deviations in force."""
    Condition.create(
        municipality=Municipality.get(Municipality.code == home) if home else None,
        kind="deviation-limit",
        service=Service.get(Service.code == service) if service else None,
        percent=percent,
        minutes=minutes,
        valid_from=date.fromisoformat(since),
        entered_by="owner",
        entered_at=utc_now(),
    )


def full_july() -> None:
    """Have the first guest's hour a day executed on every day."""
    take_hours(*(counted(f"F{day}", date=f"2026-07-{day:02}", minutes="60") for day in range(1, 32)))


def test_every_service_is_compared_by_iso_week_within_the_month() -> None:
    """July 2026 begins on a Wednesday: five days of week 27 are its own; two of the staff count twice."""
    take_hours(hour("K1", date="2026-07-01", staff="2"), hour("K2", date="2026-07-06"), hour("K3", date="2026-07-31"))
    found = [(week.week, week.granted, week.executed) for week in compare_month(JULY, "V-1", ME)]
    assert found == [
        ("2026-W27", 300, 120), ("2026-W28", 420, 60), ("2026-W29", 420, 0),
        ("2026-W30", 420, 0), ("2026-W31", 300, 60),
    ]  # fmt: skip
    with pytest.raises(NotFound):
        compare_month(JULY, "V-9", ME)


def test_what_is_counted_is_compared_by_number_and_what_has_no_amount_by_nothing() -> None:
    """A decision without an amount says that care was granted, not how much; a service nobody granted: nought."""
    take_hours(
        counted("M", "V-2", pieces="3", service="meal-delivery"),
        counted("H", "V-2", minutes="30"),
        counted("E", "V-2", minutes="40", service="escort"),
    )
    first = [week for week in compare_month(JULY, None, ME) if (week.case, week.week) == ("V-2", "2026-W27")]
    assert [(week.service, week.granted, week.executed, week.deviation) for week in first] == [
        ("home-care", None, 30, None),
        ("escort", 0, 40, 40),
        ("meal-delivery", 10, 3, -7),
    ]


def test_refused_visits_are_not_executed_care() -> None:
    """They may be paid for, and are no care that was given."""
    take_hours(hour("R", kind="refused"), hour("K", date="2026-07-02"))
    assert compare_month(JULY, "V-1", ME)[0].executed == 60
    assert list_months(JULY, ME).visits[0].minutes == 60


def test_without_a_limit_in_force_nothing_wants_a_reason() -> None:
    """The limit is the municipality's own rule, never the program's; one that comes later says nothing of July."""
    limit(percent=1, since="2026-08-01")
    assert sign_months(plan_signing(JULY, None, ME), ME) == 2


def test_a_month_over_the_limit_is_signed_with_a_reason_and_not_without() -> None:
    """G34: the reason stands on the signature, and in the log with the figures."""
    limit(percent=10)
    plan = plan_signing(JULY, "V-1", ME)
    before = everything()
    for nothing in ("", "  "):
        with pytest.raises(DeviationUnexplained, match="V-1"):
            sign_months(plan, ME, nothing)
    with pytest.raises(ReasonNamesPerson):
        sign_months(plan, ME, "Ada Testsson was at home")
    assert everything() == before
    assert sign_months(plan, ME, "away with relatives") == 1
    assert MonthSignature.get().deviation_reason == "away with relatives"
    facts = json.loads(Event.select(Event.facts).order_by(Event.id.desc()).scalar())
    assert facts["reason"] == "away with relatives"
    assert facts["deviations"][0] == "V-1 home-care 2026-W27: 0 of 300"


def test_signing_all_signs_what_is_within_and_leaves_what_is_over() -> None:
    """The plan says which are which."""
    limit(percent=10, service="home-care")
    take_hours(*(counted(f"M{day}", "V-2", pieces="9", date=f"2026-07-{day:02}", service="meal-delivery")
                 for day in range(1, 32)))  # fmt: skip
    plan = plan_signing(JULY, None, ME)
    assert [each.case for each in plan.within.months] == ["V-2"]
    assert [each.case for each in plan.over.months] == ["V-1"]
    assert sign_months(plan.within, ME) == 1
    assert [(each.case, each.over) for each in list_months(JULY, ME).visits] == [("V-1", 5), ("V-2", 0)]


def test_the_homes_own_limit_goes_before_ours() -> None:
    """A wider limit of the home municipality lets pass what ours would not."""
    limit(percent=1)
    full_july()
    take_hours(counted("X", date="2026-07-02", minutes="30"))
    assert len(plan_signing(JULY, "V-1", ME).months[0].deviations) == 1
    limit(percent=10, home="0184")
    assert plan_signing(JULY, "V-1", ME).months[0].deviations == ()


@pytest.mark.parametrize(
    ("percent", "minutes", "over"),
    [(9, None, True), (10, None, False), (None, 29, True), (None, 30, False), (9, 30, False), (9, 29, True)],
)
def test_a_limit_is_passed_beyond_it_and_two_figures_beyond_both(
    percent: int | None, minutes: int | None, over: bool
) -> None:
    """Half an hour over five granted hours is ten per cent exactly."""
    limit(percent=percent, minutes=minutes)
    full_july()
    take_hours(counted("X", date="2026-07-02", minutes="30"))
    assert bool(plan_signing(JULY, "V-1", ME).months[0].deviations) is over


def test_too_little_is_as_far_as_too_much() -> None:
    """Care that was granted and not given is told as well."""
    limit(minutes=299)
    full_july()
    CareEntry.update(minutes=1).where(CareEntry.day <= date(2026, 7, 5)).execute()
    (unsigned,) = plan_signing(JULY, "V-1", ME).months
    assert unsigned.deviations == ()
    CareEntry.update(day=date(2026, 7, 6)).where(CareEntry.day <= date(2026, 7, 5)).execute()
    assert [week.week for week in plan_signing(JULY, "V-1", ME).months[0].deviations] == ["2026-W27"]


def test_a_limit_that_came_meanwhile_makes_the_plan_stale() -> None:
    """G9: one signs what one has seen."""
    plan = plan_signing(JULY, None, ME)
    limit(percent=10)
    with pytest.raises(PlanIsStale):
        sign_months(plan, ME)


def test_every_row_of_a_signed_month_is_signed_and_no_other() -> None:
    """G4: from now on they are reversed; a row of another month or visit is not."""
    take_hours(hour("K1"), hour("AUG", date="2026-08-01"), hour("OTHER", "V-2"))
    sign_months(plan_signing(JULY, "V-1", ME), ME)
    assert {row.key for row in CareEntry.select().where(CareEntry.signed)} == {"K1"}
