"""See that what was sent is still what would be sent (G20, G17)."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from models.database import rows_of
from models.delivery import Delivery
from models.documents.facts import from_json
from models.invoice import Invoice
from models.language.words import tr
from models.operations.documents.render_document import render_document


def delivery_findings() -> Iterator[tuple[str, str, str]]:
    """Render again what was sent, and hold it against the bytes that left us."""
    query = (
        Delivery.select(Invoice.number, Delivery.file, Delivery.sha256, Invoice.facts)
        .join(Invoice)
        .where(Delivery.outcome == "sent")
        .order_by(Delivery.id)
    )
    known: dict[str, str] = {}
    for number, file, checksum, facts in rows_of(query):
        if number not in known:
            known[number] = _checksum(facts)
        if known[number] and known[number] != checksum:
            yield "delivery", file, tr("The document would be written with other bytes than when it was sent.")


def _checksum(facts: str) -> str:
    """Hash the document; '' where its facts cannot be read, which is reported where they stand."""
    try:
        return sha256(render_document(from_json(facts))).hexdigest()
    except ValueError:
        return ""
