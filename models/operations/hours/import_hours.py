"""Read a file of executed hours: all of it or nothing, and again without effect."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.errors import ImportRefused
from models.interchange.faults import Fault, Notice
from models.interchange.hours_file import HourRow, stream_hours
from models.interchange.table_file import Table, read_table
from models.operations.hours.store_rows import HourWriter
from models.operations.store.actor import Actor, deed
from models.operations.store.write_event import write_event
from models.rules.roles import Role


@dataclass(frozen=True, slots=True)
class HoursReceipt:
    """What an import of hours did: new rows, and rows that the store had already."""

    file: str
    added: int
    unchanged: int
    notices: tuple[str, ...]


def import_hours(file: str, content: bytes, today: date, actor: Actor) -> HoursReceipt:
    """Import a file of hours; no hour is later than today.

    Raises:
        ImportRefused: a row is bad; every bad row is listed and nothing was changed.
    """
    faults: list[Fault] = []
    notices: list[str] = []
    with deed(actor, Role.HOURS):
        stored = HourWriter(file, actor).write(_sorted_out(read_table(file, content), today, faults, notices))
        faults.extend(stored.faults)
        if faults:
            raise ImportRefused(file, tuple(faults))
        write_event(actor, "import-hours", file, added=stored.added, unchanged=stored.unchanged)
    return HoursReceipt(file, stored.added, stored.unchanged, tuple(notices))


def _sorted_out(table: Table, today: date, faults: list[Fault], notices: list[str]) -> Iterator[HourRow]:
    """Pass the rows on one by one, keeping what was said beside them."""
    for item in stream_hours(table, today):
        if isinstance(item, Fault):
            faults.append(item)
        elif isinstance(item, Notice):
            notices.append(item.text)
        else:
            yield item
