"""How posted documents stand: delivered or not, paid or not, and one word for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.batch import Batch
from models.invoice import Invoice
from models.operations.documents.delivery_rows import Journey, journeys
from models.operations.payments.standing import Standing, standings
from models.operations.store.actor import Actor, reading
from models.rules.document_states import DocumentState, document_state


@dataclass(frozen=True, slots=True)
class DocumentStanding:
    """A posted document: `state` is the one word, `money` is none for a credit note."""

    state: DocumentState
    delivery: Journey
    money: Standing | None


def document_standings(
    today: date, actor: Actor, *, month: str = "", batch: str = "", number: str = ""
) -> Mapping[str, DocumentStanding]:
    """Say how posted documents stand, by number: those of a month, a batch or a number, or all."""
    chosen = Invoice.id > 0
    if month:
        chosen &= Invoice.month == month
    if batch:
        chosen &= Batch.name == batch
    if number:
        chosen &= Invoice.number == number
    with reading(actor):
        money = {each.number: each for each in standings(chosen)}
        return {each.number: _standing(each, money.get(each.number), today) for each in journeys(chosen)}


def _standing(delivery: Journey, money: Standing | None, today: date) -> DocumentStanding:
    state = document_state(delivery.state, money.state(today) if money is not None else None)
    return DocumentStanding(state, delivery, money)
