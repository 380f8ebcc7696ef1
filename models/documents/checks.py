"""A document's own checks: everything that the official Peppol rules let pass and a recipient would not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.documents.document_fault import DocumentFault
from models.documents.facts import CREDIT, INVOICE, InvoiceFacts
from models.documents.line_checks import line_faults
from models.documents.party_checks import party_faults
from models.documents.pdf_faults import print_faults
from models.documents.secrecy import secrecy_faults
from models.language.words import tr
from models.rules.checksum import bankgiro_ok, ocr_ok
from models.rules.period import Month

__all__ = ["DocumentFault", "faults"]

ANY_SERVICE_CODES = frozenset({"VATEX-EU-132-1G", "VATEX-EU-132"})
"""Social care by a public body (2006/112/EC article 132.1 g), or several grounds that the text names."""

HEALTH_CARE_CODES = frozenset({"VATEX-EU-132-1B", "VATEX-EU-132-1C"})
"""Health care (article 132.1 b and c): right only where every line is home health care."""

HEALTH_CARE = "home-health-care"

_NUMBER = re.compile(r"[0-9A-Z][0-9A-Z-]{0,19}")
"""At most twenty characters, which every recipient's system takes, and none that a file name may not hold."""


def faults(facts: InvoiceFacts, names: frozenset[str] = frozenset()) -> tuple[DocumentFault, ...]:
    """List every fault of a document, none if it may be sent; `names` are those who must not be named in it."""
    return tuple(_all_faults(facts, names))


def _all_faults(facts: InvoiceFacts, names: frozenset[str]) -> Iterator[DocumentFault]:
    yield from _head_faults(facts)
    yield from _reference_faults(facts)
    yield from _credit_faults(facts)
    yield from _payment_faults(facts)
    yield from _exemption_faults(facts)
    yield from party_faults(facts)
    yield from line_faults(facts)
    yield from secrecy_faults(facts, names)
    yield from print_faults(facts)


def _head_faults(facts: InvoiceFacts) -> Iterator[DocumentFault]:
    if facts.kind not in (INVOICE, CREDIT):
        yield DocumentFault("kind", "kind", tr("A document is an invoice or a credit note."))
    if not _NUMBER.fullmatch(facts.number):
        yield DocumentFault(
            "number", "number", tr("The number must be 1 to 20 digits, capital letters A to Z and hyphens.")
        )
    elif facts.kind == INVOICE and facts.number.startswith("K"):
        yield DocumentFault("number", "number", tr("Only a credit note's number begins with K."))
    if facts.due_date < facts.issue_date:
        yield DocumentFault("due-date", "due_date", tr("The due date is before the invoice date."))
    if not _is_month(facts.month):
        yield DocumentFault("month", "month", tr("The month must be written as 2026-07."))


def _is_month(text: str) -> bool:
    try:
        return str(Month.parse(text)) == text
    except ValueError:
        return False


def _reference_faults(facts: InvoiceFacts) -> Iterator[DocumentFault]:
    if not facts.buyer_reference.strip():
        yield DocumentFault(
            "buyer-reference", "buyer_reference", tr("The recipient's reference is missing (PEPPOL-EN16931-R003).")
        )
    cases = {line.case_number for line in facts.lines}
    if facts.case_number not in ({""} if len(cases) > 1 else cases | {""}):
        yield DocumentFault(
            "case-number", "case_number", tr("The document's case number is not the case of all its lines.")
        )
    if not facts.legal_basis.strip():
        yield DocumentFault("legal-basis", "legal_basis", tr("The legal basis of the claim is missing."))


def _credit_faults(facts: InvoiceFacts) -> Iterator[DocumentFault]:
    """Tie a credit note to its invoice, which the official rules do not demand."""
    if facts.kind == CREDIT and not facts.credits_number.strip() and not facts.corrects:
        yield DocumentFault("credits", "credits_number", tr("A credit note must name the invoice that it credits."))
    if facts.kind == CREDIT and facts.credits_date is None and not facts.corrects:
        yield DocumentFault("credits", "credits_date", tr("A credit note must give the date of that invoice."))
    if facts.kind == INVOICE and (facts.credits_number or facts.credits_date):
        yield DocumentFault("credits", "credits_number", tr("An invoice credits no other document."))
    if facts.credits_date and facts.credits_date > facts.issue_date:
        yield DocumentFault("credits", "credits_date", tr("The credited invoice is dated after its credit note."))
    yield from _correction_faults(facts)


def _correction_faults(facts: InvoiceFacts) -> Iterator[DocumentFault]:
    """Tie every line of a difference to the document that it changes; other documents have no such line."""
    corrected = {document.number for document in facts.corrects}
    if facts.corrects and {line.original for line in facts.lines} != corrected:
        yield DocumentFault(
            "corrects", "corrects", tr("A difference must name the documents that its lines change, and no other.")
        )
    if not facts.corrects and any(line.reverses or line.original for line in facts.lines):
        yield DocumentFault("corrects", "lines", tr("Only a difference changes what another document billed."))
    if any(document.date > facts.issue_date for document in facts.corrects):
        yield DocumentFault("corrects", "corrects", tr("A changed document is dated after the one that changes it."))
    if facts.total < 0:
        yield DocumentFault("negative", "lines", tr("The total is negative; then it is the other kind of document."))


def _payment_faults(facts: InvoiceFacts) -> Iterator[DocumentFault]:
    if not bankgiro_ok(facts.bankgiro):
        yield DocumentFault(
            "bankgiro", "bankgiro", tr("The bankgiro number must be 7 or 8 digits with a right check digit.")
        )
    if facts.kind == CREDIT and not facts.ocr:
        return
    if not ocr_ok(facts.ocr):
        yield DocumentFault(
            "ocr", "ocr", tr("The OCR reference must be 3 to 25 digits with a right length digit and check digit.")
        )


def _exemption_faults(facts: InvoiceFacts) -> Iterator[DocumentFault]:
    only_health_care = bool(facts.lines) and all(line.service == HEALTH_CARE for line in facts.lines)
    allowed = ANY_SERVICE_CODES | (HEALTH_CARE_CODES if only_health_care else frozenset())
    if facts.exemption_code not in allowed:
        yield DocumentFault(
            "exemption-code",
            "exemption_code",
            tr("This is not a ground on which these services are exempt from VAT; use VATEX-EU-132-1G."),
        )
    if not facts.exemption_text.strip():
        yield DocumentFault("exemption-text", "exemption_text", tr("The text of the VAT exemption is missing."))
