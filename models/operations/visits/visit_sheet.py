"""Show everything that is known of a visit; that somebody looked is logged (SoLPuL 2001:454, 10 §)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from peewee import Case, fn

from models.care_entry import CareEntry
from models.database import rows_of, transaction
from models.decision import Decision
from models.invoice import Invoice, InvoiceLine
from models.operations.hours.standing import is_executed, is_reversed, is_standing
from models.operations.privacy.write_access import write_access
from models.operations.store.actor import Actor, authorise
from models.operations.visits.beside_care import BesideRow, beside_care
from models.operations.visits.by_case import visit_of
from models.operations.visits.details import DETAILS
from models.operations.visits.list_proposals import ProposalFacts, proposals_of
from models.operations.visits.receive_paper import PaperFacts, papers_of
from models.rules.money import Ore
from models.rules.roles import Role
from models.service import Service
from models.signature import MonthSignature
from models.visit import Visit


@dataclass(frozen=True, slots=True)
class GrantedService:
    """A decision; `granted` is minutes, or pieces for a piece service, a period."""

    service: str
    provider: str
    area: str
    granted: int | None
    granted_per: str
    staff: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class MonthSum:
    """What was executed in a month, elapsed minutes and pieces, and who has signed it (empty: nobody).

    `rows` are those that stand; `reversed` were taken back, and `late` of those that stand came after the signature.
    """

    month: str
    rows: int
    minutes: int
    pieces: int
    signed_by: str
    reversed: int = 0
    late: int = 0


@dataclass(frozen=True, slots=True)
class VisitInvoice:
    """A document with lines of the visit; the number is empty while it is a draft, `net` the visit's part in öre.

    In a credit note that is what it takes back; in a difference the lines that count against the document come off.
    """

    number: str
    kind: str
    month: str
    net: Ore


@dataclass(frozen=True, slots=True)
class VisitSheet:
    """A visit with its person; masked, what tells who it is and where is empty."""

    case: str
    is_masked: bool
    protected: bool
    name: str
    identity_number: str
    municipality: str
    municipality_name: str
    recipient: str
    state: str
    first: date
    last: date | None
    ordered_on: date | None
    order_reference: str
    invoice_reference: str
    legal_basis: str
    cleared_by: str
    details: dict[str, str]
    papers: tuple[PaperFacts, ...]
    decisions: tuple[GrantedService, ...]
    months: tuple[MonthSum, ...]
    invoices: tuple[VisitInvoice, ...]
    proposals: tuple[ProposalFacts, ...] = ()
    """What a condition gives right to, the decided ones too."""
    beside: tuple[BesideRow, ...] = ()
    """Hour rows that are no executed care."""


def visit_sheet(case: str, reason: str, actor: Actor) -> VisitSheet:
    """Show a visit; a protected person is masked unless a reason to look is given, which is logged.

    Raises:
        NotFound: there is no visit with the case number.
    """
    with transaction():
        authorise(actor, *Role)
        visit = visit_of(case)
        write_access(actor, "show-visit", [visit.case_number], reason)
        return _sheet(visit, is_masked=visit.person.protected and not reason)


def _sheet(visit: Visit, *, is_masked: bool) -> VisitSheet:
    person = visit.person
    return VisitSheet(
        case=visit.case_number,
        is_masked=is_masked,
        protected=person.protected,
        name="" if is_masked else person.name,
        identity_number="" if is_masked else person.identity_number or "",
        municipality=visit.municipality.code,
        municipality_name=visit.municipality.name,
        recipient=visit.recipient.name,
        state=visit.state,
        first=visit.first_day,
        last=visit.last_day,
        ordered_on=visit.ordered_on,
        order_reference=visit.order_reference,
        invoice_reference=visit.invoice_reference,
        legal_basis=visit.legal_basis,
        cleared_by=visit.cleared_by or "",
        details={name: "" if is_masked else getattr(visit, name) for name in DETAILS},
        papers=tuple(replace(paper, reference="") if is_masked else paper for paper in papers_of(visit)),
        decisions=tuple(_decisions(visit)),
        months=tuple(_months(visit)),
        invoices=tuple(_invoices(visit)),
        proposals=proposals_of(visit),
        beside=beside_care(visit),
    )


def _decisions(visit: Visit) -> Iterator[GrantedService]:
    for decision in (
        Decision.select(Decision, Service).join(Service).where(Decision.visit == visit).order_by(Decision.id)
    ):
        yield GrantedService(
            decision.service.code,
            decision.provider,
            decision.area,
            decision.granted,
            decision.granted_per,
            decision.staff,
            decision.first_day,
            decision.last_day,
        )


def _months(visit: Visit) -> Iterator[MonthSum]:
    executed = is_executed()
    query = (
        CareEntry.select(
            CareEntry.month,
            fn.COUNT(CareEntry.id).filter(is_standing()),
            fn.COALESCE(fn.SUM(CareEntry.minutes).filter(executed), 0),
            fn.COALESCE(fn.SUM(CareEntry.pieces).filter(executed), 0),
            fn.COUNT(CareEntry.id).filter(is_reversed()),
            fn.COUNT(CareEntry.id).filter(CareEntry.after_signing & is_standing()),
        )
        .where(CareEntry.visit == visit)
        .group_by(CareEntry.month)
    )
    sums = {month: (rows, int(minutes), int(pieces), *kept) for month, rows, minutes, pieces, *kept in rows_of(query)}
    signatures = MonthSignature.select(MonthSignature.month, MonthSignature.signed_by)
    signed: dict[str, str] = dict(rows_of(signatures.where(MonthSignature.visit == visit)))
    for month in sorted({*sums, *signed}):
        rows, minutes, pieces, reversed_rows, late = sums.get(month, (0, 0, 0, 0, 0))
        yield MonthSum(month, rows, minutes, pieces, signed.get(month, ""), reversed_rows, late)


def _invoices(visit: Visit) -> Iterator[VisitInvoice]:
    takes_back, is_credit = InvoiceLine.credits.is_null(False), Invoice.kind == "credit"
    against = (takes_back & ~is_credit) | (~takes_back & is_credit)
    signed = Case(None, ((against, 0 - InvoiceLine.net),), InvoiceLine.net)
    query = (
        Invoice.select(Invoice.number, Invoice.kind, Invoice.month, fn.SUM(signed))
        .join(InvoiceLine)
        .where(InvoiceLine.visit == visit)
        .group_by(Invoice.id)
        .order_by(Invoice.id)
    )
    for number, kind, month, net in rows_of(query):
        yield VisitInvoice(number or "", kind, month, int(net))
