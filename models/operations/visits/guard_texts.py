"""Keep names and identity numbers out of the texts that documents will show (G30)."""

from __future__ import annotations

from collections.abc import Iterator

from peewee import chunked

from models.database import rows_of
from models.documents.entered_text import unfit
from models.documents.secrecy import has_name
from models.interchange.faults import Fault
from models.interchange.visits_file import VisitRow
from models.language.words import tr
from models.person import Person
from models.rules.identity import identity_numbers_in
from models.visit import Visit

SHOWN = ("case", "order_reference", "invoice_reference")
"""The columns that reach an invoice."""
CHUNK = 500


def secret_texts(file: str, rows: tuple[VisitRow, ...]) -> Iterator[Fault]:
    """Find cells that would print a guest's identity number or name on an invoice, or what cannot be printed."""
    numbers = {row.identity.number for row in rows if row.identity}
    stored = _stored_names(rows)
    for row in rows:
        names = frozenset({row.name, stored.get(row.case.casefold(), "")} - {""})
        for column in SHOWN:
            text: str = getattr(row, column)
            if text and (has_name(text, names) or _holds_number(text, numbers)):
                words = tr(
                    "This text goes on the invoice and names the guest or holds an identity number;"
                    " use a case number or reference that says nothing of who it is."
                )
                yield Fault(file, row.line, column, words)
            elif fault := unfit(text):
                yield Fault(file, row.line, column, fault)


def _stored_names(rows: tuple[VisitRow, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for cases in chunked({row.case.casefold() for row in rows}, CHUNK):
        query = Visit.select(Visit.case_key, Person.name).join(Person).where(Visit.case_key.in_(cases))
        found.update((case, name) for case, name in rows_of(query))
    return found


def _holds_number(text: str, numbers: set[str]) -> bool:
    """Look for the number of anybody in the file or the store; a ten-digit order number may look like one by chance."""
    wanted = set(identity_numbers_in(text))
    if not wanted:
        return False
    return bool(numbers & wanted) or Person.select().where(Person.identity_number.in_(wanted)).exists()
