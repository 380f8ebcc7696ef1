"""How long 300 invoices on paper take, beside the typesetter alone doing the same pages."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping

import pytest
from typst import Compiler, Fonts

from models.documents import invoice_pdf
from models.documents.invoice_pdf import render_invoice_pdf
from models.documents.pdf_coverage import PAPER
from tests.documents.examples import a_line, an_invoice

COUNT, LINES, TURN = 300, 12, 20
MOST = 1.25
"""Times the typesetter alone."""

INVOICES = tuple(
    an_invoice(
        *(a_line(place, quantity=count + 7 * place) for place in range(1, LINES + 1)), number=str(202_600_000 + count)
    )
    for count in range(1, COUNT + 1)
)


def test_three_hundred_invoices_take_hardly_longer_than_the_bare_typesetter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Warm, one page of twelve lines each, by turns."""
    texts: list[str] = []
    with monkeypatch.context() as patch:
        patch.setattr(invoice_pdf, "print_page", lambda name, data: _kept(texts, data))
        for facts in INVOICES:
            render_invoice_pdf(facts)
    fonts = Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[PAPER / "fonts"])
    bare = Compiler(PAPER / "invoice.typ", root=PAPER, font_paths=fonts)
    took = least = 0.0
    for start in range(0, COUNT, TURN):
        turn = slice(start, start + TURN)
        took += _seconds(lambda turn=turn: [render_invoice_pdf(facts) for facts in INVOICES[turn]])
        least += _seconds(lambda turn=turn: [_typeset(bare, text) for text in texts[turn]])
    each, alone = 1000 * took / COUNT, 1000 * least / COUNT
    print(f"\n{each:.1f} ms an invoice, typesetter alone {alone:.1f} ms, ratio {took / least:.2f}")
    assert took < MOST * least


def _typeset(bare: Compiler, text: str) -> None:
    bare.compile(sys_inputs={"data": text}, format="pdf", pdf_standards=["a-2a", "ua-1"])


def _kept(texts: list[str], data: Mapping[str, object]) -> bytes:
    texts.append(json.dumps(data))
    return b""


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
