"""Every text of a document, with the name of its fact: what the scans read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from models.documents.facts import CorrectedFacts, InvoiceFacts, LineFacts, PartyFacts


def texts_of(facts: InvoiceFacts) -> Iterator[tuple[str, str]]:
    """Give each text that is not empty with its fact's name: `note`, `buyer.city`, `lines.3.text`."""
    yield from _texts(facts, "")
    yield from _texts(facts.seller, "seller.")
    yield from _texts(facts.buyer, "buyer.")
    for line in facts.lines:
        yield from _texts(line, f"lines.{line.position}.")
    for place, document in enumerate(facts.corrects, start=1):
        yield from _texts(document, f"corrects.{place}.")


def _texts(facts: InvoiceFacts | PartyFacts | LineFacts | CorrectedFacts, prefix: str) -> Iterator[tuple[str, str]]:
    """Read the fields that hold a text, whatever they are called: a field added later is scanned too."""
    for field in fields(facts):
        value = getattr(facts, field.name)
        if isinstance(value, str) and value:
            yield prefix + field.name, value
