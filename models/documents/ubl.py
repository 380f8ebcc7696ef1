"""Universal Business Language 2.1: the few moves from which every element of a document is written."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from models.documents.facts import InvoiceFacts
from models.rules.money import Ore

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
CURRENCY = "SEK"


def document(facts: InvoiceFacts) -> Element:
    """Begin an invoice or a credit note.

    The prefixes are written out in every name, so that the bytes do not hang on a table that the process shares.
    """
    name = "CreditNote" if facts.is_credit else "Invoice"
    spaces = {
        "xmlns": f"{_UBL}{name}-2",
        "xmlns:cac": f"{_UBL}CommonAggregateComponents-2",
        "xmlns:cbc": f"{_UBL}CommonBasicComponents-2",
    }
    return Element(name, spaces)


def group(parent: Element, name: str) -> Element:
    """Add an element that holds others (cac)."""
    return SubElement(parent, f"cac:{name}")


def basic(parent: Element, name: str, text: str, **attributes: str) -> None:
    """Add an element that holds a text (cbc); an empty one is left out, as PEPPOL-EN16931-R008 demands."""
    if text:
        SubElement(parent, f"cbc:{name}", attributes).text = text


def amount(parent: Element, name: str, ore: Ore) -> None:
    """Add an amount, given in öre and written in kronor with two decimals."""
    basic(parent, name, decimal_kronor(ore), currencyID=CURRENCY)


def decimal_kronor(ore: Ore) -> str:
    """Write öre as kronor with a point: 123450 is `1234.50`."""
    whole, rest = divmod(abs(ore), 100)
    return f"{'-' if ore < 0 else ''}{whole}.{rest:02}"


def exempt(parent: Element, name: str, code: str = "", text: str = "") -> None:
    """Add VAT category E, exempt at 0 per cent; the ground (code and text) belongs in the document's breakdown only."""
    category = group(parent, name)
    basic(category, "ID", "E")
    basic(category, "Percent", "0")
    basic(category, "TaxExemptionReasonCode", code)
    basic(category, "TaxExemptionReason", text)
    basic(group(category, "TaxScheme"), "ID", "VAT")


def invoiced_object(parent: Element, name: str, case_number: str) -> None:
    """Add the case number as the invoiced object (UNTDID 1001 code 130, UNTDID 1153 scheme AMH), unless it is empty."""
    if case_number:
        reference = group(parent, name)
        basic(reference, "ID", case_number, schemeID="AMH")
        basic(reference, "DocumentTypeCode", "130")


def to_bytes(root: Element) -> bytes:
    """Write the document as UTF-8, indented, with line feeds."""
    indent(root)
    written: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return written + b"\n"
