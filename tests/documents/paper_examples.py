"""Invented facts of every kind of paper, and an eye that reads a PDF."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date

import pikepdf
import pypdfium2

from models.documents.facts import CorrectedFacts, InvoiceFacts, LineFacts
from tests.documents.examples import BUYER, EXAMPLES, a_credit_note, a_line, a_shared_invoice, an_invoice

CHANGED = (CorrectedFacts("202600001", date(2026, 8, 5)), CorrectedFacts("202600009", date(2026, 8, 4)))
WHY = "Ny ersättningsnivå 425,00 kr/tim från 2026-07-01."


def _changed(position: int, price: int, **changed: object) -> LineFacts:
    original = CHANGED[position > 2].number
    return a_line(position, price=price, original=original, why=WHY, **changed)


def a_difference() -> InvoiceFacts:
    """Make an invoice that takes two lines of two invoices back, and bills them at a higher price."""
    lines = (_changed(1, 41_480, reverses=True), _changed(2, 42_500), _changed(3, 41_480, reverses=True))
    return an_invoice(*lines, _changed(4, 42_500), number="202600077", corrects=CHANGED, note="")


def a_returned_difference() -> InvoiceFacts:
    """Make a credit note that gives a line back, and bills it at a lower price."""
    lines = (_changed(1, 41_480), _changed(2, 40_500, reverses=True))
    return a_credit_note(
        *lines, number="K202600078", corrects=CHANGED[:1], credits_number="", credits_date=None, payment_terms=""
    )


def a_long_invoice(count: int = 59) -> InvoiceFacts:
    """Make an invoice of one case that needs several pages."""
    return an_invoice(*(a_line(position, quantity=600 + position) for position in range(1, count + 1)))


def an_invoice_of_many_cases() -> InvoiceFacts:
    """Make an invoice whose cases go on over the page."""
    lines = (a_line(position, case_number=f"V2026-01{17 + position // 20}") for position in range(1, 38))
    return an_invoice(*lines, case_number="", number="202600044")


def a_wordy_invoice() -> InvoiceFacts:
    """Make an invoice whose names, references and amounts are as long as any are."""
    name = "Samverkansnämnden för vård- och omsorgsförvaltningen i Malung-Sälens och Älvdalens kommuner"
    line = a_line(
        service="care-home-day",
        unit="day",
        quantity=20_000,
        price=8_000_000,
        text="Dygn på särskilt boende, 50 % av ersättningsnivån, merkostnad för båttaxi tur och retur till Öja",
        order_reference="SoL" + "ABCDEFGHIJ" * 12,
    )
    buyer = replace(BUYER, name=name, street="Den mycket långa gatunamnsvägen 123, uppgång B, plan 4", city="Ä" * 60)
    return an_invoice(line, buyer=buyer, buyer_reference="ZZ" + "0123456789" * 9, number="202600099")


OWN_PAPERS = {
    "an invoice": an_invoice(),
    "a credit note": a_credit_note(),
    "an invoice of several cases": a_shared_invoice(),
    "a difference": a_difference(),
    "a difference that is returned": a_returned_difference(),
    "a credit note that annuls": a_credit_note(annuls=True),
    "an invoice of several pages": a_long_invoice(),
    "an invoice of many cases": an_invoice_of_many_cases(),
    "long names": a_wordy_invoice(),
}
"""One faultless document of each kind that looks otherwise on paper, by what it is."""

PAPERS = EXAMPLES | OWN_PAPERS
"""These, and whatever else may be sent."""


def pages_of(pdf: bytes) -> list[str]:
    """Read each page's text as somebody would copy it."""
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def bare(text: str) -> str:
    """Take the spaces and line breaks out of a text, so that it does not matter where it wraps."""
    return re.sub(r"[\s\u00a0\ufffe]", "", text)


def read_of(pdf: bytes) -> str:
    """Read the whole text of a PDF, without spaces."""
    return bare("".join(pages_of(pdf)))


def opened(pdf: bytes) -> pikepdf.Pdf:
    """Open a PDF to look at what it is made of."""
    return pikepdf.open(io.BytesIO(pdf))


def tags_of(pdf: bytes) -> list[str]:
    """List the tags that a screen reader follows, in its order."""
    found: list[str] = []
    tree = opened(pdf)
    waiting = [tree.Root.StructTreeRoot.K]
    while waiting:
        part = waiting.pop()
        if isinstance(part, pikepdf.Array):
            waiting += reversed(list(part))
        elif isinstance(part, pikepdf.Dictionary) and "/S" in part:
            found.append(str(part.S))
            waiting.append(part.get("/K"))
    return found
