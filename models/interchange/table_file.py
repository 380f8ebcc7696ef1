"""A table in a file: its heading and its lines, whether it came as text or as Excel."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from models.interchange import text_file
from models.interchange.faults import Fault, Unreadable
from models.language.words import tr

LARGEST_FILE = 50_000_000
"""The largest file in bytes that is read."""

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

Cells = list[str]
RawLine = tuple[int, Cells]
"""A line's number in the file, from 1, and its cells."""


@dataclass(frozen=True, slots=True)
class Table:
    """A file's heading, and a way to its lines; each call of `raw_lines` begins anew and holds one line at a time.

    With faults the file is unreadable and has neither heading nor lines.
    """

    file: str
    heading_line: int
    heading: tuple[str, ...]
    raw_lines: Callable[[], Iterator[RawLine]]
    faults: tuple[Fault, ...] = ()
    notices: tuple[str, ...] = ()
    leaves_out_empty: bool = False
    """Whether the file leaves out the empty cells at the end of a row, as Excel does."""

    def lines(self) -> Iterator[RawLine | Fault]:
        """Give the lines below the heading that hold anything, each as wide as the heading, or what is wrong."""
        width = len(self.heading)
        lines = self.raw_lines()
        while True:
            try:
                line, cells = next(lines)
            except StopIteration:
                return
            except Unreadable as refusal:
                yield Fault(self.file, refusal.line, None, refusal.text)
                continue
            if line > self.heading_line and (cells := _fitted(cells, width)):
                if self.leaves_out_empty:
                    cells.extend([""] * (width - len(cells)))
                yield (line, cells) if len(cells) == width else self._misfit(line, len(cells))

    def _misfit(self, line: int, found: int) -> Fault:
        width = len(self.heading)
        if found > width:
            text = tr(
                "The row has cells beyond the {width} of the heading; put quotation marks around a text that holds the"
                " delimiter, and give every column a name.",
                width=width,
            )
        else:
            text = tr("The row ends at cell {found} of {width}; export the file anew.", found=found, width=width)
        return Fault(self.file, line, None, text)


def read_table(name: str, content: bytes) -> Table:
    """Read a CSV or Excel (xlsx) file as far as its heading; what is wrong with it stands in the table's faults."""
    try:
        raw_lines, notices = _opened(content)
        line, heading = _heading(raw_lines())
    except Unreadable as refusal:
        return Table(name, 0, (), partial(iter, ()), (Fault(name, refusal.line, None, refusal.text),))
    return Table(name, line, heading, raw_lines, (), notices, content.startswith(_ZIP))


def _opened(content: bytes) -> tuple[Callable[[], Iterator[RawLine]], tuple[str, ...]]:
    """Choose a reader by the file's first bytes.

    Raises:
        Unreadable: the file is empty, too large, or of a kind that is not read.
    """
    if not content.strip():
        raise Unreadable(tr("The file is empty; export it anew."))
    if len(content) > LARGEST_FILE:
        megabytes = LARGEST_FILE // 1_000_000
        raise Unreadable(tr("The file is larger than {megabytes} MB; divide it into several.", megabytes=megabytes))
    if content.startswith(_OLD_OFFICE):
        raise Unreadable(
            tr("The file is an old Excel file or protected by a password; save it as .xlsx without one, or as CSV.")
        )
    if content.startswith(_ZIP):
        # Deferred: most imports are text, and the libraries for Excel take time to load.
        from models.interchange.excel_file import open_workbook

        return open_workbook(content), ()
    return text_file.open_text(content)


def _heading(lines: Iterator[RawLine]) -> tuple[int, tuple[str, ...]]:
    """Find the first line that holds anything, without the empty cells at its end."""
    for line, cells in lines:
        if heading := _fitted(cells, 0):
            return line, tuple(heading)
    raise Unreadable(tr("The file has no heading; its first row must name the columns."))


def _fitted(cells: Cells, width: int) -> Cells:
    """Drop the empty cells beyond a width; nothing is left of a line that holds nothing."""
    if len(cells) > width:
        while len(cells) > width and not cells[-1].strip():
            cells.pop()
    return cells if any(cells) and any(map(str.strip, cells)) else []
