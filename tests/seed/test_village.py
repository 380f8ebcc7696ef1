"""An invented year: the same seed gives the same bytes, at any size, with every kind of care and of trouble."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from models.rules.period import DAY, Month, day_minutes, stockholm_minutes
from seed.care import Entry, entries
from seed.guests import EVERY, PROTECTED_TURN, UNCONFIRMED, UNRATED, numbers
from seed.hours_files import source_of
from seed.reference import identity_numbers, municipalities
from seed.stays import LONGEST, SHORTEST, Stay, Trouble, season, stay
from seed.village import Village, write_village

YEAR = Village(seed=4, visits=400, year=2025)
JULY = Village(seed=1, visits=60, year=2026, months=(7,))


@cache
def stays_of(village: Village) -> tuple[Stay, ...]:
    """List a village's stays."""
    during = season(village.seed, village.visits, village.chosen)
    return tuple(stay(village.seed, index, during) for index in range(village.visits))


@cache
def care_of(village: Village) -> tuple[tuple[Stay, tuple[Entry, ...]], ...]:
    """List a village's stays, each with its care."""
    return tuple((visit, tuple(entries(village.seed, visit, village.chosen))) for visit in stays_of(village))


def checksums(folder: Path) -> dict[str, str]:
    """Give every file's checksum by its name."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def test_the_same_seed_gives_the_same_bytes_and_another_gives_others(tmp_path: Path) -> None:
    """Every file, the Excel ones too."""
    for name, seed in (("once", 7), ("twice", 7), ("other", 8)):
        write_village(tmp_path / name, Village(seed=seed, visits=20, months=(7,)))
    assert checksums(tmp_path / "once") == checksums(tmp_path / "twice")
    assert checksums(tmp_path / "once") != checksums(tmp_path / "other")


def test_the_bytes_do_not_depend_on_the_machine(tmp_path: Path) -> None:
    """G17, for what comes in: neither the time zone, nor the locale, nor the order of hashing shows."""
    write_village(tmp_path / "here", Village(visits=20, months=(7,)))
    program = "import sys; from pathlib import Path; from seed.village import *; " + (
        "write_village(Path(sys.argv[1]), Village(visits=20, months=(7,)))"
    )
    elsewhere = {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "5", "PYTHONUTF8": "0"}
    root = str(Path(__file__).parents[2])
    subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "there")],
        env={**os.environ, **elsewhere, "PYTHONPATH": root},
        cwd=root,
        check=True,
    )
    assert checksums(tmp_path / "here") == checksums(tmp_path / "there")


@pytest.mark.parametrize("visits", [1, 10, 300])
def test_a_village_has_the_size_that_was_asked_for(tmp_path: Path, visits: int) -> None:
    """One case for each visit, and no file that is not told of."""
    files = write_village(tmp_path, Village(visits=visits, year=2025, months=(6, 7, 8)))
    cases = {
        line.split(delimiter)[0]
        for path, encoding, delimiter in zip(files.visits, ("cp1252", "utf-8-sig"), ";,", strict=True)
        for line in path.read_text(encoding=encoding).splitlines()[1:]
    }
    assert len(cases) == visits
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        path.name
        for group in (files.visits, files.rates, files.unconfirmed_rates, files.bands, files.hours, files.conditions)
        for path in group
    )


def test_a_large_village_keeps_each_guests_stays_apart() -> None:
    """More visits than people: everybody comes several times, never twice at once."""
    village = Village(seed=2, visits=6000, year=2025)
    by_guest: dict[str, list[Stay]] = defaultdict(list)
    for visit in stays_of(village):
        by_guest[visit.guest.number].append(visit)
    assert len(by_guest) == len(numbers(2))
    for visits in by_guest.values():
        assert len({visit.guest for visit in visits}) == 1
        ordered = sorted(visits, key=lambda visit: visit.first)
        for visit, later in pairwise(ordered):
            assert visit.last < later.first
            assert not visit.is_open


def test_a_larger_village_begins_as_a_smaller_one_of_the_same_rounds_does() -> None:
    """Visits are made one by one, so that size costs no memory."""
    small = stays_of(Village(seed=3, visits=20, year=2025))
    assert stays_of(Village(seed=3, visits=200, year=2025))[:20] == small


def test_guests_carry_official_test_numbers_only_and_each_its_own() -> None:
    """No number is made up, and no two guests share a number or a name."""
    guests = [visit.guest for visit in stays_of(YEAR)]
    assert {guest.number for guest in guests} <= set(identity_numbers())
    assert len({guest.number for guest in guests}) == len({guest.name for guest in guests}) == len(guests)


def test_beyond_the_numbers_that_exist_guests_have_none() -> None:
    """A crowd in one month has more guests than there are test numbers."""
    during = season(1, 5000, Village(visits=5000, year=2025, months=(7,)).chosen)
    assert stay(1, 4999, during).guest.number == ""
    assert stay(1, 0, during).guest.number != ""


def test_stays_last_three_days_to_ten_weeks_and_july_is_the_peak() -> None:
    """And all of them begin in the year."""
    stays = stays_of(YEAR)
    assert all(SHORTEST <= (visit.last - visit.first).days + 1 <= LONGEST for visit in stays)
    begun = Counter(visit.first.month for visit in stays)
    assert begun.most_common(1)[0][0] == 7
    assert all(visit.first.year == 2025 for visit in stays)


def test_every_stay_of_a_month_touches_it() -> None:
    """No visit of a chosen month lies outside it altogether."""
    july = Month(2026, 7)
    assert all(visit.first <= july.last and visit.last >= july.first for visit in stays_of(JULY))


@pytest.mark.parametrize("seed", range(6))
def test_the_demos_size_has_every_kind_of_trouble(seed: int) -> None:
    """G5: a plan of this village shows every reason that a file can cause."""
    village = Village(seed=seed, visits=60, year=2026, months=(7,))
    stays = stays_of(village)
    assert {visit.trouble for visit in stays} == {None, *Trouble}
    assert {UNRATED, UNCONFIRMED} <= {visit.guest.home for visit in stays}
    assert any(visit.guest.protected for visit in stays)
    assert any(visit.ordered_on is None for visit in stays)
    assert any(not visit.invoice_reference for visit in stays)
    by_case = {visit.case: visit for visit in stays}
    rows = [entry for _, care in care_of(village) for entry in care]
    outside = [row for row in rows if not by_case[row.case].first <= row.day <= by_case[row.case].last]
    ungranted = [row for row in rows if row.service not in {grant.service for grant in by_case[row.case].grants}]
    assert outside
    assert ungranted


def test_trouble_is_the_exception() -> None:
    """Seven in fifty have something peculiar, and no more."""
    stays = stays_of(YEAR)
    peculiar = [
        visit for visit in stays if visit.trouble or visit.guest.protected or visit.guest.home in (UNRATED, UNCONFIRMED)
    ]
    assert len(peculiar) * EVERY == 7 * len(stays)
    assert sum(visit.guest.protected for visit in stays) == sum(
        index % EVERY == PROTECTED_TURN for index in range(len(stays))
    )


def test_care_lies_within_the_chosen_months_and_the_host_is_nobodys_home() -> None:
    """Other months' care is not written."""
    for visit, care in care_of(JULY):
        assert visit.guest.home in {row.code for row in municipalities()} - {"0885"}
        assert {(entry.day.year, entry.day.month) for entry in care} <= {(2026, 7)}


def test_every_row_is_counted_in_one_way_and_takes_some_time() -> None:
    """A clock, or minutes, or pieces; no clock in the hour that spring leaves out."""
    for _, care in care_of(YEAR):
        for entry in care:
            ways = [entry.start is not None, entry.minutes is not None, entry.pieces is not None]
            assert ways.count(True) == 1
            assert (entry.start is None) == (entry.end is None)
            if entry.start is not None and entry.end is not None:
                assert 0 <= entry.end < DAY
                assert 0 < stockholm_minutes(entry.day, entry.start, entry.end) <= 240


def test_numbers_of_rows_are_unique_within_a_visit() -> None:
    """Row keys are made of the case and this number."""
    for _, care in care_of(YEAR):
        assert len({entry.number for entry in care}) == len(care)


def test_rows_without_keys_all_differ() -> None:
    """Two rows that are the same and have no key are refused by the import."""
    nights = [
        (entry.case, entry.day, entry.start, entry.end, entry.service, entry.staff)
        for _, care in care_of(YEAR)
        for entry in care
        if source_of(entry).name == "nattpatrull"
    ]
    assert len(set(nights)) == len(nights) > 100


def test_care_is_of_many_kinds() -> None:
    """Two staff, past midnight, every source, and several entries a day."""
    rows = [entry for _, care in care_of(YEAR) for entry in care]
    assert any(entry.staff == 2 for entry in rows)
    assert any(entry.start is not None and entry.end is not None and entry.end < entry.start for entry in rows)
    assert {source_of(entry).name for entry in rows} == {
        "deliveries",
        "nattpatrull",
        "redovisad-tid",
        "utford-tid-egen-regi",
        "utford-tid-privata",
    }
    daily = Counter((entry.case, entry.day) for entry in rows if entry.service == "home-care")
    assert max(daily.values()) >= 4


def test_nights_on_which_clocks_are_changed_have_care_across_the_change() -> None:
    """G25: such nights must come in with the elapsed minutes, 50 in spring and 170 in autumn from 01:25 to 03:15."""
    across: dict[date, set[int]] = defaultdict(set)
    for _, care in care_of(Village(seed=4, visits=1500, year=2025)):
        for entry in care:
            if day_minutes(entry.day) != DAY and entry.start == 85 and entry.end is not None:
                across[entry.day].add(stockholm_minutes(entry.day, entry.start, entry.end))
    assert across == {date(2025, 3, 30): {50}, date(2025, 10, 26): {170}}


def test_a_rows_day_outside_the_stay_is_the_day_after_or_the_day_before() -> None:
    """Such a row names its case, for on that day the number names no visit."""
    for visit, care in care_of(YEAR):
        for entry in care:
            if not visit.first <= entry.day <= visit.last:
                assert visit.trouble is Trouble.OUTSIDE_STAY
                assert entry.day in (visit.last + timedelta(days=1), visit.first - timedelta(days=1))
                assert entry.identity == ""
