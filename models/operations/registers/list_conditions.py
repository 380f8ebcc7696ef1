"""Read the register of conditions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import Expression

from models.condition import Condition
from models.database import rows_of
from models.municipality import Municipality
from models.operations.registers.owners import owner_id
from models.operations.store.actor import Actor, reading
from models.service import Service


@dataclass(frozen=True, slots=True)
class ConditionListRow:
    """A condition of the register; `municipality` and `name` are empty for our own, `service` for any."""

    id: int
    municipality: str
    name: str
    kind: str
    service: str
    subject: str
    days: int | None
    paid_days: int | None
    minutes: int | None
    percent: int | None
    valid_from: date
    valid_to: date | None
    source: str
    entered_by: str


def list_conditions(
    municipality: str, actor: Actor, *, own: bool = False, on: date | None = None, kind: str = ""
) -> tuple[ConditionListRow, ...]:
    """List the conditions of a home municipality (code or name), our own, or all; `on` keeps those in force on a day.

    Raises:
        NotFound: there is no such municipality.
    """
    with reading(actor):
        chosen = Condition.id > 0
        if municipality or own:
            home = None if own else owner_id(municipality)
            chosen &= Condition.municipality.is_null() if home is None else Condition.municipality == home
        if on is not None:
            chosen &= (Condition.valid_from <= on) & (Condition.valid_to.is_null() | (Condition.valid_to >= on))
        if kind:
            chosen &= Condition.kind == kind
        return tuple(
            ConditionListRow(key, home or "", name or "", code, service or "", *rest)
            for key, home, name, code, service, *rest in _rows(chosen)
        )


def _rows(chosen: Expression) -> Iterable[tuple[Any, ...]]:
    columns = (Condition.id, Municipality.code, Municipality.name, Condition.kind, Service.code, Condition.subject)
    figures = (Condition.days, Condition.paid_days, Condition.minutes, Condition.percent)
    rest = (Condition.valid_from, Condition.valid_to, Condition.source, Condition.entered_by)
    query = (
        Condition.select(*columns, *figures, *rest)
        .left_outer_join(Municipality)
        .switch(Condition)
        .left_outer_join(Service)
        .where(chosen)
    )
    order = (Municipality.code.is_null(False), Municipality.code, Condition.kind, Service.code, Condition.subject)
    return rows_of(query.order_by(*order, Condition.valid_from, Condition.id))
