"""Twenty thousand damaged files give rows or a refusal, never anything else."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest

from models.interchange.bands_file import BandFileRow, read_bands
from models.interchange.faults import Fault, Reading
from models.interchange.hours_file import HourRow, read_hours
from models.interchange.rates_file import RateRow, read_rates
from models.interchange.table_file import Table, read_table
from models.interchange.visits_file import VisitRow, read_visits
from tests.interchange import excel_damage
from tests.interchange.damage import damaged
from tests.interchange.making import as_text
from tests.interchange.whole_files import KINDS

TODAY = date(2026, 8, 5)
FILES = 20_000
SHARE = 2_500

AnyRow = VisitRow | RateRow | BandFileRow | HourRow

READERS: dict[
    str, Callable[[Table], Reading[VisitRow] | Reading[RateRow] | Reading[BandFileRow] | Reading[HourRow]]
] = {
    "visits": lambda table: read_visits(table, TODAY),
    "rates": read_rates,
    "bands": read_bands,
    "hours": lambda table: read_hours(table, TODAY),
}


def read(kind: str, name: str, content: bytes) -> tuple[tuple[AnyRow, ...], tuple[Fault, ...]]:
    """Read a file by the reader of its kind."""
    reading = READERS[kind](read_table(name, content))
    return reading.rows, reading.faults


def makes_sense(row: AnyRow) -> bool:
    """Say whether a row that was read can be right, whatever was damaged around it."""
    match row:
        case HourRow():
            return (
                (row.minutes is None) != (row.pieces is None)
                and 0 < (row.minutes or row.pieces or 0) <= 1500
                and (row.start is None) == (row.end is None)
                and row.day <= TODAY
                and bool(row.key and row.service and (row.case or row.identity))
            )
        case RateRow():
            return row.price > 0 and bool(row.municipality and row.service)
        case VisitRow():
            return row.last is None or row.last >= row.first
        case BandFileRow():
            return bool(row.municipality and row.row.band)


@pytest.mark.parametrize("first", range(0, FILES, SHARE))
def test_a_damaged_file_gives_rows_that_make_sense_or_is_refused_in_words(first: int) -> None:
    """Each of the files, by its number; what was wrong has a line or is about the whole file."""
    for seed in range(first, first + SHARE):
        kind, name, content = damaged(seed)
        rows, faults = read(kind, name, content)
        assert all(map(makes_sense, rows)), seed
        assert all(fault.file == name and fault.text for fault in faults), seed


def test_the_damage_is_varied_and_repeatable() -> None:
    """The same number gives the same file; every kind comes, as text and as Excel, refused and read."""
    seen: Counter[tuple[str, str, bool]] = Counter()
    for seed in range(800):
        kind, name, content = damaged(seed)
        assert damaged(seed) == (kind, name, content)
        seen[kind, name[-4:], bool(read(kind, name, content)[1])] += 1
    assert len(seen) == len(KINDS) * 2 * 2


@pytest.mark.parametrize("kind", KINDS)
def test_the_files_are_whole_before_they_are_damaged(kind: str) -> None:
    """Else the test would show nothing; text and Excel say the same."""
    rows, faults = read(kind, "whole.csv", as_text(KINDS[kind]))
    assert faults == ()
    assert len(rows) == len(KINDS[kind]) - 1
    assert read(kind, "whole.xlsx", excel_damage.workbook(kind, typed=True)) == (rows, ())
    assert read(kind, "whole.xlsx", excel_damage.workbook(kind, typed=False)) == (rows, ())


@pytest.mark.parametrize("bomb", ["lying", "entity", "wide", "deep", "packed"])
def test_a_bomb_is_refused(bomb: str) -> None:
    """A small file that would unpack to gigabytes costs neither time nor memory."""
    _, faults = read("hours", "bomb.xlsx", getattr(excel_damage, f"_{bomb}_bomb")("hours"))
    assert faults


def test_a_part_that_unpacks_to_more_than_memory_is_refused_before_it_is_unpacked() -> None:
    """The declared size decides, and is never exceeded."""
    parts = dict(excel_damage.parts_of("hours", typed=True))
    parts["xl/sharedStrings.xml"] = b" " * 70_000_000
    rows, faults = read("hours", "large.xlsx", excel_damage.packed(parts, zipfile.ZIP_DEFLATED))
    assert (rows, [fault.text for fault in faults]) == (
        (),
        ["The Excel file unpacks to far too much; save the rows alone, as CSV."],
    )


def test_a_file_of_nothing_but_bad_rows_ends_after_ten_thousand_faults() -> None:
    """Millions of faults would fill the memory and help nobody."""
    rows, faults = read("hours", "odd.csv", b"datum;insats;minuter;case\n" + b"x\n" * 300_000)
    assert (rows, len(faults)) == ((), 10_001)
    assert faults[-1].text == "There are more than 10000 faults; the rest of the file was not read."
