"""The last look at what is to leave the store, before anything of it is written (G30)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from models.care_errors import HoldsIdentityNumber, HoldsName, HoldsOwnName, HoldsProtectedCase
from models.database import rows_of
from models.documents.facts import InvoiceFacts
from models.documents.file_texts import texts_of_file
from models.documents.scan import Guest, Hit, HitKind, Scanner
from models.errors import FeeError, ReasonNamesPerson
from models.language.field_words import field_text
from models.operations.store.given_reason import given_reason, unnamed
from models.person import Person
from models.rules.secrecy import harmless_reference
from models.visit import Visit

_REFUSALS: dict[HitKind, type[FeeError]] = {
    HitKind.PROTECTED: HoldsProtectedCase,
    HitKind.NUMBER: HoldsIdentityNumber,
    HitKind.OWN_NAME: HoldsOwnName,
    HitKind.NAME: HoldsName,
}


def scan(files: Mapping[str, bytes], documents: Iterable[InvoiceFacts] = (), *, namesakes: bool = False) -> None:
    """Look through files, and the facts of documents, for everybody in the store; call it in a transaction.

    `namesakes` says that somebody has looked at the names of people whose care is not billed there: they are others'.

    Raises:
        HoldsProtectedCase: a protected guest's case that is not cleared stands there.
        HoldsIdentityNumber: an identity number stands there.
        HoldsOwnName: a document names the guest whose care it bills.
        HoldsName: a name stands there.
    """
    scanner = store_scanner()
    found = [hit for facts in documents for hit in scanner.scan_document(facts)]
    for name, content in files.items():
        found += scanner.scan_texts(name, texts_of_file(name, content))
    refuse(found, namesakes=namesakes)


def given_namesakes(text: str) -> str:
    """Give the reason why a name that was met is somebody else's; the log keeps it, so it repeats the name of nobody.

    Raises:
        ReasonMissing: there is nothing but blanks in it.
        ReasonNamesPerson: it names somebody in the store.
    """
    reason = given_reason(text, ()) if text else ""
    if unnamed(reason) != reason:
        raise ReasonNamesPerson
    return reason


def refuse(hits: Iterable[Hit], *, namesakes: bool = False) -> None:
    """Refuse with the gravest of what was met.

    Raises:
        FeeError: as `scan`.
    """
    counted = [hit for hit in hits if not (namesakes and hit.kind is HitKind.NAME)]
    if counted:
        raise refusal_of(min(counted, key=lambda hit: list(_REFUSALS).index(hit.kind)))


def refusal_of(hit: Hit) -> FeeError:
    """Say which document, which field and whose case: never the name."""
    case, file = harmless_reference(hit.case), harmless_reference(hit.document.partition(".")[0])
    return _REFUSALS[hit.kind](file=file, where=field_text(hit.field), case=case)


def store_scanner() -> Scanner:
    """Read everybody in the store, with their cases."""
    columns = (Person.id, Person.name, Person.identity_number, Person.protected, Visit.case_number, Visit.cleared_by)
    query = Person.select(*columns).join(Visit).order_by(Person.id, Visit.id)
    people: dict[int, tuple[str, str, list[str], list[str]]] = {}
    for key, name, number, is_protected, case, cleared_by in rows_of(query):
        *_, cases, hidden = people.setdefault(key, (name, number or "", [], []))
        cases.append(case)
        if is_protected and not cleared_by:
            hidden.append(case)
    return Scanner(Guest(name, number, tuple(cases), tuple(hidden)) for name, number, cases, hidden in people.values())
