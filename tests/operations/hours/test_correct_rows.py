"""A signed row is never overwritten: it is reversed, what is right comes instead, and both stay to be seen (G4)."""

from __future__ import annotations

from datetime import date

import pytest

from models.care_entry import CareEntry, CarePiece, Reversal
from models.care_errors import RowNotSigned, RowReversed
from models.errors import ImportRefused, NotFound, ReasonMissing, ReasonNamesPerson, WrongUse
from models.event import Event
from models.operations.hours.correct_row import correct_row
from models.operations.hours.exclude_row import exclude_row, include_row
from models.operations.hours.list_months import list_months
from models.operations.hours.month_grid import Hold, month_grid
from models.operations.hours.reopen_month import reopen_month
from models.operations.hours.save_hours import CellChange, Place, save_hours, seen_of
from models.operations.hours.sign_month import plan_signing, sign_months
from models.operations.store.check_store import check_store
from models.operations.visits.show_hours import HourRowFacts, show_hours
from models.operations.visits.visit_sheet import visit_sheet
from models.rules.period import Month
from models.rules.typed_hours import Measure
from tests.operations.intake_files import ME, TODAY, counted, hour, take_hours, take_visits, visit
from tests.operations.intake_store import everything

pytestmark = pytest.mark.usefixtures("store")

JULY = Month(2026, 7)


@pytest.fixture(autouse=True)
def _signed_july(store: str) -> None:
    """Have a signed July with a row by clock, one by minutes, and one of an open August."""
    take_visits(visit(granted="60", granted_per="day", to="2026-08-31"))
    take_hours(hour("K1"), counted("K2", minutes="45", band="kväll"), hour("AUG", date="2026-08-02"))
    sign_months(plan_signing(JULY, None, ME), ME)


def shown() -> dict[str, HourRowFacts]:
    """Read July's rows by key."""
    return {row.key: row for row in show_hours("V-1", JULY, ME).rows}


def executed() -> list[int]:
    """Give July's executed minutes as every list says them; two staff count twice in the list of months."""
    sheet = next(month for month in visit_sheet("V-1", "", ME).months if month.month == "2026-07")
    return [list_months(JULY, ME).visits[0].minutes, sheet.minutes]


def test_a_corrected_row_stays_with_its_reversal_and_what_came_instead() -> None:
    """G4: three things are there where there was one, and only what is right counts."""
    assert executed() == [105, 105]
    done = correct_row("K1", "the clock was wrong", {"end": "09:30", "start": "08:00"}, TODAY, ME)
    rows = shown()
    assert (rows["K1"].is_reversed, rows["K1"].instead, rows["K1"].minutes) == (True, done.instead, 60)
    new = rows[done.instead]
    assert (new.corrects, new.minutes, new.is_reversed, new.late) == ("K1", 90, False, True)
    assert (rows["K1"].excluded_by, rows["K1"].excluded_reason) == ("owner", "the clock was wrong")
    assert executed() == [135, 135]
    assert check_store(ME) == ()


def test_a_row_can_be_taken_back_with_nothing_instead() -> None:
    """G4: the care was never given."""
    done = correct_row("K2", "another guest's", None, TODAY, ME)
    assert (done.instead, shown()["K2"].is_reversed, executed()) == ("", True, [60, 60])


@pytest.mark.parametrize(
    ("instead", "said"),
    [
        ({"staff": "2"}, ("08:00", 60, 2)),
        ({"minutes": "50"}, (None, 50, 1)),
        ({"date": "2026-07-04"}, ("08:00", 60, 1)),
        ({"service": "escort"}, ("08:00", 60, 1)),
        ({"kind": "missed"}, ("08:00", 60, 1)),
        ({"start": "23:00", "end": "01:00"}, ("23:00", 120, 1)),
    ],
)
def test_what_is_not_named_is_kept_of_the_row_that_was(instead: dict[str, str], said: tuple[object, ...]) -> None:
    """G4: a correction says what is wrong, and nothing else changes."""
    key = correct_row("K1", "wrong", instead, TODAY, ME).instead
    new = shown()[key]
    clock = None if new.start is None else f"{new.start // 60:02}:00"
    assert (clock, new.minutes, new.staff) == said
    assert (str(new.day), new.service, new.kind) == (
        instead.get("date", "2026-07-03"),
        instead.get("service", "home-care"),
        instead.get("kind", "executed"),
    )


def test_a_row_is_reversed_once_and_what_came_instead_can_be_corrected_in_its_turn() -> None:
    """G4: a chain of corrections has one row that stands."""
    first = correct_row("K1", "wrong", {"minutes": "70"}, TODAY, ME).instead
    before = everything()
    with pytest.raises(RowReversed):
        correct_row("K1", "wrong again", {"minutes": "80"}, TODAY, ME)
    assert everything() == before
    second = correct_row(first, "wrong again", {"minutes": "80"}, TODAY, ME).instead
    assert [row.key for row in shown().values() if not row.is_reversed and row.minutes == 80] == [second]
    assert executed() == [125, 125]
    assert check_store(ME) == ()


def test_a_row_back_and_forth_has_a_key_for_each_time_it_was_said() -> None:
    """G40: keys made of content never collide, though the content comes back."""
    take_hours(hour("", date="2026-07-05"))
    (derived,) = [key for key in shown() if key.startswith("h:")]
    there = correct_row(derived, "wrong", {"staff": "2"}, TODAY, ME).instead
    back = correct_row(there, "not wrong", {"staff": "1"}, TODAY, ME).instead
    assert there.startswith("h:")
    assert back.startswith("corr:")
    assert executed() == [165, 165]


def test_a_file_that_says_what_was_corrected_changes_nothing_more() -> None:
    """G40: the old file and the file put right are both known, with keys and without."""
    take_hours(hour("", date="2026-07-05"))
    (derived,) = [key for key in shown() if key.startswith("h:")]
    correct_row(derived, "wrong", {"start": "08:00", "end": "10:00"}, TODAY, ME)
    correct_row("K1", "wrong", {"start": "08:00", "end": "10:00"}, TODAY, ME)
    for end in ("09:00", "10:00"):
        receipt = take_hours(hour("", date="2026-07-05", end=end), hour("K1", end=end))
        assert (receipt.added, receipt.unchanged) == (0, 2)


def test_a_row_that_was_never_signed_is_no_matter_of_corrections() -> None:
    """G4: it is typed anew, and no trace is owed."""
    with pytest.raises(RowNotSigned):
        correct_row("AUG", "wrong", None, TODAY, ME)
    with pytest.raises(NotFound):
        correct_row("nobody's", "wrong", None, TODAY, ME)


def test_a_row_signed_once_is_reversed_also_after_its_month_was_opened_again() -> None:
    """G4: what a signature has covered is never overwritten."""
    reopen_month(JULY, "V-1", "forgotten", ME)
    new = correct_row("K1", "wrong", {"minutes": "70"}, TODAY, ME).instead
    assert not shown()[new].late
    sign_months(plan_signing(JULY, None, ME), ME)
    assert CareEntry.get(CareEntry.key == new).signed
    with pytest.raises(RowReversed):
        correct_row("K1", "wrong", None, TODAY, ME)


@pytest.mark.parametrize(
    "instead",
    [{"minutes": "0"}, {"minutes": "1441"}, {"date": "2027-01-01"}, {"start": "08:00", "end": "08:00"}, {"staff": "3"}],
)
def test_what_cannot_be_an_hour_row_does_not_come_instead(instead: dict[str, str]) -> None:
    """G13: nothing is half written."""
    before = everything()
    with pytest.raises(ImportRefused):
        correct_row("K1", "wrong", instead, TODAY, ME)
    assert everything() == before


def test_a_correction_that_says_the_same_is_refused() -> None:
    """G4: a reversal always means something."""
    before = everything()
    for same in ({"start": "08:00", "end": "09:00"}, {"staff": "1"}, {"kind": "executed"}):
        with pytest.raises(WrongUse):
            correct_row("K1", "wrong", same, TODAY, ME)
    assert everything() == before


def test_a_correction_wants_a_reason_that_names_nobody() -> None:
    """G34, G30: the reason is kept for ever."""
    with pytest.raises(ReasonMissing):
        correct_row("K1", " ", None, TODAY, ME)
    with pytest.raises(ReasonNamesPerson):
        correct_row("K1", "Ada Testsson was not home", None, TODAY, ME)
    correct_row("K1", "the clock was wrong", {"minutes": "70"}, TODAY, ME)
    event = Event.select().order_by(Event.id.desc()).get()
    assert (event.deed, event.subject) == ("correct-row", "K1")
    assert "60 min 08:00-09:00" in event.facts
    assert "70 min" in event.facts


def test_a_reversed_row_is_never_offered_again() -> None:
    """G4: neither by including it nor by excluding it anew."""
    correct_row("K1", "wrong", None, TODAY, ME)
    with pytest.raises(RowReversed):
        include_row("K1", ME)
    with pytest.raises(RowReversed):
        exclude_row("K1", "why", ME)


def test_the_grid_reverses_what_was_signed_and_replaces_what_was_not() -> None:
    """G4: typed, signed, opened again and typed anew; the first one stays to be seen and counts no more."""
    reopen_month(JULY, "V-1", "forgotten", ME)
    place = Place("home-care", 1, date(2026, 7, 6))
    save_hours("V-1", JULY, [CellChange(place, (Measure(minutes=30),), ())], TODAY, ME)
    sign_months(plan_signing(JULY, None, ME), ME)
    reopen_month(JULY, "V-1", "forgotten too", ME)
    for minutes in (40, 50):
        cell = [row for row in month_grid("V-1", JULY, ME).rows if row.day == place.day]
        save_hours("V-1", JULY, [CellChange(place, (Measure(minutes=minutes),), seen_of(cell))], TODAY, ME)
    rows = [row for row in month_grid("V-1", JULY, ME).rows if row.day == place.day]
    assert [(row.measure.minutes, row.hold) for row in rows] == [
        (30, Hold.REVERSED),
        (40, Hold.REVERSED),
        (50, Hold.NONE),
    ]
    assert executed() == [155, 155]
    assert Reversal.select().count() == 2
    assert check_store(ME) == ()


def test_the_doctor_finds_a_reversed_row_that_is_offered_again(store: str) -> None:
    """G4: somebody has the file, and takes the exclusion away."""
    correct_row("K1", "wrong", None, TODAY, ME)
    CareEntry.update(excluded_by=None, excluded_reason=None).where(CareEntry.key == "K1").execute()
    assert [finding.code for finding in check_store(ME)] == ["reversal"]
    assert CarePiece.select().count() == 3
