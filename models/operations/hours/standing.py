"""Which hour rows count: one expression for all who sum what was executed."""

from __future__ import annotations

from typing import Any, NamedTuple

from peewee import JOIN, fn

from models.care_entry import CareEntry, Reversal
from models.database import rows_of
from models.rules.row_kinds import RowKind


def is_reversed(entry: Any = CareEntry) -> Any:
    """Choose the rows that were taken back (G4); they are shown, and count no more."""
    return fn.EXISTS(Reversal.select(Reversal.id).where(Reversal.entry == entry.id))


def is_standing(entry: Any = CareEntry) -> Any:
    """Choose the rows that nobody has taken back."""
    return ~is_reversed(entry)


def is_executed() -> Any:
    """Choose the standing rows that are care which was given; refused and missed visits are none."""
    return is_standing() & (CareEntry.kind == str(RowKind.EXECUTED))


class Corrections(NamedTuple):
    """Reversed rows and what came instead: by the id of one, the key of the other; empty where nothing came."""

    instead: dict[int, str]
    corrects: dict[int, str]


def corrections_of(chosen: Any) -> Corrections:
    """Find the reversals of some rows, and of the rows that some came instead of, in two queries."""
    new, old = CareEntry.alias(), CareEntry.alias()
    reversed_here = (
        Reversal.select(Reversal.entry, fn.COALESCE(new.key, ""))
        .join(CareEntry, on=Reversal.entry == CareEntry.id)
        .switch(Reversal)
        .join(new, JOIN.LEFT_OUTER, on=Reversal.replacement == new.id)
        .where(chosen)
    )
    came_here = (
        Reversal.select(Reversal.replacement, old.key)
        .join(CareEntry, on=Reversal.replacement == CareEntry.id)
        .switch(Reversal)
        .join(old, on=Reversal.entry == old.id)
        .where(chosen)
    )
    return Corrections(dict(rows_of(reversed_here)), dict(rows_of(came_here)))
