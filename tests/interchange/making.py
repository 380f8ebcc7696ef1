"""Import files made for a test: the same cells as text in any form, or as Excel."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from decimal import Decimal

import xlsxwriter

Sheet = tuple[tuple[str, ...], ...]


def as_text(sheet: Sheet, encoding: str = "utf-8", delimiter: str = ";", ending: str = "\r\n") -> bytes:
    """Write cells as a text file."""
    lines = (delimiter.join(quoted(cell, delimiter) for cell in row) for row in sheet)
    return "".join(f"{line}{ending}" for line in lines).encode(encoding, "replace")


def quoted(cell: str, delimiter: str) -> str:
    """Put quotation marks around a cell that needs them."""
    needs = any(sign in cell for sign in (delimiter, '"', "\n", "\r"))
    return '"{}"'.format(cell.replace('"', '""')) if needs else cell


def as_excel(sheet: Sheet, *, typed: bool = True, above: int = 0) -> bytes:
    """Write cells as an Excel workbook; typed, with real dates, clocks and numbers where a person would have them."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"created": datetime(2026, 7, 1)})
    formats = {date: book.add_format({"num_format": "yyyy-mm-dd"}), time: book.add_format({"num_format": "hh:mm"})}
    page = book.add_worksheet()
    for line, row in enumerate(sheet, above):
        for place, cell in enumerate(row):
            value = typed_value(cell) if typed else cell
            if isinstance(value, date | time):
                page.write_datetime(line, place, value, formats[type(value)])
            elif isinstance(value, Decimal):
                page.write_number(line, place, float(value))
            else:
                page.write_string(line, place, value)
    book.close()
    return target.getvalue()


def typed_value(cell: str) -> date | time | Decimal | str:
    """Give a cell's text as the value that Excel makes of it when it is typed in."""
    if len(cell) == 10 and cell[4:5] == "-" and cell[7:8] == "-":
        return date.fromisoformat(cell)
    if len(cell) == 5 and cell[2] == ":" and cell != "24:00":
        return time.fromisoformat(cell)
    bare = cell.replace(",", ".").replace(" ", "")
    return Decimal(bare) if bare.replace(".", "", 1).isdigit() and len(bare) < 15 else cell
