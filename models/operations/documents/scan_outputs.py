"""The last look at what is to leave the store, before anything of it is written (G30)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from models.care_errors import HoldsIdentityNumber, HoldsName, HoldsOwnName, HoldsProtectedCase, HoldsProtectedName
from models.database import rows_of
from models.documents.facts import InvoiceFacts
from models.documents.file_texts import texts_of_file
from models.documents.scan import Guest, Hit, HitKind, Scanner
from models.errors import FeeError, ReasonNamesPerson, WrongUse
from models.language.field_words import field_text
from models.language.words import N_, Marked, tr, tr_marked
from models.operations.store.given_reason import given_reason, unnamed
from models.person import Person
from models.rules.secrecy import harmless_reference
from models.visit import Visit

_REFUSALS: dict[HitKind, tuple[type[FeeError], Marked]] = {
    HitKind.PROTECTED: (HoldsProtectedCase, N_("{where} shows {case}, whose guest is protected and not cleared")),
    HitKind.PROTECTED_NAME: (
        HoldsProtectedName,
        N_("{where} names the guest of {case}, who is protected and not cleared"),
    ),
    HitKind.NUMBER: (HoldsIdentityNumber, N_("{where} holds the identity number of {case}'s guest")),
    HitKind.OWN_NAME: (HoldsOwnName, N_("{where} names the guest of {case}, whose care it bills")),
    HitKind.NAME: (HoldsName, N_("{where} names the guest of {case}")),
}
"""The gravest first, with what is said of each."""

_GRAVITY = list(_REFUSALS)
_SOMEWHERE = "text"
"""The field of a text whose place in its file has no name; the document's own facts tell where it came from."""
MOST_NAMED = 5
"""Documents that are named of those which hold the same thing in the same field."""


def scan(
    files: Mapping[str, bytes], documents: Iterable[InvoiceFacts] = (), *, excused: Mapping[str, str] | None = None
) -> None:
    """Look through files, and the facts of documents, for everybody in the store; call it in a transaction.

    `excused` are texts in which a name is somebody else's, each with why (`given_namesakes`).

    Raises:
        HoldsProtectedCase: a protected guest's case that is not cleared stands there.
        HoldsProtectedName: such a guest's name does.
        HoldsIdentityNumber: an identity number stands there.
        HoldsOwnName: a document names the guest whose care it bills.
        HoldsName: a name stands there.
    """
    scanner = store_scanner(excused or ())
    found = [hit for facts in documents for hit in scanner.scan_document(facts)]
    for name, content in files.items():
        found += scanner.scan_texts(name, texts_of_file(name, content))
    refuse(found)


def given_namesakes(text: str) -> dict[str, str]:
    """Read the texts in which a name is a namesake's, a line each as `TEXT=WHY`; no other text is let through.

    The log keeps why, so it repeats the name of nobody.

    Raises:
        WrongUse: a line is not written so.
        ReasonNamesPerson: a reason names somebody in the store.
    """
    said: dict[str, str] = {}
    for line in filter(str.strip, text.splitlines()):
        name, _, why = line.rpartition("=")
        if not (name.strip() and why.strip()):
            raise WrongUse(what=tr('A namesake is said as "TEXT=WHY", with the text as it stands in the document.'))
        said[name.strip()] = given_reason(why, ())
        if unnamed(why) != why:
            raise ReasonNamesPerson
    return said


def namesake_facts(excused: Mapping[str, str]) -> dict[str, object]:
    """Say in the log why names were let through; the texts themselves are in what was written."""
    return {"namesakes": "; ".join(dict.fromkeys(excused.values()))} if excused else {}


def refuse(hits: Iterable[Hit]) -> None:
    """Refuse with all that was met.

    Raises:
        FeeError: as `scan`, by the gravest of it.
    """
    met = list(hits)
    if met:
        raise refusal_of(met)


def refusal_of(hits: Iterable[Hit]) -> FeeError:
    """Say which documents, which fields and whose cases: never the name."""
    met = sorted(hits, key=lambda hit: _GRAVITY.index(hit.kind))
    refusal, _ = _REFUSALS[met[0].kind]
    return refusal(found=hits_text(met), case=harmless_reference(met[0].case))


def hits_text(hits: Iterable[Hit]) -> str:
    """Say everything that was met in a line, what stands alike in several documents once."""
    return "; ".join(_said(hits))


def _said(hits: Iterable[Hit]) -> Iterator[str]:
    places: dict[tuple[HitKind, str, str], dict[str, None]] = {}
    for hit in hits:
        file = harmless_reference(hit.document.partition(".")[0])
        places.setdefault((hit.kind, hit.field, hit.case), {})[file] = None
    named = {
        (kind, case, file) for (kind, field, case), files in places.items() for file in files if field != _SOMEWHERE
    }
    for (kind, field, case), files in places.items():
        shown = [file for file in files if field != _SOMEWHERE or (kind, case, file) not in named]
        if shown:
            more = [f"+ {len(shown) - MOST_NAMED}"] if len(shown) > MOST_NAMED else []
            where = f"{', '.join([*shown[:MOST_NAMED], *more])}: {field_text(field)}"
            yield tr_marked(_REFUSALS[kind][1], where=where, case=harmless_reference(case))


def store_scanner(excused: Iterable[str] = ()) -> Scanner:
    """Read everybody in the store, with their cases; `excused` are texts in which a name is a namesake's."""
    columns = (Person.id, Person.name, Person.identity_number, Person.protected, Visit.case_number, Visit.cleared_by)
    query = Person.select(*columns).join(Visit).order_by(Person.id, Visit.id)
    people: dict[int, tuple[str, str, list[str], list[str]]] = {}
    for key, name, number, is_protected, case, cleared_by in rows_of(query):
        *_, cases, hidden = people.setdefault(key, (name, number or "", [], []))
        cases.append(case)
        if is_protected and not cleared_by:
            hidden.append(case)
    guests = (Guest(name, number, tuple(cases), tuple(hidden)) for name, number, cases, hidden in people.values())
    return Scanner(guests, excused)
