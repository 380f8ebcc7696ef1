"""Enter a condition by hand, or end one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.condition import Condition
from models.errors import NotFound, WrongUse
from models.interchange.condition_row import FIGURE_NAMES, ConditionRow, wrong_condition
from models.operations.hours.split_anew import SplitAnew
from models.operations.registers.condition_store import SAID, ConditionRefused, put_condition, split_for
from models.operations.registers.names import municipality_codes
from models.operations.registers.owners import owner_id
from models.operations.store.actor import Actor, deed
from models.operations.store.write_event import write_event
from models.rules.roles import Role

OWN = "own"
"""What the log calls the owner of our own conditions."""


@dataclass(frozen=True, slots=True)
class ConditionReceipt:
    """What was done with a condition: its number, whether anything changed, which it ended, rows split anew."""

    condition: int
    changed: bool
    ended: int
    split: SplitAnew


def enter_condition(row: ConditionRow, actor: Actor) -> ConditionReceipt:
    """Enter a condition, or find that it is there already; one is never changed, only followed by a later one.

    Unbilled rows whose worth it decides are split anew.

    Raises:
        NotFound: there is no such municipality.
        WrongUse: it cannot be right, or says something else than one from the same day.
    """
    wrong = wrong_condition(row)
    if wrong is not None:
        raise WrongUse(what=wrong[1])
    with deed(actor, Role.BILL, Role.ADMINISTER):
        home = owner_id(row.municipality)
        entered = put_condition(row, home, actor)
        if isinstance(entered, ConditionRefused):
            raise WrongUse(what=entered.text)
        split = split_for([(str(row.kind), home)]) if entered.is_new else SplitAnew()
        write_event(
            actor,
            "enter-condition",
            municipality_codes()[home] if home else OWN,
            condition=entered.condition,
            kind=str(row.kind),
            says={name: getattr(row, name) for name in FIGURE_NAMES if name in row.given},
            valid_from=str(row.valid_from),
            valid_to=str(row.valid_to or ""),
            new=entered.is_new,
            ended=entered.ended,
            split_again=split.rows,
        )
    return ConditionReceipt(entered.condition, entered.is_new, entered.ended, split)


def end_condition(number: int, last: date, actor: Actor) -> ConditionReceipt:
    """End a condition on its last day; a last day before its first takes it away, as if it had never held.

    Raises:
        NotFound: there is no such condition.
    """
    with deed(actor, Role.BILL, Role.ADMINISTER):
        condition: Condition | None = Condition.get_or_none(Condition.id == number)
        if condition is None:
            raise NotFound(what="condition", key=number)
        if condition.valid_to is not None and condition.valid_to <= last:
            return ConditionReceipt(number, False, 0, SplitAnew())
        if last < condition.valid_from:
            Condition.delete().where(Condition.id == number).execute()
        else:
            Condition.update(valid_to=last).where(Condition.id == number).execute()
        split = split_for([(condition.kind, condition.municipality_id)])
        days = {"valid_from": str(condition.valid_from), "valid_to": str(condition.valid_to or "")}
        write_event(
            actor,
            "end-condition",
            condition.municipality.code if condition.municipality else OWN,
            condition=number,
            kind=condition.kind,
            before=days | {name: getattr(condition, name) for name in SAID},
            after=str(last) if last >= condition.valid_from else "",
            split_again=split.rows,
        )
    return ConditionReceipt(number, True, 0, split)
