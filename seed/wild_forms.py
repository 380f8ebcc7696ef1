"""How the wild files are written: text of any encoding, and workbooks with merged cells, sums and several sheets."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it is annotated but does not say so

from seed.sheets import EXCEL_DAY_NOUGHT, MADE

Cell = str | int | Decimal | date | time | datetime | None
Row = Sequence[Cell]
Merged = tuple[int, int, int, int]
"""First row and column, last row and column, from 0."""


@dataclass(slots=True)
class Page:
    """A sheet that is being put together."""

    name: str
    rows: list[Row] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)


def as_text(rows: Iterable[Sequence[str]], encoding: str, delimiter: str, ending: str = "\r\n") -> bytes:
    """Write rows as text; rows may be of different lengths, as titles are."""
    return "".join(f"{delimiter.join(row)}{ending}" for row in rows).encode(encoding)


def as_workbook(pages: Sequence[Page]) -> bytes:
    """Write sheets as an Excel workbook, days and times as Excel's own."""
    target = io.BytesIO()
    book = Workbook(target, {"in_memory": True})
    book.set_properties({"created": MADE})
    formats = {
        datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        date: book.add_format({"num_format": "d mmm"}),
        time: book.add_format({"num_format": "hh:mm"}),
    }
    for page in pages:
        _write(book.add_worksheet(page.name), page, formats)
    book.close()
    return target.getvalue()


def _write(sheet: Any, page: Page, formats: dict[type, Any]) -> None:
    for merged in page.merged:
        sheet.merge_range(*merged, "")
    for line, row in enumerate(page.rows):
        for place, cell in enumerate(row):
            _write_cell(sheet, line, place, cell, formats)


def _write_cell(sheet: Any, line: int, place: int, cell: Cell, formats: dict[type, Any]) -> None:
    match cell:
        case None | "":
            pass
        case datetime():
            sheet.write_datetime(line, place, cell, formats[datetime])
        case date():
            sheet.write_datetime(line, place, datetime.combine(cell, time()), formats[date])
        case time():
            sheet.write_datetime(line, place, datetime.combine(EXCEL_DAY_NOUGHT, cell), formats[time])
        case str():
            sheet.write_string(line, place, cell)
        case _:
            sheet.write_number(line, place, cell)


def colon(minute: int) -> str:
    """Write 08:10."""
    return f"{minute // 60:02}:{minute % 60:02}"


def dot(minute: int) -> str:
    """Write 8.10."""
    return f"{minute // 60}.{minute % 60:02}"


def clock(minute: int) -> time:
    """Give a time of the day."""
    return time(minute // 60, minute % 60)
