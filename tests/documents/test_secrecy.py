"""Secrecy: no name and no identity number of anyone cared for in any text of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import Any

import pytest

from models.documents.checks import faults
from models.documents.facts import CorrectedFacts, InvoiceFacts
from models.documents.peppol import render
from models.rules.checksum import ocr_reference
from tests.documents.examples import a_credit_note, a_line, an_invoice

NAMES = frozenset({"Tuva-Lisa Åkerlund", "Nils Öman", "Sägrid"})
NUMBER = "189002119817"
"""Issued by the Swedish Tax Agency for testing."""

Plant = Callable[[str], InvoiceFacts]


def places() -> Iterator[tuple[str, Plant]]:
    """Give each text of a document with a way to write something into it."""
    facts = a_credit_note(a_line())
    yield from _places(facts, "", lambda planted: planted)
    yield from _places(facts.seller, "seller.", lambda planted: replace(facts, seller=planted))
    yield from _places(facts.buyer, "buyer.", lambda planted: replace(facts, buyer=planted))
    yield from _places(facts.lines[0], "lines.1.", lambda planted: replace(facts, lines=(planted,)))
    changed = CorrectedFacts("202600001", facts.issue_date)
    yield from _places(changed, "corrects.1.", lambda planted: replace(facts, corrects=(planted,)))


def _places(holder: Any, prefix: str, into: Callable[[Any], InvoiceFacts]) -> Iterator[tuple[str, Plant]]:
    for field in fields(holder):
        if isinstance(getattr(holder, field.name), str):
            yield prefix + field.name, lambda text, name=field.name: into(replace(holder, **{name: text}))


PLACES = dict(places())


def found(facts: InvoiceFacts, field: str) -> set[str]:
    """Give the codes of a fact's faults."""
    return {fault.code for fault in faults(facts, NAMES) if fault.field == field}


def test_every_text_of_a_document_is_a_place() -> None:
    """G30: the places below are all there are."""
    assert len(PLACES) == 16 + 9 + 9 + 7 + 1


@pytest.mark.parametrize("field", PLACES)
def test_an_identity_number_is_found_in_every_text(field: str) -> None:
    """G30: in any spelling."""
    for spelling in (NUMBER, "18900211-9817", "900211+9817", NUMBER[2:], "1890-02-11-9817", "x 900211 9817 y"):
        assert "identity-number" in found(PLACES[field](spelling), field), spelling


@pytest.mark.parametrize("field", PLACES)
def test_a_name_is_found_in_every_text(field: str) -> None:
    """G30: in any order and case, however its accents are composed, by two of its words or its only one."""
    for spelling in (
        "Tuva-Lisa Åkerlund",
        "ÅKERLUND, Tuva",
        "tuva.åkerlund@borgholm.example",
        "avser Nils  Öman.",
        "Nils O\u0308man",
        "SÄGRID",
        "Nils Ömans timmar",
    ):
        assert "name" in found(PLACES[field](spelling), field), spelling


@pytest.mark.parametrize("field", PLACES)
def test_what_cannot_be_seen_is_found_in_every_text(field: str) -> None:
    """G30: a name or a number could be parted by it, or the XML be unreadable."""
    for mark in "\x00\x1b\r\t\u00ad\u200b\u202e\ud800\uffff\u2028":
        assert "unseen-character" in found(PLACES[field](f"a{mark}b"), field), ascii(mark)


def test_line_breaks_are_allowed_in_notes_alone() -> None:
    """A note may have several lines; a reference may not."""
    assert found(PLACES["note"]("a\nb"), "note") == set()
    assert found(PLACES["payment_terms"]("a\nb"), "payment_terms") == set()
    assert found(PLACES["buyer_reference"]("a\nb"), "buyer_reference") == {"unseen-character"}


def test_a_parted_number_or_name_does_not_pass() -> None:
    """G30: whatever stands between its characters."""
    for text in (
        "18900211\u200b9817",
        "１８９００２１１９８１７",
        "Nils\u00a0Öman",
        "Ni\u200bls Öman",
        "ＮＩＬＳ ÖMAN",
    ):
        assert found(PLACES["note"](text), "note")


@pytest.mark.parametrize("text", ["Nils Holgersson", "Ömans gata 4", "Nilsöman", "T Å", "2026-07-01 till 2026-07-31"])
def test_what_only_looks_like_a_name_or_number_passes(text: str) -> None:
    """A shared first name, a longer word, initials and dates give nobody away."""
    assert faults(an_invoice(a_line(), note=text), NAMES) == ()


def test_a_fault_never_repeats_what_is_secret() -> None:
    """G30: an error text is an output too."""
    planted = an_invoice(a_line(), note=f"Nils Öman {NUMBER}", buyer_reference="Nils Öman")
    told = " ".join(f"{fault.code} {fault.field} {fault.text}" for fault in faults(planted, NAMES))
    assert "Nils" not in told
    assert "Öman" not in told
    assert NUMBER not in told


def test_an_ocr_made_of_the_documents_own_number_is_no_identity_number() -> None:
    """Even when its digits happen to look like one; anyone else's digits there are refused."""
    own = an_invoice(a_line(), number="10010101", ocr=ocr_reference("10010101"))
    assert [fault.code for fault in faults(own) if fault.field == "ocr"] == []
    other = replace(own, number="202600001")
    assert [fault.code for fault in faults(other) if fault.field == "ocr"] == ["identity-number"]


def test_names_and_numbers_are_not_in_the_bytes_of_a_clean_document() -> None:
    """G30: read from the bytes, not from the facts."""
    written = render(an_invoice()).decode().casefold()
    for word in ("åkerlund", "öman", "sägrid", NUMBER, NUMBER[2:]):
        assert word not in written
