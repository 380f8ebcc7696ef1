"""The care that the wild files tell of: some guests' July, and what each file's rows truly say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice

from models.rules.period import Month
from models.rules.services import SERVICE_OF
from seed.care import Entry, entries
from seed.stays import Stay, season, stay

SEED = 7
JULY = Month(2026, 7)
TODAY = date(2026, 8, 5)
"""The day on which the files come in."""

_STAYS = 400
_FEWEST = 25


@dataclass(frozen=True, slots=True)
class Truth:
    """What one row says, all of it and no more; times are minutes of the day, what the file is silent on is empty."""

    day: date
    service: str
    case: str = ""
    number: str = ""
    name: str = ""
    birth_date: date | None = None
    start: int | None = None
    end: int | None = None
    minutes: int | None = None
    pieces: int | None = None
    staff: int = 1
    kind: str = "executed"


@dataclass(frozen=True, slots=True)
class Care:
    """One guest's visit by the staff, on a clock that ends the same day."""

    stay: Stay
    entry: Entry
    start: int
    end: int

    @property
    def minutes(self) -> int:
        """The minutes from start to end; no clock is changed in July."""
        return self.end - self.start

    @property
    def swedish(self) -> str:
        """The service's Swedish name."""
        return SERVICE_OF[self.entry.service].swedish


@cache
def guests(first: int, many: int) -> tuple[Stay, ...]:
    """Give guests with an ordinary July of home care, each file from another place in the row of them."""
    return tuple(islice(_suited(), first, first + many))


def care_of(guest: Stay, most: int) -> list[Care]:
    """Give a guest's first visits of July by the clock, day by day."""
    found = [
        Care(guest, entry, entry.start, entry.end)
        for entry in entries(SEED, guest, (JULY,))
        if entry.start is not None and entry.end is not None and entry.start < entry.end
    ]
    return sorted(found, key=lambda care: (care.entry.day, care.start))[:most]


def daily(guest: Stay, most: int) -> list[tuple[date, str, int]]:
    """Give a guest's days with each service's minutes together, as those report who have no clock."""
    sums: dict[tuple[date, str], int] = {}
    for care in care_of(guest, 10_000):
        place = (care.entry.day, care.entry.service)
        sums[place] = sums.get(place, 0) + care.minutes
    return [(day, service, minutes) for (day, service), minutes in sorted(sums.items())][:most]


def born(guest: Stay) -> date:
    """Give the birth date that a guest's number tells."""
    number = guest.guest.number
    day = int(number[6:8])
    return date(int(number[:4]), int(number[4:6]), day - 60 if day > 60 else day)


def _suited() -> Iterator[Stay]:
    during = season(SEED, _STAYS, (JULY,))
    for index in range(_STAYS):
        found = stay(SEED, index, during)
        is_ordinary = found.trouble is None and found.guest.number and not found.guest.protected
        if is_ordinary and len(care_of(found, _FEWEST)) >= _FEWEST:
            yield found
