"""Hours that cannot be are refused with a code, hours that look wrong are taken and told: by every door alike."""

from __future__ import annotations

from datetime import date

import pytest

from models.care_entry import CareEntry
from models.condition import Condition
from models.errors import ImportRefused
from models.operations.hours.check_hours import check_hours
from models.operations.hours.correct_row import correct_row
from models.operations.hours.log_hours import log_hours
from models.operations.hours.row_remarks import Remarks
from models.operations.hours.save_hours import CellChange, Place, save_hours
from models.operations.hours.sign_month import plan_signing, sign_months
from models.operations.hours.split_anew import split_anew
from models.operations.store.write_event import utc_now
from models.operations.visits.change_decision import set_decision
from models.rules.period import Month
from models.rules.row_checks import RowCheck
from models.rules.typed_hours import Measure
from tests.operations.intake_files import (
    BO,
    CAI,
    ME,
    TODAY,
    Row,
    band,
    counted,
    hour,
    take_bands,
    take_hours,
    take_visits,
    visit,
)

pytestmark = pytest.mark.usefixtures("store")

JULY = Month(2026, 7)
OVERLAP = RowCheck.OVERLAP


@pytest.fixture(autouse=True)
def _guests(store: str) -> None:
    """Have a guest with two services, the same guest again from August, and one to whom two staff were granted."""
    take_visits(
        visit(),
        visit(service="escort"),
        visit("V-2", **{"from": "2026-08-01", "to": "2026-08-31"}),
        visit("V-3", identity_number=BO, name="Bo Testsson"),
        visit("V-4", identity_number=CAI, name="Cai Testsson", home_municipality="0180"),
    )
    set_decision("V-3", "home-care", {"staff": 2}, ME)


def told(remarks: Remarks) -> list[tuple[int, RowCheck]]:
    """Give each remark's line and code."""
    return [(remark.line, remark.check) for remark in remarks.told]


def of_file(*rows: Row) -> list[tuple[int, RowCheck]]:
    """Import rows, and give what was remarked on."""
    return told(take_hours(*rows).remarks)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (counted(minutes="0"), "zero"),
        (counted(pieces="0"), "zero"),
        (hour(start="08:00", end="08:00"), "zero"),
        (counted(minutes="-5"), "negative"),
        (counted(minutes="1441"), "more-than-a-day"),
        (hour(date="2026-11-23"), "future"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_code(row: Row, code: str) -> None:
    """The code is the same from a file and by hand."""
    for attempt in (lambda: take_hours(row), lambda: log_hours(row, TODAY, ME)):
        with pytest.raises(ImportRefused) as caught:
            attempt()
        assert [fault.code for fault in caught.value.faults] == [code]
    assert CareEntry.select().count() == 0


def test_rows_that_look_wrong_are_taken_and_told_by_line_and_code() -> None:
    """The file is not refused for what may well be right."""
    take_bands(band("natt", "all", "22:00", "06:00"))
    assert of_file(
        hour("A"),
        hour("B", date="2026-06-30"),
        hour("C", date="2026-07-04", service="relief"),
        hour("D", date="2026-07-05", staff="2"),
        counted("E", date="2026-07-06", minutes="30"),
        counted("F", date="2026-07-07", minutes="30", band="natt"),
        counted("G", "V-4", date="2026-07-07", minutes="30"),
        hour("H", date="2026-07-08", kind="refused"),
        hour("I", "V-3", date="2026-07-08", staff="2"),
    ) == [
        (3, RowCheck.OUTSIDE_STAY),
        (4, RowCheck.OUTSIDE_DECISION),
        (5, RowCheck.DOUBLE_STAFF_UNDECIDED),
        (6, RowCheck.BAND_WITHOUT_CLOCK),
        (9, RowCheck.WITHOUT_CONDITION),
    ]


def test_a_condition_that_says_what_a_refused_visit_is_worth_ends_the_remark() -> None:
    """What is remarked on is what the store knows now."""
    take_hours(hour("H", kind="refused"))
    Condition.create(
        kind="refused", percent=50, valid_from=date(2026, 1, 1), entered_by="owner", entered_at=utc_now()
    )  # fmt: skip
    split_anew(None, by_clock_only=False)
    assert check_hours(JULY, None, ME).told == ()


@pytest.mark.parametrize(
    ("first", "second", "remarked"),
    [
        (hour("A"), hour("B", start="08:59", end="10:00"), True),
        (hour("A"), hour("B", start="09:00", end="10:00"), False),
        (hour("A"), hour("B", start="07:00", end="08:00"), False),
        (hour("A"), hour("B", start="07:00", end="10:00", service="escort"), True),
        (hour("A"), hour("B", "V-3"), False),
        (hour("A", "V-3"), hour("B", "V-3"), False),
        (hour("A", "V-3"), hour("B", "V-3", staff="2"), True),
        (hour("A", staff="2"), hour("B", date="2026-07-04"), False),
        (hour("A", start="23:00", end="01:00"), hour("B", date="2026-07-04", start="00:30", end="02:00"), True),
        (hour("A", start="23:00", end="01:00"), hour("B", date="2026-07-04", start="01:00", end="02:00"), False),
        (hour("A", date="2026-07-31", start="23:00", end="01:00"),
         hour("B", "V-2", date="2026-08-01", start="00:00", end="00:30"), True),
        (hour("A"), counted("B", minutes="600"), False),
    ],
)  # fmt: skip
def test_overlap_is_of_one_person_by_the_clock_whatever_the_service_and_file(
    first: Row, second: Row, remarked: bool
) -> None:
    """Two of the staff, each by a row of their own, do not overlap where two are granted."""
    expected = [OVERLAP] if remarked else []
    assert [check for _, check in of_file(first, second) if check is OVERLAP] == expected
    if remarked:
        assert {remark.other for remark in check_hours(None, None, ME).told if remark.other} <= {"A", "B"}


def test_a_row_is_held_against_those_that_were_stored_before() -> None:
    """An overlap between files is an overlap."""
    take_hours(hour("A"))
    (remark,) = take_hours(hour("B", start="08:30", end="08:40", service="escort")).remarks.told
    assert (remark.check, remark.key, remark.other, remark.line) == (OVERLAP, "B", "A", 2)


def test_the_same_remarks_come_by_hand_from_the_grid_and_from_what_is_stored() -> None:
    """One set of rules, four doors."""
    take_hours(hour("A"))
    row = hour("B", start="08:30", end="09:30", staff="2")
    codes = [RowCheck.DOUBLE_STAFF_UNDECIDED, OVERLAP]
    assert [remark.check for remark in log_hours(row, TODAY, ME).remarks.told] == codes
    assert {remark.check for remark in check_hours(JULY, "V-1", ME).told} == set(codes)
    assert check_hours(Month(2026, 8), None, ME).told == ()
    place = Place("escort", 1, date(2026, 7, 3))
    change = CellChange(place, (Measure(minutes=60, start=495, end=555),), ())
    assert {remark.check for remark in save_hours("V-1", JULY, [change], TODAY, ME).remarks.told} == {OVERLAP}
    assert dict(check_hours(None, None, ME).counts) == {RowCheck.DOUBLE_STAFF_UNDECIDED: 1, OVERLAP: 2}


def test_a_corrected_row_does_not_overlap_the_row_that_it_came_instead_of() -> None:
    """G4: what is reversed stands no more."""
    take_hours(hour("A"))
    sign_months(plan_signing(JULY, "V-1", ME), ME)
    assert correct_row("A", "wrong", {"start": "08:00", "end": "09:30"}, TODAY, ME).remarks.told == ()
    assert check_hours(None, None, ME).told == ()


def test_many_remarks_are_counted_and_the_first_are_told() -> None:
    """Memory stays flat, whatever a file holds."""
    rows = [hour(f"K{n}", date=f"2026-06-{n % 28 + 1:02}", start="", end="", minutes="5") for n in range(1100)]
    remarks = take_hours(*rows).remarks
    assert len(remarks.told) == 1000
    assert dict(remarks.counts) == {RowCheck.OUTSIDE_STAY: 1100}
