"""Where a sheet's heading stands: under titles, in one row or two, with days across in a cross table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from models.interchange.columns import plain_name
from models.interchange.table_file import Cells, RawLine
from models.interchange.wild_dates import date_forms_of, read_wild_day
from models.interchange.wild_meanings import Meaning, meaning_of_name
from models.interchange.wild_periods import Period

SEARCHED: Final = 60
"""How many lines are looked through for a heading."""

FEWEST_MEANINGS: Final = 2
FEWEST_DAYS: Final = 5
"""How many days across make a cross table."""

Known = Callable[[str], Meaning | None]
"""What a column's name means, by a mapping or by itself."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A sheet's heading: the lines that it takes, and each column's name."""

    first: int
    last: int
    names: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...] = ()
    """The heading's own rows, so that they are known when a page repeats them."""

    @property
    def plain(self) -> tuple[str, ...]:
        """Every column's name in small letters; further ones of the same name are numbered, empty ones lettered."""
        seen: Counter[str] = Counter()
        names = []
        for place, name in enumerate(self.names):
            plain = plain_name(name) or letter_of(place)
            seen[plain] += 1
            names.append(plain if seen[plain] == 1 else f"{plain}#{seen[plain]}")
        return tuple(names)


def letter_of(place: int) -> str:
    """Give a column's letter as a spreadsheet has it, from place 0."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def find_heading(lines: Sequence[RawLine], known: Known) -> Heading | None:
    """Find the row, or the two rows together, whose names say most; nothing where hardly any is known."""
    best: Heading | None = None
    quality = FEWEST_MEANINGS - 1
    searched = lines[:SEARCHED]
    singles = [_single(line, cells) for line, cells in searched]
    doubles = [_double(lines, index) for index in range(len(searched))]
    for heading in (*singles, *doubles):
        if heading is not None and (found := _quality(heading, known)) > quality:
            best, quality = heading, found
    return best


def heading_at(lines: Sequence[RawLine], number: int) -> Heading | None:
    """Take the heading from the line that was chosen; 0 is none, the columns then being lettered."""
    if number == 0:
        width = max((len(cells) for _, cells in lines), default=0)
        return Heading(0, 0, ("",) * width) if width else None
    for line, cells in lines:
        if line == number:
            return _single(line, cells)
    return None


def likely_heading(lines: Sequence[RawLine]) -> Heading | None:
    """Propose the first row of at least three different texts without figures, or else of any three."""
    rows = [heading for line, cells in lines[:SEARCHED] if (heading := _single(line, cells))]
    wide = [heading for heading in rows if len(set(filter(None, heading.names))) > FEWEST_MEANINGS]
    worded = [heading for heading in wide if not any(re.search("[0-9]", name) for name in heading.names)]
    return next(iter((*worded, *wide)), None)


def _single(line: int, cells: Cells) -> Heading | None:
    trimmed = _trimmed(cells)
    return Heading(line, line, trimmed, (trimmed,)) if trimmed else None


def _double(lines: Sequence[RawLine], index: int) -> Heading | None:
    """Join a row with the one below, the upper one's names holding for the empty places to their right."""
    if index + 1 >= len(lines):
        return None
    (first, upper), (last, lower) = lines[index], lines[index + 1]
    upper_cells, lower_cells = _trimmed(upper), _trimmed(lower)
    if (
        not upper_cells
        or len(set(filter(None, lower_cells))) < FEWEST_MEANINGS
        or any(re.search("[0-9]", cell) for cell in lower_cells)
    ):
        return None
    names: list[str] = []
    group = ""
    for place in range(max(len(upper_cells), len(lower_cells))):
        own = upper_cells[place] if place < len(upper_cells) else ""
        below = lower_cells[place] if place < len(lower_cells) else ""
        group = own or group
        names.append(" ".join(dict.fromkeys(filter(None, (group, below)))) if below else own)
    return Heading(first, last, tuple(names), (upper_cells, lower_cells))


def _trimmed(cells: Cells) -> tuple[str, ...]:
    texts = [" ".join(cell.split()) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _quality(heading: Heading, known: Known) -> int:
    """Count the meanings that the names have, less the columns that claim one twice; days across count too."""
    meanings = [meaning for name in heading.plain if (meaning := known(name)) is not None]
    different = len(set(meanings))
    if different == 0:
        return 0
    return different * 2 - len(meanings) + (FEWEST_DAYS if day_columns(heading, None) else 0)


def meaning_by_itself(plain: str) -> Meaning | None:
    """Tell what a plain name means, whether or not it is numbered."""
    return meaning_of_name(plain.partition("#")[0]).meaning


def day_columns(heading: Heading, period: Period | None) -> tuple[tuple[int, date], ...]:
    """List a cross table's days by their places; without a period, days alone are those of an assumed month."""
    places = [place for place, name in enumerate(heading.names) if re.search("[0-9]", name)]
    if len(places) < FEWEST_DAYS:
        return ()
    for assumed in (period,) if period else _ASSUMED:
        if days := _days_across([(place, heading.names[place]) for place in places], assumed):
            return days
    return ()


_ASSUMED: Final = (Period(date(2000, 1, 1), date(2000, 1, 31)), Period.of_year(2000))


def _days_across(named: Sequence[tuple[int, str]], period: Period) -> tuple[tuple[int, date], ...]:
    forms = date_forms_of([(name, period) for _, name in named])
    if len(forms) != 1:
        return ()
    read = [(place, read_wild_day(name, forms[0], period)) for place, name in named]
    days = tuple((place, day) for place, day in read if day is not None)
    is_rising = all(earlier < later for (_, earlier), (_, later) in pairwise(days))
    return days if len(days) >= FEWEST_DAYS and is_rising else ()
