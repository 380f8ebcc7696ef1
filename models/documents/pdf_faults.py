"""A document's check for paper: what the fonts cannot show must not be posted."""

from __future__ import annotations

from collections.abc import Iterator

from models.documents.document_fault import DocumentFault
from models.documents.entered_text import unprintable_text
from models.documents.facts import InvoiceFacts
from models.documents.texts import texts_of


def print_faults(facts: InvoiceFacts) -> Iterator[DocumentFault]:
    """Give a fault for each text with a character that the printed document could not show."""
    for field, text in texts_of(facts):
        if fault := unprintable_text(text):
            yield DocumentFault("unprintable", field, fault)
