"""Every visible sheet of an Excel workbook, its merged cells filled with what stands in their corner.

openpyxl's read-only mode knows no merged cells and its other mode holds the workbook in memory (100 000 rows: 282 MB
against 69): so the rows are streamed and the merged ranges are read from the sheet's own XML beforehand.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import redirect_stdout
from functools import partial
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from models.interchange.excel_file import _DAMAGE, _damaged, _rows
from models.interchange.excel_guard import check_workbook
from models.interchange.faults import Unreadable
from models.interchange.table_file import Cells, RawLine
from models.interchange.wild_source import RawSheet
from models.language.words import tr

MOST_SHEETS: Final = 400
"""The most sheets that are read: a person each, in a large unit."""

MOST_COLUMNS: Final = 400
"""Merged ranges beyond this column are titles, not data."""

_RANGE = re.compile(rb"<(?:[A-Za-z0-9]+:)?mergeCell\s[^<>]*?ref=[\"']([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})[\"']")
_PIECE: Final = 1 << 16
_OVERLAP: Final = 200
"""More bytes than the element of one merged range has."""

Range = tuple[int, int, int, int]
"""First row and column, last row and column, from 1."""


def excel_sheets(content: bytes) -> tuple[RawSheet, ...]:
    """Open a workbook's visible sheets.

    Raises:
        Unreadable: the bytes are no whole xlsx workbook, or unpack to too much.
    """
    warnings.filterwarnings("ignore", module="openpyxl")
    try:
        check_workbook(content)
        with redirect_stdout(io.StringIO()):
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            sheets = tuple(
                _sheet(archive, number, page)
                for number, page in enumerate(book.worksheets, 1)
                if page.sheet_state == "visible"
            )
    except _DAMAGE:
        raise _damaged() from None
    if not sheets:
        raise _damaged()
    if len(sheets) > MOST_SHEETS:
        raise Unreadable(tr("The workbook has more than {most} sheets; divide it into several.", most=MOST_SHEETS))
    return sheets


def _sheet(archive: zipfile.ZipFile, number: int, page: Any) -> RawSheet:
    ranges = _merged_ranges(archive, page._worksheet_path)
    tall = tuple((merged[0], merged[2], merged[1] - 1) for merged in ranges if merged[2] > merged[0])
    return RawSheet(number, str(page.title), partial(_filled, page, ranges), len(ranges), True, tall)


def _merged_ranges(archive: zipfile.ZipFile, path: str) -> tuple[Range, ...]:
    """Read the merged ranges of a sheet, which stand behind its rows, without holding the rows."""
    found: dict[bytes, Range] = {}
    held = b""
    with archive.open(path.removeprefix("/")) as stream:
        while piece := stream.read(_PIECE):
            held = held[-_OVERLAP:] + piece
            for match in _RANGE.finditer(held):
                first_column, first, last_column, last = range_boundaries(match[1].decode())
                found[match[1]] = (int(first or 1), int(first_column or 1), int(last or 1), int(last_column or 1))
    return tuple(sorted(found.values()))


def _filled(page: Any, ranges: tuple[Range, ...]) -> Iterator[RawLine]:
    """Give the rows; a cell merged with one above has its text, and one merged with a cell to its left has that."""
    upcoming = list(reversed(ranges))
    open_ranges: list[tuple[Range, str]] = []
    for line, cells in _rows(page):
        while upcoming and upcoming[-1][0] <= line:
            started = upcoming.pop()
            if started[0] == line:
                open_ranges.append((started, _at(cells, started[1])))
        open_ranges = [(merged, text) for merged, text in open_ranges if merged[2] >= line]
        for merged, text in open_ranges:
            _fill(cells, merged, text, is_first=merged[0] == line)
        yield line, cells


def _at(cells: Cells, column: int) -> str:
    return cells[column - 1] if column <= len(cells) else ""


def _fill(cells: Cells, merged: Range, text: str, *, is_first: bool) -> None:
    """Fill a merged range's places in one row: in further rows its first column, and in its first row all of it."""
    last = min(merged[3], MOST_COLUMNS) if is_first else merged[1]
    if not text or merged[1] > MOST_COLUMNS:
        return
    cells.extend([""] * (last - len(cells)))
    for place in range(merged[1] - 1, last):
        cells[place] = cells[place] or text
