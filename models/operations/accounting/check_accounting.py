"""What went to the accounting system agrees with what is posted, in sums and in bytes (G17, G19)."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from models.accounting import AccountedDocument, AccountingExport
from models.database import rows_of
from models.documents.journal_text import journal_from_json
from models.errors import FeeError
from models.invoice import Invoice
from models.language.words import tr
from models.operations.accounting.render_journal import render_journal

Found = tuple[str, str, str]


def accounting_findings() -> Iterator[Found]:
    """Look at every export that is not withdrawn."""
    for export in AccountingExport.select().where(AccountingExport.state != "withdrawn"):
        yield from _of_export(export)


def _of_export(export: AccountingExport) -> Iterator[Found]:
    subject = str(export.file)
    try:
        journal = journal_from_json(str(export.journal))
        name, content = render_journal(journal, str(export.form), str(export.layout), is_copy=False)
    except (ValueError, FeeError):
        yield "accounting", subject, tr("What was exported cannot be read.")
        return
    if (name, sha256(content).hexdigest()) != (export.file, export.sha256):
        yield "checksums", subject, tr("The accounting file would be written with other bytes than it was.")
    said = (journal.documents, journal.rows, journal.debit, journal.total)
    kept = (export.documents, export.rows, export.debit, export.total)
    if not journal.is_balanced or said != kept or said[::3] != _of_documents(export):
        yield "sums", subject, tr("The accounting file does not come to what its documents come to.")


def _of_documents(export: AccountingExport) -> tuple[int, int]:
    query = (
        Invoice.select(Invoice.kind, Invoice.total)
        .join(AccountedDocument)
        .where((AccountedDocument.export == export) & AccountedDocument.live)
    )
    totals = [-total if kind == "credit" else total for kind, total in rows_of(query)]
    return len(totals), sum(totals)
