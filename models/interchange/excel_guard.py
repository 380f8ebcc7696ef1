"""What an Excel workbook is looked over for before openpyxl reads it: bombs, and rows it would leave out unsaid."""

from __future__ import annotations

import io
import zipfile
from xml.parsers import expat

from openpyxl.utils import column_index_from_string
from openpyxl.xml.constants import SHEET_MAIN_NS

from models.interchange.faults import Unreadable
from models.interchange.memo import Memo
from models.language.words import tr

LARGEST_WORKBOOK = 400_000_000
"""The largest workbook in bytes, unpacked."""

LARGEST_SHEET = 250_000_000
"""The largest sheet in bytes, unpacked; it is read a row at a time."""

LARGEST_PART = 64_000_000
"""The largest other part in bytes, unpacked."""

MOST_PARTS = 2_000
MOST_ROWS = 1_048_576
"""The rows of an Excel sheet."""

MOST_PLACES = 30_000_000
"""How many places a sheet's rows may have together, a row having as many as its last cell's column says."""

MOST_ELEMENTS = 100_000
"""How many elements may stand in a row of a sheet, or in another part: openpyxl holds them all in memory."""

MOST_TEXT_ELEMENTS = 4_000_000
"""How many may stand in the table of texts."""

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DIGITS = "0123456789"
_ROW, _CELL, _TEXTS, _CALCULATION = (f"{SHEET_MAIN_NS} {name}" for name in ("row", "c", "sst", "calcChain"))


def check_workbook(content: bytes) -> None:
    """Look over a workbook's directory and then every part of it, without unpacking any part into memory.

    Raises:
        Unreadable: it is protected by a password, or would take more memory than it should.
        ValueError: a sheet's rows or cells are not in their order.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if any(part.flag_bits & 1 or part.compress_type not in _METHODS for part in parts):
            raise Unreadable(tr("The Excel file is protected; save it without a password."))
        if (
            len(parts) > MOST_PARTS
            or sum(part.file_size for part in parts) > LARGEST_WORKBOOK
            or any(map(_is_large, parts))
        ):
            raise _too_much()
        for part in parts:
            _Part(archive, part)


def _too_much() -> Unreadable:
    return Unreadable(tr("The Excel file unpacks to far too much; save the rows alone, as CSV."))


def _is_large(part: zipfile.ZipInfo) -> bool:
    # zipfile never gives more than the declared size.
    return part.file_size > (LARGEST_SHEET if "worksheets/" in part.filename.lower() else LARGEST_PART)


def _refuse_doctype(*_: object) -> None:
    """Refuse what no workbook has and every bomb of entities needs."""
    raise Unreadable(tr("The Excel file holds what no workbook should; save it anew as .xlsx, or as CSV."))


class _Part:
    """One part of the package; expat calls this for each element."""

    def __init__(self, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
        self._elements = self._row = self._column = self._places = 0
        self._columns = Memo(column_index_from_string)
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartDoctypeDeclHandler = _refuse_doctype
        self._parser.StartElementHandler = self._first_element
        with archive.open(part) as stream:
            try:
                self._parser.ParseFile(stream)
            except expat.ExpatError:
                return  # An image, or damage: openpyxl refuses it where it is read.

    def _first_element(self, name: str, _: dict[str, str]) -> None:
        """Choose by the root how much may stand here; the order of calculation alone names cells in any order."""
        self._most = MOST_TEXT_ELEMENTS if name == _TEXTS else MOST_ELEMENTS
        self._is_ordered = name != _CALCULATION
        self._parser.StartElementHandler = self._element

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if name == _CELL:
            self._place_cell(attributes.get("r"))
        elif name == _ROW:
            self._begin_row(attributes)
        if self._elements > self._most:
            raise _too_much()

    def _place_cell(self, reference: str | None) -> None:
        column = self._columns[reference.rstrip(_DIGITS)] if reference else self._column + 1
        if column <= self._column and self._is_ordered:
            raise ValueError("cells out of their order")
        self._column = column

    def _begin_row(self, attributes: dict[str, str]) -> None:
        row = int(attributes.get("r", self._row + 1))
        self._places += self._column
        if row > MOST_ROWS or self._places > MOST_PLACES:
            raise _too_much()
        if row <= self._row:
            raise ValueError("rows out of their order")
        self._row, self._column, self._elements = row, 0, 0
