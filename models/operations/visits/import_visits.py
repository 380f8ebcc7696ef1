"""Read a file of visits: all of it or nothing. What was unknown is filled in; what differs is refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from models.errors import ImportRefused
from models.interchange.faults import Fault
from models.interchange.table_file import read_table
from models.interchange.visits_file import VisitRow, read_visits
from models.operations.store.actor import Actor, deed
from models.operations.store.write_event import write_event
from models.operations.visits.guard_texts import secret_texts
from models.operations.visits.merge_visit import Registrar
from models.rules.roles import Role


@dataclass(frozen=True, slots=True)
class VisitsReceipt:
    """What an import of visits did, by visit: new ones, ones that learnt something, ones known as they are.

    `cases` names the first two sorts.
    """

    file: str
    added: int
    filled_in: int
    unchanged: int
    notices: tuple[str, ...]
    cases: tuple[str, ...]


def import_visits(file: str, content: bytes, today: date, actor: Actor) -> VisitsReceipt:
    """Import a file of visits; rows with the same case are one visit.

    Raises:
        ImportRefused: a row is bad or says something else than the store; all are listed, nothing was changed.
    """
    reading = read_visits(read_table(file, content), today)
    with deed(actor, Role.REGISTER):
        registrar = Registrar(file, today)
        secrets = tuple(secret_texts(file, reading.rows))
        harmless = [row for row in reading.rows if row.line not in {fault.line for fault in secrets}]
        faults = [*reading.faults, *secrets, *_registered(registrar, harmless)]
        if faults:
            raise ImportRefused(file, tuple(faults))
        done = registrar.outcome()
        write_event(actor, "import-visits", file, added=list(done.added), filled_in=list(done.filled_in))
    cases = (*done.added, *done.filled_in)
    return VisitsReceipt(file, len(done.added), len(done.filled_in), len(done.unchanged), reading.notices, cases)


def _registered(registrar: Registrar, rows: Iterable[VisitRow]) -> Iterator[Fault]:
    for row in rows:
        yield from registrar.register(row)
