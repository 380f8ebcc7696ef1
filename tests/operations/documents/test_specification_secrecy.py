"""Whom a specification tells of, and what: as its recipient has asked, nobody else, and nobody who is protected."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from models.care_errors import HoldsName, IsAnnulled, SpecificationWithheld
from models.documents.invoice_rows import bare_kronor
from models.errors import NotFound
from models.operations.billing.annul_invoice import annul_invoice
from models.operations.documents.write_specification import PaperForm, write_fee_basis, write_specification
from models.operations.registers.recipients import set_recipient
from models.operations.visits.step_visit import clear_visit
from models.rules.person_label import PRIVACIES
from tests.documents.paper_examples import bare
from tests.operations.billing.month import (
    BILLED_ON,
    GUESTS,
    ONE,
    THREE,
    TWO,
    bill,
    change,
    guest_row,
    nothing_wrong,
    posted,
    rows,
    value,
    visit_id,
)
from tests.operations.builders import OWNER, hour_row, put_bands, put_hours, put_rates, put_visits, rate_row, sign
from tests.operations.builders import band_row as band
from tests.operations.documents.test_specifications import number_of, said_in, specify, written

LABELS = {
    "case": "",
    "initials": "TLÅ",
    "initials-birth-year": "TLÅ 1893",
    "initials-four-digits": "TLÅ 9304",
    "name": "Tuva-Lisa Åkerlund",
}


@pytest.mark.parametrize("privacy", PRIVACIES)
def test_a_guest_is_called_as_the_recipient_wants(billed: str, tmp_path: Path, privacy: str) -> None:
    """G30: that, and neither more nor anybody else."""
    set_recipient("0180", "", {"privacy": privacy}, OWNER)
    files = written(number_of(ONE), tmp_path)
    said = said_in(files)
    assert set(files) == {
        f"{number_of(ONE)}-{name}" for name in
        ("specifikation.pdf", "specifikation.xlsx", "avgiftsunderlag.pdf", "avgiftsunderlag.xlsx")
    }  # fmt: skip
    label = bare(LABELS[privacy])
    assert ONE in said
    assert label in said
    for level, other in LABELS.items():
        if not LABELS[privacy].startswith(other):
            assert bare(other) not in said, level
    for case, (name, identity) in GUESTS.items():
        words = name.replace("-", " ").split()
        mine = case == ONE and privacy == "name"
        assert mine or not any(word in said for word in words)
        assert identity[-10:] not in said.replace("-", "")
        assert identity[-4:] not in said


def test_a_recipient_that_wants_to_know_more_gets_the_same_at_another_level(billed: str, tmp_path: Path) -> None:
    """G16: only what people are called is another; going back gives the first one's bytes."""
    number = number_of(ONE)
    first, bare_facts = written(number, tmp_path), specify(number)
    set_recipient("0180", "", {"privacy": "initials"}, OWNER)
    change("DELETE FROM condition", "UPDATE person SET name = 'Tuva Nyttnamn'")
    facts = specify(number)
    assert facts.privacy == "initials"
    assert {each.label for each in (*facts.lines, *facts.basis)} == {"TN"}
    assert replace(facts, privacy="case").shielded((), range(1, 99)) == bare_facts
    set_recipient("0180", "", {"privacy": "case"}, OWNER)
    assert written(number, tmp_path / "again") == first


@pytest.mark.parametrize("is_frozen", [False, True], ids=["first", "again"])
def test_somebody_protected_stands_in_no_file(july: str, tmp_path: Path, is_frozen: bool) -> None:
    """G30: also when the protection came after the invoice and its first specification; the sums are still there."""
    set_recipient("0180", "", {"grouping": "recipient", "privacy": "name"}, OWNER)
    change(f"UPDATE visit SET invoice_reference = 'KST 100' WHERE id = {visit_id(TWO)}")
    bill()
    number = number_of(ONE)
    whole = specify(number) if is_frozen else None
    change(f"UPDATE person SET protected = TRUE WHERE name = '{GUESTS[TWO][0]}'")
    files = written(number, tmp_path)
    said = said_in(files)
    assert TWO not in said
    assert "Sköldvik" not in said
    facts = specify(number)
    assert facts.is_withheld
    assert whole is None or facts.document == whole.document
    assert bare(f"Uppgiftersomintelämnasuthär{bare_kronor(facts.withheld)}") in said
    assert bare(f"Summa{bare_kronor(facts.document.total)}") in said
    clear_visit(TWO, "the home municipality has asked", OWNER)
    said = said_in(written(number, tmp_path))
    assert TWO in said
    assert "Sköldvik" not in said
    assert "HS" not in said
    assert not specify(number).is_withheld


def test_a_document_about_somebody_protected_alone_is_not_specified(billed: str, tmp_path: Path) -> None:
    """G30: nothing is written, and nothing is logged as shown."""
    change(f"UPDATE person SET protected = TRUE WHERE name = '{GUESTS[ONE][0]}'")
    before = value("SELECT COUNT(*) FROM access")
    for write in (write_specification, write_fee_basis):
        with pytest.raises(SpecificationWithheld):
            write(number_of(ONE), PaperForm.BOTH, tmp_path / "out", OWNER)
    assert not (tmp_path / "out").exists()
    assert value("SELECT COUNT(*) FROM access") == before
    assert value("SELECT COUNT(*) FROM specification") == 0


def test_who_was_shown_is_logged(billed: str, tmp_path: Path) -> None:
    """G31: who, which case, by which deed; the event has the hash of what left."""
    written(number_of(ONE), tmp_path)
    seen = rows("SELECT login, deed, subject FROM access WHERE subject = 'V2026-0001' AND deed <> 'find' ORDER BY id")
    assert seen == [("owner", "write-specification", ONE), ("owner", "write-fee-basis", ONE)]
    facts = value("SELECT facts FROM event WHERE deed = 'write-specification'")
    assert '"privacy": "case"' in facts
    nothing_wrong()


def test_what_was_annulled_is_not_specified(billed: str, tmp_path: Path) -> None:
    """It was sent to nobody, nor is this."""
    number = number_of(TWO)
    annul_invoice(number, "wrong", BILLED_ON, OWNER)
    for each in (number, next(row.number for row in posted() if row.annuls)):
        with pytest.raises(IsAnnulled):
            write_specification(each, PaperForm.PDF, tmp_path, OWNER)
    for unknown in ("202699999", ""):
        with pytest.raises(NotFound):
            write_specification(unknown, PaperForm.PDF, tmp_path, OWNER)


def test_a_name_that_was_typed_as_a_band_never_leaves(store: str, tmp_path: Path) -> None:
    """G30: whoever it is; somebody's word that it is a namesake's lets it pass, and is kept."""
    put_bands(band(GUESTS[THREE][0], "all", "22:00", "06:00"))
    put_rates(rate_row("412,35"))
    put_visits(guest_row(ONE, invoice_reference="KST 100"), guest_row(THREE))
    put_hours(hour_row("a", ONE, "2026-07-02", "21:30-22:40"))
    sign("2026-07")
    bill()
    with pytest.raises(HoldsName) as refused:
        write_specification(number_of(ONE), PaperForm.PDF, tmp_path, OWNER)
    assert "Wärnström" not in str(refused.value.values)
    write_specification(
        number_of(ONE), PaperForm.PDF, tmp_path, OWNER, namesakes=f"{GUESTS[THREE][0]}=the house is called so"
    )
    assert "the house" in value("SELECT facts FROM event WHERE deed = 'write-specification'")
