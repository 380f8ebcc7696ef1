"""The posted documents of a batch, as the books want them."""

from __future__ import annotations

from dataclasses import dataclass

from models.accounting import AccountedDocument
from models.batch import Batch
from models.database import rows_of
from models.documents.facts import from_json
from models.documents.journal import Booked
from models.errors import NotFound, WrongBatchState
from models.invoice import Invoice, InvoiceLine
from models.municipality import Municipality
from models.person import Person
from models.recipient import Recipient
from models.rules.money import Ore
from models.visit import Visit


@dataclass(frozen=True, slots=True)
class BatchDocument:
    """A posted document with its row's id, what the row says it comes to in öre, and whether an export has it."""

    invoice: int
    total: Ore
    booked: Booked
    is_exported: bool


def posted_batch(name: str) -> Batch:
    """Find a batch that is posted.

    Raises:
        NotFound: there is no such batch.
        WrongBatchState: it is not posted.
    """
    batch: Batch | None = Batch.get_or_none(Batch.name == name)
    if batch is None:
        raise NotFound(what="batch", key=name)
    if batch.state != "posted":
        at = batch.annulled_at or batch.made_at
        login = batch.annulled_by or batch.made_by
        raise WrongBatchState(batch=name, state=batch.state, login=login, at=at, needed="posted")
    return batch


def batch_documents(batch: Batch) -> tuple[BatchDocument, ...]:
    """Read every posted document of a batch by number; annulled pairs too, so that the books miss no number."""
    live = AccountedDocument.select(AccountedDocument.invoice).where(AccountedDocument.live)
    exported = {key for (key,) in rows_of(live)}
    query = (
        Invoice.select(Invoice.id, Invoice.total, Invoice.facts, Municipality.code)
        .join(Recipient)
        .join(Municipality)
        .where((Invoice.batch == batch) & Invoice.number.is_null(False))
        .order_by(Invoice.id)
    )
    return tuple(
        BatchDocument(key, total, Booked(from_json(facts), home), key in exported)
        for key, total, facts, home in rows_of(query)
    )


def guests_of(invoices: list[int]) -> frozenset[str]:
    """Name everyone whose care stands on some documents."""
    query = Person.select(Person.name).join(Visit).join(InvoiceLine).where(InvoiceLine.invoice.in_(invoices))
    return frozenset(name for (name,) in rows_of(query.where(Person.name != "").distinct()))
