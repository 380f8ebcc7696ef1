"""See whether the store keeps its promises: conservation, numbers, sums, facts, the log and the exported files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.operations.accounting.check_accounting import accounting_findings
from models.operations.documents.check_deliveries import delivery_findings
from models.operations.store.actor import Actor, reading
from models.operations.store.check_documents import document_findings
from models.operations.store.check_files import file_findings
from models.operations.store.check_log import log_findings
from models.operations.store.check_payments import payment_findings
from models.operations.store.check_rows import row_findings


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it must be: a code, what it is about, and what was found, in the user's words."""

    code: str
    subject: str
    text: str


def check_store(actor: Actor) -> tuple[Finding, ...]:
    """List everything that is wrong with the store; empty when all is well. Reads only."""
    with reading(actor):
        return tuple(_findings())


def _findings() -> Iterator[Finding]:
    money = (row_findings, document_findings, payment_findings, accounting_findings)
    for room in (*money, file_findings, delivery_findings, log_findings):
        for code, subject, text in room():
            yield Finding(code, subject, text)
