"""Exclude an hour row from billing, with a reason and a name; or take it in again."""

from __future__ import annotations

from models.care_entry import CareEntry, CarePiece, Reversal
from models.care_errors import RowIsBilled, RowReversed
from models.database import rows_of
from models.errors import NotFound
from models.invoice import Invoice, InvoiceLine
from models.operations.store.actor import Actor, deed
from models.operations.store.given_reason import given_reason, unnamed
from models.operations.store.write_event import write_event
from models.rules.roles import Role


def exclude_row(key: str, reason: str, actor: Actor) -> None:
    """Say that a row is never to be billed, and why.

    Raises:
        NotFound: no row has the key.
        RowIsBilled: it stands on a live invoice or draft.
        RowReversed: it was taken back, and is never billed as it is.
        ReasonMissing: no reason is given.
    """
    with deed(actor, Role.BILL):
        entry = _unbilled(key)
        why = given_reason(reason, [entry.visit_id])
        CareEntry.update(excluded_by=actor.login, excluded_reason=why).where(CareEntry.id == entry.id).execute()
        write_event(actor, "exclude-row", unnamed(key), reason=why)


def include_row(key: str, actor: Actor) -> None:
    """Offer an excluded row to the next batch again.

    Raises:
        NotFound: no row has the key.
        RowIsBilled: it stands on a live invoice or draft.
        RowReversed: it was taken back, and is never billed as it is.
    """
    with deed(actor, Role.BILL):
        entry = _unbilled(key)
        CareEntry.update(excluded_by=None, excluded_reason=None).where(CareEntry.id == entry.id).execute()
        write_event(actor, "include-row", unnamed(key), reason=entry.excluded_reason)


def _unbilled(key: str) -> CareEntry:
    entry = CareEntry.get_or_none(CareEntry.key == key)
    if entry is None:
        raise NotFound(what="hour row", key=key)
    if Reversal.select().where(Reversal.entry == entry).exists():
        raise RowReversed(key=key)
    live = Invoice.select(Invoice.number).join(InvoiceLine).join(CarePiece).where(CarePiece.entry == entry).limit(1)
    for (number,) in rows_of(live):
        raise RowIsBilled(key=key, invoice=number or "a draft")
    return entry
