"""A recipient in words."""

from __future__ import annotations

from models.language.formats import day_text
from models.language.terms import term
from models.language.words import tr
from models.operations.registers.recipients import RecipientFacts


def privacy_words(code: str) -> str:
    """Say what the specification tells of persons."""
    return term("privacy", code)


def peppol_words(facts: RecipientFacts) -> str:
    """Say an e-invoice address, and whether somebody has looked it up."""
    checked = tr("checked") if facts.peppol_confirmed else tr("not checked")
    return f"{facts.peppol_scheme}:{facts.peppol_id} · {checked}"


def recipient_words(facts: RecipientFacts) -> str:
    """Say everything about a recipient that its line does not."""
    address = " ".join(filter(None, (facts.street, facts.postal_code, facts.city)))
    until = day_text(facts.valid_to) if facts.valid_to else ""
    days = str(facts.payment_days) if facts.payment_days else tr("our usual")
    parts = (
        tr("Reference: {reference}", reference=facts.reference or tr("the visit's own")),
        tr("pattern: {pattern}", pattern=facts.reference_pattern or tr("any")),
        tr("payment days: {days}", days=days),
        tr("invoices: {grouping}", grouping=term("grouping", facts.grouping)),
        tr("specification: {privacy}", privacy=privacy_words(facts.privacy)),
        tr("address: {address}", address=address or tr("none")),
        tr("valid {first}–{until}", first=day_text(facts.valid_from), until=until),
    )
    return "; ".join(parts) + "."
