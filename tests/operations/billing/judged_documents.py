"""What random sequences post, judged: the e-invoice by the official rules, and paper, XML and store by each other.

`python -m tests.operations.billing.judged_documents --count 1000` judges a thousand.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from xml.etree.ElementTree import Element, fromstring

from models.database import rows_of
from models.documents.checks import faults
from models.documents.facts import InvoiceFacts, from_json
from models.documents.invoice_pdf import render_invoice_pdf
from models.documents.invoice_rows import bare_kronor, price_text, quantity_text
from models.documents.peppol import render
from models.invoice import Invoice, InvoiceLine
from models.language.formats import kronor
from tests.documents.conftest import official_rules
from tests.documents.paper_examples import bare, read_of
from tests.documents.test_peppol import SPACES
from tests.operations.billing.sequences import july_on, run_sequences

Findings = Callable[[bytes], list[str]]


@dataclass(slots=True)
class Judge:
    """Takes the documents of one sequence after the other until there are enough, and says what is wrong with each."""

    findings: Findings
    wanted: int
    kinds: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @property
    def judged(self) -> int:
        """How many documents were judged."""
        return self.kinds.total()

    def look(self) -> None:
        """Judge what the sequence has posted."""
        columns = (Invoice.id, Invoice.facts, Invoice.total)
        for document, text, total in list(rows_of(Invoice.select(*columns).where(Invoice.number.is_null(False)))):
            if self.judged < self.wanted:
                facts = from_json(text)
                self.kinds[kind_of(facts)] += 1
                said = [*self.findings(render(facts)), *(fault.text for fault in faults(facts))]
                said += [*apart_from_store(facts, document, total), *apart_from_paper(facts), *apart_from_xml(facts)]
                self.wrong += [f"{facts.number}: {each}" for each in said]


def kind_of(facts: InvoiceFacts) -> str:
    """Say what sort of document it is."""
    several = len({line.case_number for line in facts.lines}) > 1
    sort = "difference" if facts.corrects else "annulling" if facts.annuls else "plain"
    return f"{sort} {facts.kind}{' of several cases' if several else ''}"


def apart_from_store(facts: InvoiceFacts, document: int, total: int) -> list[str]:
    """Hold a document against its lines in the store (G19)."""
    line = InvoiceLine
    stored = list(
        rows_of(
            line.select(line.quantity, line.price, line.net, line.credits.is_null(False))
            .where(line.invoice == document)
            .order_by(line.position)
        )
    )
    signs = [takes_back == facts.is_credit for *_, takes_back in stored]
    nets = [net if sign else -net for (_, _, net, _), sign in zip(stored, signs, strict=True)]
    shown = [(each.quantity, each.price, each.net) for each in facts.lines]
    same = shown == [row[:3] for row in stored] and nets == [each.signed_net for each in facts.lines]
    return [] if same and sum(nets) == total == facts.total else ["the store says otherwise"]


def apart_from_paper(facts: InvoiceFacts) -> list[str]:
    """Look for everything that the document claims in the text of its PDF."""
    said = read_of(render_invoice_pdf(facts))
    wanted = [facts.number, facts.ocr, facts.buyer_reference, facts.issue_date.isoformat(), kronor(facts.total)]
    wanted += [] if facts.is_credit else [facts.due_date.isoformat()]
    wanted += [f"{quantity_text(each)}{price_text(each)}{bare_kronor(each.signed_net)}" for each in facts.lines]
    wanted += [facts.credits_number, *(earlier.number for earlier in facts.corrects)]
    return [f"not on paper: {text}" for text in wanted if bare(text) not in said]


def apart_from_xml(facts: InvoiceFacts) -> list[str]:
    """Hold a document against its XML read back: lines, sum, number, reference, payment."""
    root = fromstring(render(facts))
    name, quantity = ("CreditNoteLine", "CreditedQuantity") if facts.is_credit else ("InvoiceLine", "InvoicedQuantity")
    shown = [
        (_text(row, f"cbc:{quantity}"), _text(row, "cac:Price/cbc:PriceAmount"), _text(row, "cbc:LineExtensionAmount"))
        for row in root.findall(f"cac:{name}", SPACES)
    ]
    wanted = [(str(each.signed_quantity), _plain(each.price), _plain(each.signed_net)) for each in facts.lines]
    heads = (
        "cbc:ID",
        "cbc:BuyerReference",
        "cac:PaymentMeans/cbc:PaymentID",
        "cac:LegalMonetaryTotal/cbc:PayableAmount",
    )
    said = [_text(root, path) for path in heads]
    same = said == [facts.number, facts.buyer_reference, facts.ocr, _plain(facts.total)]
    return [] if same and shown == wanted else ["the XML says otherwise"]


def _text(root: Element, path: str) -> str:
    return root.findtext(path, "", SPACES)


def _plain(ore: int) -> str:
    whole, rest = divmod(abs(ore), 100)
    return f"{'-' if ore < 0 else ''}{whole}.{rest:02}"


def judge_documents(findings: Findings, wanted: int) -> Judge:
    """Run sequences in the open store until so many documents have been judged."""
    judge = Judge(findings, wanted)
    for number in count(50_000):
        run_sequences([number], judge.look)
        if judge.judged >= wanted:
            return judge
    return judge


def main() -> None:
    """Judge as many documents as are asked for, and say what was wrong."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--count", type=int, default=1_000)
    asked = parser.parse_args()
    began = time.monotonic()
    with july_on(postgres=False):
        judge = judge_documents(official_rules(), asked.count)
    print(f"{judge.judged} documents in {time.monotonic() - began:.0f} s: {dict(judge.kinds)}")
    print("\n".join(judge.wrong) or "nothing is wrong with any of them")


if __name__ == "__main__":
    main()
