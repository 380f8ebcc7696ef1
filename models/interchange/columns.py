"""Columns: their Swedish and English names, and where each stands in a heading."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models.interchange.cells import LONGEST_TEXT
from models.interchange.faults import Fault, Notice
from models.interchange.table_file import Table
from models.language.words import ntr, tr
from models.rules.identity import identity_numbers_in


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a file may have, and how its cells are read."""

    english: str
    swedish: str
    read: Callable[[str], object]
    filled: bool = False
    """Whether the column must be there and each of its cells filled."""
    also: tuple[str, ...] = ()
    """Further names, as files have them."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of the column."""
        return (self.english, self.swedish, *self.also)


@dataclass(frozen=True, slots=True)
class Heading:
    """Where each column stands in a file (None where it does not), and what it is called there."""

    places: tuple[int | None, ...]
    called: dict[str, str]
    """By the column's English name; a column that is not there is called by both its names."""
    faults: tuple[Fault, ...]
    notices: tuple[Notice, ...]


def plain_name(text: str) -> str:
    """Give a column's name in small letters, with one space for every underscore, dot or space."""
    return " ".join(text.casefold().replace("_", " ").replace(".", " ").split())


def find_columns(table: Table, columns: Sequence[Column]) -> Heading:
    """Find the columns in a file's heading; say which are missing, stand twice, or are not known."""
    by_name = {plain_name(name): column for column in columns for name in column.names}
    known = [by_name.get(plain_name(name)) for name in table.heading]
    places = tuple(known.index(column) if column in known else None for column in columns)
    called = {
        column.english: table.heading[place].strip() if place is not None else f"{column.swedish} / {column.english}"
        for column, place in zip(columns, places, strict=True)
    }
    faults = (*_missing(table, columns, known), *_doubled(table, known, called))
    return Heading(places, called, faults, () if faults else _ignored(table, known))


def _missing(table: Table, columns: Sequence[Column], known: Sequence[Column | None]) -> list[Fault]:
    return [
        Fault(table.file, table.heading_line, f"{column.swedish} / {column.english}", _words_for_missing())
        for column in columns
        if column.filled and column not in known
    ]


def _words_for_missing() -> str:
    return tr("The column is missing; the file's first row must name its columns, this one among them.")


def _doubled(table: Table, known: Sequence[Column | None], called: dict[str, str]) -> list[Fault]:
    twice = {column.english: column for column in known if column is not None and known.count(column) > 1}
    text = tr("The column stands twice; leave one of them out.")
    return [Fault(table.file, table.heading_line, called[name], text) for name in twice]


def _ignored(table: Table, known: Sequence[Column | None]) -> tuple[Notice, ...]:
    """Name the columns that were not read; a name that may be a person's number is not repeated."""
    names = [name.strip() for name, column in zip(table.heading, known, strict=True) if column is None and name.strip()]
    if not names:
        return ()
    said = [
        name for name in names if len(name) <= LONGEST_TEXT and name.isprintable() and not identity_numbers_in(name)
    ]
    text = ntr(
        "{n} column is not known and was not read: {names}",
        "{n} columns are not known and were not read: {names}",
        len(names),
        names=", ".join(said),
    )
    return (Notice(text),)
