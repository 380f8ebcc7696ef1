"""Conditions as the rules know them."""

from __future__ import annotations

from collections.abc import Iterable

from models.condition import Condition
from models.database import rows_of
from models.municipality import Municipality
from models.rules.conditions import ConditionFact, ConditionKind
from models.service import Service


def load_conditions(kinds: Iterable[ConditionKind]) -> tuple[ConditionFact, ...]:
    """Read every condition of some kinds, inside a transaction that is open already."""
    homes = dict(rows_of(Municipality.select(Municipality.id, Municipality.code)))
    services = dict(rows_of(Service.select(Service.id, Service.code)))
    columns = (Condition.id, Condition.municipality, Condition.kind, Condition.service, Condition.subject)
    figures = (Condition.days, Condition.paid_days, Condition.minutes, Condition.percent)
    dates = (Condition.valid_from, Condition.valid_to, Condition.source)
    query = Condition.select(*columns, *figures, *dates).where(Condition.kind.in_([str(kind) for kind in kinds]))
    return tuple(
        ConditionFact(key, homes.get(home, ""), ConditionKind(kind), services.get(service, ""), *rest)
        for key, home, kind, service, *rest in rows_of(query.order_by(Condition.id))
    )
