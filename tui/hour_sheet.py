"""The month's grid in memory: what the store has, what was typed over it, sums, and the way back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from models.operations.hours.month_grid import GridRow, Hold, MonthGrid
from models.operations.hours.save_hours import CellChange, Place, Seen, rows_by_place, seen_of
from models.rules.day_lock import DayLock, day_lock
from models.rules.grants import granted_in
from models.rules.row_kinds import RowKind
from models.rules.services import SERVICE_OF, Unit
from models.rules.typed_hours import Measure

Entries = tuple[Measure, ...]


class Line(NamedTuple):
    """A line of the grid: a service, by one or two of the staff."""

    service: str
    staff: int


class Amount(NamedTuple):
    """Minutes and pieces."""

    minutes: int
    pieces: int

    def plus(self, other: Amount, times: int = 1) -> Amount:
        """Add another amount, its minutes so many times."""
        return Amount(self.minutes + other.minutes * times, self.pieces + other.pieces)


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed in a cell, and the rows that were seen there when it was."""

    entries: Entries
    seen: Seen


@dataclass(frozen=True, slots=True)
class Sums:
    """What was executed in some days, two staff counted twice, and what was granted; None where nothing was."""

    executed: Amount
    granted: int | None


@dataclass(slots=True)
class HourSheet:
    """A month as it stands in the store, and the cells that were typed and not saved."""

    grid: MonthGrid
    today: date
    typed: dict[Place, Typed] = field(default_factory=dict)
    extra: tuple[Line, ...] = ()
    """Lines that were asked for and have nothing yet."""
    conflicts: frozenset[Place] = frozenset()
    _past: list[dict[Place, Typed]] = field(default_factory=list)
    _stored: dict[Place, tuple[GridRow, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Sort the store's rows into cells."""
        self._stored = rows_by_place(self.grid)

    @property
    def days(self) -> tuple[date, ...]:
        """List the days of the month."""
        first = self.grid.month.first
        return tuple(first + timedelta(days=n) for n in range(self.grid.month.last.day))

    @property
    def lines(self) -> tuple[Line, ...]:
        """List the lines: granted services, then others that have hours; two staff right below the service.

        What a receipt says is no care, and nothing is typed about it: it stands in the visit.
        """
        there = {Line(place.service, place.staff) for place in (*self._stored, *self.typed) if place.day in self.days}
        there |= {Line(service, 2) for service in self.grid.two_staff} | set(self.extra)
        others = [
            code for code in SERVICE_OF if code != RowKind.EXTRA_COST and any(line.service == code for line in there)
        ]
        services = dict.fromkeys((*self.grid.services, *others))
        both = [(Line(service, 1), Line(service, 2)) for service in services]
        return tuple(line for pair in both for line in pair if line.staff == 1 or line in there)

    def lock(self, day: date) -> DayLock | None:
        """Say why nothing can be typed on a day."""
        grid = self.grid
        signed = bool(grid.signed_by)
        return day_lock(day, grid.first, grid.last, self.today, closed=grid.is_closed, signed=signed)

    def has_been(self, day: date) -> bool:
        """Say whether a day is one of the stay's that has come."""
        return day_lock(day, self.grid.first, self.grid.last, self.today, closed=False, signed=False) is None

    def rows(self, place: Place) -> tuple[GridRow, ...]:
        """List the store's rows in a cell."""
        return self._stored.get(place, ())

    def stays(self, place: Place) -> Entries:
        """List what stands in a cell whatever is typed there."""
        return tuple(row.measure for row in self.rows(place) if row.hold != Hold.NONE and row.counts)

    def marked(self, place: Place) -> tuple[GridRow, ...]:
        """List the rows of a cell that stand and are no executed care: refused, missed, cancelled too late."""
        return tuple(row for row in self.rows(place) if row.kind != RowKind.EXECUTED and row.hold != Hold.REVERSED)

    def saved(self, place: Place) -> Entries:
        """List what was typed in a cell and saved."""
        return tuple(row.measure for row in self.rows(place) if row.hold == Hold.NONE)

    def entries(self, place: Place) -> Entries:
        """List what is typed in a cell, saved or not."""
        typed = self.typed.get(place)
        return self.saved(place) if typed is None else typed.entries

    def amount(self, place: Place, entries: Entries | None = None) -> Amount:
        """Sum a cell, one of the staff: what stays, and what is typed or would be."""
        mine = self.entries(place) if entries is None else entries
        every = (*self.stays(place), *mine)
        return Amount(sum(each.minutes for each in every), sum(each.pieces for each in every))

    def sums(self, line: Line, days: Iterable[date]) -> Sums:
        """Sum a line over some days of the month, against what was granted for it."""
        total, listed = Amount(0, 0), tuple(days)
        for day in listed:
            total = total.plus(self.amount(Place(*line, day)), line.staff)
        grants = [grant for grant in self.grid.grants if (grant.service, grant.staff) == tuple(line)]
        granted = sum(granted_in(grant, listed[0], listed[-1]) for grant in grants) if grants and listed else None
        return Sums(total, granted)

    def month_sums(self) -> Sums:
        """Sum what is measured in time over the whole month."""
        total, granted = Amount(0, 0), None
        for line in self.lines:
            sums = self.sums(line, self.days)
            total = total.plus(sums.executed)
            if SERVICE_OF[line.service].unit == Unit.HOUR and sums.granted is not None:
                granted = (granted or 0) + sums.granted
        return Sums(total, granted)

    def put(self, cells: Mapping[Place, Entries]) -> int:
        """Type in cells as one step that can be undone; say how many of them changed."""
        changed = {place: entries for place, entries in cells.items() if entries != self.entries(place)}
        if changed:
            self._past.append(dict(self.typed))
        for place, entries in changed.items():
            known = self.typed.get(place)
            self.typed[place] = Typed(entries, known.seen if known else seen_of(self.rows(place)))
            if sorted(entries) == sorted(self.saved(place)):
                del self.typed[place]
        return len(changed)

    def throw_away(self) -> None:
        """Let go of everything that is not saved; it can be undone."""
        self._past.append(dict(self.typed))
        self.typed, self.conflicts = {}, frozenset()

    @property
    def can_undo(self) -> bool:
        """Say whether there is a step to take back."""
        return bool(self._past)

    def undo(self) -> None:
        """Take the last step back."""
        self.typed = self._past.pop()

    def changes(self) -> tuple[CellChange, ...]:
        """List what is to be saved."""
        return tuple(CellChange(place, cell.entries, cell.seen) for place, cell in sorted(self.typed.items()))

    def renew(self, grid: MonthGrid, *, both_seen: bool = False, saved: Mapping[Place, Entries] | None = None) -> None:
        """Take in the store as it is now; what was typed stays, what the store has by now is let go.

        `saved` are the cells of our own save: what was typed in them since is a change of what was saved. With
        `both_seen` the user is shown both versions, and the next save replaces what is shown.
        """
        self.grid, ours = grid, saved or {}
        self._stored = rows_by_place(grid)
        if saved is not None:
            self._past.clear()
        kept: dict[Place, Typed] = {}
        conflicts = set()
        for place, cell in self.typed.items():
            now = seen_of(self.rows(place))
            if sorted(cell.entries) == sorted(self.saved(place)):
                continue
            if cell.seen != now and place not in ours:
                conflicts.add(place)
            kept[place] = Typed(cell.entries, now if both_seen or place in ours else cell.seen)
        self.typed, self.conflicts = kept, frozenset(conflicts)
