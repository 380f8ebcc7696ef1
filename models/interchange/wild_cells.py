"""The cells of one line of a wild file, read by the forms that were settled; a bad cell is named, none is guessed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Final, TypeVar

from models.interchange.cells import Bad, identity_reader, read_count, read_staff, read_text, read_yes_no, shown
from models.interchange.memo import Memo
from models.interchange.wild_clocks import ClockForm, read_wild_clock, split_span
from models.interchange.wild_dates import EXAMPLES as DATE_EXAMPLES
from models.interchange.wild_dates import DateForm, read_wild_day, split_moment
from models.interchange.wild_durations import DurationForm, read_wild_duration
from models.interchange.wild_mapping import Mapping
from models.interchange.wild_meanings import Meaning
from models.interchange.wild_periods import Period
from models.interchange.wild_person import NOBODY, Subject, read_birth_date, read_name, read_person
from models.language.words import tr
from models.rules.identity import Identity

T = TypeVar("T")

MARKS: Final = frozenset({"x", "✓", "√"})
"""What people put in a cross table for once, and elsewhere for yes."""

_NOUGHT = re.compile("0+(?:[.,]0+)?")


class WrongCell(Exception):
    """A cell that cannot be read: its column's meaning, and what is wrong and right in the user's language."""

    def __init__(self, meaning: Meaning | None, text: str) -> None:
        super().__init__(text)
        self.meaning = meaning
        self.text = text


def good(meaning: Meaning | None, value: T | Bad) -> T:
    """Give a cell's value.

    Raises:
        WrongCell: it could not be read.
    """
    if isinstance(value, Bad):
        raise WrongCell(meaning, value.text)
    return value


class CellReaders:
    """The readers of a source's cells, each remembering what it has read: a month's file is full of the same texts."""

    def __init__(self, mapping: Mapping, today: date) -> None:
        self._dates: dict[Period | None, Memo[date | Bad]] = {}
        self._date_form = mapping.date_form or DateForm.YEAR_FIRST
        clock_form = mapping.clock_form or ClockForm.COLON
        duration_form = mapping.duration_form or DurationForm.COLON
        self.clock: Memo[int | Bad | None] = Memo(partial(_clock, clock_form))
        self.end: Memo[int | Bad | None] = Memo(partial(_end, clock_form))
        self.duration: Memo[int | Bad | None] = Memo(partial(_duration, duration_form))
        self.pieces: Memo[int | Bad | None] = Memo(_pieces)
        self.staff: Memo[int | Bad] = Memo(read_staff)
        self.double: Memo[bool | Bad] = Memo(_double)
        self.identity: Memo[Identity | Bad | None] = Memo(identity_reader(today))
        self._person: Memo[Subject | Bad] = Memo(partial(read_person, today=today))
        self._birth_date: Memo[date | Bad | None] = Memo(partial(read_birth_date, today=today))

    def day(self, text: str, period: Period | None) -> date | Bad:
        """Read a day, where the period gives what the cell leaves out."""
        memory = self._dates.get(period)
        if memory is None:
            memory = self._dates[period] = Memo(partial(_day, self._date_form, period))
        return memory[text]

    def subject(self, cell: Callable[[Meaning], str]) -> Subject:
        """Read whose the row is from all columns that tell it.

        Raises:
            WrongCell: one of them cannot be read, or two tell different people.
        """
        person = good(Meaning.PERSON, self._person[cell(Meaning.PERSON)]) if cell(Meaning.PERSON) else NOBODY
        name = read_name(good(Meaning.NAME, read_text(cell(Meaning.NAME)))) or _two_names(cell)
        identity = good(Meaning.IDENTITY, self.identity[cell(Meaning.IDENTITY)])
        if identity and person.identity and identity != person.identity:
            raise WrongCell(Meaning.IDENTITY, tr("The row has two identity numbers; see which of them is right."))
        return Subject(
            case=good(Meaning.CASE, read_text(cell(Meaning.CASE))) or person.case,
            identity=identity or person.identity,
            name=name or person.name,
            birth_date=good(Meaning.BIRTH_DATE, self._birth_date[cell(Meaning.BIRTH_DATE)]) or person.birth_date,
        )


def _two_names(cell: Callable[[Meaning], str]) -> str:
    first = good(Meaning.FIRST_NAME, read_text(cell(Meaning.FIRST_NAME)))
    last = good(Meaning.LAST_NAME, read_text(cell(Meaning.LAST_NAME)))
    return f"{first} {last}".strip()


def _day(form: DateForm, period: Period | None, text: str) -> date | Bad:
    if not text.strip():
        return Bad(tr("This is empty; it must be filled in."))
    day = read_wild_day(text, form, period)
    if day is None:
        day = read_wild_day(split_moment(text)[0], form, period)
    if day is not None:
        return day
    example = DATE_EXAMPLES[form]
    return Bad(
        tr(
            "{cell} is not a date like the others of the file ({example}); see that it is right.",
            cell=shown(text.strip()),
            example=example,
        )
    )


def _clock(form: ClockForm, text: str) -> int | Bad | None:
    minute = _end(form, text)
    return _no_time(text) if minute == 1440 else minute


def _end(form: ClockForm, text: str) -> int | Bad | None:
    bare = text.strip()
    if not bare:
        return None
    minute = read_wild_clock(bare, form)
    return _no_time(bare) if minute is None else minute


def _no_time(text: str) -> Bad:
    return Bad(tr("{cell} is not a time like the others of the file; see that it is right.", cell=shown(text)))


def _duration(form: DurationForm, text: str) -> int | Bad | None:
    bare = text.strip()
    if not bare:
        return None
    minutes = read_wild_duration(bare, form)
    if minutes is None:
        return Bad(
            tr(
                "{cell} is not whole minutes as the others of the file are written; see that it is right.",
                cell=shown(bare),
            )
        )
    return minutes


def _double(text: str) -> bool | Bad:
    return True if text.strip().casefold() in MARKS else read_yes_no(text)


def _pieces(text: str) -> int | Bad | None:
    bare = text.strip()
    if bare.casefold() in MARKS:
        return 1
    if _NOUGHT.fullmatch(bare):
        return 0
    return read_count(bare.removesuffix("st").removesuffix("st.").strip())


def both_times(text: str) -> tuple[str, str]:
    """Divide a cell of two times.

    Raises:
        WrongCell: there are not two.
    """
    halves = split_span(text)
    if halves is None:
        raise WrongCell(Meaning.SPAN, tr("The cell does not hold two times; write them as 08:10-09:00."))
    return halves
