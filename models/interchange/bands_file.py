"""The bands file: what a municipality calls day, evening, night and weekend."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.interchange.cells import Bad, read_day, read_end, read_municipality, read_start, read_text
from models.interchange.columns import Column
from models.interchange.faults import Fault, Notice, Reading, gather
from models.interchange.row_reader import RowReader
from models.interchange.table_file import Table
from models.language.words import tr
from models.rules.band_history import ALWAYS
from models.rules.bands import BandRow, Days, parse_days


@dataclass(frozen=True, slots=True)
class BandFileRow:
    """One row of a municipality's band scheme; the order of the file is the order in which rows are tried."""

    line: int
    municipality: str
    """A code or a name, as the file has it."""
    days: str
    """The days' words as the file has them."""
    row: BandRow
    valid_from: date = ALWAYS
    """The first day of the scheme that the row is part of."""


@dataclass(frozen=True, slots=True)
class _DaysCell:
    words: str
    days: Days


def _read_days(text: str) -> _DaysCell | Bad:
    """Read the days of a band row."""
    words = text.strip()
    try:
        return _DaysCell(words, parse_days(words))
    except ValueError:
        return Bad(
            tr("The days are not known; write as mon-fri, sat+sun, holiday or all (mån-fre, lör+sön, helgdag, alla).")
        )


_COLUMNS = (
    Column("municipality", "kommun", read_municipality, filled=True, also=("bosättningskommun", "home_municipality")),
    Column("band", "tidsband", read_text, filled=True),
    Column("days", "dagar", _read_days, filled=True),
    Column("start", "start", read_start, filled=True),
    Column("end", "slut", read_end, filled=True),
    Column("valid_from", "gäller från", read_day),
)


def read_bands(table: Table) -> Reading[BandFileRow]:
    """Read a bands file."""
    return gather(_stream(table))


def _stream(table: Table) -> Iterator[BandFileRow | Fault | Notice]:
    for row in RowReader(table, _COLUMNS).rows():
        yield row if isinstance(row, Fault | Notice) else _band_of(row.line, *row.values)


def _band_of(
    line: int, municipality: str, band: str, cell: _DaysCell, start: int, end: int, valid_from: date | None
) -> BandFileRow:
    row = BandRow(band, cell.days.weekdays, cell.days.holiday, start, end)
    return BandFileRow(line, municipality, cell.words, row, valid_from or ALWAYS)
