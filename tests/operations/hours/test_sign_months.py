"""A month is signed as it was shown, marks what comes later as late, and is opened again with a reason."""

from __future__ import annotations

import pytest

from models.care_errors import MonthNotSigned, NothingToSign
from models.errors import FeeError, NotAllowed, NotFound, PlanIsStale
from models.event import Event
from models.operations.hours.reopen_month import reopen_month
from models.operations.hours.sign_month import plan_signing, sign_months
from models.operations.store.actor import Actor
from models.rules.period import Month
from models.signature import MonthSignature
from models.visit import Visit
from tests.operations.intake_files import BO, CAI, ME, hour, take_hours, take_visits, visit
from tests.operations.intake_store import counts, deeds, everything

pytestmark = pytest.mark.usefixtures("store")

JUNE, JULY, AUGUST = Month(2026, 6), Month(2026, 7), Month(2026, 8)


@pytest.fixture(autouse=True)
def _three_visits(store: str) -> None:
    """Have a guest in July, one from September without an end, and one whose stay was cancelled."""
    take_visits(
        visit(),
        visit("V-2", identity_number=BO, name="Bo Testsson", **{"from": "2026-09-01", "to": ""}),
        visit("V-3", identity_number=CAI, name="Cai Testsson"),
    )
    Visit.update(state="cancelled", is_open=False).where(Visit.case_number == "V-3").execute()


def waiting(month: Month, case: str | None = None) -> list[tuple[str, int, int]]:
    """List what waits to be signed: case, rows, minutes."""
    return [(month.case, month.rows, month.minutes) for month in plan_signing(month, case, ME).months]


def test_all_covers_stays_that_touch_the_month_and_rows_outside_every_stay() -> None:
    """G6: a row on a day after the stay still has to be signed, or excluded, by somebody."""
    take_hours(hour("K1"), hour("K2", start="22:00", end="01:00", staff="2"), hour("OUT", "V-1", date="2026-08-01"))
    take_hours(hour("EARLY", "V-2", date="2026-07-09"))
    assert waiting(JULY) == [("V-1", 2, 240), ("V-2", 1, 60)]
    assert waiting(AUGUST) == [("V-1", 1, 60)]
    assert waiting(Month(2026, 10)) == [("V-2", 0, 0)]
    assert waiting(JULY, "V-2") == [("V-2", 1, 60)]
    with pytest.raises(NothingToSign):
        plan_signing(JUNE, None, ME)


def test_signing_signs_what_was_listed_and_once() -> None:
    """G34: one event with the cases; the second plan has nothing, the old plan is stale."""
    plan = plan_signing(JULY, None, ME)
    assert sign_months(plan, ME) == 1
    assert deeds()[-1] == ("sign-month", "2026-07")
    with pytest.raises(NothingToSign):
        plan_signing(JULY, None, ME)
    before = everything()
    with pytest.raises(PlanIsStale, match="V-1"):
        sign_months(plan, ME)
    assert everything() == before


def test_signing_one_case_leaves_the_others_open() -> None:
    """A visit is signed by whoever answers for it."""
    take_hours(hour("EARLY", "V-2", date="2026-07-09"))
    sign_months(plan_signing(JULY, "V-2", ME), ME)
    assert waiting(JULY) == [("V-1", 0, 0)]


def test_a_plan_is_stale_when_hours_came_meanwhile() -> None:
    """G9: one signs what one has seen."""
    plan = plan_signing(JULY, None, ME)
    take_hours(hour("K1"))
    before = everything()
    with pytest.raises(PlanIsStale):
        sign_months(plan, ME)
    assert everything() == before
    assert counts(MonthSignature) == (0,)


def test_a_plan_is_stale_when_the_visit_was_closed_meanwhile() -> None:
    """G9: nothing is signed for a visit that nobody works with any more."""
    plan = plan_signing(JULY, None, ME)
    Visit.update(state="cancelled", is_open=False).where(Visit.case_number == "V-1").execute()
    with pytest.raises(PlanIsStale):
        sign_months(plan, ME)


def test_a_month_opened_again_takes_hours_and_waits_to_be_signed_again() -> None:
    """The reason stands in the log; opening twice is refused."""
    take_hours(hour("K1"))
    sign_months(plan_signing(JULY, None, ME), ME)
    reopen_month(JULY, "V-1", "a night was forgotten", ME)
    event = Event.select().order_by(Event.id.desc()).get()
    assert (event.deed, event.subject) == ("reopen-month", "V-1")
    assert "a night was forgotten" in event.facts
    take_hours(hour("K2", date="2026-07-04"))
    assert waiting(JULY) == [("V-1", 2, 120)]
    with pytest.raises(MonthNotSigned):
        reopen_month(JULY, "V-1", "again", ME)


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_month_is_not_opened_without_a_reason(reason: str) -> None:
    """G34: a signed month takes no new hours unless somebody says why."""
    sign_months(plan_signing(JULY, None, ME), ME)
    before = everything()
    with pytest.raises(FeeError):
        reopen_month(JULY, "V-1", reason, ME)
    assert everything() == before


def test_unknown_cases_are_refused_by_name() -> None:
    """Both deeds say what was asked for."""
    with pytest.raises(NotFound, match="V-9"):
        plan_signing(JULY, "V-9", ME)
    with pytest.raises(NotFound, match="V-9"):
        reopen_month(JULY, "V-9", "why", ME)


@pytest.mark.parametrize("login", ["attester", "reader"])
def test_only_who_has_the_hours_signs_and_opens(login: str) -> None:
    """Billing is not the unit manager's word."""
    plan = plan_signing(JULY, None, Actor(login))
    before = everything()
    with pytest.raises(NotAllowed):
        sign_months(plan, Actor(login))
    with pytest.raises(NotAllowed):
        reopen_month(JULY, "V-1", "why", Actor(login))
    assert everything() == before


def test_a_signature_belongs_to_one_visit_and_month() -> None:
    """G40: hours of the same visit in another month, and of another visit in the same month, are taken."""
    sign_months(plan_signing(JULY, "V-1", ME), ME)
    assert take_hours(hour("A", date="2026-06-30"), hour("B", "V-2", date="2026-07-31")).added == 2


def test_a_night_that_begins_in_a_signed_month_is_of_that_month() -> None:
    """A row is judged on the day of its start, though its pieces lie in two months."""
    sign_months(plan_signing(JULY, "V-1", ME), ME)
    night = take_hours(hour("N", date="2026-07-31", start="23:00", end="01:00"))
    after = take_hours(hour("M", date="2026-08-01", start="23:00", end="01:00"))
    assert [(receipt.added, receipt.late) for receipt in (night, after)] == [(1, 1), (1, 0)]
