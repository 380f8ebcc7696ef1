"""Answer what a file leaves open: `Tid=duration`, `dusch=home-care`, `period=2026-07`."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from models.errors import WrongUse
from models.interchange.columns import plain_name
from models.interchange.wild import Understanding
from models.interchange.wild_mapping import SKIP, STATUSES, Mapping, plain_word
from models.interchange.wild_meanings import Meaning
from models.interchange.wild_questions import AnswerRefused, Question, QuestionCode, answered
from models.language.words import tr
from models.rules.services import SERVICE_OF

Answer = tuple[str, str]
"""What it is about (a column, a word, or the code of a question), and what was said."""

MOST_ROUNDS = 8
"""An answer may lay open what could not be asked before, as the words of a column of services."""

ABOUT_COLUMNS = frozenset(
    {
        QuestionCode.DATE_COLUMN,
        QuestionCode.AMOUNT_COLUMN,
        QuestionCode.PERSON_COLUMN,
        QuestionCode.SERVICE_COLUMN,
    }
)


def with_answers(
    read: Callable[[Mapping | None], Understanding], mapping: Mapping | None, answers: Iterable[Answer]
) -> Understanding:
    """Understand a file with a mapping and some answers; what the answers leave open is in its questions.

    Raises:
        WrongUse: an answer fits nothing in the file, or is none that its question takes.
    """
    found = read(mapping)
    left = [(subject.strip(), said.strip()) for subject, said in answers]
    for _ in range(MOST_ROUNDS):
        if not left or found.faults:
            break
        changed, rest = found.mapping, list[Answer]()
        for answer in left:
            taken = _taken(changed, found, answer)
            changed, rest = (changed, [*rest, answer]) if taken is None else (taken, rest)
        if len(rest) == len(left):
            raise WrongUse(what=_fits_nothing(rest[0]))
        left, found = rest, read(changed)
    return found


def _taken(mapping: Mapping, found: Understanding, answer: Answer) -> Mapping | None:
    """Put an answer into a mapping; nothing where it has nothing to do with the file as far as it is understood."""
    subject, said = answer
    for question in found.questions:
        if _is_about(question, subject):
            try:
                return answered(mapping, question, _as_asked(question, said))
            except AnswerRefused:
                if question.code is not QuestionCode.COLUMN and question.code not in ABOUT_COLUMNS:
                    raise WrongUse(what=_wrong(question, said)) from None
    names = {
        name for sheet in found.sheets for column in sheet.columns for name in (column.plain, plain_name(column.name))
    }
    if plain_name(subject) in names and said in set(Meaning):
        return mapping.with_column(_plain_of(found, subject), Meaning(said))
    if said in SERVICE_OF or said == SKIP:
        return mapping.with_service(plain_word(subject), said)
    if said in STATUSES:
        return mapping.with_status(plain_word(subject), said)
    return _of_the_file(mapping, subject, said)


def _of_the_file(mapping: Mapping, subject: str, said: str) -> Mapping | None:
    """Put in an answer to a question that is named by its code, whether or not it is asked: `period=2026-07`."""
    code, _, about = subject.partition(":")
    if code not in set(QuestionCode):
        return None
    try:
        return answered(mapping, Question(QuestionCode(code), about, ""), said)
    except AnswerRefused:
        raise WrongUse(what=tr("{said} is no answer to {subject}.", said=said, subject=subject)) from None


def _is_about(question: Question, subject: str) -> bool:
    same = {question.code.value, f"{question.code}:{question.subject}".casefold()}
    about = {question.subject.casefold(), plain_name(question.subject), plain_word(question.subject)} - {""}
    return subject.casefold() in same | about


def _as_asked(question: Question, said: str) -> str:
    """Write `Tid=duration` as a question about one column wants it: `duration:Tid`."""
    if question.code is QuestionCode.COLUMN and ":" not in said:
        return f"{said}:{question.subject}"
    return said


def _plain_of(found: Understanding, subject: str) -> str:
    """Give the name by which a mapping knows the column."""
    columns = [column for sheet in found.sheets for column in sheet.columns]
    wanted = plain_name(subject)
    return next((column.plain for column in columns if column.plain == wanted), wanted)


def _fits_nothing(answer: Answer) -> str:
    return tr(
        "{subject} is no column, word or question of the file; see: vistelse hours preview FILE", subject=answer[0]
    )


def _wrong(question: Question, said: str) -> str:
    options = ", ".join(question.options)
    return tr("{said} does not answer “{question}” {options}", said=said, question=question.text, options=options)
