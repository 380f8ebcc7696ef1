"""Visits by keys alone: found, opened, registered, completed and stepped; after every deed the store is looked at."""

from __future__ import annotations

from datetime import date

import pytest
from textual.widgets import Input

from models.database import connected
from models.event import Access
from models.operations.reports.events import list_events
from models.operations.visits.change_visit import set_visit
from models.operations.visits.find import FoundVisit, find
from models.operations.visits.page_visits import page_visits
from models.operations.visits.step_visit import step_visit
from models.rules.visit_states import VisitState
from seed.reference import identity_numbers
from tests.tui.driving import press, screen_of, shown, sitting, write
from tests.tui.village import MAKER, READER, TODAY
from tests.tui.visiting import CASE, field, fill, make_visit, open_visit, sheet
from tui.app import VistelseApp


async def test_a_person_that_was_searched_for_is_opened(seen_village: str) -> None:
    """G32: by number, and the visit that was found lands in its sheet."""
    number = next(each for each in identity_numbers() if find(each, MAKER))
    (hit,) = [hit for hit in find(number, MAKER) if isinstance(hit, FoundVisit)]
    async with sitting(seen_village) as pilot:
        await press(pilot, "slash")
        await write(pilot, number)
        await press(pilot, "enter")
        assert screen_of(pilot).command == f"vistelse visit show {hit.case}"
        assert hit.municipality in shown(pilot)


async def test_the_list_shows_no_name_and_is_filtered_as_one_types(seen_village: str) -> None:
    """G32: a list is no search for a person; every word must fit."""
    make_visit()
    everybody = page_visits((), TODAY, MAKER)
    async with sitting(seen_village) as pilot:
        await press(pilot, "2")
        assert f"1 of {everybody.count} visits" in shown(pilot)
        assert "Ada" not in shown(pilot)
        await press(pilot, "f")
        await fill(pilot, "ann 0180 2026-08")
        assert "1 of 1 visit" in shown(pilot), shown(pilot)
        assert "announced · Stockholm · 2026-08-01–2026-08-31" in shown(pilot)
        await fill(pilot, "ann 0180 2026-08 x9")
        assert "No visit fits every word." in shown(pilot)


async def test_looking_is_logged_and_a_protected_person_is_masked_until_somebody_says_why(village: str) -> None:
    """G31: the reason stands in the log of who looked."""
    make_visit(protected="yes", identity_number="")
    async with sitting(village) as pilot:
        await open_visit(pilot)
        assert "Ada" not in shown(pilot)
        await press(pilot, "o")
        await write(pilot, "they telephoned")
        assert "Ada Alm" in shown(pilot)
    with connected():
        looks = [(each.login, each.reason) for each in Access.select().where(Access.deed == "show-visit")]
    assert ("administrator", "they telephoned") in looks
    assert ("administrator", "") in looks


async def test_a_visit_is_registered_with_its_first_decision(village: str) -> None:
    """What was typed as people type it stands in the store as it was understood."""
    async with sitting(village) as pilot:
        await press(pilot, "2", "n")
        await field(pilot, "name", "Bo Ek")
        await field(pilot, "home_municipality", "solna")
        assert "0184 Solna" in shown(pilot)
        await field(pilot, "from", "1/8")
        assert "Saturday 1 August 2026" in shown(pilot)
        await field(pilot, "to", "+14")
        await field(pilot, "ordered_on", "today")
        await field(pilot, "case", "T 18")
        await field(pilot, "service", "hemtj")
        await field(pilot, "granted", "10:30")
        await field(pilot, "granted_per", "vecka")
        await press(pilot, "ctrl+s")
        assert "T 18 · Bo Ek" in shown(pilot)
    known = sheet("T 18")
    assert (known.municipality, known.first, known.last) == ("0184", date(2026, 8, 1), date(2026, 8, 17))
    assert (known.state, known.ordered_on) == ("confirmed", TODAY)
    (decision,) = known.decisions
    assert (decision.service, decision.granted, decision.granted_per) == ("home-care", 630, "week")


async def test_the_next_registration_proposes_what_comes_again_and_nothing_of_the_person(village: str) -> None:
    """The municipality is there; the name is not."""
    async with sitting(village) as pilot:
        await press(pilot, "2", "n")
        await field(pilot, "name", "Bo Ek")
        await field(pilot, "home_municipality", "Solna")
        await field(pilot, "from", "1/8")
        await press(pilot, "ctrl+s", "2", "q", "n")
        values = {line.id: line.value for line in screen_of(pilot).query(Input)}
        assert values["field-home_municipality"] == "Solna"
        assert values["field-name"] == ""


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("identity_number", "195706202611", "check digit is wrong"),
        ("from", "31/2", "Not a day"),
        ("home_municipality", "holm", "Several fit:"),
        ("home_municipality", "Atlantis", "No municipality is called that"),
        ("granted", "much", "Not an amount"),
    ],
)
async def test_a_fault_stands_beside_its_field_and_nothing_is_saved(
    seen_village: str, name: str, text: str, words: str
) -> None:
    """And the cursor goes to the first of them."""
    before = page_visits((), TODAY, MAKER).count
    async with sitting(seen_village) as pilot:
        await press(pilot, "2", "n")
        await field(pilot, name, text)
        await press(pilot, "ctrl+s")
        assert words in " ".join(shown(pilot).split())
        assert "Not saved:" in shown(pilot)
    assert page_visits((), TODAY, MAKER).count == before


async def test_what_the_store_refuses_stands_beside_its_field(village: str) -> None:
    """G30: a reference that names the guest is refused where it was typed."""
    async with sitting(village) as pilot:
        await press(pilot, "2", "n")
        await field(pilot, "name", "Bo Ek")
        await field(pilot, "home_municipality", "0184")
        await field(pilot, "from", "1/8")
        await field(pilot, "invoice_reference", "Bo Ek")
        await press(pilot, "ctrl+s")
        assert "! This text goes on the invoice" in " ".join(shown(pilot).split())
    assert not [hit for hit in find("Bo Ek", MAKER) if isinstance(hit, FoundVisit)]


async def test_a_reader_registers_nothing(village: str) -> None:
    """The store refuses, and what was typed stays."""
    async with sitting(village, READER) as pilot:
        await press(pilot, "2", "n")
        await field(pilot, "name", "Bo Ek")
        await field(pilot, "home_municipality", "0184")
        await field(pilot, "from", "1/8")
        await press(pilot, "ctrl+s")
        assert "reader does not have the role register" in " ".join(shown(pilot).split())
        assert "Bo Ek" in shown(pilot)


async def test_what_is_missing_is_filled_in_and_the_order_confirms_the_visit(village: str) -> None:
    """The order's day, a reference, the identity number and a telephone number, in one saving."""
    make_visit()
    number = next(each for each in identity_numbers() if not find(each, MAKER))
    async with sitting(village) as pilot:
        await open_visit(pilot)
        assert "missing" in shown(pilot)
        await press(pilot, "c")
        await field(pilot, "ordered_on", "igår")
        await field(pilot, "invoice_reference", "REF 77")
        await field(pilot, "identity_number", number)
        await field(pilot, "stay_phone", "0485-00000")
        await press(pilot, "ctrl+s")
        assert "confirmed" in shown(pilot)
    known = sheet()
    assert (known.state, known.ordered_on) == ("confirmed", date(2026, 8, 2))
    assert (known.invoice_reference, known.details["stay_phone"]) == ("REF 77", "0485-00000")
    assert known.identity_number.endswith(number[-4:])


async def test_of_a_masked_person_only_the_order_is_completed(seen_village: str) -> None:
    """G31: no address stands in the form before somebody said why they look."""
    make_visit(protected="yes")
    set_visit(CASE, {"stay_address": "Strandvägen 1"}, MAKER)
    async with sitting(seen_village) as pilot:
        await open_visit(pilot)
        await press(pilot, "c")
        assert "Invoice reference" in shown(pilot)
        assert "Strandvägen" not in shown(pilot)
        assert not screen_of(pilot).query("#field-stay_address")


async def test_another_service_is_granted(village: str) -> None:
    """A decision more, on the same visit."""
    make_visit()
    async with sitting(village) as pilot:
        await open_visit(pilot)
        await press(pilot, "d")
        await field(pilot, "service", "meal")
        await field(pilot, "granted", "7")
        await field(pilot, "granted_per", "vecka")
        await press(pilot, "ctrl+s")
        assert "Meal delivery" in shown(pilot)
    assert [(each.service, each.granted) for each in sheet().decisions] == [("meal-delivery", 7)]


async def test_a_stay_is_confirmed_started_extended_ended_and_closed(village: str) -> None:
    """G29: each step says what it means; a key that leads nowhere is not offered."""
    make_visit(to="2026-08-10")
    async with sitting(village) as pilot:
        await open_visit(pilot)
        await press(pilot, "s")
        assert sheet().state == "announced"
        await press(pilot, "f")
        assert "nothing is billed until it is" in " ".join(shown(pilot).split())
        await press(pilot, "y", "s", "y")
        assert sheet().state == "ongoing"
        await press(pilot, "x")
        await write(pilot, "9/8")
        assert "too early" in shown(pilot)
        await write(pilot, "20/8")
        assert sheet().last == date(2026, 8, 20)
        await press(pilot, "e")
        await write(pilot, "15/8")
        await write(pilot, "today")
        assert (sheet().state, sheet().last) == ("ended", date(2026, 8, 15))
        await press(pilot, "b", "y", "u", "y", "b", "y")
        assert sheet().state == "finally-billed"
        await press(pilot, "l")
        await write(pilot, "yes")
        assert sheet().state == "finally-billed"
        await write(pilot, CASE)
        assert f"{CASE} is closed now." in shown(pilot)
    assert sheet().state == "closed"
    deeds = [event.deed for event in list_events(MAKER, subject=CASE)]
    assert deeds.count("step-visit") == 7
    assert deeds.count("set-visit") == 2


async def test_a_stay_that_ended_goes_on_when_it_is_extended(village: str) -> None:
    """And a visit that is announced is cancelled by typing its case."""
    make_visit(to="2026-08-10")
    for state in (VisitState.CONFIRMED, VisitState.ONGOING, VisitState.ENDED):
        step_visit(CASE, state, MAKER)
    make_visit(case="T 18")
    async with sitting(village) as pilot:
        await open_visit(pilot)
        await press(pilot, "x")
        await write(pilot, "+30")
        assert (sheet().state, sheet().last) == ("ongoing", date(2026, 9, 2))
        await press(pilot, "q")
        await press(pilot, "f")
        await fill(pilot, "18 stockholm")
        await press(pilot, "enter", "enter", "i", "y", "n")
        await write(pilot, "T 18")
    assert sheet("T 18").state == "cancelled"


async def test_a_step_that_somebody_else_took_is_refused_in_words(village: str) -> None:
    """G29: what is shown may be old; the store decides."""
    make_visit()
    async with sitting(village) as pilot:
        await open_visit(pilot)
        step_visit(CASE, VisitState.CANCELLED, MAKER)
        await press(pilot, "f", "y")
        assert "is cancelled and cannot become confirmed" in shown(pilot)


async def test_a_month_of_the_sheet_leads_to_its_hours(seen_village: str) -> None:
    """And an entry of the history to what was written of it."""
    make_visit(to="2026-08-10")
    async with sitting(seen_village) as pilot:
        await open_visit(pilot)
        rows = screen_of(pilot).rows
        rows.go_to(next(row.key for row in rows.rows_shown if row.key.startswith("event:")))
        await press(pilot, "enter")
        assert "registered a visit · T 17" in shown(pilot)
        await press(pilot, "q")
        rows.go_to("month:2026-08")
        await press(pilot, "enter")
        assert "T 17" in shown(pilot)
        assert "August 2026" in shown(pilot) or "august" in shown(pilot).casefold()
        assert screen_of(pilot).room == "hours"


def test_the_application_knows_the_room() -> None:
    """Its key is 2."""
    assert "visits" in VistelseApp.MODES
