"""What a letter may say of a visit, read from the store; who the guest is stays there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.database import rows_of
from models.decision import Decision
from models.documents.letter_missing import missing_texts
from models.documents.letter_secrecy import secrets_of
from models.documents.letter_texts import LetterKind
from models.documents.letters import GrantedFact, LetterFacts
from models.invoice import Invoice, InvoiceLine
from models.operations.letters.days_without_rate import days_without_rate
from models.operations.visits.check_orders import checked_orders
from models.organisation import Organisation
from models.service import Service
from models.visit import Visit


@dataclass(frozen=True, slots=True)
class LetterWish:
    """What the writer adds: whom it goes to, what else is missing, until when a longer stay is asked for, and a note.

    Without an address it goes to the home municipality's case officer.
    """

    address: str = ""
    missing: tuple[str, ...] = ()
    until: date | None = None
    note: str = ""


def letter_facts(visit: Visit, kind: LetterKind, wish: LetterWish, today: date) -> LetterFacts:
    """Read what a letter of a kind can say, inside a transaction that is open already."""
    own = Organisation.get()
    return LetterFacts(
        case=visit.case_number,
        today=today,
        host=own.name,
        home=visit.municipality.long_name,
        legal_basis=visit.legal_basis,
        first=visit.first_day,
        last=visit.last_day,
        ordered_on=visit.ordered_on,
        decision=visit.order_reference,
        officer=visit.officer_name,
        contact=own.mailbox,
        until=wish.until,
        note=wish.note.strip(),
        services=tuple(_granted(visit)),
        missing=_missing(visit, wish, today) if kind is LetterKind.COMPLETION else (),
        gaps=days_without_rate(visit, today) if kind is LetterKind.RATE_REQUEST else (),
        invoices=tuple(_invoices(visit)) if kind is LetterKind.CLOSING else (),
    )


def _missing(visit: Visit, wish: LetterWish, today: date) -> tuple[str, ...]:
    """List what our own rules find missing, and what the writer adds."""
    found = checked_orders(Visit.id == visit.id, today, with_rates=False)
    checked = missing_texts(remark for order in found for remark in order.remarks)
    return tuple(dict.fromkeys((*checked, *filter(None, (text.strip() for text in wish.missing)))))


def names_of(visit: Visit) -> frozenset[str]:
    """Give the name that no letter on a visit may say."""
    return frozenset({visit.person.name} - {""})


def secrets_of_visit(visit: Visit) -> frozenset[str]:
    """Give where a protected guest is to be found; nothing of others."""
    if not visit.person.protected:
        return frozenset()
    told = (visit.stay_address, visit.home_address, visit.stay_phone, visit.home_phone)
    return frozenset().union(*map(secrets_of, told))


def _granted(visit: Visit) -> Iterator[GrantedFact]:
    query = Decision.select(Service.code, Decision.granted, Decision.granted_per, Decision.staff).join(Service)
    for code, granted, per, staff in rows_of(query.where(Decision.visit == visit).order_by(Decision.id)):
        yield GrantedFact(code, granted, per, staff)


def _invoices(visit: Visit) -> Iterator[str]:
    query = Invoice.select(Invoice.number, Invoice.id).join(InvoiceLine).where(InvoiceLine.visit == visit)
    for number, _ in rows_of(query.where(Invoice.number.is_null(False)).distinct().order_by(Invoice.id)):
        yield number
