"""Which of several ways of writing a whole column uses: the ones that read it best, never one of two that both do."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Final, TypeVar

F = TypeVar("F")
C = TypeVar("C")
V = TypeVar("V")

FEW: Final = 2
ONE_IN: Final = 20
"""A form reads a column when it leaves at most FEW cells, or one in ONE_IN, to be refused as faults."""


def best_readings(
    forms: Iterable[F], cells: Collection[C], read: Callable[[C, F], V | None]
) -> dict[tuple[V | None, ...], F]:
    """Give the forms that read most of the cells, by what they read; of forms that read all alike, the first.

    A few bad cells do not hide a column's form. When they are many, every form that reads anything is given, so that
    somebody chooses.
    """
    readings = [(form, tuple(read(cell, form) for cell in cells)) for form in forms]
    counts = [sum(value is not None for value in values) for _, values in readings]
    best = max(counts, default=0)
    unread = len(cells) - best
    least = best if unread <= max(FEW, len(cells) // ONE_IN) and best * 2 > len(cells) else 1
    found: dict[tuple[V | None, ...], F] = {}
    for (form, values), count in zip(readings, counts, strict=True):
        if count and count >= least:
            found.setdefault(values, form)
    return found
