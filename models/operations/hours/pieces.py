"""Split hour rows into the pieces that are priced: when they are written, and when a band scheme changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from peewee import Expression, chunked, fn

from models.billed import LinePiece
from models.care_entry import CareEntry, CarePiece
from models.database import rows_of
from models.operations.registers.conditions import load_conditions
from models.operations.registers.names import municipality_codes, service_ids
from models.operations.registers.schemes import NO_BANDS, load_schemes
from models.rules.band_history import BandHistory
from models.rules.paid_minutes import spread
from models.rules.paid_time import AS_EXECUTED, PAYING, UNKNOWN, PaidTime, paid_time
from models.rules.period import month_text
from models.rules.row_kinds import BY_CONDITION, RowKind
from models.rules.split import Piece, split
from models.visit import Visit

CHUNK = 500
"""Rows written or looked up at a time: memory stays flat, and no statement has too many parameters."""

_STORED = (CarePiece.day, CarePiece.band, CarePiece.minutes, CarePiece.pieces, CarePiece.paid, CarePiece.share)


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


def piece_rows(entry: int, row: Measured, bands: BandHistory, paid: PaidTime) -> Iterator[dict[str, Any]]:
    """Give the pieces of one hour row as rows to insert; two staff count the minutes twice.

    A row that is paid by a standard time is one piece, in the band in which it began. What a rounding or a least time
    adds is paid by the last piece; what a rounding takes away is taken from the end, and what would pay nothing is
    part of the piece before it.
    """
    row_month = month_text(row.day)
    for part, minutes in _paid_parts(row, bands, paid):
        yield {
            "entry": entry,
            "day": part.day,
            "month": month_text(part.day),
            "row_month": row_month,
            "band": part.band,
            "minutes": part.minutes * row.staff,
            "pieces": row.pieces,
            "paid": None if minutes is None else minutes * row.staff,
            "share": paid.share,
            "retired": False,
        }


def _paid_parts(row: Measured, bands: BandHistory, paid: PaidTime) -> Iterable[tuple[Piece, int | None]]:
    """Give the parts of a row with what each pays of the time of one of the staff; none: its own minutes."""
    if row.start is None or row.end is None:
        parts: tuple[Piece, ...] = (Piece(row.day, row.band, row.minutes),)
    else:
        parts = split(row.day, row.start, row.end, bands)
    if paid.minutes is not None:
        return ((Piece(row.day, parts[0].band, row.minutes), _standard_time(paid, row.pieces)),)
    total = paid.of_time(row.minutes) if row.minutes else 0
    if total == row.minutes:
        return ((part, None) for part in parts)
    parts = _that_pay(parts, total)
    return zip(parts, spread(total, [part.minutes for part in parts]), strict=True)


def _standard_time(paid: PaidTime, pieces: int) -> int | None:
    """Say what one of the staff is paid by a standard time; none where the row pays its own."""
    return None if paid.minutes is None else paid.minutes * (pieces or 1)


def _that_pay(parts: tuple[Piece, ...], total: int) -> tuple[Piece, ...]:
    """Join the parts that would pay none of a row's minutes to the one before them; the first is always one."""
    kept = max(sum(minutes > 0 for minutes in spread(total, [part.minutes for part in parts])), 1)
    last = parts[kept - 1]
    return (*parts[: kept - 1], replace(last, minutes=sum(part.minutes for part in parts[kept - 1 :])))


def outdated_rows(chosen: Expression) -> dict[int, str]:
    """Find the rows whose pieces are others by the conditions and bands that now hold: their cases by their ids.

    Pieces on a line are left alone when a condition or a band changes; they are looked at when the line is posted, or
    lets go.
    """
    schemes, worths = load_schemes(), Worths()
    columns = (*_row(), Visit.case_number, *_STORED)
    query = CarePiece.select(*columns).join(CareEntry).join(Visit).where(chosen & ~CarePiece.retired)
    found = {}
    for (*row, case), pieces in groupby(rows_of(query.order_by(CareEntry.id)), lambda row: row[: -len(_STORED)]):
        now = [tuple(piece[field.name] for field in _STORED) for piece in _split_one(tuple(row), schemes, worths)]
        if any(piece[-len(_STORED) :] not in now for piece in pieces):
            found[row[0]] = case
    return found


def split_outdated(visits: Iterable[int]) -> int:
    """Split anew the free rows of some visits whose conditions or bands have changed while they were billed."""
    outdated = outdated_rows(CareEntry.visit.in_(list(visits)) & CarePiece.line.is_null())
    return split_rows(CareEntry.id.in_(list(outdated))) if outdated else 0


def split_rows(chosen: Expression) -> int:
    """Split some rows anew; say how many.

    Rows with anything on a live line keep the pieces they were billed by. Pieces that an old line names are retired,
    not deleted, so that every old sum still opens down to them.
    """
    schemes, worths = load_schemes(), Worths()
    query = CareEntry.select(*_row()).join(Visit)
    count = 0
    for chunk in chunked(list(rows_of(query.where(chosen & ~_is_billed()))), CHUNK):
        _drop_pieces([row[0] for row in chunk])
        CarePiece.insert_many([piece for row in chunk for piece in _split_one(row, schemes, worths)]).execute()
        count += len(chunk)
    return count


def _row() -> tuple[Any, ...]:
    measures = (getattr(CareEntry, name) for name in Measured._fields)
    return CareEntry.id, Visit.municipality, CareEntry.service, *measures


def _split_one(row: tuple[Any, ...], schemes: dict[int, BandHistory], worths: Worths) -> Iterator[dict[str, Any]]:
    entry, home, service, *measures = row
    measured = Measured(*measures)
    bands = schemes.get(home, NO_BANDS)
    return piece_rows(entry, measured, bands, worths.of(home, service, measured.kind, measured.day))


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
