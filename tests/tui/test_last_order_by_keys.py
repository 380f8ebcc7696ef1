"""Whoever was here last summer is registered like it, by one key."""

from __future__ import annotations

from datetime import date

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from models.database import connected, rows_of
from models.event import Access
from models.operations.visits.change_visit import set_visit
from models.operations.visits.find import FoundVisit, find
from models.operations.visits.visit_sheet import VisitSheet
from seed.reference import identity_numbers
from tests.tui.driving import press, screen_of, shown, sitting
from tests.tui.village import MAKER
from tests.tui.visiting import field, make_visit, sheet

NUMBER, OTHER = [number for number in identity_numbers() if number.isdigit()][-2:]


@pytest.fixture
def last_summer(village: str) -> str:
    """Ada was here last summer with two services."""
    _ada_was_here()
    return village


@pytest.fixture
def seen_summer(seen_village: str) -> str:
    """The same on one engine, where the form is tested and not the store."""
    _ada_was_here()
    return seen_village


def _ada_was_here() -> None:
    days = {"from": "2025-07-01", "to": "2025-07-31", "ordered_on": "2025-06-01"}
    granted = {"service": "home-care", "granted": "300", "granted_per": "week"}
    make_visit(identity_number=NUMBER, invoice_reference="ZZ 7", **days, **granted)
    make_visit(identity_number=NUMBER, **{"from": "2025-07-01"}, service="safety-alarm")
    set_visit("T 17", {"stay_address": "Storgatan 1"}, MAKER)


async def _begin(pilot: Pilot[None], number: str = NUMBER) -> None:
    await press(pilot, "2", "n")
    await field(pilot, "identity_number", number)


def _value(pilot: Pilot[None], name: str) -> str:
    return screen_of(pilot).query_one(f"#field-{name}", Input).value


def _new() -> VisitSheet:
    (case,) = {hit.case for hit in find(NUMBER, MAKER) if isinstance(hit, FoundVisit)} - {"T 17"}
    return sheet(case)


async def test_the_last_visit_is_offered_and_taken_over(last_summer: str) -> None:
    """What can be seen is filled in; the rest comes along when it is saved."""
    async with sitting(last_summer) as pilot:
        await _begin(pilot)
        assert "Last visit T 17, 2025-07-01 – 2025-07-31." in shown(pilot)
        assert "ctrl+t" in shown(pilot)
        await press(pilot, "ctrl+t")
        assert "From T 17 when you save: Home care, Safety alarm" in shown(pilot)
        assert (_value(pilot, "home_municipality"), _value(pilot, "invoice_reference")) == ("0180", "ZZ 7")
        await field(pilot, "from", "2026-08-01")
        await press(pilot, "ctrl+s")
    fresh = _new()
    assert (fresh.first, fresh.last, fresh.ordered_on) == (date(2026, 8, 1), None, None)
    assert (fresh.name, fresh.details["stay_address"], fresh.invoice_reference) == ("Ada Alm", "Storgatan 1", "ZZ 7")
    assert [(each.service, each.granted) for each in fresh.decisions] == [("home-care", 300), ("safety-alarm", None)]


async def test_what_is_typed_counts_instead(seen_summer: str) -> None:
    """A field that somebody wrote in before is not overwritten, and one emptied afterwards stays empty."""
    async with sitting(seen_summer) as pilot:
        await _begin(pilot)
        await field(pilot, "service", "Escort")
        await press(pilot, "ctrl+t")
        await field(pilot, "invoice_reference", "")
        await field(pilot, "from", "2026-08-01")
        await press(pilot, "ctrl+s")
    fresh = _new()
    assert [each.service for each in fresh.decisions] == ["escort"]
    assert fresh.invoice_reference == ""


async def test_an_offer_that_is_not_taken_changes_nothing(seen_summer: str) -> None:
    """The form is what was typed in it."""
    async with sitting(seen_summer) as pilot:
        await _begin(pilot)
        await field(pilot, "home_municipality", "Stockholm")
        await field(pilot, "from", "2026-08-01")
        await press(pilot, "ctrl+s")
    assert (_new().decisions, _new().details["stay_address"]) == ((), "")


async def test_another_number_takes_the_offer_back(seen_summer: str) -> None:
    """What was taken over of one guest is not registered on another."""
    async with sitting(seen_summer) as pilot:
        await _begin(pilot)
        await press(pilot, "ctrl+t")
        await field(pilot, "identity_number", OTHER)
        assert "Last visit" not in shown(pilot)
        await field(pilot, "from", "2026-08-01")
        await press(pilot, "ctrl+s")
    hits = [hit for hit in find(OTHER, MAKER) if isinstance(hit, FoundVisit) and hit.first == date(2026, 8, 1)]
    assert [sheet(hit.case).details["stay_address"] for hit in hits] == [""]


async def test_looking_is_logged_once_and_the_protected_stay_masked(seen_village: str) -> None:
    """G31: the case is offered, the address is neither shown nor taken over."""
    make_visit(identity_number=NUMBER, protected="yes", service="home-care", **{"from": "2025-07-01"})
    set_visit("T 17", {"stay_address": "Storgatan 1"}, MAKER)
    async with sitting(seen_village) as pilot:
        await _begin(pilot)
        await field(pilot, "from", "2026-08-01")
        with connected():
            looked = list(rows_of(Access.select(Access.subject).where(Access.deed == "last-order")))
        assert looked == [("T 17",)]
        await press(pilot, "ctrl+t")
        assert "The guest is protected" in shown(pilot)
        await press(pilot, "ctrl+s")
    fresh = _new()
    assert [each.service for each in fresh.decisions] == ["home-care"]
    assert fresh.details["stay_address"] == ""
