"""Rows of a file: every cell understood by its column, and every bad cell named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from models.interchange.cells import Bad
from models.interchange.columns import Column, find_columns
from models.interchange.faults import Fault, Notice
from models.interchange.memo import Memo
from models.interchange.table_file import Table
from models.language.words import tr


@dataclass(frozen=True, slots=True)
class Row:
    """A row whose every cell could be read, its values in the order of the columns."""

    line: int
    values: list[Any]


class RowReader:
    """The rows of one file, by the columns that its kind has."""

    def __init__(self, table: Table, columns: Sequence[Column]) -> None:
        self._table = table
        self._columns = columns
        self._heading = find_columns(table, columns) if not table.faults else None

    @property
    def heading_line(self) -> int:
        """The line on which the columns are named."""
        return self._table.heading_line

    @property
    def is_readable(self) -> bool:
        """Whether the heading names every column that must be there, once."""
        return self._heading is not None and not self._heading.faults

    def has(self, column: str) -> bool:
        """Say whether the file has a column, by its English name."""
        if self._heading is None:
            return False
        places = zip(self._columns, self._heading.places, strict=True)
        return any(place is not None and found.english == column for found, place in places)

    def fault(self, line: int | None, column: str | None, text: str) -> Fault:
        """Make a fault of this file; the column is given by its English name and told as the file calls it."""
        called = self._heading.called if self._heading is not None else {}
        return Fault(self._table.file, line, called.get(column or "", column), text)

    def rows(self) -> Iterator[Row | Fault | Notice]:
        """Give each row, or the faults of its cells; a file that cannot be read gives its faults alone."""
        heading = self._heading
        yield from self._table.faults
        if heading is None:
            return
        yield from heading.faults
        if heading.faults:
            return
        yield from map(Notice, self._table.notices)
        yield from heading.notices
        yield from self._rows_below(heading.places)

    def _rows_below(self, places: Sequence[int | None]) -> Iterator[Row | Fault | Notice]:
        memories: list[Memo[object]] = [Memo(_reader_of(column)) for column in self._columns]
        # A column that is not there takes the empty cell that is put at the end of every row.
        pick = itemgetter(*(-1 if place is None else place for place in places))
        is_empty = True
        for item in self._table.lines():
            is_empty = False
            if isinstance(item, Fault):
                yield item
                continue
            line, cells = item
            cells.append("")
            values = [memory[cell] for memory, cell in zip(memories, pick(cells), strict=True)]
            if Bad in map(type, values):
                yield from self._bad_cells(line, values)
            else:
                yield Row(line, values)
        if is_empty:
            yield Notice(tr("The file has no rows below its heading."))

    def _bad_cells(self, line: int, values: Sequence[object]) -> Iterator[Fault]:
        for column, value in zip(self._columns, values, strict=True):
            if isinstance(value, Bad):
                yield self.fault(line, column.english, value.text)


def _reader_of(column: Column) -> Any:
    """Give the column's reader, which for a column that must be filled refuses an empty cell."""
    if not column.filled:
        return column.read

    def read(text: str) -> object:
        return column.read(text) if text.strip() else Bad(tr("This is empty; it must be filled in."))

    return read
