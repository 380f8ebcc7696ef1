"""The bands file: rows in their order, and every fault at its line and column."""

from __future__ import annotations

import pytest

from models.interchange.bands_file import BandFileRow, read_bands
from models.interchange.faults import Reading
from models.interchange.table_file import read_table
from models.rules.bands import BandRow
from tests.interchange.making import as_text

HEADING = ("kommun", "tidsband", "dagar", "start", "slut")


def bands(*rows: tuple[str, ...]) -> Reading[BandFileRow]:
    """Read rows."""
    return read_bands(read_table("bands.csv", as_text((HEADING, *rows))))


def test_rows_keep_the_order_of_the_file() -> None:
    """The first that covers a minute gives its band, so the order is a part of the meaning."""
    rows = bands(
        ("0180", "dag", "mån-fre", "07:00", "18:00"),
        ("0180", "natt", "all", "22:00", "07:00"),
        ("0180", "helg", "lör+sön+helgdag", "0:00", "24:00"),
    ).rows
    assert rows == (
        BandFileRow(2, "0180", "mån-fre", BandRow("dag", frozenset(range(5)), False, 420, 1080)),
        BandFileRow(3, "0180", "all", BandRow("natt", frozenset(range(7)), False, 1320, 420)),
        BandFileRow(4, "0180", "lör+sön+helgdag", BandRow("helg", frozenset({5, 6}), True, 0, 1440)),
    )


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("kommun", "", "This is empty"),
        ("tidsband", "", "This is empty"),
        ("dagar", "", "This is empty"),
        ("dagar", "vardag", "The days are not known"),
        ("dagar", "mån-ons-fre", "The days are not known"),
        ("dagar", "+", "The days are not known"),
        ("start", "24:00", "“24:00” is not a time"),
        ("start", "7", "“7” is not a time"),
        ("slut", "24:01", "“24:01” is not a time"),
        ("slut", "", "This is empty"),
    ],
)
def test_a_bad_cell_is_named_by_line_and_column(column: str, cell: str, words: str) -> None:
    """G40."""
    whole = dict(zip(HEADING, ("0180", "dag", "mån-fre", "07:00", "18:00"), strict=True))
    reading = bands(tuple(whole.values()), tuple((whole | {column: cell}).values()))
    (fault,) = reading.faults
    assert (fault.line, fault.column) == (3, column)
    assert fault.text.startswith(words)
