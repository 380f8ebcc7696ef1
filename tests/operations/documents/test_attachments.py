"""The specification inside the e-invoice: only where the recipient is set so, and the same bytes each time."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable
from xml.etree.ElementTree import fromstring

import pytest

from models.documents.facts import InvoiceFacts, from_json
from models.errors import WrongUse
from models.invoice import Invoice
from models.operations.billing.export_batch import posted_facts
from models.operations.documents.render_document import render_document
from models.operations.registers.recipients import set_recipient
from models.operations.store.check_store import check_store
from models.operations.visits.correct_person import correct_person
from tests.documents.conftest import official_findings
from tests.documents.test_peppol import SPACES
from tests.operations.billing.conftest import july
from tests.operations.billing.month import BILLED_ON, GUESTS, ONE, bill
from tests.operations.builders import OWNER

__all__ = ["july", "official_findings"]

INSIDE = "cac:AdditionalDocumentReference/cac:Attachment/cbc:EmbeddedDocumentBinaryObject"


def documents() -> tuple[InvoiceFacts, ...]:
    """Read what was posted in July."""
    return posted_facts("B2026-07")


def inside(content: bytes) -> list[tuple[str, str, bytes]]:
    """Take out what lies inside an e-invoice: name, kind and bytes."""
    found = fromstring(content).findall(INSIDE, SPACES)
    return [(each.get("filename", ""), each.get("mimeCode", ""), b64decode(each.text or "")) for each in found]


def test_by_rule_nothing_lies_inside(july: str) -> None:
    """E7: the specification goes another way."""
    bill()
    assert {facts.attach for facts in documents()} == {""}
    assert all(inside(render_document(facts)) == [] for facts in documents())


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF"), ("xlsx", b"PK")])
def test_it_lies_inside_where_the_recipient_is_set_so(
    july: str, form: str, begins: bytes, official_findings: Callable[[bytes], list[str]]
) -> None:
    """G17, G18: faultless, with its own kind and a plain name; the others have none."""
    set_recipient("0180", "", {"attach": form, "privacy": "initials"}, OWNER)
    bill()
    with_one = [facts for facts in documents() if facts.attach]
    assert with_one
    assert len(with_one) < len(documents())
    for facts in with_one:
        content = render_document(facts)
        ((name, mime, file),) = inside(content)
        assert name == f"{facts.number}-specifikation.{form}"
        assert mime.startswith("application/")
        assert file.startswith(begins)
        assert official_findings(content) == []
    assert check_store(OWNER) == ()


def test_what_is_learnt_later_does_not_change_it(july: str) -> None:
    """G12, G16: another name, another level, no attachment any more; what was posted is rendered as it was."""
    set_recipient("0180", "", {"attach": "xlsx", "privacy": "name"}, OWNER)
    bill()
    before = [render_document(facts) for facts in documents()]
    set_recipient("0180", "", {"attach": "", "privacy": "case"}, OWNER)
    correct_person(ONE, {"name": "Tuva Sjöberg"}, "gift", BILLED_ON, OWNER)
    assert [render_document(facts) for facts in documents()] == before
    stored = [from_json(each.facts or "") for each in Invoice.select().order_by(Invoice.id)]
    assert all(GUESTS[ONE][0] not in str(facts) for facts in stored)


def test_only_what_recipients_can_read_is_attached(july: str) -> None:
    """PEPPOL-EN16931-CL001."""
    with pytest.raises(WrongUse):
        set_recipient("0180", "", {"attach": "docx"}, OWNER)
