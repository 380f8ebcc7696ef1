"""How many minutes of a row are paid: its own, rounded by a rule, and never fewer than a least."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum


class Way(StrEnum):
    """The ways to round a time."""

    UP = "up"
    NEAREST = "nearest"
    """A half goes up."""
    DOWN = "down"


def rounded(minutes: int, step: int, way: Way) -> int:
    """Round minutes to whole steps of so many minutes."""
    added = {Way.UP: step - 1, Way.NEAREST: step // 2, Way.DOWN: 0}[way]
    return (minutes + added) // step * step


def spread(paid: int, own: Sequence[int]) -> Iterator[int]:
    """Say what each part of a row pays of the row's paid minutes, as if it had ended when its paid time does.

    Each part pays its own minutes in turn; the last pays what is over, and what is lacking is taken from the end.
    """
    left = paid
    for part in own[:-1]:
        pays = min(part, left)
        left -= pays
        yield pays
    yield left
