"""Credit an invoice, whole or some of its lines: a credit note that mirrors them and frees exactly their rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from models.invoice import Invoice, InvoiceLine
from models.operations.billing.credited_lines import lines_to_credit, posted_document
from models.operations.billing.mirror_lines import free_lines, mirror_lines
from models.operations.billing.post_batch import post_one
from models.operations.billing.propose_differences import review_differences
from models.operations.hours.pieces import split_outdated
from models.operations.store.actor import Actor, deed
from models.operations.store.given_reason import given_reason
from models.operations.store.write_event import write_event
from models.rules.credit_reasons import CreditReason
from models.rules.money import Ore
from models.rules.roles import Role


@dataclass(frozen=True, slots=True)
class CreditReceipt:
    """The credit note's number, the invoice's, and what was credited; `total` is öre, positive."""

    number: str
    credits: str
    lines: int
    total: Ore


def credit_invoice(
    number: str,
    positions: Iterable[int],
    reason: str,
    today: date,
    actor: Actor,
    *,
    code: CreditReason = CreditReason.OTHER,
) -> CreditReceipt:
    """Credit the lines at the given positions, or all that are not taken back yet where none is given.

    Raises:
        NotFound: there is no posted invoice with the number.
        CreditOfCredit: no line of the document bills anything.
        NoSuchLine: the invoice has no line that bills at a position.
        AlreadyCredited: a line, or the whole invoice, is credited already.
        LineInDraft: a draft takes a line back.
        ReasonMissing: the code is `other`, and no text says more.
    """
    with deed(actor, Role.BILL):
        invoice = posted_document(number)
        lines = lines_to_credit(invoice, sorted(set(positions)))
        return take_back(invoice, lines, code, reason, today, actor)


def take_back(
    invoice: Invoice,
    lines: list[InvoiceLine],
    code: CreditReason,
    reason: str,
    today: date,
    actor: Actor,
    *,
    annuls: bool = False,
) -> CreditReceipt:
    """Post a credit note on chosen lines and log it, inside a transaction that is open already."""
    visits = {line.visit_id for line in lines}
    needs_text = code == CreditReason.OTHER or reason.strip()
    why = given_reason(reason, visits) if needs_text else ""
    note = mirror_lines(invoice, lines, code, why, actor, annuls=annuls)
    free_lines(lines)
    split_outdated(visits)
    review_differences(visits, today, actor)
    posted = post_one(note, today, actor)
    write_event(
        actor,
        "annul-invoice" if annuls else "credit-invoice",
        str(invoice.number),
        total=note.total,
        lines=[line.position for line in lines],
        code=str(code),
        seals={posted.number: posted.seal},
    )
    return CreditReceipt(posted.number, str(invoice.number), len(lines), note.total)
