"""Match rows of planning systems to visits: by case, by identity number, or by name and birth date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from peewee import Expression, fn

from models.database import rows_of
from models.interchange.wild_row import WildRow
from models.person import Person
from models.rules.identity import birth_date
from models.rules.unmatched import Unmatched
from models.visit import Visit


class Stay(NamedTuple):
    """What a row must know of a visit to belong to it."""

    id: int
    case: str
    first: date
    last: date | None
    state: str
    number: str

    @property
    def takes_hours(self) -> bool:
        """Whether new hours may be put on it."""
        return self.state not in ("closed", "cancelled")

    def covers(self, day: date) -> bool:
        """Say whether a day lies in the stay."""
        return self.first <= day and (self.last is None or day <= self.last)


class Match(NamedTuple):
    """The one visit that a row names, and what hinders: a visit that is closed is named all the same."""

    stay: Stay | None
    why: Unmatched | None


class Matcher:
    """Looks visits up for rows, a chunk at a time; the cost follows the file and not the store."""

    def __init__(self) -> None:
        self._by_case: dict[str, Stay | None] = {}
        self._by_number: dict[str, list[Stay]] = {}
        self._by_birth: dict[date, list[tuple[frozenset[str], Stay]]] = {}

    def look_up(self, rows: Iterable[WildRow]) -> None:
        """Read what some rows may name, where it is not known yet."""
        asked = list(rows)
        cases = {each.row.case.casefold() for each in asked if each.row.case} - self._by_case.keys()
        numbers = {number_of(each) for each in asked} - self._by_number.keys() - {""}
        births = {born for each in asked if each.name and (born := born_of(each))} - self._by_birth.keys()
        self._by_case.update(dict.fromkeys(cases))
        self._by_number.update({number: [] for number in numbers})
        self._by_birth.update({born: [] for born in births})
        if cases:
            for stay, *_ in _read(Visit.case_key.in_(cases)):
                self._by_case[stay.case.casefold()] = stay
        if numbers:
            for stay, *_ in _read(Person.identity_number.in_(numbers)):
                self._by_number[stay.number].append(stay)
        if births:
            found = Person.birth_date.in_(births) & (Person.search_name != "") & ~Person.protected
            for stay, name, born in _read(found):
                self._by_birth[born].append((words_of(name), stay))

    def match(self, asked: WildRow) -> Match:
        """Give the row's visit, or why there is not exactly one that takes hours."""
        number = number_of(asked)
        if asked.row.case:
            stay = self._by_case.get(asked.row.case.casefold())
            if stay is None:
                return Match(None, Unmatched.NO_CASE)
            if number and stay.number and number != stay.number:
                return Match(None, Unmatched.OTHER_PERSON)
            return _open(stay)
        stays = self._stays_of_person(asked, number)
        if not stays:
            knows_more = bool(number or born_of(asked))
            return Match(None, Unmatched.NO_PERSON if knows_more else Unmatched.NAME_ONLY)
        there = [stay for stay in stays if stay.covers(asked.row.day) and stay.state != "cancelled"]
        if len(there) == 1:
            return _open(there[0])
        return Match(None, Unmatched.SEVERAL_VISITS if there else Unmatched.NO_VISIT)

    def _stays_of_person(self, asked: WildRow, number: str) -> list[Stay]:
        if number and (found := self._by_number.get(number)):
            return found
        born = born_of(asked)
        if not (asked.name and born):
            return []
        named = words_of(asked.name)
        same_name = [stay for words, stay in self._by_birth.get(born, []) if words == named]
        return [stay for stay in same_name if not (number and stay.number)]


def number_of(asked: WildRow) -> str:
    """Give the identity number that a row says, '' where it says none."""
    return asked.row.identity.number if asked.row.identity else ""


def born_of(asked: WildRow) -> date | None:
    """Give the birth date that a row says, by itself or by its identity number."""
    if asked.birth_date is not None:
        return asked.birth_date
    return birth_date(asked.row.identity) if asked.row.identity else None


def words_of(name: str) -> frozenset[str]:
    """Part a name into its words, whose order and case do not count."""
    return frozenset(re.findall(r"[^\W\d_]+", name.casefold()))


def _open(stay: Stay) -> Match:
    return Match(stay, None if stay.takes_hours else Unmatched.CLOSED_VISIT)


def _read(chosen: Expression) -> list[tuple[Stay, str, date]]:
    query = (
        Visit.select(
            Visit.id,
            Visit.case_number,
            Visit.first_day,
            Visit.last_day,
            Visit.state,
            fn.COALESCE(Person.identity_number, ""),
            Person.search_name,
            Person.birth_date,
        )
        .join(Person)
        .where(chosen)
        .order_by(Visit.id)
    )
    return [(Stay(*row[:6]), row[6], row[7]) for row in rows_of(query)]
