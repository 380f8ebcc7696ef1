"""What each column of a sheet means: by the mapping, else by its name, with what stands below it as the judge."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

from models.interchange.wild_clocks import split_span
from models.interchange.wild_dates import WEEKDAYS, split_moment
from models.interchange.wild_durations import Hint, has_own_unit
from models.interchange.wild_heading import Heading
from models.interchange.wild_mapping import Mapping
from models.interchange.wild_meanings import Meaning, meaning_of_name

PREFERRED: Final = {Meaning.STATUS: ("status",), Meaning.KEY: ("radnyckel", "nyckel", "key")}
"""Of several columns of one meaning, the name that needs no question."""


@dataclass(frozen=True, slots=True)
class ColumnUnderstood:
    """A column: where it stands (from 0), what the file calls it, what it means if anything, and how it is written."""

    place: int
    name: str
    plain: str
    meaning: Meaning | None
    hint: Hint = ""
    form: str = ""


def understood_columns(
    heading: Heading, texts: Sequence[Collection[str]], mapping: Mapping, days: Collection[int]
) -> tuple[tuple[ColumnUnderstood, ...], tuple[Meaning, ...]]:
    """Give every column with its meaning, and the meanings that several columns claim; days across have none."""
    said = dict(mapping.columns)
    columns = [
        _understood(heading, place, plain, texts[place] if place < len(texts) else (), said.get(plain), place in days)
        for place, plain in enumerate(heading.plain)
    ]
    columns = _settled_by_mapping(columns, said)
    columns = _settled_by_company(columns, texts)
    return tuple(columns), _claimed_twice(columns)


def _understood(
    heading: Heading, place: int, plain: str, texts: Collection[str], said: Meaning | None, is_day: bool
) -> ColumnUnderstood:
    named = meaning_of_name(plain.partition("#")[0])
    meaning = None if is_day else said or (_judged(named.meaning, texts) if named.meaning else None)
    return ColumnUnderstood(place, heading.names[place], plain, meaning, named.hint)


def _judged(meaning: Meaning, texts: Collection[str]) -> Meaning | None:
    """Let what stands in a column overrule what its name promises."""
    filled = [text for text in map(str.strip, texts) if text]
    if not filled:
        return meaning
    match meaning:
        case Meaning.STAFF:
            return meaning if any(re.fullmatch("[0-9]+(?:[.,]0+)?", text) for text in filled) else None
        case Meaning.DOUBLE:
            return Meaning.STAFF if "2" in filled and set(filled) <= {"1", "2"} else meaning
        case Meaning.DATE:
            return None if all(text.casefold().rstrip(".") in WEEKDAYS for text in filled) else meaning
        case Meaning.PIECES:
            return Meaning.DURATION if all(map(has_own_unit, filled)) else meaning
        case Meaning.DURATION | Meaning.SPAN:
            return Meaning.SPAN if all(map(_is_span, filled)) else meaning
        case _:
            return meaning


def _is_span(text: str) -> bool:
    halves = split_span(text)
    return halves is not None and all(re.search("[0-9]", half) for half in halves) and not _is_day(text)


def _is_day(text: str) -> bool:
    return re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}.*", text) is not None


def _settled_by_mapping(columns: list[ColumnUnderstood], said: dict[str, Meaning]) -> list[ColumnUnderstood]:
    """Where the mapping names the column of a meaning, no other has it by its name alone."""
    chosen = {column.meaning for column in columns if column.plain in said}
    return [
        replace(column, meaning=None) if column.plain not in said and column.meaning in chosen else column
        for column in columns
    ]


def _settled_by_company(columns: list[ColumnUnderstood], texts: Sequence[Collection[str]]) -> list[ColumnUnderstood]:
    """Let the columns decide about each other: what a lone clock is, and which of several names is the usual one."""
    meanings = [column.meaning for column in columns]
    settled = []
    for column in columns:
        meaning = column.meaning
        below = [text for text in (texts[column.place] if column.place < len(texts) else ()) if text.strip()]
        if meaning is Meaning.SPAN and not all(map(_is_span, below)):
            meaning = None if Meaning.START in meanings else Meaning.START
        elif meaning is Meaning.DATE and Meaning.START not in meanings and Meaning.END in meanings:
            meaning = Meaning.START if below and all(split_moment(text)[1] for text in below) else meaning
        elif meaning in PREFERRED and meanings.count(meaning) > 1 and _is_other_usual(column, columns):
            meaning = None
        settled.append(replace(column, meaning=meaning))
    return settled


def _is_other_usual(column: ColumnUnderstood, columns: Sequence[ColumnUnderstood]) -> bool:
    usual = PREFERRED[column.meaning] if column.meaning else ()
    names = [other.plain for other in columns if other.meaning is column.meaning]
    first = next((name for name in usual if name in names), column.plain)
    return column.plain != first


def _claimed_twice(columns: Sequence[ColumnUnderstood]) -> tuple[Meaning, ...]:
    claimed = [column.meaning for column in columns if column.meaning not in (None, Meaning.IGNORED)]
    return tuple(dict.fromkeys(meaning for meaning in claimed if meaning and claimed.count(meaning) > 1))
