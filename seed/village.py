"""An invented host municipality and its year, written as the files that come in: the same seed, the same bytes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.rules.period import Month
from seed.care import entries
from seed.condition_files import write_conditions
from seed.hours_files import HoursFiles
from seed.register_files import VisitFiles, write_bands, write_rates
from seed.stays import season, stay

HOST = "0885"
"""The municipality that the guests visit."""


@dataclass(frozen=True, slots=True)
class Village:
    """What to make: so many visits in a year, with the care of some months, or of all of them.

    Hours of days to come are refused by the import: choose a year or months that have passed.
    """

    seed: int = 1
    visits: int = 60
    year: int = 2026
    months: tuple[int, ...] | None = None

    @property
    def chosen(self) -> tuple[Month, ...]:
        """The months whose care is written, in order."""
        return tuple(Month(self.year, number) for number in sorted(self.months or range(1, 13)))


@dataclass(frozen=True, slots=True)
class VillageFiles:
    """The files of a village, each tuple in an order in which they can be imported."""

    visits: tuple[Path, ...]
    rates: tuple[Path, ...]
    unconfirmed_rates: tuple[Path, ...]
    bands: tuple[Path, ...]
    hours: tuple[Path, ...]
    conditions: tuple[Path, ...]


def write_village(folder: Path, village: Village) -> VillageFiles:
    """Write a village's files into a folder, visit by visit, so that any size fits in memory."""
    folder.mkdir(parents=True, exist_ok=True)
    during = season(village.seed, village.visits, village.chosen)
    visits, hours = VisitFiles(folder, village.year), HoursFiles(folder)
    for index in range(village.visits):
        visit = stay(village.seed, index, during)
        visits.write(visit)
        for entry in entries(village.seed, visit, village.chosen):
            hours.write(entry)
    rates, unconfirmed_rates = write_rates(folder, village.seed, village.year)
    registers = (rates, unconfirmed_rates, write_bands(folder))
    return VillageFiles(visits.close(), *registers, hours.close(), write_conditions(folder, village.year))
