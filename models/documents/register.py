"""The register and the checksum list that go with a batch's documents."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping

from models.documents.facts import InvoiceFacts
from models.language.formats import plain_kronor

HEADINGS = (
    "Nummer",
    "Typ",
    "Mottagare",
    "Organisationsnummer",
    "Er referens",
    "Ärende",
    "Månad",
    "Fakturadatum",
    "Förfallodatum",
    "OCR",
    "Belopp",
    "Fil",
)
"""The register's columns: always Swedish, whatever language its maker reads."""

PDF_HEADING = "Fil på papper"

_FORMULA = ("=", "+", "-", "@")


def file_name(facts: InvoiceFacts) -> str:
    """Name a document's file by its number alone; a credit note's begins with K."""
    is_marked = not facts.is_credit or facts.number.startswith("K")
    return f"{facts.number}.xml" if is_marked else f"K{facts.number}.xml"


def pdf_name(facts: InvoiceFacts) -> str:
    """Name a document's file on paper as its e-invoice."""
    return f"{file_name(facts).removesuffix('.xml')}.pdf"


def render_register(documents: Iterable[InvoiceFacts], *, with_pdf: bool = False) -> bytes:
    """Write one row a document, invoices before credit notes, by number; the files on paper too where there are any.

    Semicolons, UTF-8 with a byte order mark, CRLF, kronor with a comma: as Swedish spreadsheets open it. A credit
    note's amount is negative here, so that the column's sum is what the documents claim together. What was annulled
    has no file: it keeps its number, and was sent to nobody.
    """
    known = tuple(documents)
    annulled = _annulled(known)
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow((*HEADINGS, PDF_HEADING) if with_pdf else HEADINGS)
    for facts in sorted(known, key=_place):
        is_annulled = facts.number in annulled
        paper = ("" if is_annulled else pdf_name(facts),) if with_pdf else ()
        writer.writerow((*_row(facts, is_annulled=is_annulled), *paper))
    return text.getvalue().encode("utf-8-sig")


def not_annulled(documents: Iterable[InvoiceFacts]) -> tuple[InvoiceFacts, ...]:
    """Leave out what was annulled before it was sent, and the credit notes that annul it."""
    known = tuple(documents)
    annulled = _annulled(known)
    return tuple(facts for facts in known if facts.number not in annulled)


def _annulled(documents: tuple[InvoiceFacts, ...]) -> frozenset[str]:
    return frozenset(number for facts in documents if facts.annuls for number in (facts.number, facts.credits_number))


def render_checksums(files: Mapping[str, bytes]) -> bytes:
    """Write the SHA-256 of each file, by name, in the form that `sha256sum --check` reads."""
    rows = [f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)]
    return "".join(rows).encode()


def _place(facts: InvoiceFacts) -> tuple[bool, int, str]:
    return facts.is_credit, len(facts.number), facts.number


def _row(facts: InvoiceFacts, *, is_annulled: bool) -> tuple[str, ...]:
    kind = "Kreditfaktura" if facts.is_credit else "Faktura"
    return (
        facts.number,
        f"{kind}, makulerad" if is_annulled else kind,
        _harmless(facts.buyer.name),
        facts.buyer.organisation_number,
        _harmless(facts.buyer_reference),
        _harmless(", ".join(dict.fromkeys(line.case_number for line in facts.lines))),
        facts.month,
        facts.issue_date.isoformat(),
        facts.due_date.isoformat(),
        facts.ocr,
        plain_kronor(-facts.total if facts.is_credit else facts.total),
        "" if is_annulled else file_name(facts),
    )


def _harmless(text: str) -> str:
    """Keep a spreadsheet from running a text as a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
