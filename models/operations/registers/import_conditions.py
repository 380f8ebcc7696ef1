"""Read a file of conditions: all of it or nothing, in any order of rows, and again without effect (G40)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.errors import ImportRefused
from models.interchange.condition_row import ConditionRow
from models.interchange.conditions_file import read_conditions
from models.interchange.faults import Fault, Reading
from models.interchange.table_file import read_table
from models.operations.hours.split_anew import SplitAnew
from models.operations.registers.condition_store import ConditionRefused, Entered, put_condition, split_for
from models.operations.registers.names import no_such_municipality
from models.operations.registers.owners import owner_ids
from models.operations.store.actor import Actor, deed
from models.operations.store.write_event import write_event
from models.rules.roles import Role


@dataclass(frozen=True, slots=True)
class ConditionsReceipt:
    """What an import of conditions did: new ones, ones that were there, and hour rows split anew."""

    file: str
    added: int
    unchanged: int
    split: SplitAnew
    notices: tuple[str, ...]


def import_conditions(file: str, content: bytes, actor: Actor) -> ConditionsReceipt:
    """Import a file of conditions, and split the unbilled rows anew whose worth they decide.

    Raises:
        ImportRefused: a row is bad or says something else than the store; all are listed, nothing was changed.
    """
    reading = read_conditions(read_table(file, content))
    with deed(actor, Role.BILL, Role.ADMINISTER):
        owners = owner_ids()
        known = [row for row in reading.rows if row.municipality.casefold() in owners]
        done = [(row, put_condition(row, owners[row.municipality.casefold()], actor)) for row in _by_day(known)]
        faults = (*reading.faults, *_strangers(file, reading, owners), *_refusals(file, done))
        if faults:
            raise ImportRefused(file, faults)
        fresh = [row for row, became in done if isinstance(became, Entered) and became.is_new]
        split = split_for((str(row.kind), owners[row.municipality.casefold()]) for row in fresh)
        write_event(actor, "import-conditions", file, added=len(fresh), split_again=split.rows)
    return ConditionsReceipt(file, len(fresh), len(done) - len(fresh), split, reading.notices)


def _by_day(rows: list[ConditionRow]) -> list[ConditionRow]:
    """Put the earliest first, so that the order of rows in a file is no matter."""
    return sorted(rows, key=lambda row: (row.valid_from, row.line))


def _strangers(file: str, reading: Reading[ConditionRow], owners: dict[str, int | None]) -> Iterator[Fault]:
    for row in reading.rows:
        if row.municipality.casefold() not in owners:
            yield Fault(file, row.line, "municipality", no_such_municipality())


def _refusals(file: str, done: list[tuple[ConditionRow, Entered | ConditionRefused]]) -> Iterator[Fault]:
    for row, became in done:
        if isinstance(became, ConditionRefused):
            yield Fault(file, row.line, became.column, became.text)
