"""Hours files: each source writes its own month, in its own form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from pathlib import Path

from models.rules.period import Month
from models.rules.services import SERVICE_OF
from seed.care import Entry
from seed.sheets import BOM_COMMA, TABS, UTF8_SEMICOLON, WINDOWS, Cell, ExcelSheet, Sheet, TextForm, TextSheet

Column = tuple[str, Callable[[Entry], Cell]]


@dataclass(frozen=True, slots=True)
class Source:
    """A system or a provider that hands in hours: its file's name, form and columns; no form is Excel."""

    name: str
    form: TextForm | None
    columns: tuple[Column, ...]

    def path(self, folder: Path, month: Month) -> Path:
        """Name the file of a month."""
        return folder / f"{self.name}-{month}{self.form.suffix if self.form else '.xlsx'}"

    def sheet(self, folder: Path, month: Month) -> Sheet:
        """Begin the file of a month."""
        heading = [name for name, _ in self.columns]
        path = self.path(folder, month)
        return TextSheet(path, self.form, heading) if self.form else ExcelSheet(path, heading)

    def cells(self, entry: Entry) -> list[Cell]:
        """Give the row of an entry."""
        return [cell(entry) for _, cell in self.columns]


def _key(prefix: str) -> Callable[[Entry], Cell]:
    return lambda entry: f"{prefix}{entry.case[2:]}-{entry.number:04}"


def _clock(minute: int | None) -> time | None:
    return None if minute is None else time(minute // 60, minute % 60)


def _swedish(entry: Entry) -> Cell:
    return SERVICE_OF[entry.service].swedish


def _case_without_number(entry: Entry) -> Cell:
    return "" if entry.identity else entry.case


def _minutes(entry: Entry) -> Cell:
    """Write some minutes with a decimal, as spreadsheets do."""
    return f"{entry.minutes},0" if entry.number % 4 == 0 else entry.minutes


PLANNING = Source(
    "utford-tid-egen-regi",
    WINDOWS,
    (
        ("Radnyckel", _key("P")),
        ("Ärende", lambda entry: entry.case),
        ("Datum", lambda entry: entry.day),
        ("Start", lambda entry: _clock(entry.start)),
        ("Slut", lambda entry: _clock(entry.end)),
        ("Insats", _swedish),
        ("Personal", lambda entry: entry.staff),
    ),
)
"""The planning system of the municipality's own home care: clocks."""

PRIVATE = Source(
    "utford-tid-privata",
    None,
    (
        ("Insats", _swedish),
        ("Datum", lambda entry: entry.day),
        ("Start", lambda entry: _clock(entry.start)),
        ("Slut", lambda entry: _clock(entry.end)),
        ("Personal", lambda entry: entry.staff),
        ("Ärende", lambda entry: entry.case),
        ("Radnyckel", _key("K")),
    ),
)
"""The private providers: clocks in Excel."""

PIECES = Source(
    "deliveries",
    BOM_COMMA,
    (
        ("key", _key("D")),
        ("case", lambda entry: entry.case),
        ("date", lambda entry: entry.day),
        ("service", lambda entry: entry.service),
        ("pieces", lambda entry: entry.pieces),
    ),
)
"""Meals, laundry, shopping, calls and days at a care home: pieces, in a file with English columns."""

NIGHTS = Source(
    "nattpatrull",
    TABS,
    (
        ("Datum", lambda entry: entry.day),
        ("Ärende", _case_without_number),
        ("Personnummer", lambda entry: entry.identity),
        ("Insats", _swedish),
        ("Start", lambda entry: _clock(entry.start)),
        ("Slut", lambda entry: _clock(entry.end)),
        ("Personal", lambda entry: entry.staff),
    ),
)
"""The night patrol: clocks across midnight, no row keys, guests by number where they have one."""

MINUTES = Source(
    "redovisad-tid",
    UTF8_SEMICOLON,
    (
        ("Radnyckel", _key("R")),
        ("Ärende", lambda entry: entry.case),
        ("Datum", lambda entry: entry.day),
        ("Insats", _swedish),
        ("Minuter", _minutes),
        ("Tidsband", lambda entry: entry.band),
    ),
)
"""Relief and housing support: minutes without a clock."""


def source_of(entry: Entry) -> Source:
    """Tell who hands in an entry."""
    if entry.pieces is not None:
        return PIECES
    if entry.minutes is not None:
        return MINUTES
    if entry.service == "home-visit-night":
        return NIGHTS
    return PRIVATE if entry.provider == "private" else PLANNING


class HoursFiles:
    """The hours files of a village, begun when their first row comes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[tuple[int, int, str], tuple[Path, Sheet]] = {}

    def write(self, entry: Entry) -> None:
        """Write an entry into its source's file of the month."""
        source = source_of(entry)
        place = (entry.day.year, entry.day.month, source.name)
        begun = self._open.get(place)
        if begun is None:
            month = Month.of(entry.day)
            begun = self._open[place] = (source.path(self._folder, month), source.sheet(self._folder, month))
        begun[1].write(source.cells(entry))

    def close(self) -> tuple[Path, ...]:
        """Finish every file and list them, month by month."""
        for _, sheet in self._open.values():
            sheet.close()
        return tuple(self._open[place][0] for place in sorted(self._open))
