"""Peppol BIS Billing 3.0: a posted invoice or credit note as UBL, element by element in the order of the standard."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from models.documents.attachment import Attachment
from models.documents.facts import CorrectedFacts, InvoiceFacts, PartyFacts
from models.documents.peppol_line import line
from models.documents.ubl import CURRENCY, amount, basic, document, exempt, group, invoiced_object, to_bytes

CUSTOMIZATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"


def render(facts: InvoiceFacts, attachments: Sequence[Attachment] = ()) -> bytes:
    """Write a document as Peppol XML: the same facts and attachments give the same bytes on every machine.

    The facts are to be without faults (models.documents.checks); amounts are positive in a credit note too.

    Raises:
        ValueError: there are no lines, or a line has a unit that does not exist.
    """
    root = document(facts)
    _head(root, facts)
    _references(root, facts)
    for attachment in attachments:
        _attachment(root, facts, attachment)
    _party(group(root, "AccountingSupplierParty"), facts.seller)
    _party(group(root, "AccountingCustomerParty"), facts.buyer)
    _payment(root, facts)
    _totals(root, facts)
    for row in facts.lines:
        line(root, row, is_credit=facts.is_credit)
    return to_bytes(root)


def _head(root: Element, facts: InvoiceFacts) -> None:
    basic(root, "CustomizationID", CUSTOMIZATION)
    basic(root, "ProfileID", PROFILE)
    basic(root, "ID", facts.number)
    basic(root, "IssueDate", facts.issue_date.isoformat())
    if facts.is_credit:
        basic(root, "CreditNoteTypeCode", "381")
    else:
        basic(root, "DueDate", facts.due_date.isoformat())
        basic(root, "InvoiceTypeCode", "380")
    basic(root, "Note", f"Ersättning enligt {facts.legal_basis}. {facts.note}".rstrip())
    basic(root, "DocumentCurrencyCode", CURRENCY)
    basic(root, "BuyerReference", facts.buyer_reference)


def _references(root: Element, facts: InvoiceFacts) -> None:
    period = group(root, "InvoicePeriod")
    basic(period, "StartDate", min(row.first for row in facts.lines).isoformat())
    basic(period, "EndDate", max(row.last for row in facts.lines).isoformat())
    credited: tuple[CorrectedFacts, ...] = ()
    if facts.credits_number and facts.credits_date:
        credited = (CorrectedFacts(facts.credits_number, facts.credits_date),)
    for earlier in (*credited, *facts.corrects):
        reference = group(group(root, "BillingReference"), "InvoiceDocumentReference")
        basic(reference, "ID", earlier.number)
        basic(reference, "IssueDate", earlier.date.isoformat())
    invoiced_object(root, "AdditionalDocumentReference", facts.case_number)


def _attachment(root: Element, facts: InvoiceFacts, attachment: Attachment) -> None:
    """Write the specification of a document inside it; a copy of the document itself is never attached (BIS 3)."""
    reference = group(root, "AdditionalDocumentReference")
    basic(reference, "ID", f"{facts.number}-specifikation")
    basic(reference, "DocumentDescription", "Specifikation")
    content = b64encode(attachment.content).decode()
    names = {"mimeCode": attachment.mime, "filename": attachment.name}
    basic(group(reference, "Attachment"), "EmbeddedDocumentBinaryObject", content, **names)


def _party(parent: Element, party: PartyFacts) -> None:
    root = group(parent, "Party")
    basic(root, "EndpointID", party.endpoint_id, schemeID=party.endpoint_scheme)
    address = group(root, "PostalAddress")
    basic(address, "StreetName", party.street)
    basic(address, "CityName", party.city)
    basic(address, "PostalZone", party.postal_code)
    basic(group(address, "Country"), "IdentificationCode", "SE")
    if party.vat_number:
        tax = group(root, "PartyTaxScheme")
        basic(tax, "CompanyID", party.vat_number)
        basic(group(tax, "TaxScheme"), "ID", "VAT")
    legal = group(root, "PartyLegalEntity")
    basic(legal, "RegistrationName", party.name)
    basic(legal, "CompanyID", party.organisation_number, schemeID="0007")
    if party.contact_email:
        basic(group(root, "Contact"), "ElectronicMail", party.contact_email)


def _payment(root: Element, facts: InvoiceFacts) -> None:
    """Write the bankgiro as code 30 with the branch SE:BANKGIRO, which SE-R-008 and SE-R-009 look for."""
    means = group(root, "PaymentMeans")
    basic(means, "PaymentMeansCode", "30")
    if facts.is_credit:
        basic(means, "PaymentDueDate", facts.due_date.isoformat())
    basic(means, "PaymentID", facts.ocr)
    account = group(means, "PayeeFinancialAccount")
    basic(account, "ID", facts.bankgiro)
    basic(group(account, "FinancialInstitutionBranch"), "ID", "SE:BANKGIRO")
    if facts.payment_terms:
        basic(group(root, "PaymentTerms"), "Note", facts.payment_terms)


def _totals(root: Element, facts: InvoiceFacts) -> None:
    """Write one exempt breakdown and the totals; there is no VAT and no rounding to whole kronor."""
    tax = group(root, "TaxTotal")
    amount(tax, "TaxAmount", 0)
    breakdown = group(tax, "TaxSubtotal")
    amount(breakdown, "TaxableAmount", facts.total)
    amount(breakdown, "TaxAmount", 0)
    exempt(breakdown, "TaxCategory", facts.exemption_code, facts.exemption_text)
    totals = group(root, "LegalMonetaryTotal")
    for name in ("LineExtensionAmount", "TaxExclusiveAmount", "TaxInclusiveAmount", "PayableAmount"):
        amount(totals, name, facts.total)
