"""Read orders as the checks know them: a few queries for all of them, whether one visit or a thousand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from peewee import Expression, fn

from models.care_entry import CareEntry
from models.database import rows_of
from models.decision import Decision
from models.municipality import Municipality
from models.operations.billing.gather import reference_of_visit
from models.operations.hours.standing import is_executed
from models.operations.visits.details import DETAILS
from models.operations.visits.order_rates import RateGaps, Sought
from models.operations.visits.stay_extensions import extensions_of
from models.paper import Paper
from models.person import Person
from models.recipient import Recipient
from models.rules.order_facts import Extension, Granted, OrderFacts, OtherStay
from models.rules.services import ON_DEMAND
from models.rules.visit_states import VisitState
from models.service import Service
from models.visit import Visit

WORDS = ("order_reference", "invoice_reference", *DETAILS)
"""Fields of the visit that are texts."""


def read_orders(chosen: Expression, today: date, *, with_rates: bool = True) -> tuple[OrderFacts, ...]:
    """Read the chosen visits with all that came with their orders, inside a transaction that is open already.

    Without rates no gap in them is looked for, which is what takes time.
    """
    visits = list(rows_of(_visits(chosen)))
    ids = [row[0] for row in visits]
    granted = _granted(chosen, today, RateGaps(visits, today) if with_rates else None)
    papers, others = _papers(chosen), _others(chosen)
    longer = extensions_of([row[1] for row in visits])
    return tuple(
        _facts(row, granted[key], papers[key], others[key], longer.get(row[1]))
        for key, row in zip(ids, visits, strict=True)
    )


def _visits(chosen: Expression) -> Any:
    order = (Visit.first_day, Visit.last_day, Visit.ordered_on, reference_of_visit())
    recipient = (Recipient.reference_pattern, Recipient.peppol_confirmed)
    who = (Person.name != "", Person.identity_number.is_null(False))
    texts = [getattr(Visit, name) != "" for name in WORDS]
    visit = (Visit.id, Visit.case_number, Visit.municipality, Municipality.code)
    return (
        Visit.select(*visit, *order, *recipient, *who, *texts)
        .join(Municipality)
        .switch(Visit)
        .join(Recipient)
        .switch(Visit)
        .join(Person)
        .where(chosen)
        .order_by(Visit.first_day, Visit.case_number)
    )


def _facts(
    row: tuple[Any, ...], granted: list[Granted], papers: dict[str, date], others: list[OtherStay],
    extension: Extension | None,
) -> OrderFacts:  # fmt: skip
    _, case, _, home, first, last, ordered_on, reference, pattern, confirmed, *says = row
    names = ("name", "identity_number", *WORDS)
    known = {name for name, is_said in zip(names, says, strict=True) if is_said}
    known |= {name for name, day in (("last_day", last), ("ordered_on", ordered_on)) if day is not None}
    return OrderFacts(
        case=case,
        home=home,
        first=first,
        last=last,
        ordered_on=ordered_on,
        known=frozenset(known),
        papers=papers,
        reference=reference,
        reference_pattern=pattern,
        address_confirmed=bool(confirmed),
        granted=tuple(granted),
        others=tuple(others),
        extension=extension,
    )


def _granted(chosen: Expression, today: date, gaps: RateGaps | None) -> dict[int, list[Granted]]:
    own = (Decision.first_day, Decision.last_day, Decision.granted.is_null(False))
    stay = (Visit.id, Visit.municipality, Visit.first_day, Visit.last_day)
    what = (Service.id, Service.code, Decision.provider, Decision.area)
    query = (
        Decision.select(*stay, *what, *own, _was_executed())
        .join(Visit)
        .switch(Decision)
        .join(Service)
        .where(chosen)
        .order_by(Decision.id)
    )
    found: dict[int, list[Granted]] = defaultdict(list)
    for visit, home, begins, ends, service, code, provider, area, first, last, amount, executed in rows_of(query):
        first = max(begins, first or begins)
        last = min((day for day in (ends, last) if day is not None), default=None)
        sought = Sought(home, service, code, provider, area, first, max(first, last or today), visit)
        found[visit].append(
            Granted(
                service=code,
                first=first,
                last=last,
                amount_known=bool(amount),
                provider_known=bool(provider),
                is_executed=bool(executed),
                leaves_rows=code not in ON_DEMAND,
                gaps=gaps.of(sought) if gaps is not None and (last is None or last >= first) else (),
            )
        )
    return found


def _was_executed() -> Any:
    """Say whether care of the decision's service was given at least once, and not taken back."""
    same = (CareEntry.visit == Decision.visit) & (CareEntry.service == Decision.service)
    return fn.EXISTS(CareEntry.select(CareEntry.id).where(same & is_executed()))


def _papers(chosen: Expression) -> dict[int, dict[str, date]]:
    query = Paper.select(Paper.visit, Paper.kind, Paper.received_on).join(Visit).where(chosen)
    found: dict[int, dict[str, date]] = defaultdict(dict)
    for visit, kind, day in rows_of(query):
        found[visit][kind] = day
    return found


def _others(chosen: Expression) -> dict[int, list[OtherStay]]:
    """Find the other stays of the same people, on some of the same days, that were not cancelled."""
    other = Visit.alias("other")
    same = (other.person == Visit.person) & (other.id != Visit.id) & (other.state != str(VisitState.CANCELLED))
    same &= (Visit.last_day.is_null() | (other.first_day <= Visit.last_day)) & (
        other.last_day.is_null() | (Visit.first_day <= other.last_day)
    )
    columns = (Visit.id, other.case_number, other.first_day, other.last_day)
    query = Visit.select(*columns).join(other, on=same).where(chosen).order_by(other.first_day)
    found: dict[int, list[OtherStay]] = defaultdict(list)
    for visit, case, first, last in rows_of(query):
        found[visit].append(OtherStay(case, first, last))
    return found


def cases_chosen(cases: Iterable[str]) -> Expression:
    """Choose visits by their case numbers, however the letters are written."""
    chosen: Expression = Visit.case_key.in_([case.casefold() for case in cases])
    return chosen
