"""One table in an Excel file: values and never formulas, and the same bytes from the same rows (G17)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it is annotated but does not say so

Cell = str | int | date | None
"""None and '' are an empty cell."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula when a text is typed or read in anew."""

A4 = 9
"""Excel's own number of the paper."""

TITLE_SIZE = 14
"""Points."""


class Form(StrEnum):
    """What a column holds; a number is whole, and kronor are given in öre."""

    TEXT = "text"
    DAY = "day"
    NUMBER = "number"
    KRONOR = "kronor"


NUMBER_FORMATS = {Form.DAY: "yyyy-mm-dd", Form.NUMBER: "#,##0", Form.KRONOR: "#,##0.00"}


@dataclass(frozen=True, slots=True)
class ExcelColumn:
    """A column: its heading, its width in characters, and what it holds."""

    heading: str
    width: int
    form: Form = Form.TEXT


@dataclass(frozen=True, slots=True)
class ExcelRow:
    """A row of cells, one a column; a sum is set in bold under a line."""

    cells: tuple[Cell, ...]
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class ExcelSheet:
    """A file of one sheet: what stands over the table, the table, and what stands under it. `made` dates the file."""

    name: str
    title: str
    author: str
    made: date
    secrecy: str
    above: tuple[str, ...]
    columns: tuple[ExcelColumn, ...]
    rows: tuple[ExcelRow, ...]
    below: tuple[str, ...] = ()


def render_sheet_xlsx(sheet: ExcelSheet) -> bytes:
    """Write an Excel file; its heading stays in sight, and stands on every printed page.

    Raises:
        ValueError: a row has not a cell for each column.
    """
    file = BytesIO()
    book = Workbook(file, {"in_memory": True})
    book.set_properties({"title": sheet.title, "author": sheet.author, "created": datetime.combine(sheet.made, time())})
    _Page(book, sheet).fill()
    book.close()
    return file.getvalue()


class _Page:
    """The one sheet of a book, while it is being filled."""

    def __init__(self, book: Any, sheet: ExcelSheet) -> None:
        self._sheet = sheet
        self._page = book.add_worksheet(sheet.name)
        self._title = book.add_format({"bold": True, "font_size": TITLE_SIZE})
        self._heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"})
        self._plain = book.add_format({"quote_prefix": True})
        self._forms = {
            (form, is_sum): book.add_format(_look(form, is_sum=is_sum)) for form in Form for is_sum in (False, True)
        }
        self._quoted = {
            is_sum: book.add_format({**_look(Form.TEXT, is_sum=is_sum), "quote_prefix": True})
            for is_sum in (False, True)
        }

    def fill(self) -> None:
        sheet = self._sheet
        at = self._texts(0, (sheet.title, sheet.secrecy, *sheet.above))
        for place, column in enumerate(sheet.columns):
            self._page.write_string(at, place, column.heading, self._heading)
            self._page.set_column(place, place, column.width)
        self._set_up(at)
        for row in sheet.rows:
            at += 1
            self._row(at, row)
        self._texts(at + 2, sheet.below)

    def _set_up(self, heading: int) -> None:
        page = self._page
        page.freeze_panes(heading + 1, 0)
        page.repeat_rows(heading)
        page.set_landscape()
        page.set_paper(A4)
        page.fit_to_pages(1, 0)
        page.set_footer(f"&L{self._sheet.secrecy.replace('&', '&&')}&RSida &P av &N")

    def _texts(self, at: int, texts: Sequence[str]) -> int:
        """Write lines of text down the first column; give the row that follows."""
        for place, text in enumerate(texts, start=at):
            usual = self._title if place == 0 else None
            self._page.write_string(place, 0, text, self._plain if text.startswith(FORMULA) else usual)
        return at + len(texts)

    def _row(self, at: int, row: ExcelRow) -> None:
        for place, (column, cell) in enumerate(zip(self._sheet.columns, row.cells, strict=True)):
            self._cell((at, place), column.form, cell, is_sum=row.is_sum)

    def _cell(self, at: tuple[int, int], form: Form, cell: Cell, *, is_sum: bool) -> None:
        look = self._forms[form, is_sum]
        match cell:
            case None | "":
                if is_sum:
                    self._page.write_blank(*at, None, look)
            case str():
                text = self._forms[Form.TEXT, is_sum]
                self._page.write_string(*at, cell, self._quoted[is_sum] if cell.startswith(FORMULA) else text)
            case date():
                self._page.write_datetime(*at, datetime.combine(cell, time()), look)
            case int():
                self._page.write_number(*at, Decimal(cell).scaleb(-2) if form is Form.KRONOR else cell, look)


def _look(form: Form, *, is_sum: bool) -> dict[str, object]:
    look: dict[str, object] = {"num_format": NUMBER_FORMATS[form]} if form in NUMBER_FORMATS else {}
    return look | {"bold": True, "top": 1} if is_sum else look
