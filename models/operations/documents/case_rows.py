"""Everything that the store has of one visit, as plain rows for its case file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from peewee import JOIN, fn

from models.billed import LinePiece
from models.care_entry import CareEntry, CarePiece, Reversal
from models.database import among, rows_of
from models.decision import Decision
from models.dispute import Dispute
from models.documents.case_file import CaseRow, Value
from models.documents.case_file_layout import SECTIONS
from models.event import Access, Event
from models.invoice import Invoice, InvoiceLine
from models.language.words import N_, tr_swedish
from models.letter import Letter
from models.operations.visits.details import DETAILS
from models.paper import Paper
from models.proposal import Proposal
from models.service import Service
from models.signature import MonthSignature
from models.visit import Visit


def case_sections(visit: Visit) -> dict[str, tuple[CaseRow, ...]]:
    """Read every section, inside a transaction that is open already."""
    hours = tuple(_hours(visit))
    return {
        "order": (_order(visit),),
        "person": (_person(visit),),
        "decisions": _rows("decisions", _decisions(visit)),
        "papers": _rows("papers", _own(Paper, visit, "kind received_on reference entered_by")),
        "hours": hours,
        "signatures": _rows(
            "signatures", _own(MonthSignature, visit, "month signed_by signed_at deviation_reason", "month")
        ),
        "proposals": _rows("proposals", _own(Proposal, visit, "kind state made_at decided_by decided_at reason")),
        "letters": _rows("letters", _own(Letter, visit, "kind made_at made_by address subject body")),
        "lines": tuple({**row, "takes_back": bool(row["takes_back"])} for row in _rows("lines", _lines(visit))),
        "disputes": _rows("disputes", _disputes(visit)),
        "events": _rows("events", _events(visit, [str(row["key"]) for row in hours])),
        "accesses": _rows("accesses", _accesses(visit)),
    }


def _names(section: str) -> tuple[str, ...]:
    return next(tuple(fact.name for fact in each.facts) for each in SECTIONS if each.name == section)


def _rows(section: str, rows: Any) -> tuple[CaseRow, ...]:
    """Give tuples in the order of a section's facts as rows."""
    names = _names(section)
    return tuple(dict(zip(names, map(_plain, row), strict=True)) for row in rows)


def _plain(value: Any) -> Value:
    """Write days and moments by ISO 8601."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int):
        return value
    return str(value)


def _own(table: Any, visit: Visit, names: str, order: str = "id") -> Any:
    """Read columns of the rows that are a visit's own."""
    columns = [getattr(table, name) for name in names.split()]
    return rows_of(table.select(*columns).where(table.visit == visit).order_by(getattr(table, order)))


def _order(visit: Visit) -> CaseRow:
    known = {"municipality": f"{visit.municipality.code} {visit.municipality.name}", "recipient": visit.recipient.name}
    return {name: _plain(known.get(name) or getattr(visit, name)) for name in _names("order")}


def _person(visit: Visit) -> CaseRow:
    return {name: _plain(getattr(visit if name in DETAILS else visit.person, name)) for name in _names("person")}


def _decisions(visit: Visit) -> Any:
    columns = ("provider", "area", "granted", "granted_per", "staff", "first_day", "last_day")
    query = Decision.select(Service.code, *(getattr(Decision, name) for name in columns)).join(Service)
    return rows_of(query.where(Decision.visit == visit).order_by(Decision.id))


def _hours(visit: Visit) -> Iterator[CaseRow]:
    """Read the hour rows, reversed ones too, with what became of each."""
    columns = (
        "key", "day", "start", "end", "minutes", "pieces", "staff", "kind", "entered_by", "entered_at",
    )  # fmt: skip
    more = ("id", "excluded_by", "excluded_reason", "after_signing")
    query = (
        CareEntry.select(Service.code, *(getattr(CareEntry, name) for name in (*columns, *more)))
        .join(Service)
        .where(CareEntry.visit == visit)
        .order_by(CareEntry.day, CareEntry.start, CareEntry.id)
    )
    reversals, billed = _reversals(visit), _billed(visit)
    for service, *values in rows_of(query):
        facts: dict[str, Any] = dict(zip((*columns, *more), values, strict=True))
        remarks = [
            _excluded(facts) if facts["excluded_by"] else "",
            tr_swedish(N_("came after the signature")) if facts["after_signing"] else "",
            *reversals.get(facts["id"], ()),
        ]
        known = {
            "service": service,
            "remark": "; ".join(filter(None, remarks)),
            "billed_on": billed.get(facts["id"], ""),
        }
        yield {name: _plain(known[name] if name in known else facts[name]) for name in _names("hours")}


def _excluded(facts: dict[str, Any]) -> str:
    words = N_("not billed, by {login}: {reason}")
    return tr_swedish(words, login=facts["excluded_by"], reason=facts["excluded_reason"])


def _reversals(visit: Visit) -> dict[int, tuple[str, ...]]:
    instead = CareEntry.alias()
    query = (
        Reversal.select(Reversal.entry, Reversal.reason, Reversal.made_by, instead.key)
        .join(CareEntry, on=Reversal.entry == CareEntry.id)
        .switch(Reversal)
        .join(instead, JOIN.LEFT_OUTER, on=Reversal.replacement == instead.id)
        .where(CareEntry.visit == visit)
    )
    return {
        entry: (
            tr_swedish(N_("reversed by {login}: {reason}"), login=login, reason=reason),
            tr_swedish(N_("{key} came instead"), key=key) if key else "",
        )
        for entry, reason, login, key in rows_of(query)
    }


def _billed(visit: Visit) -> dict[int, str]:
    """Name the documents that ever billed each row, in their order."""
    query = (
        LinePiece.select(CarePiece.entry, Invoice.number)
        .join(CarePiece, on=LinePiece.piece == CarePiece.id)
        .join(CareEntry)
        .switch(LinePiece)
        .join(InvoiceLine, on=LinePiece.line == InvoiceLine.id)
        .join(Invoice)
        .where((CareEntry.visit == visit) & Invoice.number.is_null(False))
        .order_by(Invoice.id)
    )
    found: dict[int, dict[str, None]] = {}
    for entry, number in rows_of(query):
        found.setdefault(entry, {})[number] = None
    return {entry: ", ".join(numbers) for entry, numbers in found.items()}


def _lines(visit: Visit) -> Any:
    """Read the posted lines, what they take back or come instead of, and why."""
    origin, original = InvoiceLine.alias(), Invoice.alias()
    query = (
        InvoiceLine.select(
            Invoice.number,
            Invoice.kind,
            Invoice.issued_on,
            InvoiceLine.position,
            Service.code,
            InvoiceLine.first_day,
            InvoiceLine.last_day,
            InvoiceLine.unit,
            InvoiceLine.quantity,
            InvoiceLine.price,
            InvoiceLine.net,
            InvoiceLine.credits.is_null(False),
            fn.COALESCE(original.number, ""),
            Invoice.reason,
        )
        .join(Invoice)
        .switch(InvoiceLine)
        .join(Service)
        .switch(InvoiceLine)
        .join(origin, JOIN.LEFT_OUTER, on=origin.id == fn.COALESCE(InvoiceLine.credits, InvoiceLine.replaces))
        .join(original, JOIN.LEFT_OUTER, on=origin.invoice == original.id)
        .where((InvoiceLine.visit == visit) & Invoice.number.is_null(False))
        .order_by(Invoice.id, InvoiceLine.position)
    )
    return rows_of(query)


def _disputes(visit: Visit) -> Any:
    columns = ("opened_on", "deadline", "reason", "outcome", "closed_reason")
    query = (
        Dispute.select(Invoice.number, InvoiceLine.position, *(getattr(Dispute, name) for name in columns))
        .join(InvoiceLine)
        .join(Invoice)
        .where(InvoiceLine.visit == visit)
        .order_by(Dispute.id)
    )
    return rows_of(query)


def _events(visit: Visit, keys: list[str]) -> Any:
    """Read the deeds with the case itself or one of its hour rows: never those that name other cases too."""
    query = Event.select(Event.at, Event.login, Event.deed, Event.subject, Event.facts)
    return rows_of(query.where(among(Event.subject, [visit.case_number, *keys])).order_by(Event.id))


def _accesses(visit: Visit) -> Any:
    query = Access.select(Access.at, Access.login, Access.deed, Access.reason)
    return rows_of(query.where(Access.subject == visit.case_number).order_by(Access.id))
