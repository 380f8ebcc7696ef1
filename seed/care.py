"""Invented care: what was carried out during a stay, entry by entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from models.rules.period import DAY, Month, day_minutes
from seed.chance import chance, share
from seed.stays import Stay, Trouble

SLOTS = ((435, 25), (720, 20), (930, 15), (1110, 20), (1235, 25))
"""When home care comes: the minute of the day, and how many minutes it stays."""

NIGHT = 23 * 60 + 20
"""When the night patrol begins its round."""

CHANGED_CLOCK_START, CHANGED_CLOCK_END = 85, 195
"""From 01:25 to 03:15: across the hour that a night of changing clocks leaves out or has twice."""

BY_MINUTES = ("relief", "housing-support")
"""Services whose provider reports minutes and no clock."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of an hours file: a clock (minutes of day), or minutes, or pieces."""

    number: int
    case: str
    identity: str
    day: date
    service: str
    start: int | None = None
    end: int | None = None
    minutes: int | None = None
    pieces: int | None = None
    staff: int = 1
    band: str = ""
    provider: str = "own"


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry before it has a number and a case."""

    service: str
    start: int | None = None
    end: int | None = None
    minutes: int | None = None
    pieces: int | None = None
    staff: int = 1
    band: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a guest's days look like: slots (start, minutes, staff) of home care and the weekday of each weekly deed."""

    slots: tuple[tuple[int, int, int], ...]
    weekday: int
    night: int


def entries(seed: int, stay: Stay, months: tuple[Month, ...]) -> Iterator[Entry]:
    """Give the care of a stay that was carried out in the months, in the order of the days."""
    source = chance(seed, "care", stay.index)
    pattern = _pattern(source)
    number = 0
    for day in _days(stay, months):
        for draft in _of_day(source, stay, pattern, day):
            number += 1
            yield _numbered(draft, number, stay, day, stay.guest.number)
    for day, draft in _troubled(stay, months):
        number += 1
        yield _numbered(draft, number, stay, day, "")


def _numbered(draft: Draft, number: int, stay: Stay, day: date, identity: str) -> Entry:
    """Make an entry of a draft."""
    clock = (draft.start, draft.end, draft.minutes)
    of_visit = (number, stay.case, identity, day, draft.service)
    return Entry(*of_visit, *clock, draft.pieces, draft.staff, draft.band, stay.provider)


def _days(stay: Stay, months: tuple[Month, ...]) -> Iterator[date]:
    """List the days of a stay that lie in the months."""
    wanted = frozenset(months)
    for number in range((stay.last - stay.first).days + 1):
        day = stay.first + timedelta(days=number)
        if Month.of(day) in wanted:
            yield day


def _pattern(source: Random) -> Pattern:
    """Choose three to five slots for most, one or two for the others, and two staff for some."""
    many = 3 + source.randrange(3) if share(source, 55) else 1 + source.randrange(2)
    is_lifted = share(source, 10)
    chosen = sorted(source.sample(SLOTS, many))
    slots = tuple(
        (start, minutes + source.randrange(-5, 30), 2 if is_lifted and start in (SLOTS[0][0], SLOTS[-1][0]) else 1)
        for start, minutes in chosen
    )
    return Pattern(slots, source.randrange(7), NIGHT + source.randrange(25))


def _of_day(source: Random, stay: Stay, pattern: Pattern, day: date) -> Iterator[Draft]:
    """Give the care of one day, service by service."""
    for grant in stay.grants:
        match grant.service:
            case "home-care":
                yield from _home_care(source, pattern)
            case "home-visit-night":
                yield from _night(source, pattern, day)
            case "safety-alarm":
                pass
            case "alarm-visit":
                yield from _alarm(source)
            case "service-care" | "escort" | "relief" | "housing-support":
                yield from _weekly(source, grant.service, pattern, day)
            case service:
                yield from _pieces(source, service, pattern, day)


def _home_care(source: Random, pattern: Pattern) -> Iterator[Draft]:
    """Give the day's visits, a few minutes early or late, and now and then one that was missed."""
    for slot, length, staff in pattern.slots:
        start = slot + source.randrange(-12, 16)
        end = start + max(5, length + source.randrange(-5, 11))
        if not share(source, 4):
            yield Draft("home-care", start, end, staff=staff)


def _night(source: Random, pattern: Pattern, day: date) -> Iterator[Draft]:
    """Give the night's visit, which mostly goes on past midnight, and one more when clocks are changed."""
    if day_minutes(day) != DAY:
        yield Draft("home-visit-night", CHANGED_CLOCK_START, CHANGED_CLOCK_END)
    start = pattern.night + source.randrange(-10, 11)
    end = start + source.randrange(10, 35)
    staff = 2 if share(source, 10) else 1
    yield Draft("home-visit-night", start, end % DAY, staff=staff)


def _alarm(source: Random) -> Iterator[Draft]:
    """Give an alarm now and then, at any time but the small hours."""
    if share(source, 10):
        start = source.randrange(4 * 60, 23 * 60 + 50)
        yield Draft("alarm-visit", start, (start + source.randrange(8, 40)) % DAY)


def _weekly(source: Random, service: str, pattern: Pattern, day: date) -> Iterator[Draft]:
    """Give what comes once or twice a week, by the clock or by the minute."""
    away = (day.weekday() - pattern.weekday) % 7
    if away not in ((0, 3) if service in ("escort", "housing-support") else (0,)):
        return
    minutes = source.randrange(8, 36) * 5
    if service in BY_MINUTES:
        yield Draft(service, minutes=minutes, band="day" if share(source, 50) else "")
        return
    start = (13 if service == "escort" else 10) * 60 + source.randrange(50)
    yield Draft(service, start, start + minutes)


def _pieces(source: Random, service: str, pattern: Pattern, day: date) -> Iterator[Draft]:
    """Give the pieces of a day: meals and calls daily, laundry and shopping weekly."""
    if service in ("laundry", "shopping") and day.weekday() != pattern.weekday:
        return
    pieces = 2 if service == "meal-delivery" and share(source, 8) else 1
    yield Draft(service, pieces=pieces)


def _troubled(stay: Stay, months: tuple[Month, ...]) -> Iterator[tuple[date, Draft]]:
    """Give the entries that are wrong on purpose: days outside the stay, a service that nobody granted."""
    if stay.trouble is Trouble.OUTSIDE_STAY:
        day = stay.last + timedelta(days=1)
        before = stay.first - timedelta(days=1)
        chosen = day if Month.of(day) in months else before
        if Month.of(chosen) in months:
            yield chosen, _any(stay.grants[0].service)
    if stay.trouble is Trouble.NO_DECISION:
        for day in list(_days(stay, months))[:3]:
            yield day, _any(_not_granted(stay))


def _any(service: str) -> Draft:
    """Give an entry of a service in the way it is counted."""
    if service == "care-home-day":
        return Draft(service, pieces=1)
    return Draft(service, minutes=60) if service in BY_MINUTES else Draft(service, 14 * 60, 15 * 60)


def _not_granted(stay: Stay) -> str:
    """Choose a service that the visit does not have."""
    granted = {grant.service for grant in stay.grants}
    return next(service for service in ("escort", "service-care", "relief") if service not in granted)
