"""The village's files are good files: the import's own readers understand every row, and read what was meant."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from models.interchange.bands_file import read_bands
from models.interchange.hours_file import HourRow, read_hours
from models.interchange.rates_file import read_rates
from models.interchange.table_file import Table, read_table
from models.interchange.visits_file import read_visits
from models.rules.bands import BandScheme, band_at
from models.rules.period import DAY, stockholm_minutes
from seed.care import Entry, entries
from seed.register_files import swedish_name
from seed.stays import season, stay
from seed.tariffs import SCHEMES, confirmed_codes, tariffs, unconfirmed_codes
from seed.village import Village, VillageFiles, write_village

YEAR = Village(seed=5, visits=120, year=2025)
TODAY = date(2026, 7, 31)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> VillageFiles:
    """Write a year's files."""
    return write_village(tmp_path_factory.mktemp("village"), YEAR)


def table(path: Path) -> Table:
    """Open a file as the import does."""
    return read_table(path.name, path.read_bytes())


def meant(entry: Entry) -> tuple[object, ...]:
    """Say what an entry means, however its file writes it."""
    minutes = entry.minutes
    if entry.start is not None and entry.end is not None:
        minutes = stockholm_minutes(entry.day, entry.start, entry.end)
    return (entry.day, entry.service, entry.start, entry.end, minutes, entry.pieces, entry.staff, entry.band)


def understood(row: HourRow) -> tuple[object, ...]:
    """Say what the import understood."""
    return (row.day, row.service, row.start, row.end, row.minutes, row.pieces, row.staff, row.band)


def test_hours_are_read_without_a_fault_and_mean_what_was_carried_out(files: VillageFiles) -> None:
    """G25, for what comes in: no entry is lost, doubled or changed on the way through any of the forms."""
    readings = [read_hours(table(path), TODAY) for path in files.hours]
    assert [reading.faults for reading in readings if reading.faults] == []
    assert [reading.notices for reading in readings if reading.notices] == []
    during = season(YEAR.seed, YEAR.visits, YEAR.chosen)
    stays = [stay(YEAR.seed, index, during) for index in range(YEAR.visits)]
    carried_out = Counter(meant(entry) for visit in stays for entry in entries(YEAR.seed, visit, YEAR.chosen))
    assert Counter(understood(row) for reading in readings for row in reading.rows) == carried_out


def test_hour_rows_are_known_by_keys_that_are_unique_over_the_year(files: VillageFiles) -> None:
    """G40: importing again is recognised by the key."""
    rows = [row for path in files.hours for row in read_hours(table(path), TODAY).rows]
    assert len({row.key for row in rows}) == len(rows)
    assert {row.key_given for row in rows} == {True, False}


def test_visits_are_read_without_a_fault_and_are_the_guests(files: VillageFiles) -> None:
    """Numbers in three spellings, municipalities by name and by code, Swedish and English services."""
    readings = [read_visits(table(path), TODAY) for path in files.visits]
    assert [reading.faults for reading in readings if reading.faults] == []
    during = season(YEAR.seed, YEAR.visits, YEAR.chosen)
    stays = {visit.case: visit for visit in (stay(YEAR.seed, index, during) for index in range(YEAR.visits))}
    rows = [row for reading in readings for row in reading.rows]
    assert {row.case for row in rows} == set(stays)
    for row in rows:
        visit = stays[row.case]
        assert row.identity is not None
        assert (row.identity.number, row.name) == (visit.guest.number, visit.guest.name)
        assert row.home_municipality in (visit.guest.home, swedish_name(visit.guest.home))
        assert (row.first, row.last) == (visit.first, None if visit.is_open else visit.last)
        assert (row.ordered_on, row.protected) == (visit.ordered_on, visit.guest.protected)
        assert (row.provider, row.area) == (visit.provider, visit.area)
        assert (row.service, row.granted, row.granted_per) in {
            (grant.service, grant.amount, grant.per) for grant in visit.grants
        }
    assert len(rows) == sum(len(visit.grants) for visit in stays.values())


def test_rates_are_read_without_a_fault_to_the_ore(files: VillageFiles) -> None:
    """G21: decimal comma and decimal point come to the same whole öre."""
    readings = [read_rates(table(path)) for path in (*files.rates, *files.unconfirmed_rates)]
    assert [reading.faults for reading in readings if reading.faults] == []
    codes = (*confirmed_codes(), *unconfirmed_codes())
    code_of = {swedish_name(code): code for code in codes} | {code: code for code in codes}
    found = Counter(
        (
            code_of[row.municipality],
            *(row.service, row.provider, row.area, row.band, row.unit, row.price),
            *(row.valid_from, row.valid_to, row.decided_on),
        )
        for reading in readings
        for row in reading.rows
    )
    wanted = Counter(
        (rate.municipality, *rate.kind, rate.price, rate.valid_from, rate.valid_to, rate.decided_on)
        for code in codes
        for rate in tariffs(YEAR.seed, YEAR.year, code)
    )
    assert found == wanted


def test_bands_are_read_without_a_fault_and_those_with_a_day_cover_every_minute(files: VillageFiles) -> None:
    """G25: where a municipality has a band for the day, no minute of the year is without one."""
    readings = [read_bands(table(path)) for path in files.bands]
    assert [reading.faults for reading in readings if reading.faults] == []
    rows = [row for reading in readings for row in reading.rows]
    assert {row.municipality for row in rows} == set(SCHEMES)
    for code, wanted in SCHEMES.items():
        scheme = BandScheme(tuple(row.row for row in rows if row.municipality == code))
        assert [row.band for row in scheme.rows] == [band for band, *_ in wanted]
        if "day" in {row.band for row in scheme.rows}:
            days = (date(2026, 7, 6), date(2026, 7, 10), date(2026, 7, 11), date(2026, 7, 12), date(2026, 6, 19))
            assert all(band_at(scheme, day, minute) for day in days for minute in range(0, DAY, 15))
