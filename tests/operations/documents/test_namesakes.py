"""What somebody says is a namesake's is let through in the text that was given, and nothing else is (G30)."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.care_errors import HoldsName, HoldsProtectedName
from models.errors import FeeError, ReasonNamesPerson, WrongUse
from models.event import Event
from models.operations.billing.export_batch import export_batch
from models.operations.documents.deliver import SendWish, send_documents
from models.operations.documents.scan_outputs import given_namesakes
from models.operations.documents.write_specification import PaperForm, write_specification
from models.operations.registers.recipients import set_recipient
from models.operations.visits.change_visit import set_visit
from models.operations.visits.step_visit import clear_visit
from tests.operations.billing.month import ONE, attest, change, invoice_of, rows, run, value
from tests.operations.builders import OWNER, put_visits, visit_row

NAME, NUMBER = "Zacharias Hemligsson", "189002119817"
STREET = f"{NAME}s väg 3"
THEIRS, OTHERS = "V2026-0900", "V2026-0901"

pytestmark = pytest.mark.usefixtures("met")


@pytest.fixture
def met(july: str) -> None:
    """Have a month posted in which another guest's name stands in a street, and another's in two references."""
    put_visits(
        visit_row(THEIRS, name=NAME, identity_number=NUMBER), visit_row(OTHERS, name="Bothild Kaxås", home="0380")
    )
    set_recipient("0180", "", {"street": STREET}, OWNER)
    set_visit(ONE, {"invoice_reference": "Bothild Kaxås"}, OWNER)
    attest(run().batch)


def refused(folder: Path, namesakes: str = "") -> FeeError:
    """Export, and give why it was refused: it says nobody's name, and nothing is written."""
    with pytest.raises(FeeError) as refusal:
        export_batch("B2026-07", folder / "out", OWNER, with_pdf=True, namesakes=namesakes)
    said = f"{refusal.value} {refusal.value.values}".casefold()
    assert "hemligsson" not in said
    assert "kaxås" not in said
    assert not (folder / "out").exists()
    return refusal.value


def test_everything_that_is_met_is_told_at_once(tmp_path: Path) -> None:
    """By document, field and case."""
    said = str(refused(tmp_path))
    number = invoice_of(ONE).number
    assert said.count(THEIRS) == 1
    assert "the street of the recipient names the guest of V2026-0900" in said
    assert f"{number}: the recipient's reference names the guest of V2026-0901" in said
    assert number in said.partition(THEIRS)[0]


def test_one_text_that_is_excused_lets_no_other_through(tmp_path: Path) -> None:
    """The rest is told still; all of them given, it is written, and why is kept."""
    left = refused(tmp_path, f"{STREET}=en kommunal gata")
    assert isinstance(left, HoldsName)
    assert THEIRS not in str(left)
    assert OTHERS in str(left)
    both = f"{STREET}=en kommunal gata\nBothild Kaxås=handläggaren heter så"
    assert export_batch("B2026-07", tmp_path / "out", OWNER, namesakes=both).documents
    facts = value("SELECT facts FROM event WHERE deed = 'export-batch'")
    assert "en kommunal gata; handläggaren heter så" in facts
    assert "Hemligsson" not in facts


@pytest.mark.parametrize(
    "text", ["Hemligsson", "väg 3", "e", " ", f"{NAME}s gata", f"{NAME}s väg 33", NAME.casefold(), "Zacharias"]
)
def test_a_text_that_is_not_the_one_that_was_met_excuses_nothing(text: str, tmp_path: Path) -> None:
    """Neither a part of the name, nor another text with it, nor one that takes the name to pieces."""
    namesakes = f"{text}=en gata\nBothild Kaxås=handläggaren"
    if not text.strip():
        with pytest.raises(WrongUse):
            given_namesakes(namesakes)
        namesakes = "Bothild Kaxås=handläggaren"
    assert THEIRS in str(refused(tmp_path, namesakes))


@pytest.mark.parametrize("said", ["en kommunal gata", "=en gata", f"{STREET}=", "Gatan = "])
def test_a_reason_alone_excuses_nothing(said: str, tmp_path: Path) -> None:
    """The text has to be written too."""
    assert isinstance(refused(tmp_path, said), WrongUse)


def test_the_reason_names_nobody(tmp_path: Path) -> None:
    """The log keeps it."""
    assert isinstance(refused(tmp_path, f"{STREET}=efter {NAME}"), ReasonNamesPerson)


def test_no_word_lets_a_protected_guest_out_until_the_visit_is_cleared(tmp_path: Path) -> None:
    """G30: in the e-invoice, on paper, in a specification and on its way; cleared, it may be a namesake's."""
    change(f"UPDATE person SET protected = TRUE WHERE name = '{NAME}'")
    both = f"{STREET}=en kommunal gata\n{NAME}=en gata\nBothild Kaxås=handläggaren heter så"
    refusal = refused(tmp_path, both)
    assert isinstance(refusal, HoldsProtectedName)
    assert f"vistelse visit clear {THEIRS}" in str(refusal)
    with pytest.raises(HoldsProtectedName):
        write_specification(invoice_of(ONE).number, PaperForm.PDF, tmp_path / "papers", OWNER, namesakes=both)
    (tmp_path / "outbox").mkdir()
    receipt = send_documents(SendWish("B2026-07", str(tmp_path / "outbox"), namesakes=both), OWNER)
    assert invoice_of(ONE).number in dict(receipt.held)
    assert not any(b"Hemligsson" in path.read_bytes() for path in (tmp_path / "outbox").iterdir())
    clear_visit(THEIRS, "gatan är känd", OWNER)
    assert export_batch("B2026-07", tmp_path / "out", OWNER, namesakes=both).documents
    assert send_documents(SendWish("B2026-07", str(tmp_path / "outbox"), namesakes=both), OWNER).sent


def test_of_two_with_one_name_the_protected_one_counts(tmp_path: Path) -> None:
    """Whoever of them was registered first."""
    put_visits(visit_row("V2026-0902", name="Bothild Kaxås", home="1280", identity_number="189512129819"))
    change("UPDATE person SET protected = TRUE WHERE identity_number = '189512129819'")
    refusal = refused(tmp_path, f"{STREET}=en gata\nBothild Kaxås=handläggaren")
    assert isinstance(refusal, HoldsProtectedName)
    assert "V2026-0902" in str(refusal)


def test_what_stands_alike_in_many_documents_is_told_once(tmp_path: Path) -> None:
    """With the first of the documents, and how many more there are."""
    assert len(rows("SELECT id FROM invoice WHERE number IS NOT NULL")) > 1
    said = str(refused(tmp_path))
    assert said.count("the street of the recipient") == 1
    assert Event.select().where(Event.deed == "export-batch").count() == 0
