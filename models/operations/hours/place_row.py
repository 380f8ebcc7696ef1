"""Place a row of the queue on a visit, alone or with every row of the same person."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from models.care_errors import PlacementDoubtful, QueueRowDecided, RowNotTaken
from models.interchange.wild_row import WildRow
from models.language.words import tr
from models.operations.hours.list_queue import queued_row, same_person
from models.operations.hours.match_rows import Stay, number_of
from models.operations.hours.queued_content import row_of_content
from models.operations.hours.store_rows import HourWriter, Stored
from models.operations.hours.take_wild import place_found
from models.operations.store.actor import Actor, deed
from models.operations.store.write_event import write_event
from models.operations.visits.by_case import visit_of
from models.rules.roles import Role
from models.rules.unmatched import QueueState
from models.source import UnmatchedRow


@dataclass(frozen=True, slots=True)
class Placed:
    """What a placing did: rows that are new to the visit, that it had already, and new ones that came late."""

    case: str
    added: int
    known: int
    late: int
    left: int
    """Rows of the same person that wait still, since their day lies outside the stay."""


def place_row(number: int, case: str, actor: Actor, *, with_alike: bool = False, anyway: bool = False) -> Placed:
    """Put a row of the queue on a visit; `with_alike` takes along the same person's rows of days in the stay.

    Raises:
        NotInQueue: there is no such row.
        NotFound: there is no visit with the case number.
        QueueRowDecided: somebody has placed or dropped it.
        PlacementDoubtful: the day lies outside the stay, or the row names another person, and not `anyway`.
        RowNotTaken: the visit is closed, or has other hours under the row's key.
    """
    with deed(actor, Role.HOURS):
        stored = waiting_row(number)
        asked = row_of_content(stored.content)
        visit = visit_of(case)
        number_there = visit.person.identity_number or ""
        stay = Stay(visit.id, visit.case_number, visit.first_day, visit.last_day, visit.state, number_there)
        if not anyway:
            _doubt(number, asked, stay)
        alike = same_person(asked, stored.source) if with_alike else []
        others = [each for each in alike if each.id != stored.id]
        inside = [each for each in others if stay.covers(row_of_content(each.content).row.day)]
        outcomes = [_write(each, stay, actor) for each in (stored, *inside)]
        numbers = [each.id for each in (stored, *inside)]
        place_found([(each, stay.id) for each in numbers], actor)
        write_event(actor, "place-row", stay.case, rows=numbers, anyway=anyway)
    added, late = sum(each.added for each in outcomes), sum(each.late for each in outcomes)
    return Placed(stay.case, added, len(outcomes) - added, late, len(others) - len(inside))


def waiting_row(number: int) -> UnmatchedRow:
    """Give a row that nobody has decided.

    Raises:
        NotInQueue: there is no such row.
        QueueRowDecided: somebody has placed or dropped it.
    """
    stored = queued_row(number)
    if stored.state != QueueState.WAITING:
        raise QueueRowDecided(number=number, state=stored.state, login=stored.decided_by)
    return stored


def _doubt(number: int, asked: WildRow, stay: Stay) -> None:
    other = number_of(asked)
    if other and stay.number and other != stay.number:
        raise PlacementDoubtful(number=number, case=stay.case, why=tr("the row gives another identity number"))
    if not stay.covers(asked.row.day):
        day: date = asked.row.day
        raise PlacementDoubtful(number=number, case=stay.case, why=tr("{day} lies outside the stay", day=day))


def _write(stored: UnmatchedRow, stay: Stay, actor: Actor) -> Stored:
    asked = row_of_content(stored.content)
    outcome = queue_writer(stored, actor).write([replace(asked.row, case=stay.case, identity=None)])
    if outcome.faults:
        raise RowNotTaken(number=stored.id, case=stay.case, why=outcome.faults[0].text)
    return outcome


def queue_writer(stored: UnmatchedRow, actor: Actor) -> HourWriter:
    """Write one row at a time: a row that came in two files is known the second time."""
    return HourWriter(stored.file, actor, keep_late=True, source=stored.source)
