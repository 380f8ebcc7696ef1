"""One line of a wild file becomes its rows: mostly one, in a cross table one a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from models.interchange.cells import Bad, read_text
from models.interchange.faults import coded
from models.interchange.wild_cells import CellReaders, WrongCell, both_times, good
from models.interchange.wild_dates import split_moment
from models.interchange.wild_durations import is_told_as_time
from models.interchange.wild_lines import Layout, Line, Skip
from models.interchange.wild_mapping import SKIP, Mapping
from models.interchange.wild_meanings import Meaning
from models.interchange.wild_periods import Period
from models.interchange.wild_person import Subject
from models.interchange.wild_row import Amount, Deed, WildRow, wild_row
from models.interchange.wild_words import PLANNED, Kind, Words
from models.language.words import tr
from models.rules.row_checks import RowCheck
from models.rules.services import SERVICE_OF, Unit

Cell = Callable[[Meaning], str]


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong in a line: the column's name as the file has it, and the words for the user."""

    column: str | None
    text: str


_OF_CELLS = {
    "case": Meaning.CASE,
    "date": Meaning.DATE,
    "start": Meaning.START,
    "end": Meaning.END,
    "minutes": Meaning.DURATION,
    "pieces": Meaning.PIECES,
    "band": Meaning.BAND,
}
"""The columns that hour_cells names, by what they mean here."""


class LineReader:
    """Reads the lines of one sheet."""

    def __init__(self, layout: Layout, mapping: Mapping, readers: CellReaders, today: date) -> None:
        self._layout = layout
        self._mapping = mapping
        self._readers = readers
        self._words = Words(mapping)
        self._today = today
        self._places = {column.meaning: column.place for column in layout.columns if column.meaning}
        self._names = {column.meaning: column.name for column in layout.columns if column.meaning}

    def read(self, line: Line) -> list[WildRow] | list[Wrong] | Skip:
        """Give the rows of a line, or what is wrong with it, or why it is left out."""

        def cell(meaning: Meaning) -> str:
            place = self._places.get(meaning)
            return line.cells[place] if place is not None else ""

        try:
            deed = self._deed(cell, line)
            if isinstance(deed, Skip):
                return deed
            subject = self._subject(cell, line)
            if self._layout.days:
                return self._across(line, subject, deed)
            day, amount = self._amount(cell, line.titles.period, deed.kind)
        except WrongCell as wrong:
            return [Wrong(self._name_of(wrong.meaning), wrong.text)]
        return self._row(line, subject, day, amount, deed)

    def _name_of(self, meaning: Meaning | None) -> str | None:
        """Name a column as the file does; where it has none of that meaning, the row as a whole is meant."""
        return self._names.get(meaning) if meaning else None

    def _deed(self, cell: Cell, line: Line) -> Deed | Skip:
        """Read what was done; rows of a plan and of services that are not billed are left out.

        Raises:
            WrongCell: a cell cannot be read.
        """
        kind = self._kind(cell)
        if kind is None:
            return Skip.PLANNED
        service = self._service(cell(Meaning.SERVICE).strip() or line.titles.service)
        if service == SKIP:
            return Skip.SERVICE
        staff = good(Meaning.STAFF, self._readers.staff[cell(Meaning.STAFF)])
        if good(Meaning.DOUBLE, self._readers.double[cell(Meaning.DOUBLE)]):
            staff = 2
        key = good(Meaning.KEY, read_text(cell(Meaning.KEY)))
        return Deed(key, service, staff, good(Meaning.BAND, read_text(cell(Meaning.BAND))), kind)

    def _kind(self, cell: Cell) -> Kind | None:
        if Meaning.STATUS not in self._places:
            return Kind.EXECUTED
        word = self._words.status(cell(Meaning.STATUS))
        if word is None:
            raise WrongCell(Meaning.STATUS, tr("The status is not known; say in the mapping what it stands for."))
        return None if word == PLANNED else Kind(word)

    def _service(self, word: str) -> str:
        if not word:
            if self._mapping.default_service:
                return self._mapping.default_service
            raise WrongCell(Meaning.SERVICE, tr("The service is not told; write it, or choose one for the file."))
        code = self._words.service(word)
        if code is None:
            raise WrongCell(Meaning.SERVICE, tr("The service is not known; say in the mapping what it stands for."))
        return code

    def _subject(self, cell: Cell, line: Line) -> Subject:
        subject = self._readers.subject(cell).filled_by(line.titles.subject)
        if not subject.is_known and self._mapping.default_case:
            subject = replace(subject, case=self._mapping.default_case)
        return subject

    def _amount(self, cell: Cell, period: Period | None, kind: Kind) -> tuple[date, Amount]:
        """Read the day and how much was done.

        Raises:
            WrongCell: a cell cannot be read.
        """
        readers = self._readers
        start_text, end_text = cell(Meaning.START), cell(Meaning.END)
        if cell(Meaning.SPAN).strip():
            start_text, end_text = both_times(cell(Meaning.SPAN))
        day_text, clock_text = split_moment(start_text)
        end_day_text, end_clock_text = split_moment(end_text)
        if not clock_text:
            day_text, clock_text = "", start_text
        day = good(Meaning.DATE if Meaning.DATE in self._places else Meaning.START, self._day(cell, day_text, period))
        if end_clock_text:
            end_text = end_clock_text
            self._check_end(day, end_day_text, period)
        minutes = good(Meaning.DURATION, readers.duration[cell(Meaning.DURATION)])
        pieces = good(Meaning.PIECES, readers.pieces[cell(Meaning.PIECES)])
        if kind is Kind.EXECUTED and 0 in (minutes, pieces):
            meaning = Meaning.DURATION if minutes == 0 else Meaning.PIECES
            text = tr("The number is zero; leave the row out where nothing was done.")
            raise WrongCell(meaning, coded(RowCheck.ZERO, text))
        start = good(Meaning.START, readers.clock[clock_text])
        return day, Amount(start, good(Meaning.END, readers.end[end_text]), minutes or None, pieces or None)

    def _day(self, cell: Cell, of_start: str, period: Period | None) -> date | Bad:
        """Read the day from its own column, or from the start where that has it; both must agree."""
        if Meaning.DATE not in self._places:
            return self._readers.day(of_start, period)
        day = self._readers.day(cell(Meaning.DATE), period)
        if of_start and not isinstance(day, Bad) and self._readers.day(of_start, period) != day:
            return Bad(tr("The date is another than that of the start; see which of the two is right."))
        return day

    def _check_end(self, day: date, text: str, period: Period | None) -> None:
        """See that an end's own day is that of the start or the next.

        Raises:
            WrongCell: it is another, or cannot be read.
        """
        end = good(Meaning.END, self._readers.day(text, period))
        if end not in (day, day + timedelta(days=1)):
            text = tr("The end lies more than a day from the start; divide the time by days.")
            raise WrongCell(Meaning.END, coded(RowCheck.MORE_THAN_A_DAY, text))

    def _row(self, line: Line, subject: Subject, day: date, amount: Amount, deed: Deed) -> list[WildRow] | list[Wrong]:
        made = wild_row(line.number, self._layout.sheet.name, subject, day, amount, deed, self._today)
        if isinstance(made, WildRow):
            return [made]
        return [Wrong(self._name_of(_OF_CELLS[column]), text) for column, text in made]

    def _across(self, line: Line, subject: Subject, deed: Deed) -> list[WildRow] | list[Wrong] | Skip:
        """Read the days of a cross table; an empty cell and a nought are nothing done."""
        rows: list[WildRow] = []
        wrong: list[Wrong] = []
        names = self._layout.heading.names
        for place in self._layout.lost_days:
            if line.cells[place].strip():
                wrong.append(Wrong(names[place], tr("There is no such day in the month; move what stands in it.")))
        for place, day in self._layout.days:
            try:
                amount = self._cell_across(line.cells[place], deed.service)
            except WrongCell as found:
                wrong.append(Wrong(names[place], found.text))
                continue
            if amount is not None:
                keyed = deed._replace(key=f"{deed.key}:{day}" if deed.key else "")
                for made in self._row(line, subject, day, amount, keyed):
                    if isinstance(made, WildRow):
                        rows.append(made)
                    else:
                        wrong.append(replace(made, column=names[place]))
        return wrong or rows or Skip.NOTHING

    def _cell_across(self, text: str, service: str) -> Amount | None:
        """Read one day of a cross table, time or pieces as the service is counted; nothing where nothing was done."""
        if not text.strip():
            return None
        if SERVICE_OF[service].unit is Unit.HOUR or is_told_as_time(text):
            minutes = good(None, self._readers.duration[text])
            return Amount(minutes=minutes) if minutes else None
        pieces = good(None, self._readers.pieces[text])
        return Amount(pieces=pieces) if pieces else None
