"""What is settled by the file itself and what has to be asked: forms of days and times, words, columns."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from models.interchange import wild_clocks, wild_durations
from models.interchange.wild_clocks import clock_forms_of
from models.interchange.wild_dates import DateForm, date_forms_of
from models.interchange.wild_durations import Hint, duration_forms_of
from models.interchange.wild_evidence import Evidence
from models.interchange.wild_layouts import Drafted
from models.interchange.wild_mapping import SKIP, STATUSES, Mapping, plain_word
from models.interchange.wild_meanings import Meaning
from models.interchange.wild_periods import Period, period_in
from models.interchange.wild_questions import NO, YES, Question, QuestionCode
from models.interchange.wild_words import Words, harmless_word
from models.language.words import ntr, tr
from models.rules.services import SERVICE_OF

MOST_WORDS: Final = 200
"""How many unknown words are asked about; a column with more is not a column of services."""

_ASSUMED: Final = (Period(date(2000, 1, 1), date(2000, 1, 31)), Period.of_year(2000))
_BLANKS_ONE_IN: Final = 5
"""So many rows with blanks look like a habit of the source; fewer are faults."""


class Decider:
    """Settles what the evidence settles, and asks about the rest."""

    def __init__(self, file: str, mapping: Mapping, drafts: Sequence[Drafted], evidence: Evidence) -> None:
        self.mapping = mapping
        self.questions: list[Question] = []
        self._file = file
        self._drafts = drafts
        self._evidence = evidence
        self._is_excel = any(draft.layout.sheet.is_excel for draft in drafts)

    def decide(self) -> None:
        """Fill the mapping and list the questions."""
        for draft in self._drafts:
            for column in draft.layout.columns:
                if column.meaning and column.plain not in dict(self.mapping.columns):
                    self.mapping = self.mapping.with_column(column.plain, column.meaning)
        self._decide_days()
        self._decide_clocks()
        self._decide_durations()
        self.questions.extend(self._about_services())
        self.questions.extend(self._about_statuses())
        self.questions.extend(self._about_blanks())
        self.questions.extend(self._about_both())

    def _name(self, *meanings: Meaning) -> str:
        columns = (column for draft in self._drafts for column in draft.layout.columns)
        return next((column.name for column in columns if column.meaning in meanings), "")

    def _decide_days(self) -> None:
        self._decide_period_across()
        cells = tuple(self._evidence.days)
        if self.mapping.date_form or not cells:
            self._ask_period_for_form(cells)
            return
        forms = date_forms_of(cells)
        if len(forms) == 1:
            self.mapping = replace(self.mapping, date_form=forms[0])
            return
        if not forms and self._lacks_period(cells):
            self._ask_period()
            return
        self._ask(
            QuestionCode.DATE_FORM,
            self._name(Meaning.DATE, Meaning.START),
            tr("The days can be read in more than one way; say how they are written."),
            [form.value for form in forms],
        )

    def _decide_period_across(self) -> None:
        """Ask for the month of a cross table whose days stand alone."""
        for draft in self._drafts:
            if (
                draft.layout.days
                and draft.layout.titles.period is None
                and draft.layout.days[0][1].year == _ASSUMED_YEAR
            ):
                self._ask_period()

    def _ask_period_for_form(self, cells: Sequence[tuple[str, Period | None]]) -> None:
        needs = self.mapping.date_form in (DateForm.DAY, DateForm.DAY_MONTH, DateForm.MONTH_DAY, DateForm.WORDS)
        if cells and needs and not date_forms_of(cells) and self._lacks_period(cells):
            self._ask_period()

    def _lacks_period(self, cells: Sequence[tuple[str, Period | None]]) -> bool:
        """Tell whether the days could be read if only their month or year were known."""
        return any(date_forms_of([(text, assumed) for text, _ in cells]) for assumed in _ASSUMED)

    def _ask_period(self) -> None:
        if any(question.code is QuestionCode.PERIOD for question in self.questions):
            return
        named = period_in(self._file.replace("_", " ").rpartition(".")[0])
        options = [f"{named.first:%Y-%m}"] if named else []
        self._ask(
            QuestionCode.PERIOD, "", tr("The days stand without month or year; write the month as 2026-07."), options
        )

    def _decide_clocks(self) -> None:
        texts = tuple(self._evidence.clocks)
        if self.mapping.clock_form or not texts:
            return
        forms = clock_forms_of(texts, is_excel=self._is_excel)
        if wild_clocks.is_certain(forms):
            self.mapping = replace(self.mapping, clock_form=forms[0])
            return
        self._ask(
            QuestionCode.CLOCK_FORM,
            self._name(Meaning.START, Meaning.SPAN, Meaning.END),
            tr("The times can be read in more than one way; say how they are written."),
            [form.value for form in forms],
        )

    def _decide_durations(self) -> None:
        texts = tuple(self._evidence.durations)
        if self.mapping.duration_form or not texts:
            return
        forms = duration_forms_of(texts, self._hint(), is_excel=self._is_excel)
        if wild_durations.is_certain(forms):
            self.mapping = replace(self.mapping, duration_form=forms[0])
            return
        self._ask(
            QuestionCode.DURATION_FORM,
            self._name(Meaning.DURATION),
            tr("How long it took can be read in more than one way; say how it is written."),
            [form.value for form in forms],
        )

    def _hint(self) -> Hint:
        columns = (column for draft in self._drafts for column in draft.layout.columns)
        hints: set[Hint] = {column.hint for column in columns if column.meaning is Meaning.DURATION}
        return hints.pop() if len(hints) == 1 else ""

    def _about_services(self) -> Iterator[Question]:
        words = Words(self.mapping)
        asked: dict[str, int] = {}
        for text, rows in self._evidence.services.items():
            code = words.service(text)
            if code is None:
                asked[plain_word(text)] = asked.get(plain_word(text), 0) + rows
            elif plain_word(text) not in dict(self.mapping.services):
                self.mapping = self.mapping.with_service(text, code)
        if len(asked) > MOST_WORDS:
            yield Question(
                QuestionCode.SERVICE_COLUMN,
                self._name(Meaning.SERVICE),
                tr(
                    "The column of services has more than {most} different texts; choose another column.",
                    most=MOST_WORDS,
                ),
            )
            return
        for word, rows in asked.items():
            text = ntr(
                "“{word}” is no service that is known ({n} row); choose which it is.",
                "“{word}” is no service that is known ({n} rows); choose which it is.",
                rows,
                word=harmless_word(word),
            )
            yield Question(QuestionCode.SERVICE_WORD, word, text, (*SERVICE_OF, SKIP), rows)

    def _about_statuses(self) -> Iterator[Question]:
        words = Words(self.mapping)
        asked: dict[str, int] = {}
        for text, rows in self._evidence.statuses.items():
            status = words.status(text)
            if status is None:
                asked[plain_word(text)] = asked.get(plain_word(text), 0) + rows
            elif plain_word(text) not in dict(self.mapping.statuses):
                self.mapping = self.mapping.with_status(text, status)
        for word, rows in list(asked.items())[:MOST_WORDS]:
            text = ntr(
                "The status “{word}” is not known ({n} row); say whether such care was carried out.",
                "The status “{word}” is not known ({n} rows); say whether such care was carried out.",
                rows,
                word=harmless_word(word),
            )
            yield Question(QuestionCode.STATUS_WORD, word, text, STATUSES, rows)

    def _about_blanks(self) -> Iterator[Question]:
        found = self._evidence
        rows = sum(found.rows.values())
        if self.mapping.fill_down is None and found.blanks * _BLANKS_ONE_IN > rows > 1:
            text = tr("Many rows leave out the person, the day or the service; do they mean that of the row above?")
            yield Question(QuestionCode.BLANKS, "", text, (YES, NO), found.blanks)

    def _about_both(self) -> Iterator[Question]:
        """Ask which column to leave unread where rows are measured twice."""
        found = self._evidence
        if found.both * _BLANKS_ONE_IN <= sum(found.rows.values()):
            return
        columns = [column for draft in self._drafts for column in draft.layout.columns]
        measures = [column for column in columns if column.meaning in (Meaning.PIECES, Meaning.DURATION)]
        options = dict.fromkeys(f"{Meaning.IGNORED}:{column.plain}" for column in measures)
        text = tr("Many rows tell both a time and a number; choose the column to leave unread.")
        yield Question(QuestionCode.COLUMN, Meaning.PIECES.value, text, tuple(options), found.both)

    def _ask(self, code: QuestionCode, subject: str, text: str, options: Sequence[str]) -> None:
        """Ask which form it is; where none reads anything, each cell is told as a fault instead."""
        if not options and code is not QuestionCode.PERIOD:
            return
        self.questions.append(Question(code, subject, text, tuple(options), sum(self._evidence.rows.values())))


_ASSUMED_YEAR: Final = 2000


def about_columns(draft: Drafted, told: Collection[Meaning]) -> Iterator[Question]:
    """Ask which column holds what nothing else tells, and which of several that claim the same."""
    columns = [column for column in draft.layout.columns if column.name]
    free = [column for column in columns if column.meaning is None]
    texts = {
        Meaning.DATE: (QuestionCode.DATE_COLUMN, tr("No column is known as the day; choose it.")),
        Meaning.DURATION: (QuestionCode.AMOUNT_COLUMN, tr("No column is known as the time or the number; choose it.")),
        Meaning.PERSON: (
            QuestionCode.PERSON_COLUMN,
            tr("It is not told whose the hours are; choose the column, or write the case number after =."),
        ),
        Meaning.SERVICE: (
            QuestionCode.SERVICE_COLUMN,
            tr("No column is known as the service; choose it, or write the service of the whole file after =."),
        ),
    }
    choices = {
        Meaning.DATE: (Meaning.DATE,),
        Meaning.DURATION: (Meaning.DURATION, Meaning.PIECES, Meaning.SPAN, Meaning.START, Meaning.END),
        Meaning.PERSON: (Meaning.PERSON, Meaning.CASE, Meaning.IDENTITY, Meaning.NAME),
        Meaning.SERVICE: (Meaning.SERVICE,),
    }
    for meaning in [meaning for meaning in draft.lacks if meaning not in told]:
        code, text = texts[meaning]
        yield Question(code, "", text, tuple(f"{each}:{column.plain}" for column in free for each in choices[meaning]))
    for meaning in draft.twice:
        claims = [column for column in columns if column.meaning is meaning]
        names = ", ".join(harmless_word(column.name) for column in claims)
        text = tr("The columns {names} seem to hold the same; choose the one to read.", names=names)
        yield Question(
            QuestionCode.COLUMN, meaning.value, text, tuple(f"{meaning}:{column.plain}" for column in claims)
        )
