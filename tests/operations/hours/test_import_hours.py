"""Hours come in from files: each row once, tied to its visit, whole files or nothing."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

import pytest

from models.care_entry import CareEntry, CarePiece
from models.database import rows_of
from models.errors import ImportRefused
from models.operations.hours.sign_month import plan_signing, sign_months
from models.operations.visits.step_visit import step_visit
from models.rules.period import Month
from models.rules.visit_states import VisitState
from models.visit import Visit
from tests.operations.intake_files import (
    ADA,
    BO,
    CAI,
    ME,
    counted,
    faults_of,
    hour,
    places_of,
    take_hours,
    take_visits,
    visit,
)
from tests.operations.intake_store import content, counts, deeds, everything

pytestmark = pytest.mark.usefixtures("store")

JULY = Month(2026, 7)


@pytest.fixture(autouse=True)
def _two_visits(store: str) -> None:
    """Have a guest in July, and one in July and again from September."""
    take_visits(
        visit(),
        visit("V-2", identity_number=BO, name="Bo Testsson"),
        visit("V-3", identity_number=BO, name="Bo Testsson", **{"from": "2026-09-01", "to": ""}),
    )


def test_a_file_imported_twice_is_imported_once() -> None:
    """G40: with keys and without, by clock, minutes and pieces."""
    rows = (
        hour("K1"),
        hour("", start="22:00", end="06:15", staff="2"),
        counted("", minutes="45", band="kväll"),
        counted("K4", "V-2", pieces="3", service="meal-delivery"),
        counted("", "", identity_number=BO, minutes="20"),
    )
    first = take_hours(*rows)
    before = content()
    second = take_hours(*rows, file="the same under another name.csv")
    assert (first.added, first.unchanged) == (5, 0)
    assert (second.added, second.unchanged) == (0, 5)
    assert content() == before


def test_hours_are_found_again_however_a_file_writes_them() -> None:
    """G40: other columns, another order of rows and times written otherwise are the same rows."""
    take_hours(hour("K1", start="08:00", end="24:00"), hour("", start="07:00", end="07:30"))
    before = content()
    receipt = take_hours(
        hour("", start="7:00", end="07:30:00", minutes="30", staff="1", note="x"),
        hour("K1", start="08:00", end="00:00", service="Hemtjänst"),
    )
    assert (receipt.added, receipt.unchanged) == (0, 2)
    assert content() == before


@pytest.mark.parametrize("key", ["K1", ""])
def test_a_band_in_other_capitals_is_the_same_band(key: str) -> None:
    """G40: bands compare without case everywhere else."""
    take_hours(counted(key, minutes="45", band="Kväll"))
    assert take_hours(counted(key, minutes="45", band="kväll")).unchanged == 1


@pytest.mark.parametrize("key", ["K1", ""])
def test_a_case_in_other_capitals_is_the_same_case(key: str) -> None:
    """G40: the hours of v-1 are those of V-1, and are not counted twice."""
    take_hours(hour(key))
    assert take_hours(hour(key, "v-1")).unchanged == 1
    assert counts(CareEntry) == (1,)


def test_a_row_by_case_and_the_same_row_by_identity_number_are_one_row_when_it_has_a_key() -> None:
    """G40: the key is the source's word that it is the same row."""
    take_hours(hour("K1", "V-2"))
    assert take_hours(hour("K1", "", identity_number=BO)).unchanged == 1


def test_a_key_with_another_content_in_a_later_file_is_refused() -> None:
    """G40: each difference alone is enough, and nothing of the file is kept."""
    take_hours(hour("K1"), counted("K2", minutes="45", band="dag"), counted("K3", pieces="2", service="meal-delivery"))
    before = everything()
    for other in (
        hour("K1", end="09:01"),
        hour("K1", start="07:59", end="08:59"),
        hour("K1", "V-2"),
        hour("K1", date="2026-07-04"),
        hour("K1", service="escort"),
        hour("K1", staff="2"),
        counted("K1", minutes="60"),
        counted("K2", minutes="45", band="natt"),
        counted("K2", minutes="46", band="dag"),
        counted("K3", pieces="3", service="meal-delivery"),
    ):
        assert places_of(partial(take_hours, hour("NEW"), other)) == [(3, "key")]
        assert everything() == before


def test_rows_without_a_key_that_differ_in_anything_are_rows_of_their_own() -> None:
    """G40: a derived key covers every column that counts."""
    rows = (
        hour(""),
        hour("", end="09:01"),
        hour("", "V-2"),
        hour("", date="2026-07-04"),
        hour("", service="escort"),
        hour("", staff="2"),
        counted("", minutes="60"),
        counted("", minutes="60", band="natt"),
        counted("", pieces="60"),
    )
    assert take_hours(*rows).added == len(rows)
    assert len({key for (key,) in rows_of(CareEntry.select(CareEntry.key))}) == len(rows)


def test_two_equal_rows_without_a_key_in_one_file_are_refused_and_with_one_are_one() -> None:
    """G40: nothing says whether somebody came twice; a key does."""
    assert places_of(lambda: take_hours(hour(""), hour("K1"), hour(""))) == [(4, "key")]
    receipt = take_hours(hour("K1"), hour("K1"))
    assert (receipt.added, len(receipt.notices)) == (1, 1)


def test_every_bad_row_is_listed_and_nothing_is_kept() -> None:
    """G40: faults of cells, of the visit and of the key come together by line."""
    take_hours(hour("OLD"), hour("AUG", date="2026-08-02"))
    before = everything()
    rows = (
        hour("A"),
        hour("B", "V-77"),
        hour("OLD", end="10:00"),
        hour("D", start="25:00", service="juggling"),
        hour("E", date="2027-01-01"),
        hour("F", ""),
        counted("G"),
    )
    assert places_of(lambda: take_hours(*rows)) == [
        (3, "case"),
        (4, "key"),
        (5, "start"),
        (5, "service"),
        (6, "date"),
        (7, "case"),
        (8, "minuter / minutes"),
    ]
    assert everything() == before


def test_a_fault_after_many_good_rows_takes_them_all_back() -> None:
    """G40: rows are written as they come, and let go of together."""
    rows = [hour(f"K{n}", date=f"2026-07-{n % 28 + 1:02}") for n in range(1800)]
    before = everything()
    assert places_of(lambda: take_hours(*rows, hour("LAST", "nobody's"))) == [(1802, "case")]
    assert everything() == before
    assert take_hours(*rows).added == 1800


def test_an_identity_number_names_the_one_visit_of_that_day() -> None:
    """The stay's first and last day count; a day outside every stay names none."""
    take_hours(
        counted("A", "", identity_number=BO, date="2026-07-01", minutes="10"),
        counted("B", "", identity_number="18900408-9810", date="2026-07-31", minutes="10"),
        counted("C", "", identity_number=BO, date="2026-11-01", minutes="10"),
    )
    told = CareEntry.select(CareEntry.key, Visit.case_number).join(Visit).order_by(CareEntry.key).tuples()
    assert list(told) == [("A", "V-2"), ("B", "V-2"), ("C", "V-3")]
    for number, day in ((BO, "2026-06-30"), (BO, "2026-08-15"), (CAI, "2026-07-03")):
        ((line, column, text),) = faults_of(
            partial(take_hours, counted("D", "", identity_number=number, date=day, minutes="1"))
        )
        assert (line, "case" in (column or "")) == (2, True)
        assert number not in text


def test_an_identity_number_with_two_visits_that_day_is_refused() -> None:
    """It is not guessed which of the two pays."""
    take_visits(visit("V-5", home_municipality="Stockholm", service="home-care"))
    ((line, _, text),) = faults_of(lambda: take_hours(counted("D", "", identity_number=ADA, minutes="1")))
    assert line == 2
    assert "more than one visit" in text


def test_a_row_whose_case_and_identity_number_name_different_guests_is_refused() -> None:
    """One of the two is wrong, and each is billed to a home municipality of its own."""
    assert [line for line, _ in places_of(lambda: take_hours(hour("K1", "V-1", identity_number=BO)))] == [2]
    assert take_hours(hour("K1", "V-1", identity_number=ADA)).added == 1


def test_two_cases_that_differ_in_capitals_never_take_each_others_hours() -> None:
    """The hours of a case are that case's, whatever other case there is."""
    with suppress(ImportRefused):
        take_visits(visit("v-1", identity_number=CAI, name="Cai Testsson", home_municipality="Stockholm"))
    take_hours(hour("K1", "V-1"))
    assert CareEntry.get().visit.case_number == "V-1"


@pytest.mark.parametrize("secret", [ADA, "18900211-9817", "Ada Testsson", "900211+9817"])
def test_columns_that_have_slipped_do_not_print_a_guest_in_the_refusal(secret: str) -> None:
    """G30: error texts are printed and logged, whichever column the guest has slipped into."""
    take_hours(hour(secret, start="10:00", end="11:00"))
    for column in ("key", "case", "date", "start", "minutes", "service", "staff", "band"):
        row = {**hour("K1"), "end": "09:00", "minutes": "60", column: secret}
        found = faults_of(partial(take_hours, row))
        assert found, column
        assert not any(said in text for _, _, text in found for said in (secret, ADA, "9817", "Ada")), column


def test_a_signed_month_keeps_new_rows_as_late_ones_and_takes_known_ones_again() -> None:
    """G6, G40: importing again stays harmless after signing; a new row is kept, marked, and never slipped in."""
    take_hours(hour("K1"), hour(""))
    sign_months(plan_signing(JULY, None, ME), ME)
    again = take_hours(hour("K1"), hour(""))
    assert (again.unchanged, again.late) == (2, 0)
    receipt = take_hours(hour("K1"), hour("K2"), hour("AUG", date="2026-08-01"))
    assert (receipt.added, receipt.unchanged, receipt.late) == (2, 1, 1)
    marks = CareEntry.select(CareEntry.key, CareEntry.after_signing, CareEntry.signed).where(CareEntry.key != "")
    told = {key: (late, signed) for key, late, signed in rows_of(marks) if not key.startswith("h:")}
    assert told == {"K1": (False, True), "K2": (True, True), "AUG": (False, False)}


def test_hours_of_a_cancelled_visit_are_refused_when_new_and_harmless_when_known() -> None:
    """G40, G29: cancelling a visit does not make last week's file wrong."""
    take_hours(hour("K1"))
    step_visit("V-1", VisitState.CANCELLED, ME)
    assert places_of(lambda: take_hours(hour("K2"))) == [(2, "case")]
    assert take_hours(hour("K1")).unchanged == 1


def test_hours_of_a_closed_visit_have_a_way_to_the_invoice_or_are_refused() -> None:
    """G6, G10: late hours are never taken in only to wait for a signature that cannot be given."""
    Visit.update(state=VisitState.FINALLY_BILLED).where(Visit.case_number == "V-1").execute()
    step_visit("V-1", VisitState.CLOSED, ME)
    try:
        take_hours(hour("LATE"))
    except ImportRefused:
        return
    assert "V-1" in [month.case for month in plan_signing(JULY, None, ME).months]


def test_an_import_writes_one_event_with_the_file_and_the_counts() -> None:
    """G34: again when nothing was new, since somebody did it."""
    take_hours(hour())
    take_hours(hour())
    assert deeds()[-2:] == [("import-hours", "hours.csv")] * 2


def test_two_staff_count_the_minutes_twice_in_the_pieces_and_not_in_the_row() -> None:
    """The row says what elapsed, the pieces what is paid."""
    take_hours(hour("K1", staff="2", start="23:30", end="00:45"))
    assert CareEntry.get().minutes == 75
    assert sorted(minutes for (minutes,) in rows_of(CarePiece.select(CarePiece.minutes))) == [60, 90]
