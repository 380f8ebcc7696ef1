"""Our own checks: each fault that the official rules let pass is found, and named by its code and its fact."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from models.documents.checks import faults
from models.documents.facts import InvoiceFacts
from models.documents.peppol import render
from tests.documents.examples import BUYER, SELLER, a_credit_note, a_difference, a_line, an_invoice

BROKEN: dict[str, tuple[str, str, InvoiceFacts]] = {
    "an unknown kind": ("kind", "kind", an_invoice(kind="reminder")),
    "no number": ("number", "number", an_invoice(number="")),
    "a number of 21 characters": ("number", "number", an_invoice(number="2" * 21)),
    "a number that leaves the folder": ("number", "number", an_invoice(number="../202600001")),
    "an invoice with a credit note's letter": ("number", "number", an_invoice(number="K202600001")),
    "due before it is issued": ("due-date", "due_date", an_invoice(due_date=date(2026, 8, 4))),
    "no such month": ("month", "month", an_invoice(month="2026-13")),
    "a month written otherwise": ("month", "month", an_invoice(month=" 2026-07")),
    "no reference": ("buyer-reference", "buyer_reference", an_invoice(buyer_reference=" ")),
    "no legal basis": ("legal-basis", "legal_basis", an_invoice(legal_basis="")),
    "another case than the lines'": ("case-number", "case_number", an_invoice(case_number="V2026-0999")),
    "one case where there are two": (
        "case-number",
        "case_number",
        an_invoice(a_line(), a_line(2, case_number="V2026-0118")),
    ),
    "a credit note of nothing": ("credits", "credits_number", a_credit_note(credits_number="")),
    "a credit note of no date": ("credits", "credits_date", a_credit_note(credits_date=None)),
    "a credit note before its invoice": ("credits", "credits_date", a_credit_note(credits_date=date(2026, 8, 21))),
    "an invoice that credits": ("credits", "credits_number", an_invoice(credits_number="202600002")),
    "a difference of an unnamed invoice": ("corrects", "corrects", a_difference(corrects=a_difference().corrects[:1])),
    "a difference of a later invoice": ("corrects", "corrects", a_difference(issue_date=date(2026, 1, 30))),
    "a line taken back in a plain invoice": ("corrects", "lines", an_invoice(a_line(), a_line(2, reverses=True))),
    "a difference of the other sign": (
        "negative",
        "lines",
        a_difference(lines=tuple(replace(line, reverses=not line.reverses) for line in a_difference().lines)),
    ),
    "a bankgiro with a wrong check digit": ("bankgiro", "bankgiro", an_invoice(bankgiro="9912347")),
    "a bankgiro with a hyphen": ("bankgiro", "bankgiro", an_invoice(bankgiro="991-2346")),
    "no bankgiro": ("bankgiro", "bankgiro", an_invoice(bankgiro="")),
    "a plusgiro of six digits": ("bankgiro", "bankgiro", an_invoice(bankgiro="123455")),
    "an OCR with a wrong check digit": ("ocr", "ocr", an_invoice(ocr="20260000111")),
    "an OCR with a wrong length digit": ("ocr", "ocr", an_invoice(ocr="20260000128")),
    "no OCR": ("ocr", "ocr", an_invoice(ocr="")),
    "a credit note's wrong OCR": ("ocr", "ocr", a_credit_note(ocr="20260000111")),
    "a VAT exemption for schools": ("exemption-code", "exemption_code", an_invoice(exemption_code="VATEX-EU-132-1I")),
    "health care among other care": ("exemption-code", "exemption_code", an_invoice(exemption_code="VATEX-EU-132-1C")),
    "no VAT exemption": ("exemption-code", "exemption_code", an_invoice(exemption_code="")),
    "no words for the VAT exemption": ("exemption-text", "exemption_text", an_invoice(exemption_text="")),
    "a nameless buyer": ("party-name", "buyer.name", an_invoice(buyer=replace(BUYER, name=""))),
    "a buyer's wrong organisation number": (
        "organisation-number",
        "buyer.organisation_number",
        an_invoice(buyer=replace(BUYER, organisation_number="2120000143")),
    ),
    "an organisation number with a hyphen": (
        "organisation-number",
        "seller.organisation_number",
        an_invoice(seller=replace(SELLER, organisation_number="212000-0795")),
    ),
    "no VAT number of the seller": (
        "vat-number",
        "seller.vat_number",
        an_invoice(seller=replace(SELLER, vat_number="")),
    ),
    "another's VAT number": (
        "vat-number",
        "seller.vat_number",
        an_invoice(seller=replace(SELLER, vat_number="SE212000014201")),
    ),
    "a VAT number that ends in 02": (
        "vat-number",
        "buyer.vat_number",
        an_invoice(buyer=replace(BUYER, vat_number="SE212000014202")),
    ),
    "a wrong Peppol address": (
        "endpoint",
        "buyer.endpoint_id",
        an_invoice(buyer=replace(BUYER, endpoint_id="2120000143")),
    ),
    "a wrong GLN": (
        "endpoint",
        "buyer.endpoint_id",
        an_invoice(buyer=replace(BUYER, endpoint_scheme="0088", endpoint_id="7340000000018")),
    ),
    "no Peppol address": ("endpoint", "buyer.endpoint_id", an_invoice(buyer=replace(BUYER, endpoint_id=""))),
    "a withdrawn Peppol scheme": (
        "endpoint-scheme",
        "buyer.endpoint_scheme",
        an_invoice(buyer=replace(BUYER, endpoint_scheme="9955", endpoint_id="SE212000014201")),
    ),
    "a mailbox that is none": (
        "contact-email",
        "seller.contact_email",
        an_invoice(seller=replace(SELLER, contact_email="avgift at borgholm")),
    ),
    "no lines": ("no-lines", "lines", an_invoice(lines=(), case_number="")),
    "eleven digits of kronor": (
        "too-large",
        "lines",
        an_invoice(a_line(), a_line(2, unit="piece", quantity=1, price=9_999_999_999_99)),
    ),
    "two lines of one number": ("position", "lines.1.position", an_invoice(a_line(), a_line(service="escort"))),
    "a line of number nought": ("position", "lines.0.position", an_invoice(a_line(0))),
    "a quantity of nought": ("quantity", "lines.1.quantity", an_invoice(a_line(quantity=0))),
    "a negative quantity": ("quantity", "lines.1.quantity", an_invoice(a_line(quantity=-60))),
    "a price of nought": ("price", "lines.1.price", an_invoice(a_line(price=0))),
    "a negative price": ("price", "lines.1.price", an_invoice(a_line(price=-41_480))),
    "a negative amount": ("negative", "lines.1.net", a_credit_note(a_line(quantity=-60))),
    "an amount one öre up": ("line-amount", "lines.1.net", an_invoice(a_line(net=5_150_44))),
    "an amount one öre down": ("line-amount", "lines.1.net", an_invoice(a_line(net=5_150_42))),
    "an unknown unit": ("unit", "lines.1.unit", an_invoice(a_line(), lines=(replace(a_line(), unit="week"),))),
    "a period backwards": ("period", "lines.1.last", an_invoice(a_line(last=date(2026, 6, 30)))),
    "a line without a case": ("case-number", "lines.1.case_number", an_invoice(a_line(case_number=""), case_number="")),
    "a line without a service name": ("service-name", "lines.1.text", an_invoice(a_line(text=""))),
}


@pytest.mark.parametrize(("code", "field", "facts"), BROKEN.values(), ids=BROKEN)
def test_each_fault_is_found_and_named(code: str, field: str, facts: InvoiceFacts) -> None:
    """G18: with words that say what is right."""
    found = {(fault.code, fault.field): fault.text for fault in faults(facts)}
    assert (code, field) in found
    assert found[code, field].endswith((".", ")."))


PASSED_BY_THE_RULES = (
    "due before it is issued",
    "a bankgiro with a wrong check digit",
    "an OCR with a wrong check digit",
    "another's VAT number",
    "a VAT number that ends in 02",
    "a VAT exemption for schools",
    "a credit note of nothing",
    "a quantity of nought",
    "an amount one öre up",
)


@pytest.mark.parametrize("kind", PASSED_BY_THE_RULES)
def test_what_the_official_rules_let_pass_is_ours_to_find(
    kind: str, official_findings: Callable[[bytes], list[str]]
) -> None:
    """G18: these are the reason for having checks of our own."""
    facts = BROKEN[kind][2]
    if kind == "a quantity of nought":
        facts = replace(facts, lines=(replace(facts.lines[0], net=0),))
    assert official_findings(render(facts)) == []
    assert faults(facts)


def test_the_official_rules_do_judge(official_findings: Callable[[bytes], list[str]]) -> None:
    """G18: an empty list of findings would mean nothing if nothing were ever found."""
    found = official_findings(
        render(BROKEN["no reference"][2]).replace(b"<cbc:BuyerReference> </cbc:BuyerReference>", b"")
    )
    assert any(finding.startswith("PEPPOL-EN16931-R003 ") for finding in found)
    found = official_findings(render(BROKEN["a bankgiro with a hyphen"][2]))
    assert any(finding.startswith("SE-R-009 ") or finding.startswith("SE-R-008 ") for finding in found)


def test_every_fault_is_told_at_once() -> None:
    """One look shows all that is to be mended."""
    facts = an_invoice(bankgiro="1", ocr="1", buyer_reference="", month="")
    assert {fault.code for fault in faults(facts)} == {"bankgiro", "ocr", "buyer-reference", "month"}


def test_health_care_alone_may_be_exempt_as_health_care() -> None:
    """2006/112/EC article 132.1 c."""
    assert faults(an_invoice(a_line(service="home-health-care"), exemption_code="VATEX-EU-132-1C")) == ()
