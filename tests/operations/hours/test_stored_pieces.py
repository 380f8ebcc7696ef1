"""Clock rows are stored in pieces that neither lose nor double a minute, whatever becomes of bands and clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from peewee import fn

from models.care_entry import CareEntry, CarePiece
from models.database import rows_of
from models.errors import PlanIsStale
from models.operations.billing.annul_batch import annul_batch
from models.operations.billing.attest_batch import attest_batch
from models.operations.billing.credit_invoice import credit_invoice
from models.operations.billing.plan_batch import plan_batch
from models.operations.billing.run_batch import run_batch
from models.operations.hours.sign_month import plan_signing, sign_months
from models.operations.hours.split_anew import SplitAnew
from models.operations.store.actor import Actor
from models.operations.store.check_store import check_store
from models.rules.period import Month
from tests.operations.intake_files import (
    BO,
    ME,
    TODAY,
    band,
    counted,
    faults_of,
    hour,
    places_of,
    rate,
    take_bands,
    take_hours,
    take_rates,
    take_visits,
    visit,
)
from tests.operations.intake_store import content, deeds, everything

pytestmark = pytest.mark.usefixtures("store")

NIGHTS = (band("natt", "all", "22:00", "06:00"), band("dag", "all", "06:00", "22:00"))
SHIFTS = (band("kväll", "mon-fri", "17:00", "23:00"), band("helg", "sat+sun", "00:00", "24:00"))
STOCKHOLM = ZoneInfo("Europe/Stockholm")


@pytest.fixture(autouse=True)
def _a_guest(store: str) -> None:
    """Have a guest from Solna all the year and more, and one from Stockholm."""
    take_visits(
        visit(**{"from": "2025-01-01", "to": ""}),
        visit("V-2", identity_number=BO, name="Bo Testsson", home_municipality="Stockholm"),
    )


def pieces(key: str = "K1") -> list[tuple[Any, ...]]:
    """Sum a row's pieces by day and band: day, band, minutes."""
    query = CarePiece.select(CarePiece.day, CarePiece.band, fn.SUM(CarePiece.minutes)).join(CareEntry)
    own = query.where((CareEntry.key == key) & ~CarePiece.retired).group_by(CarePiece.day, CarePiece.band)
    return sorted((day, name, int(minutes)) for day, name, minutes in rows_of(own))


def elapsed(day: date, start: str, end: str) -> int:
    """Count the minutes between two Swedish clock times, the second on the next day when it is not later."""
    last = day if end > start else day + timedelta(days=1)
    begun, ended = (
        datetime.combine(on, datetime.strptime(clock, "%H:%M").time(), STOCKHOLM).astimezone(UTC)
        for on, clock in ((day, start), (last, end))
    )
    return (ended - begun) // timedelta(minutes=1)


CLOCKS: tuple[tuple[str, str, str, int, list[tuple[str, str, int]]], ...] = (
    ("2026-03-28", "22:00", "06:00", 420, [("2026-03-28", "natt", 120), ("2026-03-29", "natt", 300)]),
    ("2026-03-29", "01:30", "03:30", 60, [("2026-03-29", "natt", 60)]),
    ("2026-03-29", "00:00", "24:00", 1380, [("2026-03-29", "dag", 960), ("2026-03-29", "natt", 420)]),
    ("2026-10-24", "22:00", "06:00", 540, [("2026-10-24", "natt", 120), ("2026-10-25", "natt", 420)]),
    ("2026-10-25", "01:30", "03:30", 180, [("2026-10-25", "natt", 180)]),
    ("2026-10-25", "00:00", "24:00", 1500, [("2026-10-25", "dag", 960), ("2026-10-25", "natt", 540)]),
    ("2025-12-31", "21:00", "07:00", 600,
     [("2025-12-31", "dag", 60), ("2025-12-31", "natt", 120), ("2026-01-01", "dag", 60),
      ("2026-01-01", "natt", 360)]),
)  # fmt: skip
"""Rows by the clock, the minutes that elapse, and their pieces under NIGHTS."""


def test_nights_of_changing_clocks_and_years_are_stored_by_elapsed_minutes() -> None:
    """G25: the spring night has 23 hours and the autumn night 25, and the year's border divides."""
    take_bands(*NIGHTS)
    for number, (day, start, end, minutes, expected) in enumerate(CLOCKS):
        key = f"K{number}"
        take_hours(hour(key, date=day, start=start, end=end))
        assert CareEntry.get(CareEntry.key == key).minutes == minutes
        assert pieces(key) == sorted((date.fromisoformat(on), name, count) for on, name, count in expected)
        assert sum(count for _, _, count in pieces(key)) == minutes


def test_a_time_that_does_not_exist_is_refused() -> None:
    """G25: 02:30 on the night when clocks go forward."""
    assert places_of(lambda: take_hours(hour(date="2026-03-29", start="02:30", end="03:00"))) == [(2, "start")]


def test_every_minute_of_a_year_is_in_one_piece_before_and_after_a_new_scheme() -> None:
    """G25: rows of every day, across midnight, with two staff; the sums are those of the clock."""
    rows = []
    for number in range(330):
        day = date(2025, 12, 20) + timedelta(days=number)
        start, end = ("22:17", "06:43") if number % 3 else ("03:05", "23:59")
        rows.append((day, start, end, 1 + number % 2))
    take_hours(*(hour(f"K{n}", date=str(d), start=s, end=e, staff=str(f)) for n, (d, s, e, f) in enumerate(rows)))
    expected = {f"K{n}": elapsed(d, s, e) * f for n, (d, s, e, f) in enumerate(rows)}
    for scheme in (None, NIGHTS, SHIFTS, NIGHTS[:1]):
        if scheme:
            assert take_bands(*scheme).split.rows == len(rows)
        sums = CarePiece.select(CareEntry.key, fn.SUM(CarePiece.minutes)).join(CareEntry).group_by(CareEntry.key)
        assert {key: int(total) for key, total in rows_of(sums)} == expected
        assert check_store(ME) == ()


def test_a_new_scheme_splits_anew_only_the_clock_rows_of_its_municipality() -> None:
    """G25: rows of others, and rows whose band the source gave, stay as they are."""
    take_hours(
        hour("K1", start="21:00", end="23:00"),
        hour("K2", "V-2", start="21:00", end="23:00"),
        counted("K3", minutes="90", band="dag"),
        counted("K4", pieces="2", service="meal-delivery"),
    )
    receipt = take_bands(*NIGHTS)
    assert (receipt.changed, receipt.unchanged, receipt.split.rows) == (1, 0, 1)
    assert [(name, minutes) for _, name, minutes in pieces("K1")] == [("dag", 60), ("natt", 60)]
    assert [(name, minutes) for _, name, minutes in pieces("K2")] == [("", 120)]
    assert [(name, minutes) for _, name, minutes in pieces("K3")] == [("dag", 90)]
    assert [(name, minutes) for _, name, minutes in pieces("K4")] == [("", 0)]


def test_a_scheme_imported_twice_changes_nothing() -> None:
    """G40: nothing is split again."""
    take_hours(hour("K1", start="21:00", end="23:00"))
    take_bands(*NIGHTS)
    before = content()
    receipt = take_bands(*NIGHTS)
    assert (receipt.changed, receipt.unchanged, receipt.split.rows) == (0, 1, 0)
    assert content() == before
    assert deeds()[-1] == ("import-bands", "bands.csv")


def test_a_file_with_a_bad_band_row_changes_no_scheme_and_no_piece() -> None:
    """G40: every bad row by line and column."""
    take_hours(hour("K1", start="21:00", end="23:00"))
    take_bands(*NIGHTS)
    before = everything()
    rows = (
        band("dag", "all", "00:00", "24:00"),
        band("dag", "someday", "00:00", "25:00"),
        band("dag", "all", "00:00", "24:00", "Atlantis"),
        band("", "all", "00:00", "24:00"),
    )
    assert places_of(lambda: take_bands(*rows)) == [(3, "days"), (3, "end"), (4, "municipality"), (5, "band")]
    assert everything() == before


def test_a_municipality_slipped_into_the_bands_file_prints_no_guest() -> None:
    """G30: whatever stands in the cell."""
    ((_, _, text),) = faults_of(lambda: take_bands(band("dag", "all", "00:00", "24:00", "Ada Testsson")))
    assert "Ada" not in text


def _drafted() -> str:
    """Sign July, price it, and draft its invoices."""
    month = Month(2026, 7)
    sign_months(plan_signing(month, None, ME), ME)
    return run_batch(plan_batch(month, TODAY, ME), TODAY, ME).batch


def test_a_billed_row_keeps_its_pieces_and_is_split_anew_when_it_is_free() -> None:
    """G4, G25: what a line was priced by stays under it; sums do not move through draft, annulment and new schemes."""
    take_bands(*NIGHTS)
    take_rates(rate(), rate(band="natt", amount="600"))
    take_hours(hour("K1", start="21:00", end="23:00"), hour("AUG", date="2026-08-01", start="21:00", end="23:00"))
    batch = _drafted()
    priced = pieces("K1")
    receipt = take_bands(band("allt", "all", "00:00", "24:00"))
    assert (receipt.split.rows, receipt.split.billed, receipt.split.invoices) == (1, 1, (batch,))
    assert pieces("K1") == priced
    with pytest.raises(PlanIsStale, match="V-1"):
        attest_batch(batch, TODAY, Actor("attester"))
    assert [(name, minutes) for _, name, minutes in pieces("AUG")] == [("allt", 120)]
    assert check_store(ME) == ()
    annul_batch(batch, ME)
    assert [(name, minutes) for _, name, minutes in pieces("K1")] == [("allt", 120)]
    assert check_store(ME) == ()
    assert take_bands(*SHIFTS).split.rows == 2
    assert [(name, minutes) for _, name, minutes in pieces("K1")] == [("kväll", 120)]
    assert check_store(ME) == ()


def test_a_scheme_splits_the_days_from_its_first_on() -> None:
    """G24, G25: whatever comes first, hours or schemes; a night over the turn is each day's own."""
    turn = hour("TURN", date="2026-07-31", start="20:00", end="04:00")
    before, after = hour("JUL", start="21:00", end="23:00"), hour("AUG", date="2026-08-03", start="21:00", end="23:00")
    take_hours(before, turn)
    take_bands(*NIGHTS, *({**row, "valid_from": "2026-08-01"} for row in SHIFTS))
    take_hours(after)
    day, last = date(2026, 8, 1), date(2026, 7, 31)
    assert pieces("TURN") == [(last, "dag", 120), (last, "natt", 120), (day, "helg", 240)]
    assert [(name, minutes) for _, name, minutes in pieces("JUL")] == [("dag", 60), ("natt", 60)]
    assert [(name, minutes) for _, name, minutes in pieces("AUG")] == [("kväll", 120)]
    assert take_bands(*({**row, "valid_from": "2026-08-01"} for row in NIGHTS)).changed == 1
    assert pieces("TURN") == [(last, "dag", 120), (last, "natt", 120), (day, "natt", 240)]
    assert [(name, minutes) for _, name, minutes in pieces("AUG")] == [("dag", 60), ("natt", 60)]


def test_a_scheme_of_days_to_come_holds_back_nothing_that_is_drafted() -> None:
    """G28: a draft is stale only where its own rows would be split otherwise."""
    take_bands(*NIGHTS)
    take_rates(rate(), rate(band="natt", amount="600"))
    take_hours(hour("K1", start="21:00", end="23:00"))
    batch = _drafted()
    receipt = take_bands(*({**row, "valid_from": "2026-08-01"} for row in SHIFTS))
    assert (receipt.changed, receipt.split.rows, receipt.split.billed, receipt.split.invoices) == (1, 0, 0, ())
    assert attest_batch(batch, TODAY, Actor("attester")).state == "posted"


def test_a_posted_row_takes_the_bands_of_its_day_when_it_is_credited() -> None:
    """G3, G24: the credit note mirrors the old parts; what is billed next are the parts that hold now."""
    take_bands(*NIGHTS)
    take_rates(rate(), rate(band="natt", amount="600"), rate(band="kväll", amount="500"))
    take_hours(hour("K1", start="21:00", end="23:00"))
    (number,) = attest_batch(_drafted(), TODAY, Actor("attester")).numbers
    receipt = take_bands(*({**row, "valid_from": "2026-07-01"} for row in SHIFTS))
    assert (receipt.split.billed, receipt.split.invoices) == (1, (number,))
    assert [(name, minutes) for _, name, minutes in pieces("K1")] == [("dag", 60), ("natt", 60)]
    assert credit_invoice(number, (), "fel tidsband", TODAY, ME).total == 100000
    assert [(name, minutes) for _, name, minutes in pieces("K1")] == [("kväll", 120)]
    assert [line.net for line in plan_batch(Month(2026, 7), TODAY, ME).lines] == [100000]
    assert check_store(ME) == ()


def test_a_row_that_is_billed_in_part_keeps_its_bands_and_can_be_billed_whole_again() -> None:
    """G25, G28: one line of two is credited and the bands become others; the draft of the free part is not stale."""
    take_bands(*NIGHTS)
    take_rates(rate(), rate(band="natt", amount="600"))
    take_hours(hour("TURN", date="2026-07-31", start="23:00", end="01:30"))
    (number,) = attest_batch(_drafted(), TODAY, Actor("attester")).numbers
    credit_invoice(number, (2,), "fel månad", TODAY, ME)
    assert take_bands(*SHIFTS).split == SplitAnew(0, 1, (number,))
    before = pieces("TURN")
    batch = run_batch(plan_batch(Month(2026, 7), TODAY, ME), TODAY, ME).batch
    assert attest_batch(batch, TODAY, Actor("attester")).state == "posted"
    assert pieces("TURN") == before
    assert check_store(ME) == ()
