"""The forms in which files come: text of several kinds, and Excel; the same rows give the same bytes."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Protocol

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it is annotated but does not say so

Cell = str | int | date | time | None
"""What stands in a cell; in text, None is nothing and dates and times are written as interchange has them."""

EXCEL_DAY_NOUGHT = date(1899, 12, 31)
"""The day on which Excel puts a bare time."""

MADE = datetime(2026, 1, 1)
"""The moment an Excel file says it was made, fixed so that the bytes are too."""


class Sheet(Protocol):
    """A file that takes rows."""

    def write(self, cells: Sequence[Cell]) -> None:
        """Write one row."""

    def close(self) -> None:
        """Finish the file."""


@dataclass(frozen=True, slots=True)
class TextForm:
    """How a text file is written."""

    encoding: str
    delimiter: str
    suffix: str


WINDOWS = TextForm("cp1252", ";", ".csv")
"""What Swedish planning systems and Excel in Swedish give."""

BOM_COMMA = TextForm("utf-8-sig", ",", ".csv")

UTF8_SEMICOLON = TextForm("utf-8", ";", ".csv")

TABS = TextForm("utf-8", "\t", ".txt")


class TextSheet:
    """A text file with a heading."""

    def __init__(self, path: Path, form: TextForm, heading: Sequence[str]) -> None:
        self._file = path.open("w", encoding=form.encoding, newline="")
        self._writer = csv.writer(self._file, delimiter=form.delimiter, lineterminator="\r\n")
        self._writer.writerow(heading)

    def write(self, cells: Sequence[Cell]) -> None:
        """Write one row."""
        self._writer.writerow([clock(cell) if isinstance(cell, time) else cell for cell in cells])

    def close(self) -> None:
        """Finish the file."""
        self._file.close()


class ExcelSheet:
    """An Excel file with a heading, written row by row so that any size fits in memory."""

    def __init__(self, path: Path, heading: Sequence[str]) -> None:
        self._book = Workbook(str(path), {"constant_memory": True})
        self._book.set_properties({"created": MADE})
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._clock = self._book.add_format({"num_format": "hh:mm"})
        self._sheet = self._book.add_worksheet("Utförd tid")
        self._sheet.write_row(0, 0, heading)
        self._rows = 1

    def write(self, cells: Sequence[Cell]) -> None:
        """Write one row; dates and times as Excel's own."""
        for column, cell in enumerate(cells):
            match cell:
                case None | "":
                    pass
                case date():
                    self._sheet.write_datetime(self._rows, column, datetime.combine(cell, time()), self._day)
                case time():
                    self._sheet.write_datetime(
                        self._rows, column, datetime.combine(EXCEL_DAY_NOUGHT, cell), self._clock
                    )
                case int():
                    self._sheet.write_number(self._rows, column, cell)
                case str():
                    self._sheet.write_string(self._rows, column, cell)
        self._rows += 1

    def close(self) -> None:
        """Finish the file."""
        self._book.close()


def clock(at: time) -> str:
    """Write '07:30'."""
    return f"{at.hour:02}:{at.minute:02}"
