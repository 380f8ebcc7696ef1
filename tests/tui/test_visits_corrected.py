"""A visit is cleared for billing, its guest corrected and its decisions changed, by keys alone."""

from __future__ import annotations

from datetime import date

from textual.pilot import Pilot

from models.operations.billing.plan_batch import plan_batch
from models.operations.billing.run_batch import run_batch
from models.operations.reports.events import list_events
from models.operations.store.actor import Actor
from models.operations.visits.change_decision import set_decision
from models.operations.visits.change_visit import register_visit
from models.operations.visits.correct_person import correct_person
from models.operations.visits.find import FoundVisit, find
from models.operations.visits.visit_sheet import GrantedService
from models.rules.reasons import Reason
from seed.reference import identity_numbers
from tests.tui.driving import press, screen_of, shown, sitting, write
from tests.tui.village import JULY, MAKER, READER, TODAY
from tests.tui.visiting import CASE, field, make_visit, open_visit, sheet
from tui.screens.held import HeldScreen
from tui.screens.held_rows import HeldRowsScreen
from tui.screens.visit import VisitScreen

REGISTRAR = Actor("registrar", "tui")


def _decision(case: str = CASE) -> GrantedService:
    (decision,) = sheet(case).decisions
    return decision


def _deeds(case: str = CASE) -> list[str]:
    return [event.deed for event in list_events(MAKER, subject=case)]


async def _open_on(pilot: Pilot[None], row: str) -> None:
    await open_visit(pilot)
    screen_of(pilot).rows.go_to(row)
    await press(pilot, "ctrl+y")


async def test_a_protected_visit_is_cleared_with_a_reason(village: str) -> None:
    """G30: by who administers, once; without a reason nothing is done."""
    make_visit(protected="yes")
    async with sitting(village) as pilot:
        await open_visit(pilot)
        assert "p clear for billing" in shown(pilot)
        await press(pilot, "p", "enter")
        assert sheet().cleared_by == ""
        await press(pilot, "p")
        await write(pilot, "agreed with their case officer")
        assert "T 17 may be billed." in shown(pilot)
        assert "may be billed, says administrator" in shown(pilot)
        assert "clear for billing" not in shown(pilot)
        await press(pilot, "p")
        assert isinstance(screen_of(pilot), VisitScreen)
    assert sheet().cleared_by == "administrator"
    assert _deeds()[0] == "clear-visit"


async def test_only_who_administers_clears_and_nobody_who_needs_it_not(village: str) -> None:
    """G30: the store refuses in words; where nobody is protected the key is not there."""
    make_visit(protected="yes")
    make_visit(case="T 18", name="Bo Ek")
    async with sitting(village, REGISTRAR) as pilot:
        await open_visit(pilot)
        await press(pilot, "p")
        await write(pilot, "agreed")
        assert "registrar does not have the role administer" in " ".join(shown(pilot).split())
        await press(pilot, "q")
        await open_visit(pilot, "T 18")
        assert "clear for billing" not in shown(pilot)
    assert sheet().cleared_by == ""
    assert "clear-visit" not in _deeds()


async def test_a_reason_to_clear_that_names_the_guest_is_refused(village: str) -> None:
    """G30: the log keeps it for ever."""
    make_visit(protected="yes")
    async with sitting(village) as pilot:
        await open_visit(pilot)
        await press(pilot, "p")
        await write(pilot, "Ada Alm agrees")
        assert "names the guest" in " ".join(shown(pilot).split())
    assert sheet().cleared_by == ""


def _protect(number: int) -> list[str]:
    """Learn of some guests whose July would be billed that their identity is protected."""
    cases = sorted({line.case for line in plan_batch(JULY, TODAY, MAKER).lines})[:number]
    for case in cases:
        known = sheet(case)
        cells = {"case": case, "home_municipality": known.municipality, "from": str(known.first), "protected": "yes"}
        register_visit(cells, {}, TODAY, MAKER)
    held = {each.case for each in plan_batch(JULY, TODAY, MAKER).held if each.reason is Reason.PROTECTED}
    assert sorted(held) == cases
    return cases


async def test_the_line_of_today_and_of_the_plan_leads_to_where_it_is_cleared(village: str) -> None:
    """The cursor stands on what is to be cleared, and then the line is gone."""
    (case,) = _protect(1)
    async with sitting(village) as pilot:
        for room in ("1", "4"):
            await press(pilot, room)
            screen_of(pilot).rows.go_to(f"held:{Reason.PROTECTED}")
            await press(pilot, "enter")
            screen = screen_of(pilot)
            assert isinstance(screen, VisitScreen)
            assert (screen.case, screen.rows.key_here) == (case, "fact:protected:0")
        await press(pilot, "p")
        await write(pilot, "agreed by telephone")
        await press(pilot, "1")
        assert "protected, not cleared" not in shown(pilot)
    assert Reason.PROTECTED not in {each.reason for each in plan_batch(JULY, TODAY, MAKER).held}


async def test_of_several_the_list_leads_to_each_visit_and_to_its_rows(village: str) -> None:
    """Enter is the visit, r its hour rows; for another reason enter is the rows and v the visit."""
    _, case = _protect(2)
    async with sitting(village) as pilot:
        for way in (("1",), ("q", "4")):
            await press(pilot, *way)
            screen_of(pilot).rows.go_to(f"held:{Reason.PROTECTED}")
            await press(pilot, "enter")
            assert isinstance(screen_of(pilot), HeldScreen)
        screen_of(pilot).rows.go_to(next(row.key for row in screen_of(pilot).rows.rows_shown if case in row.cells[0]))
        await press(pilot, "r")
        assert isinstance(screen_of(pilot), HeldRowsScreen)
        await press(pilot, "q", "v", "enter")
        screen = screen_of(pilot)
        assert isinstance(screen, VisitScreen)
        assert (screen.case, screen.rows.key_here) == (case, "fact:protected:0")
        await press(pilot, "4", "q", "4")
        screen_of(pilot).rows.go_to(f"held:{Reason.OUTSIDE_STAY}")
        await press(pilot, "enter", "r", "enter")
        assert isinstance(screen_of(pilot), HeldRowsScreen)
        await press(pilot, "q", "v")
        assert isinstance(screen_of(pilot), VisitScreen)


async def test_a_name_and_a_number_are_put_right_from_the_sheet(village: str) -> None:
    """G30: the history says that it was done, and nobody's name."""
    make_visit()
    right = next(each for each in identity_numbers() if not find(each, MAKER))
    async with sitting(village) as pilot:
        await open_visit(pilot)
        await press(pilot, "r")
        await field(pilot, "name", "Ada Almgren")
        await field(pilot, "identity_number", right)
        await press(pilot, "ctrl+s")
        assert "Not saved:" in shown(pilot)
        await field(pilot, "reason", "it is Almgren")
        await press(pilot, "ctrl+s")
        assert "names the guest" in " ".join(shown(pilot).split())
        await field(pilot, "reason", "misheard")
        await press(pilot, "ctrl+s")
        assert "T 17 · Ada Almgren" in shown(pilot)
    assert (sheet().name, sheet().identity_number[-4:]) == ("Ada Almgren", right[-4:])
    assert _deeds()[0] == "correct-person"
    assert "Almgren" not in repr(list_events(MAKER, limit=500))


async def test_a_wrong_digit_and_anothers_number_are_refused_in_the_form(village: str) -> None:
    """What was typed stays."""
    make_visit()
    taken = next(each for each in identity_numbers() if any(isinstance(hit, FoundVisit) for hit in find(each, MAKER)))
    async with sitting(village) as pilot:
        await open_visit(pilot)
        await press(pilot, "r")
        await field(pilot, "reason", "misread")
        await field(pilot, "identity_number", "195706202611")
        await press(pilot, "ctrl+s")
        assert "check digit is wrong" in " ".join(shown(pilot).split())
        await field(pilot, "identity_number", taken)
        await press(pilot, "ctrl+s")
        assert "Another person in this store" in " ".join(shown(pilot).split())
        assert "Ada Alm" in shown(pilot)
    assert sheet().identity_number == ""
    assert "correct-person" not in _deeds()


async def test_a_masked_guest_is_corrected_only_by_who_said_why_they_look(village: str) -> None:
    """G31."""
    make_visit(protected="yes")
    async with sitting(village) as pilot:
        await open_visit(pilot)
        await press(pilot, "r")
        assert isinstance(screen_of(pilot), VisitScreen)
        assert "correct who it is" not in shown(pilot)
        await press(pilot, "o")
        await write(pilot, "a letter came back")
        await press(pilot, "r")
        await field(pilot, "name", "Ada Ahl")
        await field(pilot, "reason", "a letter came back")
        await press(pilot, "ctrl+s")
    assert sheet().name == "Ada Ahl"


async def test_who_corrects_second_sees_both_versions(village: str) -> None:
    """G35: and what was typed can be saved over the other's."""
    make_visit()
    async with sitting(village) as pilot:
        await open_visit(pilot)
        await press(pilot, "r")
        await field(pilot, "name", "Ada Ahl")
        await field(pilot, "reason", "misread")
        correct_person(CASE, {"name": "Ada Alf"}, "heard so", TODAY, MAKER)
        await press(pilot, "ctrl+s")
        assert "administrator wrote: Ada Alf" in " ".join(shown(pilot).split())
        assert sheet().name == "Ada Alf"
        await press(pilot, "ctrl+s")
    assert sheet().name == "Ada Ahl"


async def test_a_decision_is_changed_from_the_sheet(village: str) -> None:
    """Hours, period, who, how many and when; what was emptied is not known."""
    make_visit(to="2026-08-31", service="home-care", granted="300", granted_per="week", provider="own", area="norr")
    async with sitting(village) as pilot:
        await _open_on(pilot, "decision:0")
        await press(pilot, "enter")
        for name, text in (("granted", "7:30"), ("granted_per", "dag"), ("provider", "privat"), ("area", "")):
            await field(pilot, name, text)
        for name, text in (("staff", "2"), ("first_day", "3/8"), ("last_day", "+14")):
            await field(pilot, name, text)
        await press(pilot, "ctrl+s")
        assert "7:30 a day" in shown(pilot)
        assert "two of the staff" in shown(pilot)
    known = _decision()
    assert (known.granted, known.granted_per, known.provider, known.area, known.staff) == (450, "day", "private", "", 2)
    assert (known.first, known.last) == (date(2026, 8, 3), date(2026, 8, 17))
    assert _deeds()[0] == "set-decision"


async def test_a_decision_that_cannot_be_is_refused_in_the_form(village: str) -> None:
    """And a reader changes nothing; nothing typed is nothing written."""
    make_visit(service="home-care", granted="300", granted_per="week")
    async with sitting(village, READER) as pilot:
        await _open_on(pilot, "decision:0")
        await press(pilot, "enter", "ctrl+s")
        assert "Nothing was changed." in shown(pilot)
        await field(pilot, "granted", "much")
        await press(pilot, "ctrl+s")
        assert "Not an amount" in shown(pilot)
        await field(pilot, "granted", "400")
        await press(pilot, "ctrl+s")
        assert "reader does not have the role register" in " ".join(shown(pilot).split())
    assert _decision().granted == 300


async def test_who_changes_a_decision_second_sees_both_versions(village: str) -> None:
    """G35."""
    make_visit(service="home-care", granted="300", granted_per="week")
    async with sitting(village) as pilot:
        await _open_on(pilot, "decision:0")
        await press(pilot, "enter")
        await field(pilot, "granted", "400")
        set_decision(CASE, "home-care", {"granted": 500}, MAKER)
        await press(pilot, "ctrl+s")
        assert "administrator wrote: 500" in " ".join(shown(pilot).split())
        await press(pilot, "ctrl+s")
    assert _decision().granted == 400


async def test_a_decision_is_taken_away_after_a_question(village: str) -> None:
    """No leaves it; the key is there only where the cursor stands on a decision."""
    make_visit(service="home-care")
    async with sitting(village) as pilot:
        await open_visit(pilot)
        assert "take the decision away" not in shown(pilot)
        await press(pilot, "t")
        assert isinstance(screen_of(pilot), VisitScreen)
        screen_of(pilot).rows.go_to("decision:0")
        await press(pilot, "t", "n")
        assert _decision().service == "home-care"
        await press(pilot, "t", "y")
        assert "Home care is no longer granted for T 17." in shown(pilot)
    assert sheet().decisions == ()
    assert _deeds()[0] == "remove-decision"


async def test_a_decision_that_a_draft_rests_on_is_not_taken_away(village: str) -> None:
    """G3: the refusal says what to do first."""
    line = plan_batch(JULY, TODAY, MAKER).lines[0]
    run_batch(plan_batch(JULY, TODAY, MAKER), TODAY, MAKER)
    place = [each.service for each in sheet(line.case).decisions].index(line.service)
    async with sitting(village) as pilot:
        await open_visit(pilot, line.case)
        screen_of(pilot).rows.go_to(f"decision:{place}")
        await press(pilot, "t", "y")
        assert "vistelse batch annul B2026-07" in " ".join(shown(pilot).split())
    assert line.service in [each.service for each in sheet(line.case).decisions]
