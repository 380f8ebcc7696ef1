"""Specifications of posted documents: every sum opens down to days, and nothing moves."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from models.care_errors import SpecificationDiffers
from models.database import transaction
from models.documents.facts import from_json
from models.documents.invoice_rows import bare_kronor
from models.documents.specification import SpecificationFacts
from models.invoice import Invoice
from models.operations.billing.credit_invoice import credit_invoice
from models.operations.documents.specification_facts import kept_specification
from models.operations.documents.write_specification import PaperForm, write_fee_basis, write_specification
from models.operations.registers.recipients import set_recipient
from models.rules.services import Unit
from tests.documents.paper_examples import bare, read_of
from tests.operations.billing.month import (
    AUGUST,
    ONE,
    TWO,
    bill,
    change,
    credit,
    guest_row,
    invoice_of,
    nothing_wrong,
    posted,
    refuses,
    rows,
    run,
    value,
)
from tests.operations.billing.test_differences import LATER, accept_all, bill_them, raise_home_care
from tests.operations.builders import OWNER, hour_row, put_bands, put_hours, put_rates, put_visits, rate_row, sign
from tests.operations.builders import band_row as band
from tests.operations.intake_store import run_beside
from tests.operations.stay_changes import put_condition


def specify(number: str) -> SpecificationFacts:
    """Give a document's specification as it stands."""
    with transaction():
        return kept_specification(Invoice.get(number=number), OWNER)


def number_of(case: str) -> str:
    """Name the last invoice of a case."""
    return invoice_of(case).number


def written(number: str, folder: Path) -> dict[str, bytes]:
    """Write everything there is beside a document; give the files."""
    receipt = write_specification(number, PaperForm.BOTH, folder, OWNER)
    basis = write_fee_basis(number, PaperForm.BOTH, folder, OWNER)
    return {name: (folder / name).read_bytes() for name in (*receipt.files, *basis.files)}


def said_in(files: dict[str, bytes]) -> str:
    """Read everything that stands in some files, and their names."""
    said = [*files]
    for name, content in files.items():
        if name.endswith("pdf"):
            said.append(read_of(content))
        else:
            sheet = load_workbook(io.BytesIO(content)).worksheets[0]
            said += [bare(str(cell)) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
    return "\n".join(said)


def sums_are_the_stores(number: str) -> None:
    """See that rows come to lines, and lines to the document, as the store has them."""
    facts = specify(number)
    lines = rows(
        "SELECT l.position, l.quantity, l.net, l.unit, l.kind FROM invoice_line l JOIN invoice i ON i.id = l.invoice_id"
        f" WHERE i.number = '{number}' ORDER BY l.position"
    )
    assert [(line.position, line.quantity, line.net) for line, _ in facts.shown()] == [row[:3] for row in lines]
    assert sum(line.signed_net for line, _ in facts.shown()) == value(
        f"SELECT total FROM invoice WHERE number = '{number}'"
    )
    for (_, quantity, _, unit, kind), (_, behind) in zip(lines, facts.shown(), strict=True):
        if behind.rows and unit != Unit.MONTH and kind != "granted":
            assert sum(row.quantity for row in behind.rows) == quantity


def test_every_line_of_a_month_opens_down_to_its_days(billed: str, tmp_path: Path) -> None:
    """G19: hours by band, visits, days, pieces and started months; two staff, midnight and a month's end."""
    for document in posted():
        sums_are_the_stores(document.number)
        said = said_in(written(document.number, tmp_path))
        assert bare(f"Summa{bare_kronor(document.total)}") in said
    (home_care,) = [behind for line, behind in specify(number_of(ONE)).shown() if line.net == 94925]
    assert [(row.day.day, row.staff, row.minutes, row.is_part) for row in home_care.rows] == [
        (3, 2, 80, True),
        (31, 1, 30, True),
    ]
    nothing_wrong()


def test_what_was_specified_once_stays_so(billed: str, tmp_path: Path) -> None:
    """G16, G17, G20: another name, address, rate, band or reversed row shows on it never; the bytes are the same."""
    set_recipient("0180", "", {"privacy": "name"}, OWNER)
    number = number_of(ONE)
    before = written(number, tmp_path)
    change(
        "UPDATE person SET name = 'Tuva Nyttnamn', identity_number = NULL",
        "UPDATE recipient SET name = 'Annan'",
        "UPDATE municipality SET name = 'Annan'",
        "UPDATE organisation SET name = 'Annan'",
        "UPDATE service SET swedish = 'Annat'",
    )
    put_condition("rounding", "home-care", minutes=30, subject="up")
    credit(number)
    assert written(number, tmp_path / "again") == before
    assert value("SELECT COUNT(*) FROM specification") == 1


def test_the_frozen_facts_cannot_be_changed(billed: str) -> None:
    """G15, G16: nor made of a draft."""
    specify(number_of(ONE))
    refuses("UPDATE specification SET facts = '{}'")
    refuses("DELETE FROM specification")
    refuses("UPDATE specification SET made_by = 'somebody'")
    put_hours(hour_row("a1", TWO, "2026-08-05", minutes=30))
    sign("2026-08")
    run(AUGUST)
    draft = "SELECT id, '{}', 'owner', '2026-10-01 10:00:00' FROM invoice WHERE number IS NULL"
    refuses(f"INSERT INTO specification (invoice_id, facts, made_by, made_at) {draft}")


def test_a_difference_and_credit_notes_are_specified(billed: str, tmp_path: Path) -> None:
    """G19, G24: before and now, and what is taken back; each sum is the store's."""
    raise_home_care("455,00", valid_from="2026-07-03")
    accept_all()
    bill_them()
    credit_invoice(number_of(TWO), (), "fel underlag", LATER, OWNER)
    documents = posted()
    assert {document.kind for document in documents} == {"invoice", "credit"}
    for document in documents:
        sums_are_the_stores(document.number)
        write_specification(document.number, PaperForm.BOTH, tmp_path, OWNER)
    nothing_wrong()


def test_a_lower_rate_is_a_credit_note_with_before_and_now(billed: str, tmp_path: Path) -> None:
    """The line that bills stands with a minus there."""
    raise_home_care("300,00")
    accept_all()
    (note, *_) = [each for each in bill_them() if each.kind == "credit"]
    number = note.number or ""
    sums_are_the_stores(number)
    facts = specify(number)
    assert all(bool(behind.rows) == line.reverses for line, behind in facts.shown())


def test_paid_time_says_which_condition_paid_it(store: str) -> None:
    """Standard time, rounding, a least time and a share of the rate, row by row; the sum is rounded once."""
    put_bands(band("natt", "all", "22:00", "06:00"))
    put_rates(rate_row("412,35"), rate_row("517,77", band="natt"), rate_row("400,00", "escort"))
    put_rates(rate_row("300,00", "relief"))
    for service in ("home-care", "escort", "relief"):
        put_visits(guest_row(ONE, service, invoice_reference="KST 100"))
    put_condition("rounding", "home-care", minutes=15, subject="up")
    put_condition("minimum-time", "relief", minutes=30)
    put_condition("standard-time", "escort", minutes=20)
    put_condition("refused", "home-care", percent=50)
    put_hours(
        hour_row("a", ONE, "2026-07-02", "08:00-08:50"),
        hour_row("b", ONE, "2026-07-03", "21:50-22:21", staff=2),
        hour_row("c", ONE, "2026-07-04", "08:00-09:00", service="escort"),
        hour_row("d", ONE, "2026-07-05", "08:00-08:10", service="relief"),
        hour_row("e", ONE, "2026-07-06", "08:00-08:30", kind="refused"),
        hour_row("f", ONE, "2026-07-07", "08:00-08:30"),
    )
    sign("2026-07")
    bill()
    number = number_of(ONE)
    sums_are_the_stores(number)
    found = {
        (row.day.day, row.band): (row.minutes, row.quantity, row.why)
        for _, behind in specify(number).shown()
        for row in behind.rows
    }
    assert found == {
        (2, ""): (50, 60, "Avrundad till hela 15 min"),
        (3, ""): (20, 20, "Avrundad till hela 15 min"),
        (3, "natt"): (42, 70, "Avrundad till hela 15 min"),
        (4, ""): (60, 20, "Schablontid"),
        (5, ""): (10, 30, "Minsta tid 30 min"),
        (6, ""): (30, 30, ""),
        (7, ""): (30, 30, ""),
    }
    texts = {line.text for line, _ in specify(number).shown()}
    assert "Hemtjänst, avböjt besök, 50 % av ersättningsnivån" in texts


def test_a_condition_that_was_changed_since_is_not_named(store: str) -> None:
    """Nothing is said that may not be so: the pieces were paid by what held then."""
    put_rates(rate_row("412,35"))
    put_visits(guest_row(ONE, invoice_reference="KST 100"))
    put_condition("rounding", "home-care", minutes=15, subject="up")
    put_hours(hour_row("a", ONE, "2026-07-02", "08:00-08:50"))
    sign("2026-07")
    bill()
    change("DELETE FROM condition")
    ((_, behind),) = specify(number_of(ONE)).shown()
    assert [(row.quantity, row.why) for row in behind.rows] == [(60, "Tid enligt villkor")]


def test_granted_time_is_paid_whole_and_its_rows_are_shown(store: str) -> None:
    """The rows add nothing to the line, and say so."""
    put_rates(rate_row("412,35"))
    put_visits(guest_row(ONE, granted="600", granted_per="week", invoice_reference="KST 100"))
    put_condition("basis-granted", "home-care", home="0180")
    put_hours(hour_row("a", ONE, "2026-07-02", "08:00-08:40"))
    sign("2026-07")
    bill()
    ((line, behind),) = specify(number_of(ONE)).shown()
    assert (line.quantity, [(row.minutes, row.quantity) for row in behind.rows]) == (2657, [(40, 0)])
    assert behind.rows[0].why == "Ingår i den beviljade tiden"


def test_rows_that_do_not_come_to_their_line_are_refused(billed: str, tmp_path: Path) -> None:
    """G19: a paper with other sums than the invoice's never leaves."""
    end = "" if billed.startswith("sqlite:") else " ON care_piece"
    run_beside(billed, *(f"DROP TRIGGER {guard}{end}" for guard in ("piece_as_billed", "piece_freed_by_credit_only")))
    change("UPDATE care_piece SET minutes = minutes + 1 WHERE band = 'natt'")
    with pytest.raises(SpecificationDiffers):
        write_specification(number_of(ONE), PaperForm.PDF, tmp_path / "out", OWNER)
    assert not (tmp_path / "out").exists()


def test_a_posted_document_is_what_the_specification_shows(billed: str) -> None:
    """G16: its own facts, to the letter."""
    number = number_of(ONE)
    facts = specify(number)
    assert facts.document == from_json(value(f"SELECT facts FROM invoice WHERE number = '{number}'"))
    assert replace(facts, lines=()).withheld == facts.document.total
