"""Read a file of band schemes: each municipality in it gets the file's rows from their day on, in the file's order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.band import Band
from models.database import rows_of
from models.errors import ImportRefused
from models.interchange.bands_file import BandFileRow, read_bands
from models.interchange.faults import Fault
from models.interchange.table_file import read_table
from models.operations.hours.split_anew import SplitAnew, split_anew
from models.operations.registers.names import municipality_ids, no_such_municipality
from models.operations.store.actor import Actor, deed
from models.operations.store.write_event import write_event
from models.rules.roles import Role


@dataclass(frozen=True, slots=True)
class BandsReceipt:
    """What an import of bands did: new schemes, those that were there, hour rows split anew."""

    file: str
    changed: int
    unchanged: int
    split: SplitAnew
    notices: tuple[str, ...]


def import_bands(file: str, content: bytes, actor: Actor) -> BandsReceipt:
    """Import a file of band schemes and split the unbilled hour rows of each changed municipality anew.

    A scheme takes the place of the one of the same municipality and first day; without a day it has always held.

    Raises:
        ImportRefused: a row is bad; every bad row is listed and nothing was changed.
    """
    reading = read_bands(read_table(file, content))
    with deed(actor, Role.BILL, Role.ADMINISTER):
        homes = municipality_ids()
        faults = (*reading.faults, *_unknown_homes(file, reading.rows, homes))
        if faults:
            raise ImportRefused(file, faults)
        schemes: dict[tuple[int, date], list[BandFileRow]] = {}
        for row in reading.rows:
            schemes.setdefault((homes[row.municipality.casefold()], row.valid_from), []).append(row)
        changed = [home for (home, valid_from), rows in schemes.items() if _replace(home, valid_from, rows)]
        split = split_anew(set(changed), by_clock_only=True)
        write_event(actor, "import-bands", file, changed=len(changed), split_again=split.rows)
    return BandsReceipt(file, len(changed), len(schemes) - len(changed), split, reading.notices)


def _unknown_homes(file: str, rows: tuple[BandFileRow, ...], homes: dict[str, int]) -> Iterator[Fault]:
    for row in rows:
        if row.municipality.casefold() not in homes:
            yield Fault(file, row.line, "municipality", no_such_municipality())


def _replace(home: int, valid_from: date, rows: list[BandFileRow]) -> bool:
    new = [(row.row.band, row.days, row.row.start, row.row.end) for row in rows]
    own = (Band.municipality == home) & (Band.valid_from == valid_from)
    stored = Band.select(Band.band, Band.days, Band.start, Band.end).where(own)
    if list(rows_of(stored.order_by(Band.position))) == new:
        return False
    Band.delete().where(own).execute()
    for position, (band, days, start, end) in enumerate(new):
        key = {"municipality": home, "valid_from": valid_from, "position": position}
        Band.create(**key, band=band, days=days, start=start, end=end)
    return True
