"""The e-invoices, judged by the official rules and read back element by element."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given, settings

from models.documents.checks import faults
from models.documents.facts import InvoiceFacts
from models.documents.peppol import render
from tests.documents.examples import EXAMPLES, a_credit_note, a_line, an_invoice, documents

Findings = Callable[[bytes], list[str]]

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
SPACES = {"cac": f"{UBL}CommonAggregateComponents-2", "cbc": f"{UBL}CommonBasicComponents-2"}


def texts(root: Element, path: str) -> list[str]:
    """Give the texts of all elements at a path such as cac:Price/cbc:PriceAmount."""
    return [found.text or "" for found in root.findall(path, SPACES)]


@pytest.mark.parametrize("facts", EXAMPLES.values(), ids=EXAMPLES)
def test_every_kind_of_document_is_faultless(facts: InvoiceFacts, official_findings: Findings) -> None:
    """G18: neither the official rules, warnings counted, nor our own checks find anything."""
    assert faults(facts) == ()
    assert official_findings(render(facts)) == []


@settings(max_examples=40)
@given(facts=documents())
def test_whatever_a_month_holds_the_document_is_faultless(facts: InvoiceFacts, official_findings: Findings) -> None:
    """G18, G22: any units, minutes, prices and dates."""
    assert faults(facts) == ()
    assert official_findings(render(facts)) == []


@settings(max_examples=300)
@given(facts=documents())
def test_quantity_times_price_gives_each_line_to_the_ore(facts: InvoiceFacts) -> None:
    """G21, G22: by the numbers on paper alone, in integers; the lines sum to the total."""
    root = fromstring(render(facts))
    rows = root.findall("cac:CreditNoteLine" if facts.is_credit else "cac:InvoiceLine", SPACES)
    nets = [_ore(row.findtext("cbc:LineExtensionAmount", "", SPACES)) for row in rows]
    for row, net in zip(rows, nets, strict=True):
        count = row.findtext("cbc:CreditedQuantity" if facts.is_credit else "cbc:InvoicedQuantity", "", SPACES)
        price = _ore(row.findtext("cac:Price/cbc:PriceAmount", "", SPACES))
        base = int(row.findtext("cac:Price/cbc:BaseQuantity", "", SPACES))
        assert abs(2 * (int(count) * price - net * base)) <= base
    assert sum(nets) == facts.total == _ore(texts(root, "cac:LegalMonetaryTotal/cbc:PayableAmount")[0])


def _ore(text: str) -> int:
    kronor, ore = text.split(".")
    assert len(ore) == 2
    return int(kronor + ore)


def test_ten_digits_of_kronor_pass(official_findings: Findings) -> None:
    """G21: the largest amount is written out, digit for digit."""
    facts = an_invoice(a_line(unit="piece", quantity=1, price=9_999_999_999_99))
    document = render(facts)
    assert faults(facts) == ()
    assert official_findings(document) == []
    assert document.count(b">9999999999.99<") == 7


def test_hours_are_billed_by_the_minute_at_a_price_for_sixty() -> None:
    """G22: 745 minutes at 414,80 kr an hour are 5 150,43 kr."""
    root = fromstring(render(an_invoice(a_line())))
    assert [found.attrib for found in root.iter(f"{{{SPACES['cbc']}}}InvoicedQuantity")] == [{"unitCode": "MIN"}]
    assert texts(root, "cac:InvoiceLine/cbc:InvoicedQuantity") == ["745"]
    assert texts(root, "cac:InvoiceLine/cac:Price/cbc:PriceAmount") == ["414.80"]
    assert texts(root, "cac:InvoiceLine/cac:Price/cbc:BaseQuantity") == ["60"]
    assert texts(root, "cac:InvoiceLine/cbc:LineExtensionAmount") == ["5150.43"]


def test_the_case_stands_on_the_document_when_it_is_the_only_one() -> None:
    """A document of several cases names them on its lines alone."""
    alone, shared = (fromstring(render(EXAMPLES[kind])) for kind in ("an invoice", "an invoice of several cases"))
    assert texts(alone, "cac:AdditionalDocumentReference/cbc:ID") == ["V2026-0117"]
    assert texts(shared, "cac:AdditionalDocumentReference/cbc:ID") == []
    assert texts(shared, "cac:InvoiceLine/cac:DocumentReference/cbc:ID") == ["V2026-0117", "V2026-0118"]


def test_a_credit_note_names_its_invoice_and_is_positive() -> None:
    """The official rules demand neither."""
    facts = a_credit_note()
    root = fromstring(render(facts))
    assert root.tag == f"{{{UBL}CreditNote-2}}CreditNote"
    assert texts(root, "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID") == ["202600001"]
    assert texts(root, "cac:BillingReference/cac:InvoiceDocumentReference/cbc:IssueDate") == ["2026-08-05"]
    assert texts(root, "cac:PaymentMeans/cbc:PaymentDueDate") == ["2026-09-04"]
    assert not [text for text in root.itertext() if text.startswith("-")]


@pytest.mark.parametrize("facts", EXAMPLES.values(), ids=EXAMPLES)
def test_what_the_facts_cannot_change_is_right(facts: InvoiceFacts) -> None:
    """Kronor only, no VAT, no rounding, the bankgiro's branch, a period, and nothing attached."""
    root = fromstring(render(facts))
    assert {found.get("currencyID", "SEK") for found in root.iter()} == {"SEK"}
    assert texts(root, "cbc:DocumentCurrencyCode") == ["SEK"]
    assert texts(root, "cac:TaxTotal//cbc:TaxAmount") == ["0.00", "0.00"]
    assert texts(root, "cac:PaymentMeans/cac:PayeeFinancialAccount//cbc:ID") == ["9912346", "SE:BANKGIRO"]
    assert texts(root, "cac:PaymentMeans/cbc:PaymentMeansCode") == ["30"]
    names = {found.tag.partition("}")[2] for found in root.iter()}
    assert not names & {"PayableRoundingAmount", "Attachment"}
    starts, ends = (texts(root, f"*/cac:InvoicePeriod/cbc:{side}") for side in ("StartDate", "EndDate"))
    assert texts(root, "cac:InvoicePeriod/*") == [min(starts), max(ends)]


def test_a_late_line_says_so_and_names_its_own_period() -> None:
    """G6: the period of service is the line's own."""
    described = texts(fromstring(render(an_invoice())), "cac:InvoiceLine/cac:Item/cbc:Description")
    assert described[0] == (
        "Period 2026-07-01 till och med 2026-07-31. Utförd tid 12 tim 25 min. Beslutsreferens SoL 2026/0442."
    )
    assert described[4] == "Period 2026-06-12 till och med 2026-06-30. Sent rapporterad."


def test_a_unit_that_does_not_exist_is_never_written() -> None:
    """A wrong fact does not become a wrong unit code."""
    with pytest.raises(ValueError, match="fortnight"):
        render(an_invoice(replace(a_line(), unit="fortnight")))
