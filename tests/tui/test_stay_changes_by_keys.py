"""Changes of a stay by keys alone: told, proposed, accepted, declined; costs added, rows marked."""

from __future__ import annotations

from datetime import date

from textual.widgets import Input

from models.operations.billing.plan_batch import plan_batch
from models.operations.hours.mark_row import mark_row
from models.operations.hours.save_hours import Place
from models.operations.hours.sign_month import plan_signing, sign_months
from models.operations.reports.today import work_list
from models.operations.visits.change_stay import end_stay
from models.operations.visits.step_visit import step_visit
from models.rules.period import Month
from models.rules.reasons import Reason
from models.rules.row_kinds import RowKind
from models.rules.visit_states import VisitState
from tests.operations.stay_changes import put_condition
from tests.tui.driving import press, screen_of, settle, shown, sitting, write
from tests.tui.hour_desk import CASE as ESCORTED
from tests.tui.hour_desk import ESCORT_25, JUNE, MEALS, at_month, go_to_month, grid_of, june, keys, rows_of, type_beside
from tests.tui.stay_desk import HOUR, cancel, deeds_of, kinds, make_stay, proposals, put_clause, start_stay
from tests.tui.village import MAKER, READER, TODAY
from tests.tui.visiting import CASE, field, open_visit, sheet


def flat(pilot: object) -> str:
    """Read the screen as one line."""
    return " ".join(shown(pilot).split())  # type: ignore[arg-type]


async def test_a_late_cancellation_is_told_proposed_opened_and_accepted(village: str) -> None:
    """What is shown as its worth is what the next plan bills, to the öre."""
    make_stay(village)
    put_clause()
    async with sitting(village) as pilot:
        await cancel(pilot, "igår")
        assert "is cancelled now. There is a proposal to bill (late cancellation); v opens it." in flat(pilot)
        (proposal,) = proposals()
        assert proposal.basis["told_on"] == "2026-08-02"
        await press(pilot, "v")
        assert "Told on 2026-08-02 that 2026-08-01–2026-08-31 falls away" in flat(pilot)
        assert "source: Villkor 2026" in flat(pilot)
        worth = work_list(TODAY, MAKER).proposals[0].worth
        assert worth > 0
        await press(pilot, "enter")
        assert "2 August 2026" in shown(pilot) or "Sunday 2 August" in shown(pilot)
        await press(pilot, "a")
        assert "It writes 14 hour rows" in flat(pilot)
        assert "signed by it, in your name" in flat(pilot)
        assert not kinds()
        await press(pilot, "y")
        assert "Accepted for T 17: 14 hour rows (late cancellation)." in flat(pilot)
        assert "accepted · administrator" in flat(pilot)
    assert {kind for kind, _, _ in kinds()} == {"cancelled"}
    lines = [line for line in plan_batch(Month(2026, 8), date(2026, 9, 1), MAKER).lines if line.case == CASE]
    assert sum(line.net for line in lines) == worth
    assert deeds_of()[-3:] == ["step-visit", "propose-rows", "accept-proposal"]


async def test_no_is_an_answer_and_a_day_ahead_is_none(village: str) -> None:
    """Going back from the day on which we were told cancels nothing; nor does a day that has not come."""
    make_stay(village)
    put_clause()
    async with sitting(village) as pilot:
        await cancel(pilot, "+2")
        assert "That day lies ahead" in flat(pilot)
        await press(pilot, "ctrl+g")
        assert sheet().state == "confirmed"
        await press(pilot, "q")
        await cancel(pilot, "2026-07-01")
        assert "T 17 is cancelled now." in flat(pilot)
        assert "proposal" not in shown(pilot).split("T 17 is cancelled now.")[1].splitlines()[0]
    assert not proposals()


async def test_a_stay_that_ends_early_asks_when_we_were_told(village: str) -> None:
    """On the planned day, or later, nothing is asked; a proposal says which key opens it."""
    make_stay(village)
    put_clause()
    start_stay()
    async with sitting(village) as pilot:
        await open_visit(pilot)
        await press(pilot, "e")
        await write(pilot, "10/8")
        assert "T 17 ends before 2026-08-31: on which day were we told?" in flat(pilot)
        line = pilot.app.screen.query_one(Input)
        assert line.value == str(TODAY)
        await write(pilot, "8/8")
        assert "That day lies ahead" in flat(pilot)
        await write(pilot, "today")
        assert "There is a proposal to bill (late cancellation)" in flat(pilot)
        assert "late cancellation" in shown(pilot)
    (proposal,) = proposals()
    assert proposal.basis["told_on"] == str(TODAY)
    assert sheet().last == date(2026, 8, 10)


async def test_a_stay_that_ends_as_planned_is_asked_nothing_more(village: str) -> None:
    """The alarm's taking down is proposed all the same."""
    make_stay(village, service="safety-alarm", granted="", granted_per="", to="2026-08-03")
    put_condition("removal", "safety-alarm", subject="home-care", minutes=60)
    start_stay()
    async with sitting(village) as pilot:
        await open_visit(pilot)
        await press(pilot, "e", "enter")
        assert "There is a proposal to bill (alarm taken down)" in flat(pilot)
        await press(pilot, "v")
        assert "The alarm was taken down on 2026-08-03" in flat(pilot)
    assert sheet().state == "ended"


async def test_a_proposal_is_declined_with_a_reason_that_names_nobody(village: str) -> None:
    """G30: the guest's name is refused; the reason stands beside the proposal in the visit."""
    make_stay(village)
    put_clause()
    step_visit(CASE, VisitState.CANCELLED, MAKER, TODAY)
    async with sitting(village) as pilot:
        await press(pilot, "1")
        rows = screen_of(pilot).rows
        rows.go_to("proposals")
        await settle(pilot)
        assert "1 proposal" in shown(pilot)
        assert "to decide · T 17" in shown(pilot)
        await press(pilot, "enter", "d")
        await write(pilot, "Ada Alm avled")
        assert proposals()[0].state == "open"
        assert "!" in shown(pilot)
        await press(pilot, "d")
        await write(pilot, "the guest died")
        assert "Declined for T 17: late cancellation." in flat(pilot)
        assert "No proposal waits to be decided." in shown(pilot)
        await press(pilot, "1")
        assert "proposal" not in shown(pilot)
        await press(pilot, "2", "q")
        await open_visit(pilot)
        assert "the guest died" in flat(pilot)
        await press(pilot, "v")
        assert screen_of(pilot).command == f"vistelse visit show {CASE}"
    assert not kinds()
    assert deeds_of()[-1] == "decline-proposal"


async def test_a_proposal_that_somebody_else_decided_is_refused_in_words(seen_village: str) -> None:
    """It is decided once."""
    from models.operations.visits.decide_proposal import decline_proposal

    make_stay(seen_village)
    put_clause()
    step_visit(CASE, VisitState.CANCELLED, MAKER, TODAY)
    async with sitting(seen_village) as pilot:
        await open_visit(pilot)
        await press(pilot, "v", "a")
        decline_proposal(CASE, "cancelled", "a courtesy", MAKER)
        await press(pilot, "y")
        assert "has decided this proposal" in flat(pilot)
    assert not kinds()


async def test_whoever_only_reads_sees_the_worth_and_accepts_nothing(seen_village: str) -> None:
    """The store refuses, in words."""
    make_stay(seen_village)
    put_clause()
    step_visit(CASE, VisitState.CANCELLED, MAKER, TODAY)
    async with sitting(seen_village, READER) as pilot:
        await open_visit(pilot)
        await press(pilot, "v", "a", "y")
        assert "does not have the role" in flat(pilot)
    assert proposals()[0].state == "open"


async def test_an_extra_cost_is_added_from_the_visit_and_from_its_hours(village: str) -> None:
    """It stands among the visit's rows, and the same receipt is refused."""
    make_stay(village)
    async with sitting(village) as pilot:
        await open_visit(pilot)
        await press(pilot, "z")
        await field(pilot, "day", "+1")
        assert "lies ahead" in shown(pilot)
        await field(pilot, "day", "2/8")
        await field(pilot, "amount", "0")
        assert "zero" in shown(pilot) or "more than 0" in shown(pilot)
        await field(pilot, "amount", "850,50")
        await press(pilot, "ctrl+s")
        assert "Not saved:" in shown(pilot)
        await field(pilot, "receipt", "Resa Ada Alm")
        await press(pilot, "ctrl+s")
        assert not kinds()
        await field(pilot, "receipt", "Båttaxi, kvitto 4711")
        await press(pilot, "ctrl+s")
        assert "extra cost" in shown(pilot)
        assert "Båttaxi, kvitto 4711" in shown(pilot)
        assert "850,50" in shown(pilot)
        screen_of(pilot).rows.go_to("beside:0:0")
        await press(pilot, "enter")
        assert "extra cost" in shown(pilot)
        assert "refused" not in shown(pilot)
        await press(pilot, "r", "m", "e")
        await go_to_month(pilot, CASE, Month(2026, 8), date(2026, 8, 2))
        await press(pilot, "a")
        assert pilot.app.screen.query_one("#field-day", Input).value == "2026-08-02"
        await field(pilot, "amount", "850,50")
        await field(pilot, "receipt", "Båttaxi, kvitto 4711")
        await press(pilot, "ctrl+s")
        assert "the same receipt" in flat(pilot)
        await field(pilot, "receipt", "Båttaxi, kvitto 4712")
        await press(pilot, "ctrl+s")
        assert grid_of(pilot).sheet is not None
        assert "Extra cost" not in shown(pilot)
    assert kinds() == [("extra-cost", "2026-08-02", 0)] * 2


async def test_a_row_is_marked_refused_missed_and_executed_again(village: str) -> None:
    """What is not executed is no executed time, and typing never overwrites it (G4)."""
    type_beside(HOUR)
    async with at_month(village, day=june(25)) as pilot:
        before = grid_of(pilot).sheet.month_sums().executed.minutes  # type: ignore[union-attr]
        await press(pilot, "w")
        await press(pilot, "r")
        assert "executed → refused" in flat(pilot)
        assert "refused" in shown(pilot)
        await press(pilot, "q")
        sheet_now = grid_of(pilot).sheet
        assert sheet_now is not None
        assert sheet_now.month_sums().executed.minutes == before - 60
        assert "refused: 1 h" in flat(pilot)
        await keys(pilot, "30m", "enter", "s")
        assert sorted((row.kind, row.measure.minutes) for row in rows_of()) == [("executed", 30), ("refused", 60)]
        await keys(pilot, "", "left")
        await press(pilot, "x", "s")
        assert [(row.kind, row.measure.minutes) for row in rows_of()] == [("refused", 60)]
        await press(pilot, "w", "m")
        assert [row.kind for row in rows_of()] == ["missed"]
        await press(pilot, "e")
        assert [row.kind for row in rows_of()] == ["executed"]


async def test_a_signed_row_says_why_it_is_not_marked(seen_village: str) -> None:
    """It is corrected instead (G4)."""
    type_beside(HOUR)
    sign_months(plan_signing(JUNE, ESCORTED, MAKER), MAKER)
    async with at_month(seen_village, day=june(25)) as pilot:
        await press(pilot, "w", "r")
        assert "has been signed and is never overwritten" in flat(pilot)
    assert [row.kind for row in rows_of()] == ["executed"]


async def test_a_mark_by_somebody_else_is_seen_before_a_cell_is_saved(village: str) -> None:
    """G35: the cell is another than the one that was seen."""
    type_beside(HOUR)
    async with at_month(village, day=june(25)) as pilot:
        await keys(pilot, "30m", "enter")
        mark_row(rows_of()[0].key, RowKind.MISSED, MAKER)
        await press(pilot, "s")
        assert ESCORT_25 in grid_of(pilot).sheet.typed  # type: ignore[union-attr]
    assert [(row.kind, row.measure.minutes) for row in rows_of()] == [("missed", 60)]


async def test_a_refused_row_without_a_condition_leads_to_the_conditions_of_its_home(seen_village: str) -> None:
    """From Today, from the plan, and from the visits that it holds back."""
    type_beside(HOUR)
    mark_row(rows_of()[0].key, RowKind.REFUSED, MAKER)
    sign_months(plan_signing(JUNE, ESCORTED, MAKER), MAKER)
    held = [each for each in work_list(TODAY, MAKER).held if each.reason == Reason.NO_CONDITION]
    assert [each.cases for each in held] == [(ESCORTED,)]
    async with sitting(seen_village) as pilot:
        assert "no condition says what it is worth" in shown(pilot)
        (home,) = held[0].municipalities
        for room in ("1", "4"):
            await press(pilot, room)
            screen_of(pilot).rows.go_to(f"held:{Reason.NO_CONDITION}")
            await press(pilot, "enter")
            assert screen_of(pilot).command == f"vistelse condition list {home}"


async def test_refused_rows_of_several_homes_lead_there_one_by_one(seen_village: str) -> None:
    """Enter on a visit leads to its home's conditions, and its hour rows have a key of their own."""
    meals = Place("home-care", 1, june(17))
    for case, place in ((ESCORTED, ESCORT_25), (MEALS, meals)):
        type_beside(HOUR, place=place, case=case)
        mark_row(rows_of(place.day, case)[0].key, RowKind.REFUSED, MAKER)
        sign_months(plan_signing(JUNE, case, MAKER), MAKER)
    async with sitting(seen_village) as pilot:
        screen_of(pilot).rows.go_to(f"held:{Reason.NO_CONDITION}")
        await press(pilot, "enter")
        assert "no condition says what it is worth" in shown(pilot)
        await press(pilot, "r")
        assert "typed:" in shown(pilot)
        await press(pilot, "q", "enter")
        assert screen_of(pilot).command.startswith("vistelse condition list ")


async def test_an_early_end_is_listed_beside_others_and_leads_to_the_visit(seen_village: str) -> None:
    """Proposals of several visits stand in one list."""
    make_stay(seen_village)
    make_stay(seen_village, case="T 18", name="Bo Ek")
    put_clause()
    start_stay()
    end_stay(CASE, date(2026, 8, 31), date(2026, 8, 10), TODAY, MAKER)
    step_visit("T 18", VisitState.CANCELLED, MAKER, TODAY)
    async with sitting(seen_village) as pilot:
        screen_of(pilot).rows.go_to("proposals")
        await settle(pilot)
        assert "2 proposals" in shown(pilot)
        await press(pilot, "enter")
        assert "T 17 · late cancellation" in shown(pilot)
        assert "T 18 · late cancellation" in shown(pilot)
        await press(pilot, "down", "v")
        assert screen_of(pilot).command == "vistelse visit show T 18"
