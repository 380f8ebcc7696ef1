"""Log one entry of executed care by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.errors import ImportRefused, WrongUse
from models.interchange.hours_file import read_hours
from models.interchange.table_file import Table
from models.operations.hours.row_remarks import NO_REMARKS, Remarks
from models.operations.hours.store_rows import HourWriter
from models.operations.store.actor import Actor, deed
from models.operations.store.given_reason import unnamed
from models.operations.store.write_event import write_event
from models.rules.roles import Role


@dataclass(frozen=True, slots=True)
class LoggedEntry:
    """An entry's key in the store, and whether it was new; elapsed minutes, or pieces."""

    key: str
    is_new: bool
    minutes: int
    pieces: int
    remarks: Remarks = NO_REMARKS


SOURCE = "hours log"
"""What an entry typed by hand is called where a file's name would stand."""


def log_hours(entry: dict[str, str], today: date, actor: Actor) -> LoggedEntry:
    """Log one entry, given as the cells of a one-row hours file by their English column names.

    Raises:
        ImportRefused: a cell is bad, the visit is unknown, or the month is signed.
    """
    reading = read_hours(_table(entry), today)
    if reading.faults:
        raise ImportRefused(SOURCE, reading.faults)
    if not reading.rows:
        raise WrongUse(what=" ".join(reading.notices))
    row = reading.rows[0]
    with deed(actor, Role.HOURS):
        writer = HourWriter(SOURCE, actor)
        stored = writer.write([row])
        if stored.faults:
            raise ImportRefused(SOURCE, stored.faults)
        write_event(
            actor,
            "log-hours",
            writer.case_of(row),
            key=unnamed(row.key),
            day=row.day,
            minutes=row.minutes,
            pieces=row.pieces,
        )
    return LoggedEntry(row.key, stored.added == 1, row.minutes or 0, row.pieces or 0, stored.remarks)


def _table(entry: dict[str, str]) -> Table:
    return Table(SOURCE, 0, tuple(entry), lambda: iter([(1, list(entry.values()))]))
