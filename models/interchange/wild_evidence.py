"""What stands in a source's columns, gathered in one walk over all of its rows: texts, each kept once, and counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from models.interchange.wild_cells import MARKS
from models.interchange.wild_clocks import split_span
from models.interchange.wild_dates import split_moment
from models.interchange.wild_durations import is_told_as_time
from models.interchange.wild_lines import Layout, Line, Walk
from models.interchange.wild_mapping import SKIP
from models.interchange.wild_meanings import Meaning
from models.interchange.wild_periods import Period
from models.interchange.wild_words import PLANNED, Words
from models.rules.services import SERVICE_OF, Unit

_Cell = Callable[[Meaning], str]

MOST_TEXTS: Final = 5_000
"""How many different texts of a column are judged by; a month has 31 days and 1440 minutes."""


@dataclass(slots=True)
class Evidence:
    """What was found; every dictionary keeps the order in which the texts came."""

    days: dict[tuple[str, Period | None], None] = field(default_factory=dict)
    clocks: dict[str, None] = field(default_factory=dict)
    durations: dict[str, None] = field(default_factory=dict)
    services: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    rows: Counter[int] = field(default_factory=Counter)
    """By the sheet's number."""
    nobody: int = 0
    no_service: int = 0
    blanks: int = 0
    """Rows that lack the person, the day or the service that a row above them has."""
    both: int = 0
    """Rows that tell a time and a number of pieces."""


class Gatherer:
    """Walks over sheets and gathers what stands in them."""

    def __init__(self, words: Words, today: date) -> None:
        self.evidence = Evidence()
        self._words = words
        self._today = today

    def gather(self, layout: Layout) -> None:
        """Gather one sheet."""
        places = {column.meaning: column.place for column in layout.columns if column.meaning}
        for line in Walk(layout, self._today).lines():
            if line.skip is None and not line.wrong:
                self.evidence.rows[layout.sheet.number] += 1
                self._gather_row(layout, places, line)

    def _gather_row(self, layout: Layout, places: dict[Meaning, int], line: Line) -> None:
        def cell(meaning: Meaning) -> str:
            return line.cells[places[meaning]].strip() if meaning in places else ""

        found = self.evidence
        status = cell(Meaning.STATUS)
        if Meaning.STATUS in places:
            found.statuses[status] += 1
            if self._words.status(status) == PLANNED:
                return
        service = self._gather_service(cell(Meaning.SERVICE) or line.titles.service)
        if service == SKIP:
            return
        self._gather_times(cell(Meaning.DATE), cell, line.titles.period)
        has_service = Meaning.SERVICE not in places or bool(cell(Meaning.SERVICE) or line.titles.service)
        has_day = Meaning.DATE not in places or bool(cell(Meaning.DATE))
        self._gather_blanks(layout, line, is_whole=has_service and has_day)
        is_timed = service is None or SERVICE_OF[service].unit is Unit.HOUR
        for place, _ in layout.days:
            text = line.cells[place].strip()
            if is_timed or is_told_as_time(text):
                _keep(found.durations, text)

    def _gather_service(self, word: str) -> str | None:
        """Count a row's service; give its code, None where it is not known or not told."""
        if not word:
            self.evidence.no_service += 1
            return None
        self.evidence.services[" ".join(word.split())] += 1
        return self._words.service(word)

    def _gather_times(self, day: str, cell: _Cell, period: Period | None) -> None:
        found = self.evidence
        if day:
            _keep_day(found.days, split_moment(day)[0], period)
        texts = [cell(Meaning.START), cell(Meaning.END), *(split_span(cell(Meaning.SPAN)) or ())]
        for text in filter(None, texts):
            day_text, clock = split_moment(text)
            _keep(found.clocks, clock or text)
            if clock and not day:
                _keep_day(found.days, day_text, period)
        _keep(found.durations, cell(Meaning.DURATION))
        found.both += bool(cell(Meaning.PIECES)) and bool(cell(Meaning.DURATION) or any(texts))

    def _gather_blanks(self, layout: Layout, line: Line, *, is_whole: bool) -> None:
        """Count a row that tells not whose it is, and one that lacks what its columns should hold."""
        has_person = line.titles.subject.is_known or any(line.cells[place].strip() for place in layout.people)
        self.evidence.nobody += not has_person
        self.evidence.blanks += not is_whole or (bool(layout.people) and not has_person)


def _keep(texts: dict[str, None], text: str) -> None:
    if text and text.casefold() not in MARKS and len(texts) < MOST_TEXTS:
        texts[text] = None


def _keep_day(days: dict[tuple[str, Period | None], None], text: str, period: Period | None) -> None:
    if len(days) < MOST_TEXTS:
        days[text, period] = None
