"""What a file leaves open: questions that one step of mapping answers, each with the answers that are possible."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from models.interchange.wild_clocks import ClockForm
from models.interchange.wild_dates import DateForm
from models.interchange.wild_durations import DurationForm
from models.interchange.wild_mapping import SKIP, STATUSES, Mapping
from models.interchange.wild_meanings import Meaning
from models.interchange.wild_periods import period_of
from models.rules.services import SERVICE_OF

ALL_SHEETS: Final = "*"
YES, NO = "yes", "no"
DEFAULT: Final = "="
"""Stands before an answer that is not a column but holds for the whole file: '=home-care', '=SN 2026/17'."""


class QuestionCode(StrEnum):
    """What is asked."""

    HEADING = "heading"
    SHEETS = "sheets"
    COLUMN = "column"
    DATE_COLUMN = "date-column"
    AMOUNT_COLUMN = "amount-column"
    PERSON_COLUMN = "person-column"
    SERVICE_COLUMN = "service-column"
    SERVICE_WORD = "service-word"
    STATUS_WORD = "status-word"
    DATE_FORM = "date-form"
    CLOCK_FORM = "clock-form"
    DURATION_FORM = "duration-form"
    PERIOD = "period"
    BLANKS = "blanks"


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that is not told: about what (a column, a word), in the user's language, and the answers that fit.

    Where there are no options the answer is free: a line number, a period such as 2026-07. `rows` says how many rows
    wait for it, where that is known.
    """

    code: QuestionCode
    subject: str
    text: str
    options: tuple[str, ...] = ()
    rows: int = 0


class AnswerRefused(ValueError):
    """An answer that does not fit its question."""


def answered(mapping: Mapping, question: Question, answer: str) -> Mapping:
    """Give the mapping with one question answered.

    Raises:
        AnswerRefused: the answer is none that the question takes.
    """
    try:
        return _answered(mapping, question, answer.strip())
    except (ValueError, KeyError):
        raise AnswerRefused(question.code.value) from None


def _answered(mapping: Mapping, question: Question, answer: str) -> Mapping:
    match question.code:
        case QuestionCode.HEADING:
            return replace(mapping, heading_line=_line(answer))
        case QuestionCode.SHEETS:
            names = tuple(option for option in question.options if option != ALL_SHEETS)
            return replace(mapping, sheets=names if answer == ALL_SHEETS else (_one_of(answer, names),))
        case QuestionCode.SERVICE_WORD:
            return mapping.with_service(question.subject, _one_of(answer, (*SERVICE_OF, SKIP)))
        case QuestionCode.STATUS_WORD:
            return mapping.with_status(question.subject, _one_of(answer, STATUSES))
        case QuestionCode.DATE_FORM:
            return replace(mapping, date_form=DateForm(answer))
        case QuestionCode.CLOCK_FORM:
            return replace(mapping, clock_form=ClockForm(answer))
        case QuestionCode.DURATION_FORM:
            return replace(mapping, duration_form=DurationForm(answer))
        case QuestionCode.PERIOD:
            return replace(mapping, period=_period(answer))
        case QuestionCode.BLANKS:
            return replace(mapping, fill_down=_one_of(answer, (YES, NO)) == YES)
        case _:
            return _column_answered(mapping, question.code, answer)


def _column_answered(mapping: Mapping, code: QuestionCode, answer: str) -> Mapping:
    """Take 'meaning:column', or what holds for the whole file."""
    if answer.startswith(DEFAULT) and code is QuestionCode.SERVICE_COLUMN:
        return replace(mapping, default_service=_one_of(answer[1:].strip(), tuple(SERVICE_OF)))
    if answer.startswith(DEFAULT) and code is QuestionCode.PERSON_COLUMN and answer[1:].strip():
        return replace(mapping, default_case=answer[1:].strip())
    meaning, colon, name = answer.partition(":")
    if not colon or not name.strip():
        raise AnswerRefused(code.value)
    return mapping.with_column(name, Meaning(meaning.strip()))


def _one_of(answer: str, options: tuple[str, ...]) -> str:
    if answer not in options:
        raise AnswerRefused("not an option")
    return answer


def _line(answer: str) -> int:
    if not answer.isdecimal():
        raise AnswerRefused("not a line")
    return int(answer)


def _period(answer: str) -> str:
    if period_of(answer) is None:
        raise AnswerRefused("not a period")
    return answer
