"""A memory of texts already understood; the same dates, clocks and names fill a month's file."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

MOST_REMEMBERED = 50_000
"""How many texts are kept, so that a file of nothing but different texts does not fill the memory."""


class Memo(dict[str, T]):
    """A dictionary that asks a function for what it does not hold; a look-up of what it holds costs no call."""

    def __init__(self, understand: Callable[[str], T]) -> None:
        super().__init__()
        self._understand = understand

    def __missing__(self, text: str) -> T:
        value = self._understand(text)
        if len(self) < MOST_REMEMBERED:
            self[text] = value
        return value
