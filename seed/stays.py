"""Invented stays: who comes when, with which order and which services."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import accumulate
from random import Random

from models.rules.period import Month
from seed.chance import chance, pick, share
from seed.guests import EVERY, Guest, guest, numbers

SHORTEST, LONGEST = 3, 70
"""Days of a stay."""

SEASON = (2, 2, 3, 5, 9, 20, 30, 14, 6, 4, 2, 3)
"""How many of a hundred stays begin in each month."""

LEAD_IN = timedelta(days=35)
"""How long before the first of chosen months a stay may have begun."""

DAYS_A_ROUND = 24
"""The days in which a guest comes at most once."""

AREAS = ("tätort", "tätort", "landsbygd", "")


class Trouble(StrEnum):
    """What is wrong with a visit, on purpose, so that a plan has something to hold back."""

    NO_ORDER = "no-order"
    OUTSIDE_STAY = "outside-stay"
    NO_DECISION = "no-decision"
    NO_REFERENCE = "no-reference"


TROUBLE_TURNS: dict[int, Trouble] = {
    3: Trouble.NO_ORDER,
    11: Trouble.OUTSIDE_STAY,
    17: Trouble.NO_DECISION,
    23: Trouble.NO_REFERENCE,
}
"""Which of every EVERY visits has which trouble; guests have their own peculiarities (seed.guests)."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A granted service: minutes or pieces per day or week, None where nothing is measured."""

    service: str
    amount: int | None
    per: str


@dataclass(frozen=True, slots=True)
class Stay:
    """One visit, as the registry of the host municipality would have it."""

    index: int
    case: str
    guest: Guest
    first: date
    last: date
    is_open: bool
    ordered_on: date | None
    order_reference: str
    invoice_reference: str
    provider: str
    area: str
    grants: tuple[Grant, ...]
    trouble: Trouble | None


@dataclass(frozen=True, slots=True)
class Season:
    """The days on which stays may begin, by how many do, cut into rounds in which a guest comes once."""

    first: date
    cumulative: tuple[int, ...]
    months: tuple[Month, ...]
    rounds: int

    def position(self, days: int) -> date:
        """Give the day at a position among all beginnings."""
        return self.first + timedelta(days=bisect_right(self.cumulative, days))

    @property
    def total(self) -> int:
        """The number of positions."""
        return self.cumulative[-1]


def season(seed: int, visits: int, months: tuple[Month, ...]) -> Season:
    """Lay out the days on which visits begin, so that they touch the months."""
    first, last = months[0].first, months[-1].last
    people = len(numbers(seed))
    rounds = min(-(-visits // people), max(1, (last - first).days // DAYS_A_ROUND))
    is_part_of_year = len(months) < len(SEASON)
    start = first - LEAD_IN if rounds == 1 and is_part_of_year else first
    days = (start + timedelta(days=day) for day in range((last - start).days - SHORTEST + 2))
    return Season(start, tuple(accumulate(SEASON[day.month - 1] for day in days)), months, rounds)


def stay(seed: int, index: int, during: Season) -> Stay:
    """Make the visit with an index."""
    source = chance(seed, "stay", index)
    people = len(numbers(seed))
    turn, whose = divmod(index, people)
    is_numbered = turn < during.rounds
    trouble = TROUBLE_TURNS.get(index % EVERY)
    first, last = _days(source, during, turn if is_numbered else None)
    if trouble is Trouble.OUTSIDE_STAY:
        last = min(last, during.months[-1].last - timedelta(days=2))
    is_last_round = turn == during.rounds - 1 and trouble is None
    return Stay(
        index=index,
        case=f"SN{during.months[0].year}-{index + 1:05}",
        guest=guest(seed, whose if is_numbered else index),
        first=first,
        last=last,
        is_open=share(source, 6) and is_last_round,
        ordered_on=_ordered_on(source, first, trouble),
        order_reference=f"BIST {source.randrange(1000, 9999)}-{first.year}",
        invoice_reference=_invoice_reference(source, trouble),
        provider="private" if share(source, 25) else "own",
        area=pick(source, AREAS),
        grants=_grants(source),
        trouble=trouble,
    )


def _days(source: Random, during: Season, turn: int | None) -> tuple[date, date]:
    """Choose the days of a stay; in a round of several, they end before the guest's next round begins."""
    whole = during.total
    low, high = (0, whole) if turn is None else (whole * turn // during.rounds, whole * (turn + 1) // during.rounds)
    first = during.position(source.randrange(low, high))
    last = first + timedelta(days=_length(source) - 1)
    if turn is None or during.rounds == 1:
        return first, max(last, during.months[0].first + timedelta(days=2))
    latest = during.position(high) - timedelta(days=1) if turn + 1 < during.rounds else last
    first = max(min(first, latest - timedelta(days=SHORTEST - 1)), during.position(low))
    return first, max(first, min(last, latest))


def _length(source: Random) -> int:
    """Choose a length in days; weeks are commoner than months."""
    return min(source.randrange(SHORTEST, LONGEST + 1), source.randrange(SHORTEST, LONGEST + 1))


def _ordered_on(source: Random, first: date, trouble: Trouble | None) -> date | None:
    """Choose the day on which the home municipality's order came, some days after the guest."""
    days = source.randrange(-2, 30)
    return None if trouble is Trouble.NO_ORDER else first - timedelta(days=days)


def _invoice_reference(source: Random, trouble: Trouble | None) -> str:
    """Choose what the recipient wants on the invoice."""
    reference = f"{pick(source, ('ZZ', 'ANSV', 'KST', 'REF'))}{source.randrange(1000, 99999)}"
    return "" if trouble is Trouble.NO_REFERENCE else reference


def _grants(source: Random) -> tuple[Grant, ...]:
    """Choose the services of a visit: home care for most, something else for the others, and what goes with it."""
    main = "home-care" if share(source, 82) else pick(source, ("escort", "relief", "housing-support", "care-home-day"))
    grants = [Grant(main, 1, "day") if main == "care-home-day" else _minutes(source, main)]
    if main == "home-care":
        grants.extend(_beside_home_care(source))
    return tuple(grants)


def _beside_home_care(source: Random) -> list[Grant]:
    """Choose what goes with home care."""
    grants: list[Grant] = []
    if share(source, 25):
        grants.append(_minutes(source, "service-care"))
    if share(source, 12):
        grants.append(_minutes(source, "escort"))
    if share(source, 15):
        grants.append(Grant("home-visit-night", 7, "week"))
    if share(source, 35):
        grants += [Grant("safety-alarm", None, ""), Grant("alarm-visit", None, "")]
    if share(source, 20):
        grants.append(Grant("meal-delivery", 1, "day"))
    if share(source, 8):
        grants += [Grant("shopping", 1, "week"), Grant("laundry", 1, "week")]
    if share(source, 5):
        grants.append(Grant("safety-call", 1, "day"))
    return grants


def _minutes(source: Random, service: str) -> Grant:
    """Grant minutes per week, in whole quarters of an hour."""
    low, high = {"home-care": (4, 80), "service-care": (3, 9)}.get(service, (8, 32))
    return Grant(service, source.randrange(low, high) * 15, "week")
