"""An hour row as it leaves this room, and the key by which it is known when it comes again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from models.interchange.hour_cells import HourCells
from models.rules.identity import Identity
from models.rules.period import DAY
from models.rules.row_kinds import RowKind

_SEPARATOR = "\x1f"
_DIGEST_CHARACTERS = 32


@dataclass(frozen=True, slots=True)
class HourRow:
    """Executed time by the clock, executed minutes, or pieces: exactly one of the three."""

    line: int
    key: str
    """The source's own id, or 'h:' and a digest of the other columns."""
    key_given: bool
    case: str
    identity: Identity | None
    day: date
    """The day on which the care began."""
    start: int | None
    end: int | None
    """Minutes of the day, local Swedish time; an end before the start lies on the next day."""
    minutes: int | None
    """Elapsed minutes, not multiplied by the staff; None where pieces were counted."""
    pieces: int | None
    service: str
    """A service code."""
    staff: int
    band: str
    kind: RowKind = RowKind.EXECUTED
    """Executed, refused or missed."""


def content_of(cells: HourCells, minutes: int | None) -> str:
    """Write what a row says, however its file wrote it; the person counts only where there is no case."""
    subject = cells.case.casefold() or (cells.identity.number if cells.identity else "")
    values = (cells.day, cells.start, _end(cells), minutes, cells.pieces, cells.service, cells.staff)
    kind = () if cells.kind == RowKind.EXECUTED else (cells.kind,)
    return _SEPARATOR.join((subject, *map(str, values), cells.band.casefold(), *kind))


def hour_row(line: int, cells: HourCells, minutes: int | None, content: str) -> HourRow:
    """Make the row of cells that go together, known by its key or else by its content."""
    key, case, identity, day, start, _, _, pieces, service, staff, band, kind = cells
    return HourRow(
        line=line,
        key=key or _derived_key(content),
        key_given=bool(key),
        case=case,
        identity=identity,
        day=day,
        start=start,
        end=_end(cells),
        minutes=minutes,
        pieces=pieces,
        service=service,
        staff=staff,
        band=band,
        kind=kind,
    )


def _end(cells: HourCells) -> int | None:
    """Give the end, midnight always as 0 of the next day; only a whole day from midnight ends at 1440."""
    return 0 if cells.end == DAY and cells.start else cells.end


def _derived_key(content: str) -> str:
    return f"h:{sha256(content.encode()).hexdigest()[:_DIGEST_CHARACTERS]}"
