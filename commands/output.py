"""Data on stdout: a table for people, JSON, CSV and TSV for programs, Markdown for documents."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

import typer

from commands.parsing import choice_of
from commands.say import say
from models.language.formats import hours, kronor
from models.language.terms import service_name, term
from models.language.words import N_, Marked, tr, tr_marked

FORMATS = ("table", "json", "csv", "tsv", "markdown")
SCHEMA = 1
"""The version of the JSON; it grows when a name or a meaning changes."""

FormatOption = Annotated[
    str,
    typer.Option("--format", metavar="|".join(FORMATS), help=N_("How to write it; amounts in json and csv are öre.")),
]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name for programs, its heading, how people read its values, whether they stand to the right."""

    key: str
    heading: Marked
    shown: Callable[[Any], str] = str
    right: bool = False


def money(key: str, heading: Marked) -> Column:
    """Make a column of amounts in öre, shown as kronor."""
    return Column(key, heading, kronor, True)


def number(key: str, heading: Marked) -> Column:
    """Make a column of whole numbers."""
    return Column(key, heading, str, True)


def minutes(key: str, heading: Marked) -> Column:
    """Make a column of minutes, shown as hours and minutes."""
    return Column(key, heading, hours, True)


def codes(key: str, heading: Marked, sort: str) -> Column:
    """Make a column of codes, shown as terms."""
    return Column(key, heading, lambda code: term(sort, code) if code != "" else "")


def services(key: str, heading: Marked) -> Column:
    """Make a column of service codes, with a space between, shown by their names."""
    return Column(key, heading, lambda found: ", ".join(map(service_name, found.split())))


def moments(key: str, heading: Marked) -> Column:
    """Make a column of moments in UTC, shown by the Swedish clock."""
    from models.language.refusals import moment_text

    return Column(key, heading, moment_text)


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows of one kind; `name` is what JSON calls them."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]


def print_listing(listing: Listing, chosen: str) -> None:
    """Print a listing in the chosen format."""
    wanted = choice_of(chosen, FORMATS)
    if wanted == "json":
        print_json({listing.name: [_object(listing.columns, row) for row in listing.rows]})
    elif wanted in ("csv", "tsv"):
        _print_separated(listing, "," if wanted == "csv" else "\t")
    else:
        say(markdown(listing) if wanted == "markdown" else table(listing))


def print_json(value: dict[str, Any]) -> None:
    """Print an object with the version of its schema."""
    import json

    say(json.dumps({"schema": SCHEMA, **value}, ensure_ascii=False, indent=2, default=plain))


def plain(value: object) -> object:
    """Give a value as programs read it: dates and moments by ISO 8601, anything else as its text."""
    if isinstance(value, datetime):
        return f"{value.isoformat()}Z"
    return value.isoformat() if isinstance(value, date) else str(value)


def table(listing: Listing) -> str:
    """Write columns under their headings, or say that there is nothing."""
    if not listing.rows:
        return tr("Nothing.")
    return _tabulated(listing, _shown(listing), "simple")


def markdown(listing: Listing) -> str:
    """Write a Markdown table."""
    rows = [[cell.replace("|", "\\|") for cell in row] for row in _shown(listing)]
    return _tabulated(listing, rows, "github")


def lines(listing: Listing) -> str:
    """Write one line a row, for the look-ups that pay for no table."""
    return "\n".join("  ".join(filter(None, row)) for row in _shown(listing))


def _tabulated(listing: Listing, rows: list[list[str]], form: str) -> str:
    import tabulate  # costs 40 ms that no look-up should pay

    tabulate.MIN_PADDING = 0  # its own default makes every heading two wider
    sides = ["right" if column.right else "left" for column in listing.columns]
    return tabulate.tabulate(rows, _headings(listing), form, colalign=sides if rows else None, disable_numparse=True)


def _object(columns: Iterable[Column], row: Iterable[Any]) -> dict[str, Any]:
    return {column.key: value for column, value in zip(columns, row, strict=True)}


def _print_separated(listing: Listing, delimiter: str) -> None:
    import csv

    writer = csv.writer(sys.stdout, delimiter=delimiter, lineterminator="\n")
    writer.writerow([column.key for column in listing.columns])
    writer.writerows([["" if value is None else _cell(value) for value in row] for row in listing.rows])


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, int | str) else plain(value)


def _headings(listing: Listing) -> list[str]:
    return [tr_marked(column.heading) for column in listing.columns]


def _shown(listing: Listing) -> list[list[str]]:
    return [
        ["" if value is None else column.shown(value) for column, value in zip(listing.columns, row, strict=True)]
        for row in listing.rows
    ]
