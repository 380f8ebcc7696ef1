"""Save the cells of a month's grid as one deed: rows typed before are replaced, all other rows stay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import NamedTuple
from uuid import uuid4

from models.care_entry import CareEntry, CarePiece
from models.care_errors import CellsChanged, DayIsLocked
from models.database import rows_of
from models.errors import ImportRefused
from models.interchange.faults import Fault
from models.interchange.hour_cells import HourCells, contradictions
from models.interchange.hours_file import HourRow
from models.language.terms import service_name
from models.language.words import tr
from models.operations.hours.correct_row import reverse_entries
from models.operations.hours.month_grid import TYPED, GridRow, Hold, MonthGrid, grid_of
from models.operations.hours.row_remarks import NO_REMARKS, Remarks, remarks_on_rows
from models.operations.hours.store_rows import HourWriter
from models.operations.store.actor import Actor, deed
from models.operations.store.given_reason import unnamed
from models.operations.store.write_event import write_event
from models.operations.visits.by_case import visit_of
from models.rules.day_lock import day_lock
from models.rules.period import Month
from models.rules.roles import Role
from models.rules.typed_hours import Measure

SOURCE = "hours grid"
"""What the grid is called where a file's name would stand."""


class Place(NamedTuple):
    """A cell of the grid."""

    service: str
    staff: int
    day: date


Seen = tuple[tuple[str, str], ...]
"""The rows of a cell as they were read: each row's key, and why it is not replaced."""


@dataclass(frozen=True, slots=True)
class CellChange:
    """What is to stand in a cell besides the rows that stay, and the rows that were seen there."""

    place: Place
    entries: tuple[Measure, ...]
    seen: Seen


@dataclass(frozen=True, slots=True)
class SavedHours:
    """How many cells were saved, and how many hour rows came and went."""

    cells: int
    added: int
    removed: int
    remarks: Remarks = NO_REMARKS


def seen_of(rows: Iterable[GridRow]) -> Seen:
    """Say what was seen in a cell, so that a change by somebody else is noticed."""
    return tuple(sorted((row.key, str(row.hold)) for row in rows))


def rows_by_place(grid: MonthGrid) -> dict[Place, tuple[GridRow, ...]]:
    """Sort a grid's rows into its cells."""
    found: dict[Place, list[GridRow]] = {}
    for row in grid.rows:
        found.setdefault(Place(row.service, row.staff, row.day), []).append(row)
    return {place: tuple(rows) for place, rows in found.items()}


def save_hours(case: str, month: Month, changes: Sequence[CellChange], today: date, actor: Actor) -> SavedHours:
    """Save cells of a visit's month, all of them or none; saving the same again changes nothing.

    Raises:
        NotFound: there is no visit with the case number.
        DayIsLocked: a day takes no hours: the month is signed, the stay does not cover it, or it lies ahead.
        CellsChanged: somebody else changed some of the cells meanwhile (G35).
        ImportRefused: an entry is none that an hour row may hold.
    """
    with deed(actor, Role.HOURS):
        visit = visit_of(case)
        grid = grid_of(visit, month)
        _refuse_locked(grid, changes, today)
        now = rows_by_place(grid)
        fresh = [change for change in changes if not _stands(change, now)]
        changed = [change.place for change in fresh if seen_of(now.get(change.place, ())) != change.seen]
        if changed:
            raise CellsChanged(cells=", ".join(f"{service_name(cell.service)} {cell.day}" for cell in changed[:5]))
        gone: list[GridRow] = []
        rows: list[HourRow] = []
        instead: dict[str, str] = {}
        for change in fresh:
            old, new = _difference(change, now.get(change.place, ()))
            came = [_hour_row(len(rows) + at, grid.case, change.place, each) for at, each in enumerate(new, start=1)]
            signed = [row.key for row in old if row.signed]
            instead |= dict(zip_longest(signed, [row.key for row in came][: len(signed)], fillvalue=""))
            gone += old
            rows += came
        _refuse_faulty(rows, today)
        _remove([row.key for row in gone if not row.signed])
        _write(rows, actor)
        _reverse(instead, actor)
        remarks = remarks_on_rows(CareEntry.key.in_([row.key for row in rows]), {}) if rows else NO_REMARKS
        if fresh:
            write_event(actor, "save-hours", grid.case, month=str(month), cells=_facts(fresh, now))
    return SavedHours(len(fresh), len(rows), len(gone), remarks)


def _refuse_locked(grid: MonthGrid, changes: Iterable[CellChange], today: date) -> None:
    signed = bool(grid.signed_by)
    for change in changes:
        day = change.place.day
        lock = day_lock(day, grid.first, grid.last, today, closed=grid.is_closed, signed=signed)
        if lock is not None or day not in grid.month:
            raise DayIsLocked(day=day, case=grid.case)


def _own(rows: Iterable[GridRow]) -> list[GridRow]:
    return [row for row in rows if row.hold == Hold.NONE]


def _stands(change: CellChange, now: dict[Place, tuple[GridRow, ...]]) -> bool:
    """Say whether the cell holds already what is to stand in it."""
    return Counter(row.measure for row in _own(now.get(change.place, ()))) == Counter(change.entries)


def _difference(change: CellChange, rows: Sequence[GridRow]) -> tuple[list[GridRow], list[Measure]]:
    """Give the rows that go and the entries that come; what stands already is left alone."""
    wanted = Counter(change.entries)
    gone = []
    for row in _own(rows):
        if wanted[row.measure]:
            wanted[row.measure] -= 1
        else:
            gone.append(row)
    return gone, list(wanted.elements())


def _hour_row(line: int, case: str, place: Place, measure: Measure) -> HourRow:
    clock = (measure.start, measure.end) if measure.has_clock else (None, None)
    return HourRow(
        line=line,
        key=f"{TYPED}{uuid4().hex[:20]}",
        key_given=True,
        case=case,
        identity=None,
        day=place.day,
        start=clock[0],
        end=clock[1],
        minutes=measure.minutes or None,
        pieces=measure.pieces or None,
        service=place.service,
        staff=place.staff,
        band=measure.band,
    )


def _refuse_faulty(rows: Iterable[HourRow], today: date) -> None:
    """Judge the rows by the rules that a file's rows are judged by."""
    faults = []
    for row in rows:
        cells = HourCells(
            row.key,
            row.case,
            None,
            row.day,
            row.start,
            row.end,
            row.minutes,
            row.pieces,
            row.service,
            row.staff,
            row.band,
        )
        found = contradictions(cells, row.minutes, today)
        faults += [Fault(SOURCE, row.line, column, text) for column, text in found]
    if faults:
        raise ImportRefused(SOURCE, tuple(faults))


def _remove(keys: list[str]) -> None:
    if keys:
        entries = [entry for (entry,) in rows_of(CareEntry.select(CareEntry.id).where(CareEntry.key.in_(keys)))]
        CarePiece.delete().where(CarePiece.entry.in_(entries)).execute()
        CareEntry.delete().where(CareEntry.id.in_(entries)).execute()


def _reverse(instead: dict[str, str], actor: Actor) -> None:
    """Take back rows that were signed before the month was opened again, each with the row that came instead (G4)."""
    if instead:
        keys = [key for pair in instead.items() for key in pair if key]
        ids = dict(rows_of(CareEntry.select(CareEntry.key, CareEntry.id).where(CareEntry.key.in_(keys))))
        why = tr("typed anew in the month's grid")
        reverse_entries({ids[old]: ids[new] if new else None for old, new in instead.items()}, why, actor)


def _write(rows: list[HourRow], actor: Actor) -> None:
    stored = HourWriter(SOURCE, actor).write(rows)
    if stored.faults:
        raise ImportRefused(SOURCE, stored.faults)


def _facts(changes: Iterable[CellChange], now: dict[Place, tuple[GridRow, ...]]) -> list[object]:
    return [
        {
            "service": change.place.service,
            "staff": change.place.staff,
            "day": str(change.place.day),
            "before": [_fact(row.measure) for row in _own(now.get(change.place, ()))],
            "after": [_fact(measure) for measure in change.entries],
        }
        for change in changes
    ]


def _fact(measure: Measure) -> str:
    parts = [f"{measure.minutes} min" if measure.minutes else f"{measure.pieces} st"]
    if measure.has_clock:
        clock = (measure.start // 60, measure.start % 60, measure.end // 60, measure.end % 60)
        parts.append("{:02}:{:02}-{:02}:{:02}".format(*clock))
    return " ".join([*parts, *([unnamed(measure.band)] if measure.band else [])])
