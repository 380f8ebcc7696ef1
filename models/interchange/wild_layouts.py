"""How each sheet of a source is laid out: its titles, its heading, its columns; and why a sheet is left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Final

from models.interchange.table_file import RawLine
from models.interchange.wild_columns import understood_columns
from models.interchange.wild_heading import (
    SEARCHED,
    Heading,
    Known,
    day_columns,
    find_heading,
    heading_at,
    likely_heading,
    meaning_by_itself,
)
from models.interchange.wild_lines import SUM, Layout
from models.interchange.wild_mapping import Mapping
from models.interchange.wild_meanings import Meaning
from models.interchange.wild_periods import period_in, period_of
from models.interchange.wild_person import subject_of_sheet
from models.interchange.wild_source import RawSheet
from models.interchange.wild_titles import Titles, distinct_texts, read_titles
from models.language.words import tr

SAMPLED: Final = 400
"""How many lines decide what a column means beyond its name."""

_PLAN = re.compile(r"plan(?:erad|erat|ering|erade)?\b.*|schema\b.*|beviljat\b.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Drafted:
    """A sheet that has a heading, and what it lacks: meanings that no column has, or that several claim."""

    layout: Layout
    lacks: tuple[Meaning, ...]
    twice: tuple[Meaning, ...]
    is_guessed: bool = False
    """Whether the heading is only a proposal, since none of its names is known."""


@dataclass(frozen=True, slots=True)
class SheetLeftOut:
    """A sheet that is not read, and why, in the user's language."""

    number: int
    name: str
    why: str


def draft(sheet: RawSheet, mapping: Mapping, today: date) -> Drafted | SheetLeftOut:
    """Lay out one sheet.

    Raises:
        Unreadable: the sheet is damaged before its heading.
    """
    if mapping.sheets and sheet.name and sheet.name not in mapping.sheets:
        return SheetLeftOut(sheet.number, sheet.name, tr("It is not among the sheets that were chosen."))
    if not mapping.sheets and _PLAN.fullmatch(sheet.name.strip()):
        return SheetLeftOut(sheet.number, sheet.name, tr("It is called a plan; planned time is not billed."))
    lines = list(islice(sheet.lines(), SEARCHED + SAMPLED))
    heading = _heading(lines, mapping)
    if heading is not None:
        return _laid_out(sheet, lines, heading, mapping, today)
    proposed = likely_heading(lines)
    if proposed is None:
        why = tr("No heading was found on it.") if lines else tr("It is empty.")
        return SheetLeftOut(sheet.number, sheet.name, why)
    return replace(_laid_out(sheet, lines, proposed, mapping, today), is_guessed=True)


def _heading(lines: Sequence[RawLine], mapping: Mapping) -> Heading | None:
    if mapping.heading_line is not None:
        return heading_at(lines, mapping.heading_line)
    return find_heading(lines, _known_by(mapping))


def _known_by(mapping: Mapping) -> Known:
    said = dict(mapping.columns)
    return lambda plain: said.get(plain) or meaning_by_itself(plain)


def _laid_out(sheet: RawSheet, lines: Sequence[RawLine], heading: Heading, mapping: Mapping, today: date) -> Drafted:
    titles = _titles(sheet, lines, heading, today)
    period = period_of(mapping.period) if mapping.period else titles.period
    titles = Titles(titles.subject, titles.service, period)
    days, lost = _days_across(heading, titles)
    below = [cells for number, cells in lines if number > heading.last][:SAMPLED]
    texts = _texts(below, heading)
    columns, twice = understood_columns(heading, texts, mapping, {place for place, _ in days} | set(lost))
    fill_down = bool(mapping.fill_down)
    layout = Layout(sheet, heading, columns, days, lost, titles, fill_down)
    if not layout.people and not titles.subject.is_known:
        named = Titles(subject=subject_of_sheet(sheet.name, today))
        layout = Layout(sheet, heading, columns, days, lost, titles.followed_by(named), fill_down)
    return Drafted(layout, tuple(_lacking(layout, mapping)), twice)


def _titles(sheet: RawSheet, lines: Sequence[RawLine], heading: Heading, today: date) -> Titles:
    """Read what stands above the heading, and the month in the sheet's name."""
    titles = Titles(period=period_in(sheet.name))
    for number, cells in lines:
        if number >= heading.first:
            break
        titles = titles.followed_by(read_titles(cells, today))
    return titles


def _days_across(heading: Heading, titles: Titles) -> tuple[tuple[tuple[int, date], ...], tuple[int, ...]]:
    """Give a cross table's days, and the places among them whose day the month does not have."""
    days = day_columns(heading, titles.period)
    places = {place for place, _ in days}
    lost = tuple(
        place
        for place, name in enumerate(heading.names)
        if days and place not in places and place > min(places) and re.fullmatch(r"\D*(?:29|30|31)\D*", name)
    )
    return days, lost


def _texts(below: Sequence[Sequence[str]], heading: Heading) -> list[set[str]]:
    """Gather what stands in each column, without the rows that are sums, titles or headings once more."""
    width = len(heading.names)
    headings = [list(dict.fromkeys(filter(None, row))) for row in heading.lines]
    texts: list[set[str]] = [set() for _ in range(width)]
    for cells in below:
        different = distinct_texts(cells)
        if len(different) > 1 and different not in headings and not any(SUM.fullmatch(text) for text in different):
            for place, cell in enumerate(cells[:width]):
                texts[place].add(cell.strip())
    return texts


def _lacking(layout: Layout, mapping: Mapping) -> list[Meaning]:
    """List what no column tells: the day, the amount, whose it is, the service."""
    has = {column.meaning for column in layout.columns}
    lacks: list[Meaning] = []
    is_clocked = {Meaning.START, Meaning.END} <= has or bool({Meaning.DURATION, Meaning.PIECES, Meaning.SPAN} & has)
    if not layout.days:
        if Meaning.DATE not in has and Meaning.START not in has:
            lacks.append(Meaning.DATE)
        if not is_clocked:
            lacks.append(Meaning.DURATION)
    if not layout.people and not layout.titles.subject.is_known and not mapping.default_case:
        lacks.append(Meaning.PERSON)
    if Meaning.SERVICE not in has and not layout.titles.service and not mapping.default_service:
        lacks.append(Meaning.SERVICE)
    return lacks
