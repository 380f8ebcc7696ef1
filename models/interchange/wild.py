"""Files as planning systems export them: what was understood of one, what it leaves open, and its rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import Final

from models.interchange.faults import Fault, Unreadable
from models.interchange.wild_columns import ColumnUnderstood
from models.interchange.wild_decide import Decider, about_columns
from models.interchange.wild_evidence import Evidence, Gatherer
from models.interchange.wild_layouts import Drafted, SheetLeftOut, draft
from models.interchange.wild_lines import Layout
from models.interchange.wild_mapping import Mapping, fingerprint
from models.interchange.wild_meanings import Meaning
from models.interchange.wild_person import Subject
from models.interchange.wild_questions import ALL_SHEETS, Question, QuestionCode
from models.interchange.wild_source import Source, open_source
from models.interchange.wild_words import Words, harmless_word
from models.language.words import ntr, tr

EXAMPLES: Final = 5
"""How many of a sheet's first lines are kept to be shown."""


@dataclass(frozen=True, slots=True)
class SheetUnderstood:
    """A sheet that is read: where its heading stands, what its columns mean, and what its titles say."""

    number: int
    name: str
    heading_lines: tuple[int, int]
    columns: tuple[ColumnUnderstood, ...]
    subject: Subject
    period: str
    """The first and last day that the titles name, or ''."""
    is_grid: bool
    merged: int
    rows: int
    examples: tuple[tuple[str, ...], ...] = field(repr=False)
    """The first lines below the heading as they stand; for the screen alone, since they name people."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """All that was understood of a file. With faults it cannot be read at all; with questions not yet."""

    file: str
    encoding: str
    delimiter: str
    sheets: tuple[SheetUnderstood, ...]
    left_out: tuple[SheetLeftOut, ...]
    questions: tuple[Question, ...]
    notices: tuple[str, ...]
    faults: tuple[Fault, ...]
    mapping: Mapping
    """What was given and all that was settled besides."""
    fingerprint: str
    today: date
    layouts: tuple[Layout, ...] = field(repr=False, compare=False)

    @property
    def is_ready(self) -> bool:
        """Whether its rows can be read."""
        return not self.questions and not self.faults


def understand(name: str, content: bytes, mapping: Mapping | None, today: date) -> Understanding:
    """Understand a file as far as it tells itself, with a mapping that answers the rest; a bad file gives faults."""
    given = mapping or Mapping()
    try:
        source = open_source(content)
        drafts, left_out = _drafted(source, given, today)
    except Unreadable as refusal:
        fault = Fault(name, refusal.line, None, refusal.text)
        return Understanding(name, "", "", (), (), (), (), (fault,), given, "", today, ())
    return _understood(name, source, drafts, left_out, given, today)


def _drafted(source: Source, mapping: Mapping, today: date) -> tuple[list[Drafted], list[SheetLeftOut]]:
    """Lay out every sheet; where some tell days and amounts, those that do not are left out."""
    drafts: list[Drafted] = []
    left_out: list[SheetLeftOut] = []
    for sheet in source.sheets:
        found = draft(sheet, mapping, today)
        if isinstance(found, SheetLeftOut):
            left_out.append(found)
        else:
            drafts.append(found)
    known = [each for each in drafts if not each.is_guessed]
    if known:
        guessed = [each.layout.sheet for each in drafts if each.is_guessed]
        left_out.extend(SheetLeftOut(each.number, each.name, tr("No heading was found on it.")) for each in guessed)
        drafts = known
    whole = [each for each in drafts if not _is_measureless(each)]
    if whole:
        why = tr("It has no column for the day, or none for how much was done.")
        without = [each.layout.sheet for each in drafts if _is_measureless(each)]
        left_out.extend(SheetLeftOut(sheet.number, sheet.name, why) for sheet in without)
    return whole or drafts[:1], left_out


def _is_measureless(draft: Drafted) -> bool:
    return Meaning.DATE in draft.lacks or Meaning.DURATION in draft.lacks


def _understood(
    name: str,
    source: Source,
    drafts: Sequence[Drafted],
    left_out: Sequence[SheetLeftOut],
    mapping: Mapping,
    today: date,
) -> Understanding:
    gatherer = Gatherer(Words(mapping), today)
    for each in drafts:
        gatherer.gather(each.layout)
    questions = list(_about_sheets(drafts, mapping))
    told = _told_between(gatherer.evidence)
    for each in drafts:
        questions.extend(question for question in about_columns(each, told) if question not in questions)
    decider = Decider(name, mapping, drafts, gatherer.evidence)
    decider.decide()
    return Understanding(
        file=name,
        encoding=source.encoding,
        delimiter=source.delimiter,
        sheets=tuple(_sheet(each.layout, decider.mapping, gatherer.evidence) for each in drafts),
        left_out=tuple(left_out),
        questions=(*questions, *decider.questions),
        notices=(*source.notices, *_not_read(drafts, decider.mapping)),
        faults=(),
        mapping=decider.mapping,
        fingerprint=fingerprint(_headings(drafts)),
        today=today,
        layouts=tuple(each.layout for each in drafts),
    )


def _not_read(drafts: Sequence[Drafted], mapping: Mapping) -> list[str]:
    """Name the columns that are not read, other than those that the mapping says to ignore."""
    ignored = {name for name, meaning in mapping.columns if meaning is Meaning.IGNORED}
    names: dict[str, None] = {}
    for each in drafts:
        across = {*(place for place, _ in each.layout.days), *each.layout.lost_days}
        for column in each.layout.columns:
            if column.name and not column.meaning and column.place not in across and column.plain not in ignored:
                names[harmless_word(column.name)] = None
    if not names:
        return []
    return [
        ntr(
            "{n} column is not known and was not read: {names}",
            "{n} columns are not known and were not read: {names}",
            len(names),
            names=", ".join(names),
        )
    ]


def _told_between(evidence: Evidence) -> frozenset[Meaning]:
    """List what no column tells but titles between the rows tell of most; the others are faults."""
    silent = ((Meaning.PERSON, evidence.nobody), (Meaning.SERVICE, evidence.no_service))
    most = sum(evidence.rows.values())
    return frozenset(meaning for meaning, rows in silent if rows * 2 < most)


def _about_sheets(drafts: Sequence[Drafted], mapping: Mapping) -> Iterable[Question]:
    """Ask for the heading where none was found, and which sheets to read where they are of different kinds.

    With a heading that is only proposed its columns are asked about in the same step.
    """
    if not drafts or drafts[0].is_guessed:
        text = tr("No heading was found; write the number of the row that names the columns, or 0 where none does.")
        proposed = (f"{drafts[0].layout.heading.first}",) if drafts else ()
        yield Question(QuestionCode.HEADING, "", text, proposed)
        return
    kinds = {fingerprint(_headings([each])) for each in drafts}
    if len(kinds) > 1 and not mapping.sheets:
        names = tuple(each.layout.sheet.name for each in drafts)
        text = tr("The sheets have different columns; choose the one to read, or * for all.")
        yield Question(QuestionCode.SHEETS, "", text, (ALL_SHEETS, *names))


def _headings(drafts: Sequence[Drafted]) -> list[str]:
    return [
        name
        for each in drafts
        for place, name in enumerate(each.layout.heading.names)
        if place not in {across for across, _ in each.layout.days}
    ]


def _sheet(layout: Layout, mapping: Mapping, evidence: Evidence) -> SheetUnderstood:
    period = layout.titles.period
    below = (cells for number, cells in layout.sheet.lines() if number > layout.heading.last)
    return SheetUnderstood(
        number=layout.sheet.number,
        name=layout.sheet.name,
        heading_lines=(layout.heading.first, layout.heading.last),
        columns=tuple(replace(column, form=_form(column, mapping)) for column in layout.columns),
        subject=layout.titles.subject,
        period=f"{period.first} – {period.last}" if period else "",
        is_grid=bool(layout.days),
        merged=layout.sheet.merged,
        rows=evidence.rows[layout.sheet.number],
        examples=_examples(below),
    )


def _examples(below: Iterable[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    try:
        return tuple(tuple(cells) for cells in islice(below, EXAMPLES))
    except Unreadable:
        return ()


def _form(column: ColumnUnderstood, mapping: Mapping) -> str:
    match column.meaning:
        case Meaning.DATE:
            return mapping.date_form or ""
        case Meaning.START | Meaning.END | Meaning.SPAN:
            return mapping.clock_form or ""
        case Meaning.DURATION:
            return mapping.duration_form or ""
        case _:
            return ""
