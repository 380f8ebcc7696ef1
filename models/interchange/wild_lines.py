"""The lines of a sheet below its heading: which are rows, and which are sums, titles, notes or repeated headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import islice
from typing import Final

from models.interchange.faults import Unreadable
from models.interchange.table_file import Cells
from models.interchange.wild_columns import ColumnUnderstood
from models.interchange.wild_heading import Heading
from models.interchange.wild_meanings import AMOUNT_MEANINGS, PERSON_MEANINGS, Meaning
from models.interchange.wild_source import RawSheet
from models.interchange.wild_titles import Titles, distinct_texts, read_titles
from models.language.words import tr
from models.rules.identity import identity_numbers_in

SUM = re.compile(
    r"(?:del)?(?:summa|summor|totalsumma|total|totalt|subtotal)\b.*|(?:sum|tot)[.:]*|(?:antal|summering|sammanlagt)\b.*",
    re.IGNORECASE,
)
_SUM_LETTERS: Final = frozenset("sStTaAdD ")
"""The letters with which a sum's words begin."""
_FOOT = re.compile(r"(?:sida|page|utskri|skapad|printed)", re.IGNORECASE)
"""What stands at the foot of a page, in the middle of anybody's rows."""
_SECTION = re.compile(r"[^:0-9]{2,40}:.*")
MOST_SECTION_TEXTS: Final = 6
MOST_ROWS: Final = 1_048_576
"""The rows of an Excel sheet."""


class Skip(StrEnum):
    """Why a line below the heading is no row."""

    EMPTY = "empty"
    HEADING = "heading"
    TITLE = "title"
    SUM = "sum"
    NOTE = "note"
    PLANNED = "planned"
    SERVICE = "service"
    NOTHING = "nothing"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class Layout:
    """How a sheet is to be read: its heading, its columns, its days across, and what holds where a row is silent."""

    sheet: RawSheet
    heading: Heading
    columns: tuple[ColumnUnderstood, ...]
    days: tuple[tuple[int, date], ...]
    lost_days: tuple[int, ...]
    """Places that look like a day of the cross table but are none, as the 31st of June."""
    titles: Titles
    fill_down: bool

    def place(self, meaning: Meaning) -> int | None:
        """Tell where the column of a meaning stands."""
        return next((column.place for column in self.columns if column.meaning is meaning), None)

    @property
    def people(self) -> tuple[int, ...]:
        """The places that say whose a row is."""
        return tuple(column.place for column in self.columns if column.meaning in PERSON_MEANINGS)


@dataclass(frozen=True, slots=True)
class Line:
    """A line below the heading: cells as many as columns, or why it is no row, or what is wrong with it as a whole."""

    number: int
    cells: Cells
    titles: Titles
    skip: Skip | None = None
    wrong: str = ""


class Walk:
    """A walk down the lines of a sheet, which remembers titles, sums and what is filled down."""

    def __init__(self, layout: Layout, today: date) -> None:
        self._layout = layout
        self._today = today
        self._titles = layout.titles
        self._has_rows = self._is_told_between = False
        self._whole = self._since = Decimal(0)
        places = [layout.place(meaning) for meaning in (Meaning.DURATION, Meaning.PIECES)]
        self._amounts = [place for place in places if place is not None]
        self._date = layout.place(Meaning.DATE)
        self._clocked = [column.place for column in layout.columns if column.meaning in AMOUNT_MEANINGS]
        self._filled = _filled_places(layout) if layout.fill_down else ()
        self._above: dict[int, str] = {}
        self._headings = {tuple(filter(None, row)) for row in layout.heading.lines}
        self._shared = _shared_lines(layout, {*self._clocked, *(place for place, _ in layout.days)})
        service = layout.place(Meaning.SERVICE)
        self._named = (*layout.people, *(() if service is None else (service,)))

    def lines(self) -> Iterator[Line]:
        """Give every line below the heading; what cannot be read says so, and the lines after it go on."""
        stream = self._layout.sheet.lines()
        last = self._layout.heading.last
        while True:
            try:
                number, cells = next(stream)
            except StopIteration:
                return
            except Unreadable as refusal:
                yield Line(refusal.line or last + 1, [], self._titles, None, refusal.text)
                continue
            if number > self._layout.heading.last:
                last = number
                yield self._line(number, cells)

    def _line(self, number: int, cells: Cells) -> Line:
        skip = None if self._is_surely_row(cells) else self._skip(cells, distinct_texts(cells))
        if skip is not None:
            return Line(number, cells, self._titles, skip)
        if self._is_bare_sum(cells):
            total = _number(cells[self._amounts[0]])
            if not self._layout.fill_down and total in (self._whole, self._since):
                self._since = Decimal(0)
                return Line(number, cells, self._titles, Skip.SUM)
            return Line(number, cells, self._titles, None, _not_a_sum())
        wrong = self._fit(cells)
        if number in self._shared:
            wrong = tr("The time or number stands in one cell for several rows; divide it between them.")
        if not wrong:
            self._fill(cells)
            self._count(cells)
            self._has_rows = True
        return Line(number, cells, self._titles, None, wrong)

    def _is_surely_row(self, cells: Cells) -> bool:
        """Tell at a glance most rows: a day in figures, an amount, and nothing that could be a sum's word."""
        if self._date is None or self._date >= len(cells) or not cells[self._date][:1].isdigit():
            return False
        is_counted = any(place < len(cells) and cells[place] for place in self._clocked)
        words = (cells[place][:1] for place in (0, *self._named) if place < len(cells))
        return is_counted and bool(cells[0]) and not any(word in _SUM_LETTERS for word in words if word)

    def _skip(self, cells: Cells, texts: Sequence[str]) -> Skip | None:
        if not texts:
            return Skip.EMPTY
        if tuple(" ".join(cell.split()) for cell in cells if cell.strip()) in self._headings:
            return Skip.HEADING
        if self._is_sum(cells, texts):
            self._since = Decimal(0)
            return Skip.SUM
        if _is_section(texts) and not self._is_dated(cells):
            return self._begin_section(cells)
        if len(texts) == 1 and len(re.findall(r"[^\W\d_]", texts[0])) > 2:
            self._remember(cells)
            if not _FOOT.match(texts[0]):
                self._forget()
            return Skip.NOTE
        return None

    def _forget(self) -> None:
        """Let go of whoever a title between the rows named: what could not be read may have named another person."""
        if self._is_told_between:
            self._titles = Titles(service=self._layout.titles.service, period=self._titles.period)
            self._is_told_between = self._has_rows = False

    def _is_dated(self, cells: Cells) -> bool:
        """Tell whether a row has a day and an amount, so that it is no title whatever else stands in it."""
        day = cells[self._date] if self._date is not None and self._date < len(cells) else ""
        is_counted = any(place < len(cells) and cells[place].strip() for place in self._clocked)
        return re.search("[0-9]", day) is not None and is_counted

    def _begin_section(self, cells: Cells) -> Skip:
        """Take a title between the rows; the first after rows begins another person's part."""
        said = read_titles(cells, self._today)
        is_about_person = said.subject.is_known or said.subject.birth_date is not None
        if not is_about_person and not said.service and not said.period:
            self._forget()
            return Skip.NOTE
        if self._has_rows and is_about_person:
            self._titles = Titles(service=self._layout.titles.service, period=self._titles.period)
            self._has_rows = False
        self._is_told_between = self._is_told_between or is_about_person
        self._titles = self._titles.followed_by(said)
        return Skip.TITLE

    def _is_sum(self, cells: Cells, texts: Sequence[str]) -> bool:
        if not any(SUM.fullmatch(text) for text in texts):
            return False
        if self._date is None or SUM.fullmatch(texts[0]) or any(map(self._is_sum_word, self._cells_of(cells))):
            return True
        day = cells[self._date].strip() if self._date < len(cells) else ""
        return not re.search("[0-9]", day) or SUM.fullmatch(" ".join(day.split())) is not None

    def _cells_of(self, cells: Cells) -> list[str]:
        """Give the cells that name a person or a service."""
        return [cells[place] for place in self._named if place < len(cells)]

    @staticmethod
    def _is_sum_word(cell: str) -> bool:
        return SUM.fullmatch(" ".join(cell.split())) is not None

    def _is_bare_sum(self, cells: Cells) -> bool:
        """Tell whether nothing but amounts stands in a row."""
        filled = {place for place, cell in enumerate(cells) if cell.strip()}
        is_bare = bool(self._amounts) and bool(filled) and filled <= set(self._amounts)
        return is_bare and self._amounts[0] in filled and _number(cells[self._amounts[0]]) is not None

    def _fit(self, cells: Cells) -> str:
        """Make a row as wide as the heading; say what is wrong where it is wider, or a text file's row ends early."""
        width = len(self._layout.heading.names)
        while len(cells) > width and not cells[-1].strip():
            cells.pop()
        if len(cells) > width:
            return tr(
                "The row has cells beyond the {width} of the heading; put quotation marks around a text that holds the"
                " delimiter, and give every column a name.",
                width=width,
            )
        if len(cells) < width and not self._layout.sheet.is_excel and not self._is_complete(len(cells)):
            found = len(cells)
            return tr("The row ends at cell {found} of {width}; export the file anew.", found=found, width=width)
        cells.extend([""] * (width - len(cells)))
        return ""

    def _is_complete(self, found: int) -> bool:
        """Say whether all columns that mean anything lie well within a short row, not at its torn end."""
        needed = [column.place for column in self._layout.columns if column.meaning]
        return bool(needed) and max(needed) < found - 1

    def _fill(self, cells: Cells) -> None:
        """Fill an empty person, date or service from above, where the source leaves them out."""
        for group in self._filled:
            if any(cells[place].strip() for place in group):
                self._above.update((place, cells[place]) for place in group)
            else:
                for place in group:
                    cells[place] = self._above.get(place, "")

    def _remember(self, cells: Cells) -> None:
        for group in self._filled:
            if any(place < len(cells) and cells[place].strip() for place in group):
                self._above.update((place, cells[place] if place < len(cells) else "") for place in group)

    def _count(self, cells: Cells) -> None:
        if self._amounts and (number := _number(cells[self._amounts[0]])) is not None:
            self._whole += number
            self._since += number


def _shared_lines(layout: Layout, amounts: set[int]) -> frozenset[int]:
    """List the lines whose amount stands in a cell merged with one above: filled in, it would count twice."""
    tall = (each for each in layout.sheet.tall if each[2] in amounts and each[0] > layout.heading.last)
    lines = (line for first, last, _ in tall for line in range(first + 1, last + 1))
    return frozenset(islice(lines, MOST_ROWS))


def _filled_places(layout: Layout) -> tuple[tuple[int, ...], ...]:
    """List the places that are filled together: what tells the person, the date, the service."""
    whole_person = (*PERSON_MEANINGS, Meaning.FIRST_NAME, Meaning.BIRTH_DATE)
    person = tuple(column.place for column in layout.columns if column.meaning in whole_person)
    single = [layout.place(meaning) for meaning in (Meaning.DATE, Meaning.SERVICE)]
    return (*((person,) if person else ()), *((place,) for place in single if place is not None))


def _is_section(texts: Sequence[str]) -> bool:
    if len(texts) > MOST_SECTION_TEXTS:
        return False
    return _SECTION.fullmatch(texts[0]) is not None or (len(texts) == 1 and bool(identity_numbers_in(texts[0])))


def _number(text: str) -> Decimal | None:
    """Give a cell's number, a clock's as minutes, so that sums can be compared whatever their unit."""
    bare = "".join(text.split()).replace(",", ".")
    if found := re.fullmatch("([0-9]{1,5}):([0-9]{2})", bare):
        return Decimal(int(found[1]) * 60 + int(found[2]))
    return Decimal(bare) if re.fullmatch(r"[0-9]{1,9}(?:\.[0-9]{1,6})?", bare) else None


def _not_a_sum() -> str:
    return tr("The row has an amount alone, and is no sum of the rows above; write whose it is, or take it out.")
