"""Read a file of band schemes: each municipality in it gets the file's rows, in the file's order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.band import Band
from models.database import rows_of
from models.errors import ImportRefused
from models.interchange.bands_file import BandFileRow, read_bands
from models.interchange.faults import Fault
from models.interchange.table_file import read_table
from models.operations.hours.pieces import split_again
from models.operations.registers.names import municipality_ids, no_such_municipality
from models.operations.store.actor import Actor, deed
from models.operations.store.write_event import write_event
from models.rules.roles import Role


@dataclass(frozen=True, slots=True)
class BandsReceipt:
    """What an import of bands did: municipalities with a new scheme, those that had it, hour rows split anew."""

    file: str
    changed: int
    unchanged: int
    split_again: int
    notices: tuple[str, ...]


def import_bands(file: str, content: bytes, actor: Actor) -> BandsReceipt:
    """Import a file of band schemes and split the unbilled hour rows of each changed municipality anew.

    Raises:
        ImportRefused: a row is bad; every bad row is listed and nothing was changed.
    """
    reading = read_bands(read_table(file, content))
    with deed(actor, Role.BILL, Role.ADMINISTER):
        homes = municipality_ids()
        faults = (*reading.faults, *_unknown_homes(file, reading.rows, homes))
        if faults:
            raise ImportRefused(file, faults)
        schemes: dict[int, list[BandFileRow]] = {}
        for row in reading.rows:
            schemes.setdefault(homes[row.municipality.casefold()], []).append(row)
        changed = [home for home, rows in schemes.items() if _replace(home, rows)]
        split = sum(split_again(home, by_clock_only=True) for home in changed)
        write_event(actor, "import-bands", file, changed=len(changed), split_again=split)
    return BandsReceipt(file, len(changed), len(schemes) - len(changed), split, reading.notices)


def _unknown_homes(file: str, rows: tuple[BandFileRow, ...], homes: dict[str, int]) -> Iterator[Fault]:
    for row in rows:
        if row.municipality.casefold() not in homes:
            yield Fault(file, row.line, "municipality", no_such_municipality())


def _replace(home: int, rows: list[BandFileRow]) -> bool:
    new = [(row.row.band, row.days, row.row.start, row.row.end) for row in rows]
    stored = Band.select(Band.band, Band.days, Band.start, Band.end).where(Band.municipality == home)
    if list(rows_of(stored.order_by(Band.position))) == new:
        return False
    Band.delete().where(Band.municipality == home).execute()
    for position, (band, days, start, end) in enumerate(new):
        Band.create(municipality=home, position=position, band=band, days=days, start=start, end=end)
    return True
