"""What the fields of a document are called, for whoever has to put one right."""

from __future__ import annotations

import re

from models.language.words import N_, Marked, tr, tr_marked

FIELD_WORDS: dict[str, Marked] = {
    "file-name": N_("the file's name"),
    "text": N_("a text of the file"),
    "heading": N_("a heading"),
    "number": N_("the number"),
    "buyer_reference": N_("the recipient's reference"),
    "case_number": N_("the case number"),
    "bankgiro": N_("the bankgiro"),
    "ocr": N_("the OCR reference"),
    "exemption_text": N_("the text of the VAT exemption"),
    "legal_basis": N_("the legal basis"),
    "payment_terms": N_("the terms of payment"),
    "note": N_("the note"),
    "batch": N_("the batch's name"),
    "order_reference": N_("the order's reference"),
    "service": N_("the service"),
    "why": N_("the reason for the difference"),
    "original": N_("the number of the earlier document"),
    "credits_number": N_("the number of the credited invoice"),
    "name": N_("the name"),
    "street": N_("the street"),
    "city": N_("the city"),
    "postal_code": N_("the postal code"),
    "contact_email": N_("the e-mail address"),
    "mailbox": N_("the e-mail address"),
    "reference": N_("the recipient's reference"),
    "receipt": N_("the receipt"),
    "agreed": N_("the rate's order reference"),
}
"""The last part of a fact's name; one that is not here is said as it is."""


def field_text(field: str) -> str:
    """Say where in a document something stands: `lines.3.order_reference` is line 3, the order's reference."""
    *parents, name = field.split(".")
    words = FIELD_WORDS.get(name)
    said = tr_marked(words) if words else field
    if parents[:1] == ["lines"] and len(parents) > 1:
        if name == "text":
            said = tr("the text")
        return tr("line {number}, {field}", number=parents[1], field=said)
    if parents == ["buyer"]:
        return tr("{field} of the recipient", field=said)
    if parents == ["seller"]:
        return tr("{field} of our own organisation", field=said)
    if row := re.fullmatch("line ([0-9]+)", field):
        return tr("line {number}", number=row[1])
    return said
