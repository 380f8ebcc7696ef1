"""Split hour rows into the pieces that are priced: when they are written, and when a band scheme changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from peewee import Expression, chunked, fn

from models.billed import LinePiece
from models.care_entry import CareEntry, CarePiece
from models.database import rows_of
from models.operations.registers.conditions import load_conditions
from models.operations.registers.names import municipality_codes, service_ids
from models.operations.registers.schemes import NO_SCHEME, load_schemes
from models.rules.bands import BandScheme
from models.rules.paid_time import AS_EXECUTED, PAYING, UNKNOWN, PaidTime, paid_time
from models.rules.period import month_text
from models.rules.row_kinds import BY_CONDITION, RowKind
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
    kind: str = RowKind.EXECUTED


def piece_rows(entry: int, row: Measured, scheme: BandScheme, paid: PaidTime) -> Iterator[dict[str, Any]]:
    """Give the pieces of one hour row as rows to insert; two staff count the minutes twice.

    A row that is paid by a standard time is one piece, in the band in which it began.
    """
    row_month = month_text(row.day)
    if row.start is None or row.end is None:
        parts: tuple[Piece, ...] = (Piece(row.day, row.band, row.minutes),)
    else:
        parts = split(row.day, row.start, row.end, scheme)
    if paid.minutes is not None:
        parts = (Piece(row.day, parts[0].band, row.minutes),)
    for part in parts:
        yield {
            "entry": entry,
            "day": part.day,
            "month": month_text(part.day),
            "row_month": row_month,
            "band": part.band,
            "minutes": part.minutes * row.staff,
            "pieces": row.pieces,
            "paid": _paid_minutes(paid, row.staff, row.pieces),
            "share": paid.share,
            "retired": False,
        }


def _paid_minutes(paid: PaidTime, staff: int, pieces: int) -> int | None:
    return None if paid.minutes is None else paid.minutes * staff * (pieces or 1)


def outdated_rows(chosen: Expression) -> dict[int, str]:
    """Find the rows whose pieces are worth something else by the conditions that now hold: their cases by their ids.

    Pieces on a line are left alone when a condition changes; they are looked at when the line is posted, or lets go.
    """
    worths = Worths()
    said = (CareEntry.kind, CareEntry.day, CareEntry.staff, CareEntry.pieces, CarePiece.paid, CarePiece.share)
    query = CarePiece.select(CareEntry.id, Visit.case_number, Visit.municipality, CareEntry.service, *said)
    found = {}
    for entry, case, home, service, kind, day, staff, pieces, paid, share in rows_of(
        query.join(CareEntry).join(Visit).where(chosen & ~CarePiece.retired)
    ):
        worth = worths.of(home, service, kind, day)
        if (_paid_minutes(worth, staff, pieces), worth.share) != (paid, share):
            found[entry] = case
    return found


def split_outdated(visits: Iterable[int]) -> int:
    """Split anew the free rows of some visits that a condition has changed for while they were billed; say how many."""
    outdated = outdated_rows(CareEntry.visit.in_(list(visits)) & CarePiece.line.is_null())
    return split_rows(CareEntry.id.in_(list(outdated))) if outdated else 0


def split_again(home: int | None, *, by_clock_only: bool) -> int:
    """Split the rows of a municipality's guests, or of everybody's, anew by what now holds; say how many."""
    chosen = Visit.municipality == home if home is not None else Visit.id.is_null(False)
    return split_rows(chosen & CareEntry.start.is_null(False) if by_clock_only else chosen)


def split_rows(chosen: Expression) -> int:
    """Split some rows anew; say how many.

    Rows with anything on a live line keep the pieces they were billed by. Pieces that an old line names are retired,
    not deleted, so that every old sum still opens down to them.
    """
    schemes, worths = load_schemes(), Worths()
    columns = [getattr(CareEntry, name) for name in Measured._fields]
    query = CareEntry.select(CareEntry.id, Visit.municipality, CareEntry.service, *columns).join(Visit)
    count = 0
    for chunk in chunked(list(rows_of(query.where(chosen & ~_is_billed()))), CHUNK):
        _drop_pieces([row[0] for row in chunk])
        CarePiece.insert_many([piece for row in chunk for piece in _split_one(row, schemes, worths)]).execute()
        count += len(chunk)
    return count


def _split_one(row: tuple[Any, ...], schemes: dict[int, BandScheme], worths: Worths) -> Iterator[dict[str, Any]]:
    entry, home, service, *measures = row
    measured = Measured(*measures)
    scheme = schemes.get(home, NO_SCHEME)
    return piece_rows(entry, measured, scheme, worths.of(home, service, measured.kind, measured.day))


class Worths:
    """What rows are worth by the conditions in force, read once a deed."""

    def __init__(self) -> None:
        self._conditions = load_conditions(PAYING)
        self._homes = municipality_codes() if self._conditions else {}
        self._services = {key: code for code, key in service_ids().items()} if self._conditions else {}
        self._known: dict[tuple[int, int, str, date], PaidTime] = {}

    def of(self, home: int, service: int, kind: str, day: date) -> PaidTime:
        """Say what a row of a guest of a home municipality is worth, by the ids of both."""
        if not self._conditions:
            return UNKNOWN if kind in BY_CONDITION else AS_EXECUTED
        key = (home, service, kind, day)
        if key not in self._known:
            names = (self._homes[home], self._services[service])
            self._known[key] = paid_time(self._conditions, RowKind(kind), *names, day)
        return self._known[key]


def _is_billed() -> Any:
    live = CarePiece.select(CarePiece.id).where((CarePiece.entry == CareEntry.id) & CarePiece.line.is_null(False))
    return fn.EXISTS(live)


def _drop_pieces(entries: list[int]) -> None:
    own = CarePiece.entry.in_(entries) & ~CarePiece.retired
    named = fn.EXISTS(LinePiece.select(LinePiece.piece).where(LinePiece.piece == CarePiece.id))
    CarePiece.update(retired=True).where(own & named).execute()
    CarePiece.delete().where(own & ~named).execute()
