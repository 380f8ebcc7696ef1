"""The same guest every summer: the last visit's order is the default of the next, without its days."""

from __future__ import annotations

from datetime import date

import pytest

from models.database import connected, rows_of
from models.errors import ImportRefused, NotAllowed, NotFound, WrongUse
from models.event import Access
from models.operations.registers.add_recipient import add_recipient
from models.operations.store.actor import Actor
from models.operations.visits.change_decision import set_decision
from models.operations.visits.change_visit import set_visit
from models.operations.visits.last_order import LastOrder, last_order
from models.operations.visits.register_like import LikeReceipt, register_like
from models.operations.visits.step_visit import step_visit
from models.operations.visits.visit_sheet import GrantedService, VisitSheet, visit_sheet
from models.person import Person
from models.rules.visit_states import VisitState
from tests.operations.intake_files import ADA, BO, ME, TODAY, bare_visit, take_visits, visit
from tests.operations.intake_store import everything

pytestmark = pytest.mark.usefixtures("store")

NEXT = {"from": "2027-07-05", "to": "2027-07-25"}
PLACE = {"stay_address": "Storgatan 1", "officer_name": "Kim Berg", "home_phone": "08-1", "ordered_by": "Kim"}


@pytest.fixture(autouse=True)
def _last_summer(store: str) -> None:
    """Have Ada here in two summers, the last time with two services."""
    take_visits(visit("V-0", **{"from": "2025-07-01", "to": "2025-07-31", "invoice_reference": "ZZ 0"}))
    take_visits(visit(granted="300", granted_per="week", provider="own", area="norr"), visit(service="safety-alarm"))
    set_visit("V-1", PLACE, ME)
    set_decision("V-1", "home-care", {"staff": 2, "first_day": date(2026, 7, 3)}, ME)


def found(number: str = ADA, reason: str = "") -> LastOrder:
    """Look for the last order."""
    order = last_order(number, TODAY, ME, reason)
    assert order is not None
    return order


def again(cells: dict[str, str] = NEXT, details: dict[str, str] | None = None) -> LikeReceipt:
    """Register Ada's next summer like her last."""
    return register_like(cells, details or {}, "V-1", TODAY, ME)


def sheet(case: str) -> VisitSheet:
    """Read a visit back."""
    return visit_sheet(case, "test", ME)


@pytest.mark.parametrize("number", [ADA, "18900211-9817", "900211+9817", " 18900211 9817 "])
def test_the_last_visit_is_found_by_any_spelling_of_the_number(number: str) -> None:
    """The newest that was not cancelled."""
    order = found(number)
    assert (order.case, order.municipality, order.invoice_reference) == ("V-1", "0184", "ZZ 7")
    assert [(each.service, each.granted, each.staff) for each in order.decisions] == [
        ("home-care", 300, 2),
        ("safety-alarm", None, 1),
    ]
    assert order.details == {name: text for name, text in PLACE.items() if name != "ordered_by"}
    step_visit("V-1", VisitState.CANCELLED, ME)
    assert found(number).case == "V-0"


@pytest.mark.parametrize("number", [BO, "", "Ada Testsson", "18900211", "18900211-9818"])
def test_whoever_was_never_here_has_no_last_order(number: str) -> None:
    """G32: by the number alone; nobody is found by a name or a part of a number."""
    assert last_order(number, TODAY, ME) is None


def test_looking_for_a_last_order_is_logged() -> None:
    """G31: who looked at which case; whoever may not register may not look."""
    found(reason="rings about the summer")
    with connected():
        rows = list(rows_of(Access.select(Access.login, Access.deed, Access.subject, Access.reason)))
    assert rows[-1] == ("owner", "last-order", "V-1", "rings about the summer")
    with pytest.raises(NotAllowed):
        last_order(ADA, TODAY, Actor("attester"))


def test_a_protected_guests_details_are_masked() -> None:
    """G31: the order is there, where and whom to call is not; with a reason it is, and the reason is logged."""
    with connected():
        Person.update(protected=True).execute()
    assert (found().is_masked, found().details) == (True, {})
    assert found(reason="calls from the hospital").details["stay_address"] == "Storgatan 1"
    receipt = again()
    assert receipt.is_masked
    fresh = sheet(receipt.case)
    assert set(fresh.details.values()) == {""}
    assert fresh.protected
    assert [each.service for each in fresh.decisions] == ["home-care", "safety-alarm"]


def test_the_next_summer_is_registered_like_the_last() -> None:
    """The order with its services, the place and the contacts; never the days, the order's day or its number."""
    receipt = again()
    fresh = sheet(receipt.case)
    assert (fresh.first, fresh.last, fresh.ordered_on, fresh.order_reference) == (
        date(2027, 7, 5),
        date(2027, 7, 25),
        None,
        "",
    )
    assert (fresh.state, fresh.identity_number, fresh.invoice_reference) == ("announced", ADA, "ZZ 7")
    assert fresh.details == dict.fromkeys(fresh.details, "") | PLACE | {"ordered_by": ""}
    assert fresh.decisions == (
        GrantedService("home-care", "own", "norr", 300, "week", 2, None, None),
        GrantedService("safety-alarm", "", "", None, "", 1, None, None),
    )
    assert receipt.services == ("home-care", "safety-alarm")
    assert {"recipient", "invoice_reference", "stay_address", "officer_name"} <= set(receipt.taken)
    with connected():
        assert Access.select().where(Access.deed == "take-over-order", Access.subject == "V-1").exists()


def test_what_is_given_counts_instead() -> None:
    """A service, a reference, an address; an empty cell is not taken over either."""
    receipt = again({**NEXT, "service": "escort", "invoice_reference": ""}, {"stay_address": "Hamngatan 2"})
    fresh = sheet(receipt.case)
    assert [each.service for each in fresh.decisions] == ["escort"]
    assert (fresh.invoice_reference, fresh.details["stay_address"]) == ("", "Hamngatan 2")
    assert "stay_address" not in receipt.taken
    assert receipt.services == ()


def test_a_guest_who_has_moved_brings_the_place_along_and_not_the_old_home() -> None:
    """Another municipality decides anew, pays by its own recipient, and has officers of its own."""
    receipt = again({**NEXT, "home_municipality": "Stockholm"})
    fresh = sheet(receipt.case)
    assert (fresh.municipality, fresh.invoice_reference, fresh.decisions) == ("0180", "", ())
    assert {name for name, text in fresh.details.items() if text} == {"stay_address"}
    assert sheet(again({**NEXT, "from": "2028-07-01", "to": "", "home_municipality": "solna"}).case).decisions


def test_a_recipient_of_last_time_is_the_recipient() -> None:
    """A federation that answered for the guest answers again."""
    add_recipient("KSON", "0184", {}, ME)
    take_visits(visit("V-9", **{"from": "2026-08-10", "to": "2026-08-20", "recipient": "KSON"}))
    receipt = register_like(NEXT, {}, "V-9", TODAY, ME)
    assert found().case == receipt.case
    assert found().recipient == "KSON"


def test_a_visit_that_is_registered_already_is_completed() -> None:
    """What is known of it stays, what is unknown is taken over; twice changes nothing more."""
    take_visits(visit("V-5", **{"from": "2027-07-05", "to": "", "service": "", "invoice_reference": "ZZ 9"}))
    set_visit("V-5", {"officer_name": "Lee Ek"}, ME)
    again({"case": "v-5", "from": "2027-07-05"})
    fresh = sheet("V-5")
    assert (fresh.invoice_reference, fresh.details["officer_name"], fresh.details["stay_address"]) == (
        "ZZ 9",
        "Lee Ek",
        "Storgatan 1",
    )
    assert again({"case": "V-5", "from": "2027-07-05"}).taken == ()
    assert sheet("V-5") == fresh


def test_another_persons_order_is_not_taken_over() -> None:
    """The number that was typed and the earlier visit must be the same guest's; else nothing is written."""
    before = everything()
    with pytest.raises(WrongUse):
        again({**NEXT, "identity_number": BO})
    with pytest.raises(NotFound):
        register_like(NEXT, {}, "V-404", TODAY, ME)
    with pytest.raises(ImportRefused):
        again({**NEXT, "identity_number": "18900211-9818"})
    with pytest.raises(ImportRefused):
        again({**NEXT, "to": "2027-07-01"})
    assert everything() == before


def test_a_guest_without_a_number_is_known_by_the_earlier_case() -> None:
    """Whoever says which visit it is like needs no number."""
    take_visits(bare_visit("V-6", name="Cai Testsson", to="2026-07-10"))
    receipt = register_like(NEXT, {}, "V-6", TODAY, ME)
    assert sheet(receipt.case).name == "Cai Testsson"
