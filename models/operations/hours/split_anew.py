"""Split hour rows anew when a band scheme or a condition changes, and say what is billed otherwise already."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from peewee import JOIN, fn

from models.batch import Batch
from models.care_entry import CareEntry, CarePiece
from models.database import rows_of
from models.invoice import Invoice, InvoiceLine
from models.language.words import ntr
from models.operations.hours.pieces import CHUNK, outdated_rows, split_rows
from models.visit import Visit

MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class SplitAnew:
    """How many unbilled rows were split anew, and how many billed ones would be, but keep what they were billed by.

    `invoices` are theirs, or the batches of drafts: a credit note, or the draft's annulment, lets the rows go.
    """

    rows: int = 0
    billed: int = 0
    invoices: tuple[str, ...] = ()


def split_anew(homes: Collection[int] | None, *, by_clock_only: bool) -> SplitAnew:
    """Split the rows of some municipalities' guests, or of everybody's, by what now holds, inside an open deed."""
    chosen = Visit.id.is_null(False) if homes is None else Visit.municipality.in_(sorted(homes))
    if by_clock_only:
        chosen &= CareEntry.start.is_null(False)
    split = split_rows(chosen)
    billed = list(outdated_rows(chosen & CarePiece.line.is_null(False)))
    return SplitAnew(split, len(billed), _bills_of(billed))


def told(split: SplitAnew) -> tuple[str, ...]:
    """Say which billed rows keep what they were billed by, and what lets them go; nothing where there are none."""
    if not split.billed:
        return ()
    more = len(split.invoices) - MOST_NAMED
    named = (*split.invoices[:MOST_NAMED], *([ntr("and {n} more", "and {n} more", more)] if more > 0 else []))
    kept = ntr(
        "{n} billed row keeps what it was billed by until it is credited or its draft annulled: {invoices}.",
        "{n} billed rows keep what they were billed by until they are credited or their draft annulled: {invoices}.",
        split.billed,
        invoices=", ".join(named),
    )
    return (kept,)


def _bills_of(rows: list[int]) -> tuple[str, ...]:
    found: set[str] = set()
    for start in range(0, len(rows), CHUNK):
        query = (
            CarePiece.select(fn.COALESCE(Invoice.number, Batch.name))
            .join(InvoiceLine)
            .join(Invoice)
            .join(Batch, JOIN.LEFT_OUTER)
            .where(CarePiece.entry.in_(rows[start : start + CHUNK]) & CarePiece.line.is_null(False))
        )
        found |= {str(name) for (name,) in rows_of(query.distinct())}
    return tuple(sorted(found))
