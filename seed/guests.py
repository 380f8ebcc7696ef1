"""Invented guests: names that belong to nobody, test identity numbers, and the municipalities they come from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from seed.chance import chance, pick
from seed.data_files import lines
from seed.reference import identity_numbers

EVERY = 50
"""Of so many guests, one has each of the peculiarities below."""

PROTECTED_TURN = 29
UNRATED_TURN = 37
UNCONFIRMED_TURN = 43

UNRATED = "2580"
"""The home municipality that has no rates at all."""

UNCONFIRMED = "0483"
"""The home municipality whose rates nobody has confirmed."""

HOMES: dict[str, int] = {
    "0180": 16,
    "0880": 8,
    "0380": 6,
    "0580": 6,
    "0184": 5,
    "0163": 5,
    "0780": 5,
    "1480": 5,
    "0138": 4,
    "0680": 4,
    "1080": 4,
    "1280": 4,
    "1880": 3,
    "0480": 3,
    "0581": 3,
    "0861": 3,
    "0883": 3,
    "1290": 3,
    "1980": 3,
    "0685": 2,
    "0881": 2,
    "0882": 2,
    "1281": 2,
    "1283": 2,
    "1490": 2,
}
"""The home municipalities that have rates, and how many guests come from one for each from another."""

_HOMES = tuple(code for code, weight in HOMES.items() for _ in range(weight))


@dataclass(frozen=True, slots=True)
class Guest:
    """A person who does not exist; the identity number is 12 digits, or empty when it is not known."""

    name: str
    number: str
    home: str
    protected: bool


@cache
def numbers(seed: int) -> tuple[str, ...]:
    """Give the test numbers of people born 1920 to 1999, in an order of the seed, as many as whole rounds of EVERY."""
    grown = [number for number in identity_numbers() if 1920 <= int(number[:4]) <= 1999]
    chance(seed, "numbers").shuffle(grown)
    return tuple(grown[: len(grown) // EVERY * EVERY])


def guest(seed: int, index: int) -> Guest:
    """Make the guest with an index; beyond the test numbers that exist, guests have no number."""
    known = numbers(seed)
    number = known[index] if index < len(known) else ""
    return Guest(_name(index, number), number, _home(seed, index), index % EVERY == PROTECTED_TURN)


def _name(index: int, number: str) -> str:
    """Give a first name that goes with the number's last digit but one, odd for men, and a last name."""
    is_man = int(number[-2]) % 2 if number else index % 2
    first_names = lines("first_names_men.txt") if is_man else lines("first_names_women.txt")
    last_names = lines("last_names.txt")
    across, down = index * 37 % len(last_names), index // len(last_names)
    return f"{first_names[(across * 7 + down) % len(first_names)]} {last_names[across]}"


def _home(seed: int, index: int) -> str:
    """Choose the home municipality of a guest."""
    special = {UNRATED_TURN: UNRATED, UNCONFIRMED_TURN: UNCONFIRMED}
    return special.get(index % EVERY) or pick(chance(seed, "home", index), _HOMES)
