"""How many documents: invoices alone, or credit notes and differences among them."""

from __future__ import annotations

from models.language.words import ntr


def documents_words(invoices: int, documents: int) -> str:
    """Count invoices where there is nothing else, else documents."""
    if invoices == documents:
        return ntr("{n} invoice", "{n} invoices", invoices)
    return ntr("{n} document", "{n} documents", documents)
