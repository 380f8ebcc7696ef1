"""A batch's specifications, document by document: what is held back holds nothing else back; on both engines."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.errors import NotAllowed, NotFound
from models.operations.billing.annul_invoice import annul_invoice
from models.operations.documents.write_batch_papers import SPECIFICATIONS, PapersReceipt, write_specifications
from models.operations.documents.write_specification import PaperForm, write_specification
from models.operations.payments.disputes import open_dispute
from models.operations.reports.document_states import document_standings
from models.rules.document_states import DocumentState
from models.rules.period import Month
from tests.operations.billing.month import BILLED_ON, ONE, READER, invoice_of, posted
from tests.operations.builders import OWNER

BATCH = "B2026-07"


def papers(folder: Path) -> PapersReceipt:
    """Write the batch's specifications as Excel."""
    return write_specifications(BATCH, PaperForm.XLSX, folder, OWNER)


def test_each_document_has_its_own_and_the_bytes_that_it_has_alone(billed: str, tmp_path: Path) -> None:
    """G12: in a folder beside the e-invoices."""
    receipt = papers(tmp_path)
    assert receipt.files == tuple(f"{each.number}-specifikation.xlsx" for each in posted())
    assert receipt.folder == str(tmp_path / SPECIFICATIONS)
    number = posted()[0].number
    write_specification(number, PaperForm.XLSX, tmp_path, OWNER)
    name = f"{number}-specifikation.xlsx"
    assert (tmp_path / SPECIFICATIONS / name).read_bytes() == (tmp_path / name).read_bytes()


def test_stopped_between_two_every_file_is_whole(billed: str, tmp_path: Path) -> None:
    """G13: and the receipt says that there was a stop."""
    receipt = write_specifications(BATCH, PaperForm.XLSX, tmp_path, OWNER, lambda done, total: done < 1)
    assert (len(receipt.files), receipt.is_whole) == (1, False)
    assert [path.name for path in (tmp_path / SPECIFICATIONS).iterdir()] == list(receipt.files)


def test_what_is_annulled_has_none(billed: str, tmp_path: Path) -> None:
    """Neither the invoice nor its credit note leaves us."""
    gone = invoice_of(ONE).number
    note = annul_invoice(gone, "wrong guest", BILLED_ON, OWNER)
    receipt = papers(tmp_path)
    assert not {f"{number}-specifikation.xlsx" for number in (gone, note.number)} & set(receipt.files)
    assert document_standings(BILLED_ON, OWNER)[gone].state is DocumentState.ANNULLED


def test_a_reader_writes_none_and_no_batch_has_none(billed: str, tmp_path: Path) -> None:
    """By the deed of each document."""
    with pytest.raises(NotAllowed):
        write_specifications(BATCH, PaperForm.PDF, tmp_path, READER)
    with pytest.raises(NotFound):
        write_specifications("B1999-01", PaperForm.PDF, tmp_path, OWNER)


def test_the_standings_of_a_batch_a_month_and_a_number_are_the_same(billed: str) -> None:
    """G20: a dispute is seen in each; a credit note has no money of its own."""
    number = posted()[0].number
    open_dispute(number, 1, BILLED_ON, "too many hours", BILLED_ON, OWNER)
    every = document_standings(BILLED_ON, OWNER)
    assert every[number].state is DocumentState.DISPUTED
    assert set(every) == {each.number for each in posted()}
    month = str(Month(2026, 7))
    for some in (
        document_standings(BILLED_ON, OWNER, batch=BATCH),
        document_standings(BILLED_ON, OWNER, month=month),
        document_standings(BILLED_ON, OWNER, number=number),
    ):
        assert some[number] == every[number]
