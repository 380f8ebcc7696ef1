"""Chance that is the same for the same seed, whatever the machine."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


def chance(*of: object) -> Random:
    """Give a source of chance of its own to a thing, named by a seed and its parts."""
    return Random(":".join(map(str, of)))


def share(source: Random, percent: int) -> bool:
    """Say yes in so many cases of a hundred."""
    return source.randrange(100) < percent


def pick(source: Random, choices: Sequence[T]) -> T:
    """Choose one of several, each as likely."""
    return choices[source.randrange(len(choices))]
