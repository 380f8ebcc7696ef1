"""Understand a planning system's file by what is kept of its source and by what the user answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.care_errors import QuestionsOpen
from models.errors import ImportRefused, WrongUse
from models.interchange.faults import Fault
from models.interchange.hours_file import stream_hours
from models.interchange.table_file import Table
from models.interchange.wild import Understanding, understand
from models.interchange.wild_mapping import Mapping, MappingRefused, fingerprint
from models.interchange.wild_questions import Question
from models.language.words import tr
from models.operations.hours.answer_questions import Answer, with_answers
from models.operations.hours.sources import find_source, source_name


@dataclass(frozen=True, slots=True)
class Said:
    """What the user says of a file besides its content: the name of its source, and answers to its questions."""

    source: str = ""
    answers: tuple[Answer, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything was said."""
        return bool(self.source or self.answers)


AS_IT_IS = Said()

MOST_SHOWN = 6
"""Answers that a refusal lists; the preview lists them all."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A file as it is understood, and the source that it came from; '' where none is known."""

    understanding: Understanding
    source: str
    is_kept: bool
    """Whether the source had a mapping before."""


def recognise(file: str, content: bytes, said: Said, today: date) -> Recognised:
    """Understand a file; the source is known by its name, or else by the file's heading.

    Raises:
        WrongUse: an answer fits nothing in the file.
    """

    def read(mapping: Mapping | None) -> Understanding:
        return understand(file, content, mapping, today)

    name = source_name(said.source)
    bare = read(None)
    try:
        kept = find_source(name, bare.fingerprint)
    except MappingRefused:
        kept = None  # of a newer version: asked anew
    found = with_answers(read, kept.mapping, said.answers) if kept else bare
    if not kept and said.answers:
        found = with_answers(read, None, said.answers)
    return Recognised(found, name or (kept.name if kept else ""), kept is not None)


def refuse_open(file: str, found: Understanding) -> None:
    """Refuse a file that cannot be read, or not before somebody has answered.

    Raises:
        ImportRefused: it cannot be read.
        QuestionsOpen: something of it is not told.
    """
    if found.faults:
        raise ImportRefused(file, found.faults)
    if found.questions:
        asked = [Fault(file, None, subject_of(each), question_text(each)) for each in found.questions]
        raise QuestionsOpen(file, tuple(asked))


def subject_of(question: Question) -> str:
    """Say how an answer on the command line names a question: by its column or word, else by its code."""
    return question.subject or question.code.value


def question_text(question: Question) -> str:
    """Say a question with the answers that it takes."""
    if not question.options:
        return question.text
    shown = question.options
    if len(shown) > MOST_SHOWN:
        shown = (*shown[: MOST_SHOWN - 2], "…", shown[-1])
    return f"{question.text} [{' | '.join(shown)}]"


def is_strict(table: Table, today: date) -> bool:
    """Say whether a file's heading names the columns of the hours file itself."""
    if table.faults:
        return False
    first = next(iter(stream_hours(table, today)), None)
    return not (isinstance(first, Fault) and first.line == table.heading_line)


def came_before(table: Table) -> bool:
    """Say whether a file of the strict form has the heading of a source that is kept."""
    return find_source("", fingerprint(table.heading)) is not None


def refuse_nameless(said: Said, found: Recognised) -> None:
    """See that what was answered can be kept.

    Raises:
        WrongUse: no source is named and none is known.
    """
    if said.answers and not found.source:
        raise WrongUse(what=tr("Name the system the file comes from, so that the answers are kept: --source NAME."))
