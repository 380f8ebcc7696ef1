"""Three hundred invoices to e-invoice, paper and specification: what each costs."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from models.database import connected
from models.documents.facts import InvoiceFacts
from models.documents.invoice_pdf import render_invoice_pdf
from models.documents.peppol import render
from models.documents.specification import SpecificationFacts
from models.documents.specification_pdf import render_specification_pdf
from models.documents.specification_xlsx import render_specification_xlsx
from models.operations.billing.export_batch import posted_facts
from models.operations.documents.specification_facts import specify
from models.operations.store.actor import deed
from models.operations.store.schema import open_for_work
from models.rules.roles import Role
from tests.engines import Sqlite
from tests.operations.billing.month import make_billed_july
from tests.operations.builders import OWNER
from tests.training import close_store

DOCUMENTS = 300
MOST = 150
"""Milliseconds a document for all four files; three hundred are then written in well under a minute."""


def test_three_hundred_documents_are_written_within_a_minute(tmp_path: Path) -> None:
    """XML, PDF, and the specification as PDF and Excel; each figure is printed."""
    url = Sqlite().empty(tmp_path)
    make_billed_july(url)
    open_for_work(url)
    with connected(), deed(OWNER, Role.BILL):
        facts = [each for each in posted_facts("B2026-07") if not each.is_credit]
        shown = [specify(each.number, "specification", OWNER) for each in facts]
    close_store()
    many = [other(each, count) for count, each in enumerate(islice(cycle(facts), DOCUMENTS))]
    specified = [replace(each, document=many[count]) for count, each in enumerate(islice(cycle(shown), DOCUMENTS))]
    spent = {
        "XML": measured(lambda: [render(each) for each in many]),
        "PDF": measured(lambda: papers(many)),
        "specification, PDF": measured(lambda: [render_specification_pdf(each) for each in specified]),
        "specification, Excel": measured(lambda: excels(specified)),
    }
    for name, seconds in spent.items():
        print(f"{name}: {1000 * seconds / DOCUMENTS:.1f} ms a document")
    assert 1000 * sum(spent.values()) / DOCUMENTS < MOST


def other(facts: InvoiceFacts, count: int) -> InvoiceFacts:
    """Make a document of its own: another number, and other quantities and amounts on every line."""
    lines = tuple(
        replace(line, quantity=line.quantity + 60 * count, net=line.net + line.price * count) for line in facts.lines
    )
    return replace(facts, number=str(202_600_000 + count), lines=lines)


def papers(many: list[InvoiceFacts]) -> list[bytes]:
    """Print the invoices."""
    return [render_invoice_pdf(each) for each in many]


def excels(many: list[SpecificationFacts]) -> list[bytes]:
    """Write the workbooks."""
    return [render_specification_xlsx(each) for each in many]


def measured(work: Callable[[], object]) -> float:
    """Give the seconds that some work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
