"""The two parties' own checks: what the official rules let pass of numbers and addresses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from models.documents.document_fault import DocumentFault
from models.documents.facts import InvoiceFacts, PartyFacts
from models.language.words import tr
from models.rules.checksum import gln_ok, organisation_number_ok, vat_number_of

ENDPOINT_CHECKS: dict[str, Callable[[str], bool]] = {"0007": organisation_number_ok, "0088": gln_ok}
"""The Peppol address schemes that a Swedish municipality has: organisation number, or GLN of 13 digits."""

_MAILBOX = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


def party_faults(facts: InvoiceFacts) -> Iterator[DocumentFault]:
    """Give the faults of the seller and of the buyer."""
    yield from _party_faults("seller", facts.seller)
    yield from _party_faults("buyer", facts.buyer)
    if not facts.seller.vat_number:
        yield DocumentFault(
            "vat-number", "seller.vat_number", tr("The seller's VAT number is missing; an exempt sale needs it.")
        )


def _party_faults(side: str, party: PartyFacts) -> Iterator[DocumentFault]:
    if not party.name.strip():
        yield DocumentFault("party-name", f"{side}.name", tr("The party's name is missing."))
    if not organisation_number_ok(party.organisation_number):
        yield DocumentFault(
            "organisation-number",
            f"{side}.organisation_number",
            tr("The organisation number must be 10 digits with a right check digit."),
        )
    if party.vat_number and party.vat_number != vat_number_of(party.organisation_number):
        yield DocumentFault(
            "vat-number", f"{side}.vat_number", tr("The VAT number must be SE, the party's organisation number and 01.")
        )
    if party.contact_email and not _MAILBOX.fullmatch(party.contact_email):
        yield DocumentFault("contact-email", f"{side}.contact_email", tr("This is not an e-mail address."))
    yield from _endpoint_faults(side, party)


def _endpoint_faults(side: str, party: PartyFacts) -> Iterator[DocumentFault]:
    check = ENDPOINT_CHECKS.get(party.endpoint_scheme)
    if check is None:
        yield DocumentFault(
            "endpoint-scheme",
            f"{side}.endpoint_scheme",
            tr("The Peppol address must be of the scheme 0007 (organisation number) or 0088 (GLN)."),
        )
    elif not check(party.endpoint_id):
        yield DocumentFault(
            "endpoint",
            f"{side}.endpoint_id",
            tr("The Peppol address must be digits only, with a right check digit."),
        )
