"""The rows of a wild file, one at a time; every line below the heading is read, refused or said to be left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from models.interchange.cells import LONGEST_TEXT
from models.interchange.faults import Fault, Notice, Reading, gather, until_hopeless
from models.interchange.wild import Understanding
from models.interchange.wild_cells import CellReaders
from models.interchange.wild_lines import Layout, Line, Skip, Walk
from models.interchange.wild_reader import LineReader, Wrong
from models.interchange.wild_repeats import WildRepeats
from models.interchange.wild_row import WildRow
from models.language.words import N_, Marked, tr, tr_marked
from models.rules.identity import identity_numbers_in

MOST_RANGES: Final = 30
"""How many stretches of lines are named in a notice."""

_SAID: Final[dict[Skip, Marked]] = {
    Skip.EMPTY: N_("Left out, empty: {count} ({lines})."),
    Skip.HEADING: N_("Left out, the heading once more: {count} ({lines})."),
    Skip.TITLE: N_("Read as titles of the rows below them: {count} ({lines})."),
    Skip.SUM: N_("Left out as sums: {count} ({lines})."),
    Skip.NOTE: N_("Left out, a remark alone: {count} ({lines})."),
    Skip.PLANNED: N_("Left out, planned and not carried out: {count} ({lines})."),
    Skip.SERVICE: N_("Left out, a service that is not billed: {count} ({lines})."),
    Skip.NOTHING: N_("Left out, nothing on any day: {count} ({lines})."),
    Skip.REPEATED: N_("Left out, the same row with the same key once more: {count} ({lines})."),
}


@dataclass(slots=True)
class Tally:
    """How many lines below the headings there were, and what became of each: lines = read + faulty + skipped."""

    lines: int = 0
    read: int = 0
    faulty: int = 0
    skipped: Counter[Skip] = field(default_factory=Counter)


class _Ranges:
    """Line numbers in their order, told as stretches: 4-6, 9."""

    def __init__(self) -> None:
        self._told: list[str] = []
        self._more = False
        self._first = self._last = 0

    def add(self, line: int) -> None:
        """Add a line."""
        if self._first and line == self._last + 1:
            self._last = line
            return
        self._close()
        self._first = self._last = line

    def _close(self) -> None:
        if self._first and len(self._told) >= MOST_RANGES:
            self._more = True
        elif self._first:
            self._told.append(str(self._first) if self._first == self._last else f"{self._first}-{self._last}")
        self._first = 0

    def told(self) -> str:
        """Tell the lines."""
        self._close()
        return ", ".join((*self._told, "…") if self._more else self._told)


class WildStream:
    """The rows of a file that is ready to be read, once; the tally is whole when the rows have ended.

    Faults may come after good rows: whoever keeps rows as they come must let them go at the first fault.
    """

    def __init__(self, understanding: Understanding) -> None:
        self.tally = Tally()
        self._understanding = understanding
        self._readers = CellReaders(understanding.mapping, understanding.today)
        self._repeats = WildRepeats()
        self._skipped: dict[tuple[Skip, int], _Ranges] = {}

    def __iter__(self) -> Iterator[WildRow | Fault | Notice]:
        return until_hopeless(self._items())

    def _items(self) -> Iterator[WildRow | Fault | Notice]:
        understanding = self._understanding
        if not understanding.is_ready:
            yield from understanding.faults
            for question in understanding.questions:
                yield Fault(understanding.file, None, None, question.text)
            return
        yield from map(Notice, understanding.notices)
        for layout in understanding.layouts:
            yield from self._rows_of(layout)
        yield from self._notices()

    def _rows_of(self, layout: Layout) -> Iterator[WildRow | Fault]:
        understanding = self._understanding
        reader = LineReader(layout, understanding.mapping, self._readers, understanding.today)
        for line in Walk(layout, understanding.today).lines():
            self.tally.lines += 1
            yield from self._judged(layout, line, self._read(reader, line))

    def _read(self, reader: LineReader, line: Line) -> list[WildRow] | list[Wrong] | Skip:
        if line.wrong:
            return [Wrong(None, line.wrong)]
        return line.skip or reader.read(line)

    def _judged(
        self, layout: Layout, line: Line, found: list[WildRow] | list[Wrong] | Skip
    ) -> Iterator[WildRow | Fault]:
        """Pass on a line's rows or faults, and count the line once."""
        if isinstance(found, Skip):
            self._skip(layout, line, found)
            return
        good: list[WildRow] = []
        faults: list[Fault] = []
        for item in found:
            if isinstance(item, Wrong):
                faults.append(self._fault(layout, line, item.column, item.text))
                continue
            wrong = self._repeats.judge(item, layout.sheet.number)
            if wrong is None:
                good.append(item)
            elif wrong:
                faults.append(self._fault(layout, line, None, wrong))
        if faults:
            self.tally.faulty += 1
        elif good:
            self.tally.read += 1
        else:
            self._skip(layout, line, Skip.REPEATED)
        yield from faults or good

    def _skip(self, layout: Layout, line: Line, why: Skip) -> None:
        self.tally.skipped[why] += 1
        self._skipped.setdefault((why, layout.sheet.number), _Ranges()).add(line.number)

    def _fault(self, layout: Layout, line: Line, column: str | None, text: str) -> Fault:
        """Make a fault; a sheet is told by its number, for its name may be a person's."""
        file = self._understanding.file
        if layout.sheet.name:
            file = tr("{file}, sheet {number}", file=file, number=layout.sheet.number)
        return Fault(file, line.number, _sayable(column), text)

    def _notices(self) -> Iterator[Notice]:
        """Tell every kind of line that was left out, with how many and which."""
        for why, said in _SAID.items():
            if count := self.tally.skipped[why]:
                yield Notice(tr_marked(said, count=count, lines=self._lines_of(why)))
        if not self.tally.lines:
            yield Notice(tr("The file has no rows below its heading."))

    def _lines_of(self, why: Skip) -> str:
        """Name lines; of a workbook with the number of their sheet."""
        told = []
        for layout in self._understanding.layouts:
            ranges = self._skipped.get((why, layout.sheet.number))
            if ranges and layout.sheet.name:
                told.append(tr("sheet {number}: {lines}", number=layout.sheet.number, lines=ranges.told()))
            elif ranges:
                told.append(tr("line {lines}", lines=ranges.told()))
        return "; ".join(told)


def _sayable(column: str | None) -> str | None:
    """Give a column's name unless it is no name: too long, or with somebody's number in it."""
    if column is None or len(column) > LONGEST_TEXT or not column.isprintable() or identity_numbers_in(column):
        return None
    return column


def stream_wild(understanding: Understanding) -> WildStream:
    """Give the rows of a file that is ready, holding no more of it than each row's key."""
    return WildStream(understanding)


def read_wild(understanding: Understanding) -> Reading[WildRow]:
    """Read a file whole, for files that are small."""
    return gather(stream_wild(understanding))
