"""Reversals: what was taken back is never offered again, and what came instead stands by itself (G4)."""

from __future__ import annotations

from collections.abc import Iterator

from models.care_entry import CareEntry, Reversal
from models.database import rows_of
from models.language.words import tr

Found = tuple[str, str, str]
"""A code, what it is about, and what was found."""


def reversal_findings() -> Iterator[Found]:
    """Look at every reversal and both its rows."""
    old, new = CareEntry.alias(), CareEntry.alias()
    query = Reversal.select(old.key).join(old, on=Reversal.entry == old.id)
    for (key,) in rows_of(query.where(~old.signed)):
        yield "reversal", key, tr("A row is reversed that was never signed.")
    for (key,) in rows_of(query.where(old.excluded_by.is_null())):
        yield "reversal", key, tr("A reversed row is offered to the next batch.")
    pairs = (
        Reversal.select(old.key)
        .join(old, on=Reversal.entry == old.id)
        .switch(Reversal)
        .join(new, on=Reversal.replacement == new.id)
    )
    for (key,) in rows_of(pairs.where((old.visit != new.visit) | (old.id >= new.id))):
        yield "reversal", key, tr("What came instead of a reversed row is another visit's, or is older than it.")
