"""Excel workbooks (xlsx), read by openpyxl: their rows as texts, each cell written as a text file would write it."""

from __future__ import annotations

import io
import math
import re
import unicodedata
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any

from openpyxl import load_workbook

from models.interchange.excel_guard import check_workbook
from models.interchange.faults import Unreadable
from models.interchange.memo import MOST_REMEMBERED, Memo
from models.language.words import tr

LONGEST_TEXT = 100_000
"""The longest text in a cell, in characters; Excel's own limit is 32 767."""

_DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, SyntaxError, ValueError, TypeError,
    AttributeError, LookupError, OverflowError,
)  # fmt: skip
"""What reading a damaged workbook was seen to raise: the first five by zipfile, SyntaxError by either XML parser
(ElementTree's, or lxml's where it is installed), the rest where openpyxl takes for granted what is not there."""

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_HALF_A_SECOND = timedelta(milliseconds=500)


def open_workbook(content: bytes) -> Callable[[], Iterator[tuple[int, list[str]]]]:
    """Find the first visible sheet that has rows; give a way to them, each with its row number.

    Raises:
        Unreadable: the bytes are no whole xlsx workbook, or unpack to too much.
    """
    # What openpyxl does not know of a workbook (pictures, rules for colours) is nothing that the user need hear of.
    warnings.filterwarnings("ignore", module="openpyxl")
    try:
        check_workbook(content)
        # Of a damaged style it says so on stdout, which is for data.
        with redirect_stdout(io.StringIO()):
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible" and next(_rows(sheet), None) is not None:
                return partial(_rows, sheet)
    except _DAMAGE:
        raise _damaged() from None
    if not book.worksheets:
        raise _damaged()
    raise Unreadable(tr("The workbook has no rows; put them on its first sheet."))


def _damaged() -> Unreadable:
    return Unreadable(tr("The Excel file is damaged; open it in Excel and save it anew as .xlsx, or as CSV."))


def _rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """Give every row that holds anything, with its number; a damaged sheet ends with a refusal."""
    formats = Memo(_shown_of)
    # The size that a sheet claims to have is often wrong, and would cut rows off.
    sheet.reset_dimensions()
    try:
        for line, cells in enumerate(sheet.iter_rows(), 1):
            if not cells:
                continue
            texts = ["" if (value := cell.value) is None else _text(value, cell, formats) for cell in cells]
            if any(texts):
                yield line, texts
    except _DAMAGE:
        raise _damaged() from None


def _text(value: Any, cell: Any, formats: Memo[tuple[bool, bool]]) -> str:
    """Write a cell's value as text."""
    if isinstance(value, str):
        return _words(value)
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime):
        return _moment(value, *formats[cell.number_format])
    if isinstance(value, time):
        return _moment(datetime.combine(date.min, value), False, True)
    return _elapsed(value) if isinstance(value, timedelta) else value.isoformat()


def _words(text: str) -> str:
    """Give a text in one form of its letters (NFC)."""
    if len(text) > LONGEST_TEXT:
        raise Unreadable(tr("A cell of the Excel file holds far too much text; save the rows alone, as CSV."))
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _number(value: float) -> str:
    """Write a number with the fifteen digits that Excel knows, so that 414.80000000000001 is 414.8."""
    if not math.isfinite(value):
        raise ValueError("not a number")
    return f"{Decimal(f'{value:.15g}'):f}" if value else "0"


def _shown_of(code: str) -> tuple[bool, bool]:
    """Say whether a number format shows the day, and whether it shows the clock."""
    letters = _LITERAL.sub("", code.partition(";")[0]).casefold()
    has_clock = "h" in letters or "s" in letters
    return "y" in letters or "d" in letters or ("m" in letters and not has_clock), has_clock


@lru_cache(MOST_REMEMBERED)
def _moment(moment: datetime, has_day: bool, has_clock: bool) -> str:
    """Write what a cell shows of a moment, to the nearest second; midnight is left out beside a day."""
    moment += _HALF_A_SECOND
    clock = _elapsed(timedelta(hours=moment.hour, minutes=moment.minute, seconds=moment.second))
    if has_clock and not has_day:
        return clock
    return moment.date().isoformat() if has_day != has_clock or clock == "00:00" else f"{moment.date()} {clock}"


def _elapsed(time_passed: timedelta) -> str:
    """Write a duration to the nearest second, in hours and minutes alone where there are no seconds."""
    minutes, seconds = divmod((time_passed + _HALF_A_SECOND) // timedelta(seconds=1), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
