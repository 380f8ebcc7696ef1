"""Which visits' care has no confirmed rate, granted service by granted service."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN, fn

from models.care_entry import CareEntry, CarePiece
from models.database import rows_of
from models.decision import Decision
from models.municipality import Municipality
from models.operations.visits.order_rates import RateGaps, Sought
from models.recipient import Recipient
from models.rules.reasons import Reason
from models.rules.services import SERVICE_OF, Unit
from models.service import Service
from models.visit import Visit


@dataclass(frozen=True, slots=True)
class VisitGap:
    """A visit's granted service without a confirmed rate: the first such day, why, and in which bands (none: any time).

    `is_ahead` tells that a day of today or later lacks it; `officer` is the home municipality's case officer's e-mail.
    """

    case: str
    municipality: str
    name: str
    service: str
    provider: str
    area: str
    first: date
    reason: Reason
    bands: tuple[str, ...]
    is_ahead: bool
    officer: str
    recipient: str


def visit_gaps(today: date) -> tuple[VisitGap, ...]:
    """Find them all, inside a transaction that is open already.

    What is looked at: the days of open visits from today on, the days from the first whose care nothing bills, and
    for what is paid by the month, which leaves no rows, the whole stay. A stay without a last day is looked at up to
    today, or its first day, as the checks of an order do.
    """
    rows = list(rows_of(_decisions(today)))
    gaps = RateGaps(rows, today)
    return tuple(found for row in rows for found in _gaps_of(row, gaps, today))


def _decisions(today: date) -> Any:
    unbilled = _unbilled().alias("unbilled")
    waits = unbilled.c.day.is_null(False)
    same = (unbilled.c.visit_id == Decision.visit) & (unbilled.c.service_id == Decision.service)
    goes_on = Visit.last_day.is_null() | (Visit.last_day >= today)
    return (
        Decision.select(
            Visit.id,
            Visit.case_number,
            Visit.municipality,
            Municipality.code,
            Municipality.name,
            Service.id,
            Service.code,
            Decision.provider,
            Decision.area,
            fn.COALESCE(Decision.first_day, Visit.first_day),
            Visit.first_day,
            fn.COALESCE(Decision.last_day, Visit.last_day),
            Visit.last_day,
            unbilled.c.day,
            Visit.is_open,
            Visit.officer_email,
            Recipient.name,
        )
        .join(Visit)
        .join(Municipality)
        .switch(Visit)
        .join(Recipient)
        .switch(Decision)
        .join(Service)
        .join(unbilled, JOIN.LEFT_OUTER, on=same)
        .where((Visit.is_open & (goes_on | (Service.unit == "month"))) | waits)
        .order_by(Visit.first_day, Visit.case_number, Decision.id)
    )


def _unbilled() -> Any:
    """Find the first day of each visit and service whose care nothing bills; an agreed price needs no rate."""
    waits = CarePiece.line.is_null() & ~CarePiece.retired
    own = CareEntry.excluded_by.is_null() & CareEntry.agreed.is_null()
    return (
        CarePiece.select(CareEntry.visit, CareEntry.service, fn.MIN(CarePiece.day).alias("day"))
        .join(CareEntry)
        .where(waits & own)
        .group_by(CareEntry.visit, CareEntry.service)
    )


def _gaps_of(row: tuple[Any, ...], gaps: RateGaps, today: date) -> Iterator[VisitGap]:
    visit, case, home, code, name, service, service_code, provider, area = row[:9]
    decided, begins, decided_to, ends, unbilled, is_open, officer, recipient = row[9:]
    begins, ends = max(decided, begins), min((day for day in (decided_to, ends) if day), default=None)
    by_month = SERVICE_OF[service_code].unit is Unit.MONTH
    ahead = max(begins, today)
    day = date.fromisoformat(unbilled) if isinstance(unbilled, str) else unbilled
    first = min(begins if by_month else ahead, max(day, begins) if day else ahead)
    last = ends or ahead
    if last < first:
        return
    sought = Sought(home, service, service_code, provider, area, first, last if is_open else min(last, today), visit)
    found = gaps.of(sought)
    if not found:
        return
    earliest = min(found, key=lambda gap: gap.first)
    yield VisitGap(
        case=case,
        municipality=code,
        name=name,
        service=service_code,
        provider=provider,
        area=area,
        first=earliest.first,
        reason=earliest.reason,
        bands=tuple(dict.fromkeys(gap.band for gap in found if gap.band)),
        is_ahead=bool(is_open and last >= ahead and gaps.of(sought._replace(first=ahead, last=last))),
        officer=officer.strip(),
        recipient=recipient,
    )
