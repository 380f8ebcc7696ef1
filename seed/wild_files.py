"""Twelve files as different as planning systems' real ones, with what their rows truly say and the mapping needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from models.interchange.wild_durations import DurationForm
from models.interchange.wild_mapping import Mapping
from seed import wild_books, wild_texts
from seed.wild_care import TODAY, Truth

Made = tuple[bytes, tuple[Truth, ...]]


@dataclass(frozen=True, slots=True)
class WildFile:
    """One example: its name, how it is made, and the one step of mapping that it needs, if any."""

    name: str
    make: Callable[[], Made]
    mapping: Mapping | None = None
    today: date = TODAY

    def content(self) -> bytes:
        """Give the file's bytes, the same each time."""
        return self.make()[0]

    def truth(self) -> tuple[Truth, ...]:
        """Give what the rows say, in the order of the file."""
        return self.make()[1]


WILD_FILES = (
    WildFile("utford-tid-med-rubriker.csv", wild_texts.titled),
    WildFile("besok-sammanslagna-celler.xlsx", wild_books.merged),
    WildFile("en-flik-per-kund.xlsx", wild_books.sheet_each),
    WildFile("tidrapport-manadsnamn.csv", wild_texts.month_names),
    WildFile(
        "minuter-med-decimal.csv",
        wild_texts.minute_decimals,
        Mapping(
            services=(("omv dag sol", "home-care"), ("serv sol", "service-care"), ("leds sol", "escort")),
        ),
    ),
    WildFile("visits-iso.txt", wild_texts.iso_moments),
    WildFile("korstabell.xlsx", wild_books.across),
    WildFile("besok-med-status.csv", wild_texts.statuses, Mapping(statuses=(("inställd av kund", "refused"),))),
    WildFile("planerat-och-utfort.xlsx", wild_books.two_rows),
    WildFile("privat-utforare.txt", wild_texts.names_and_birth_dates),
    WildFile("grupperad-rapport.csv", wild_texts.grouped),
    WildFile(
        "bara-tal.xlsx",
        wild_books.bare_numbers,
        Mapping(duration_form=DurationForm.HOURS, default_service="home-care"),
    ),
)
"""The examples; a month of an invented village, July 2026."""


def write_wild_files(folder: Path) -> tuple[Path, ...]:
    """Write the examples into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = tuple(folder / file.name for file in WILD_FILES)
    for file, path in zip(WILD_FILES, paths, strict=True):
        path.write_bytes(file.content())
    return paths
