"""Split hour rows into the pieces that are priced: when they are written, and when a band scheme changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from peewee import chunked, fn

from models.billed import LinePiece
from models.care_entry import CareEntry, CarePiece
from models.database import rows_of
from models.operations.registers.schemes import NO_SCHEME, load_schemes
from models.rules.bands import BandScheme
from models.rules.period import Month
from models.rules.split import Piece, split
from models.visit import Visit

CHUNK = 500
"""Rows written or looked up at a time: memory stays flat, and no statement has too many parameters."""


class Measured(NamedTuple):
    """What an hour row measured: by the clock (minutes of the day), by minutes alone, or by pieces."""

    day: date
    start: int | None
    end: int | None
    minutes: int
    pieces: int
    staff: int
    band: str


def piece_rows(entry: int, row: Measured, scheme: BandScheme) -> Iterator[dict[str, Any]]:
    """Give the pieces of one hour row as rows to insert; two staff count the minutes twice."""
    row_month = str(Month.of(row.day))
    if row.start is None or row.end is None:
        parts: tuple[Piece, ...] = (Piece(row.day, row.band, row.minutes),)
    else:
        parts = split(row.day, row.start, row.end, scheme)
    for part in parts:
        yield {
            "entry": entry,
            "day": part.day,
            "month": str(Month.of(part.day)),
            "row_month": row_month,
            "band": part.band,
            "minutes": part.minutes * row.staff,
            "pieces": row.pieces,
        }


def split_again(home: int) -> int:
    """Split the clock rows of a municipality's guests anew by its present scheme; say how many.

    Rows with anything on a live line keep the pieces they were billed by. Pieces that an old line names are retired,
    not deleted, so that every old sum still opens down to them.
    """
    scheme = load_schemes().get(home, NO_SCHEME)
    columns = (CareEntry.id, CareEntry.day, CareEntry.start, CareEntry.end, CareEntry.minutes, CareEntry.pieces)
    query = (
        CareEntry.select(*columns, CareEntry.staff, CareEntry.band)
        .join(Visit)
        .where((Visit.municipality == home) & CareEntry.start.is_null(False) & ~_is_billed())
    )
    count = 0
    for chunk in chunked(list(rows_of(query)), CHUNK):
        _drop_pieces([row[0] for row in chunk])
        CarePiece.insert_many(
            [piece for row in chunk for piece in piece_rows(row[0], Measured(*row[1:]), scheme)]
        ).execute()
        count += len(chunk)
    return count


def _is_billed() -> Any:
    live = CarePiece.select(CarePiece.id).where((CarePiece.entry == CareEntry.id) & CarePiece.line.is_null(False))
    return fn.EXISTS(live)


def _drop_pieces(entries: list[int]) -> None:
    own = CarePiece.entry.in_(entries) & ~CarePiece.retired
    named = fn.EXISTS(LinePiece.select(LinePiece.piece).where(LinePiece.piece == CarePiece.id))
    CarePiece.update(retired=True).where(own & named).execute()
    CarePiece.delete().where(own & ~named).execute()
