"""What a user does to papers by mistake or in haste: no name leaks, no file takes another's place, no sum is lost."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from models.database import connected, rows_of
from models.documents.accounting_file import render_layout
from models.documents.facts import InvoiceFacts
from models.documents.invoice_pdf import render_invoice_pdf
from models.documents.journal import Booked
from models.documents.peppol import render
from models.documents.register import render_register
from models.documents.secrecy import has_name
from models.documents.sie import render_sie
from models.documents.specification_pdf import render_specification_pdf
from models.documents.specification_xlsx import render_specification_xlsx
from models.errors import FeeError, FileUnreadable, ReasonNamesPerson
from models.event import Event
from models.language.words import use_language
from models.operations.billing.annul_invoice import annul_invoice
from models.operations.billing.export_batch import export_batch
from models.operations.documents.case_file import make_case_file
from models.operations.documents.deliver import SendWish, send_documents
from models.operations.documents.list_deliveries import list_deliveries
from models.operations.documents.read_receipts import read_receipts
from models.operations.documents.write_specification import PaperForm, write_fee_basis, write_specification
from models.operations.store.given_reason import unnamed
from models.operations.visits.correct_person import correct_person
from models.rules.identity import identity_numbers_in
from models.rules.money import LARGEST_AMOUNT, Ore
from tests.documents.booking import a_journal, shipped_layout
from tests.documents.examples import a_line, an_invoice
from tests.documents.paper_examples import read_of
from tests.documents.sie_reader import read_sie
from tests.documents.specification_examples import a_specification
from tests.operations.billing.month import BILLED_ON, GUESTS, ONE, TWO, change, invoice_of
from tests.operations.builders import OWNER

NAME, NUMBER = GUESTS[ONE]
OTHER, OTHER_NUMBER = GUESTS[TWO]
TODAY = date(2026, 12, 1)

WRITES: dict[str, Callable[[Path], object]] = {
    "batch": lambda folder: export_batch("B2026-07", folder, OWNER),
    "specification": lambda folder: write_specification(invoice_of(ONE).number, PaperForm.XLSX, folder, OWNER),
    "fee basis": lambda folder: write_fee_basis(invoice_of(ONE).number, PaperForm.XLSX, folder, OWNER),
    "delivery": lambda folder: send_documents(SendWish("B2026-07", str(folder)), OWNER),
    "case file": lambda folder: make_case_file(ONE, folder, "begärd", TODAY, OWNER),
}


def logged() -> str:
    """Read the whole log as one text."""
    with connected():
        return "\n".join(f"{subject} {facts}" for subject, facts in rows_of(Event.select(Event.subject, Event.facts)))


@pytest.mark.usefixtures("billed")
@pytest.mark.parametrize("wish", WRITES)
def test_a_folder_called_by_a_guest_puts_no_name_in_the_log(wish: str, tmp_path: Path) -> None:
    """G30: the log is never rewritten; the folder is refused, or its name is not kept."""
    folder = tmp_path / NAME
    folder.mkdir()
    before = logged()
    with suppress(FeeError):
        WRITES[wish](folder)
    assert not has_name(logged().removeprefix(before), frozenset({NAME}))


NAMED: dict[str, Callable[[Path], object]] = {
    "batch": lambda folder: export_batch("B2026-07", folder, OWNER, namesakes=f"Gatan={OTHER} är en gata"),
    "specification": lambda folder: write_specification(
        invoice_of(ONE).number, PaperForm.XLSX, folder, OWNER, namesakes=f"Gatan={OTHER} är en gata"
    ),
    "delivery": lambda folder: send_documents(
        SendWish("B2026-07", str(folder), namesakes=f"Gatan={OTHER} är en gata"), OWNER
    ),
}


@pytest.mark.usefixtures("billed")
@pytest.mark.parametrize("wish", NAMED)
def test_why_a_name_is_a_namesakes_is_said_without_the_name(wish: str, tmp_path: Path) -> None:
    """G30: the log keeps the reason, and the guest who has the name is in the store."""
    with pytest.raises(ReasonNamesPerson):
        NAMED[wish](tmp_path)
    assert list(tmp_path.glob("*.xml")) == []


@pytest.mark.usefixtures("billed")
def test_a_masked_case_file_is_not_written_over_by_the_whole_one(tmp_path: Path) -> None:
    """G30: what lies ready to be handed out stays masked when somebody writes the whole file beside it."""
    masked = make_case_file(ONE, tmp_path, "lämnas ut", TODAY, OWNER, is_masked=True)
    ready = {name: (tmp_path / name).read_bytes() for name in masked.files}
    whole = make_case_file(ONE, tmp_path, "till arkivet", TODAY, OWNER)
    assert not set(masked.files) & set(whole.files)
    assert {name: (tmp_path / name).read_bytes() for name in masked.files} == ready


@pytest.mark.usefixtures("billed")
def test_a_masked_case_file_masks_the_area_that_is_called_after_the_guest(tmp_path: Path) -> None:
    """G30: what is typed of a decision is typed by a person too."""
    change(f"UPDATE decision SET area = 'hos {NAME}'")
    receipt = make_case_file(ONE, tmp_path, "lämnas ut", TODAY, OWNER, is_masked=True)
    for name in receipt.files:
        content = (tmp_path / name).read_bytes()
        assert not has_name(read_of(content) if name.endswith("pdf") else content.decode(), frozenset({NAME}))


@pytest.mark.usefixtures("billed")
def test_a_strange_receipt_is_told_without_the_name_in_its_files_name(tmp_path: Path) -> None:
    """G30: what is said of a file goes to the screen and into somebody's ticket."""
    for name in (f"{NAME}.txt", f"{NUMBER[:8]}-{NUMBER[8:]} svar.txt", f"{NAME}.csv", f"{NUMBER}.ok"):
        (tmp_path / name).write_text("what?")
    said = " ".join(each.source for each in read_receipts(tmp_path, OWNER).strange)
    assert not has_name(said, frozenset({NAME}))
    assert identity_numbers_in(said) == ()


@pytest.mark.usefixtures("billed")
def test_a_folder_of_receipts_that_is_missing_is_told_in_the_users_language(tmp_path: Path) -> None:
    """G13: one clear line, and no word of the operating system's in it."""
    use_language("sv")
    (tmp_path / "file").write_text("")
    for place in ("nowhere", "file"):
        with pytest.raises(FileUnreadable) as refused:
            read_receipts(tmp_path / place, OWNER)
        assert not re.search(r"No such|Not a dir", str(refused.value) + repr(vars(refused.value)))


@pytest.mark.usefixtures("billed")
def test_a_name_typed_with_loose_accents_is_as_secret_as_another() -> None:
    """G30, G32: a Mac's terminal gives o and dots apart; the log's look at texts must know the name all the same."""
    loose = unicodedata.normalize("NFD", OTHER)
    correct_person(TWO, {"name": "Hjördis Sköldvi"}, "felstavat", BILLED_ON, OWNER)
    correct_person(TWO, {"name": loose}, "felstavat", BILLED_ON, OWNER)
    with connected():
        assert unnamed(f"bilaga {OTHER}.pdf") == unnamed(f"bilaga {loose}.pdf") == "…"


def a_fortune(ore: Ore) -> InvoiceFacts:
    """Make an invoice of one line that comes to just so much."""
    return an_invoice(a_line(1, "extra-cost", "piece", 1, ore))


def test_ten_digits_of_kronor_pass_every_output() -> None:
    """G21, G19: to the öre in XML, on paper, in Excel, in the register, in SIE and in both layouts."""
    facts = a_fortune(LARGEST_AMOUNT)
    assert b">9999999999.99</cbc:PayableAmount>" in render(facts)
    assert "9999999999,99kr" in read_of(render_invoice_pdf(facts)).replace("\u00a0", "")
    assert "9999999999,99" in render_register((facts,)).decode("utf-8-sig")
    specified = a_specification(facts)
    assert "9999999999,99" in read_of(render_specification_pdf(specified)).replace("\u00a0", "")
    journal = a_journal(Booked(facts, "0180"))
    ((voucher),) = read_sie(render_sie(journal)).vouchers
    assert {f"{row.amount:.2f}" for row in voucher.rows} == {"9999999999.99", "-9999999999.99"}
    assert b"00999999999999 " in render_layout(journal, shipped_layout("raindance"))
    assert b";9999999999.99;" in render_layout(journal, shipped_layout("unit4"))


def test_ten_digits_of_kronor_stand_in_excel_to_the_ore(tmp_path: Path) -> None:
    """G21: a number there, and not rounded."""
    (tmp_path / "s.xlsx").write_bytes(render_specification_xlsx(a_specification(a_fortune(LARGEST_AMOUNT))))
    book = openpyxl.load_workbook(tmp_path / "s.xlsx")
    assert 9_999_999_999.99 in {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}


@pytest.mark.usefixtures("billed")
def test_what_is_annulled_while_others_are_sent_is_sent_to_nobody(tmp_path: Path) -> None:
    """G20: a batch takes a while to send; who annuls meanwhile is told that it never left, and so it must not."""
    last = list_deliveries(OWNER)[-1].number

    def annul(done: int, total: int) -> bool:
        if done == 1:
            annul_invoice(last, "fel mottagare", BILLED_ON, OWNER)
        return True

    sent = send_documents(SendWish("B2026-07", str(tmp_path)), OWNER, annul).sent
    assert last not in sent
    assert not (tmp_path / f"{last}.xml").exists()
