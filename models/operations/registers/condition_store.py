"""Conditions put into the register: each ends the one before it, and none is ever changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from models.condition import Condition
from models.interchange.condition_row import ConditionRow
from models.language.words import tr
from models.operations.hours.split_anew import SplitAnew, split_anew
from models.operations.registers.names import service_ids
from models.operations.store.actor import Actor
from models.operations.store.write_event import utc_now
from models.rules.conditions import ConditionKind
from models.rules.paid_time import PAYING

_ONE_DAY = timedelta(days=1)

FIGURES = ("days", "paid_days", "minutes", "percent")
SAID = (*FIGURES, "subject")
"""What two conditions of one day have in common when they say the same."""

REQUIRING = frozenset({ConditionKind.REQUIRED_FIELD, ConditionKind.REQUIRED_PAPER})
"""The kinds of which several hold at once, each about another field or paper."""


@dataclass(frozen=True, slots=True)
class Entered:
    """What became of one condition: its number in the store, whether it is new, and which one it ended (none: 0)."""

    condition: int
    is_new: bool
    ended: int = 0


@dataclass(frozen=True, slots=True)
class ConditionRefused:
    """A condition that does not go together with one that is there: which column says so, and why."""

    column: str
    text: str


def put_condition(row: ConditionRow, home: int | None, actor: Actor) -> Entered | ConditionRefused:
    """Put a condition in, inside the deed's transaction; the same again changes nothing.

    Of conditions about the same thing each ends the day before the next begins, whatever came first. Two that name
    the same first day and differ are refused.
    """
    service = service_ids()[row.service] if row.service else None
    alike = list(_alike(row, home, service))
    after = min((each.valid_from for each in alike if each.valid_from > row.valid_from), default=None)
    last = min((day for day in (row.valid_to, after and after - _ONE_DAY) if day is not None), default=None)
    same_day = next((each for each in alike if each.valid_from == row.valid_from), None)
    if same_day is not None:
        return _again(row, same_day, last, after)
    before = next((each for each in reversed(alike) if _covers(each, row.valid_from)), None)
    if before is not None:
        Condition.update(valid_to=row.valid_from - _ONE_DAY).where(Condition.id == before.id).execute()
    return Entered(_create(row, home, service, last, actor), True, before.id if before else 0)


def split_for(changed: Iterable[tuple[str, int | None]]) -> SplitAnew:
    """Split the unbilled rows anew whose worth some kinds of conditions decide, by their owners."""
    owners = {home for kind, home in changed if kind in PAYING}
    homes = {home for home in owners if home is not None}
    return split_anew(None if None in owners else homes, by_clock_only=False) if owners else SplitAnew()


def _alike(row: ConditionRow, home: int | None, service: int | None) -> Iterable[Condition]:
    """List the conditions about the same thing, the earliest first."""
    owner = Condition.municipality.is_null() if home is None else Condition.municipality == home
    about = Condition.service.is_null() if service is None else Condition.service == service
    chosen = owner & about & (Condition.kind == str(row.kind))
    if row.kind in REQUIRING:
        chosen &= Condition.subject == row.subject
    found: Iterable[Condition] = Condition.select().where(chosen).order_by(Condition.valid_from)
    return found


def _again(row: ConditionRow, stored: Condition, last: date | None, after: date | None) -> Entered | ConditionRefused:
    """Find that a condition is there already; a last day that was not known is taken from the row."""
    if any(getattr(stored, name) != getattr(row, name) for name in SAID):
        return _refused("valid_from", stored)
    if row.valid_to is None or last == stored.valid_to:
        return Entered(stored.id, False)
    if stored.valid_to is not None and stored.valid_to != (after and after - _ONE_DAY):
        return _refused("valid_to", stored)
    Condition.update(valid_to=last).where(Condition.id == stored.id).execute()
    return Entered(stored.id, True)


def _covers(condition: Condition, day: date) -> bool:
    return condition.valid_from < day and (condition.valid_to is None or condition.valid_to >= day)


def _refused(column: str, stored: Condition) -> ConditionRefused:
    text = tr(
        "Condition {number} says otherwise from {day}; end that one first with: vistelse condition end {number}",
        number=stored.id,
        day=stored.valid_from,
    )
    return ConditionRefused(column, text)


def _create(row: ConditionRow, home: int | None, service: int | None, last: date | None, actor: Actor) -> int:
    made = Condition.create(
        municipality=home,
        kind=str(row.kind),
        service=service,
        subject=row.subject,
        valid_from=row.valid_from,
        valid_to=last,
        source=row.source,
        entered_by=actor.login,
        entered_at=utc_now(),
        **{name: getattr(row, name) for name in FIGURES},
    )
    return int(made.id)
