"""The letters that were drawn up: listed, shown again, written to a folder as mail drafts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from models.database import rows_of, transaction
from models.documents.letter_texts import LetterKind
from models.errors import NotFound
from models.letter import Letter
from models.operations.letters.write_letter import LetterSheet, sheet_of
from models.operations.privacy.write_access import write_access
from models.operations.store.actor import Actor, authorise, reading
from models.operations.store.write_file import write_file
from models.operations.visits.by_case import visit_of
from models.rules.roles import Role
from models.visit import Visit

MOST = 500
"""Letters listed at the most, the newest ones."""


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter in a list, without its text; `made_at` is UTC."""

    id: int
    case: str
    kind: LetterKind
    address: str
    made_by: str
    made_at: datetime


def list_letters(actor: Actor, case: str = "") -> tuple[LetterRow, ...]:
    """List the letters of a case, or of all, the newest first.

    Raises:
        NotFound: there is no visit with the case number.
    """
    columns = (Letter.id, Visit.case_number, Letter.kind, Letter.address, Letter.made_by, Letter.made_at)
    with reading(actor):
        query = Letter.select(*columns).join(Visit).order_by(Letter.id.desc()).limit(MOST)
        if case:
            query = query.where(Letter.visit == visit_of(case))
        return tuple(LetterRow(key, of, LetterKind(kind), *rest) for key, of, kind, *rest in rows_of(query))


def read_letter(letter: int, actor: Actor) -> LetterSheet:
    """Show a letter as it was drawn up; that somebody looked is logged.

    Raises:
        NotFound: there is no such letter.
    """
    with transaction():
        authorise(actor, *Role)
        found = Letter.select(Letter, Visit).join(Visit).where(Letter.id == letter).first()
        if found is None:
            raise NotFound(what="letter", key=letter)
        write_access(actor, "show-letter", [found.visit.case_number])
        return sheet_of(found, found.visit.case_number)


def save_letter(sheet: LetterSheet, folder: Path, *, as_mail: bool = True) -> Path:
    """Write a letter to a folder, as a mail draft or as text; again writes the same bytes.

    Raises:
        ExportBlocked: the file could not be written.
    """
    name = sheet.file_name
    path = folder / (name if as_mail else name.removesuffix(".eml") + ".txt")
    write_file(path, sheet.mail if as_mail else sheet.text.encode())
    return path
