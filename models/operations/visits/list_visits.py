"""List visits by state, home municipality and month; without names, since a list is no search for a person (G32)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from models.database import rows_of
from models.decision import Decision
from models.municipality import Municipality
from models.operations.registers.list_registers import municipality_id
from models.operations.store.actor import Actor, reading
from models.rules.period import Month
from models.service import Service
from models.visit import Visit


@dataclass(frozen=True, slots=True)
class VisitListRow:
    """A visit; `services` are the codes of what was granted."""

    case: str
    municipality: str
    name: str
    state: str
    first: date
    last: date | None
    ordered_on: date | None
    services: tuple[str, ...]


def list_visits(
    actor: Actor, *, state: str = "", municipality: str = "", month: Month | None = None
) -> tuple[VisitListRow, ...]:
    """List the visits in a state, of a home municipality (code or name), whose stay touches a month; or all.

    Raises:
        NotFound: there is no such municipality.
    """
    chosen = Visit.id > 0
    if state:
        chosen &= Visit.state == state
    if month is not None:
        chosen &= (Visit.first_day <= month.last) & (Visit.last_day.is_null() | (Visit.last_day >= month.first))
    with reading(actor):
        if municipality:
            chosen &= Visit.municipality == municipality_id(municipality)
        query = (
            Visit.select(
                Visit.id,
                Visit.case_number,
                Municipality.code,
                Municipality.name,
                Visit.state,
                Visit.first_day,
                Visit.last_day,
                Visit.ordered_on,
            )
            .join(Municipality)
            .where(chosen)
            .order_by(Visit.first_day, Visit.case_number)
        )
        services = _services()
        return tuple(_row(row, services) for row in rows_of(query))


def _services() -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for visit, code in rows_of(Decision.select(Decision.visit, Service.code).join(Service).order_by(Decision.id)):
        found[visit] = (*found.get(visit, ()), code)
    return found


def _row(row: tuple[Any, ...], services: dict[int, tuple[str, ...]]) -> VisitListRow:
    visit, case, municipality, name, state, first, last, ordered_on = row
    return VisitListRow(case, municipality, name, state, first, last, ordered_on, services.get(visit, ()))
