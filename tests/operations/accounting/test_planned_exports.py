"""What the accounting system would get is told before, exactly, and which batches wait for it; on both engines."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.errors import CodingMissing, NotAllowed
from models.operations.accounting.export_accounting import export_accounting
from models.operations.accounting.list_accounting import list_exports
from models.operations.accounting.plan_export import PlannedFile, plan_export
from models.operations.accounting.prepare_accounting import ExportWish
from models.operations.accounting.unbooked import list_unbooked
from models.operations.accounting.withdraw_accounting import withdraw_accounting
from models.operations.reports.today import work_list
from tests.operations.billing.month import BILLED_ON, ONE, READER, changes_nothing, credit, invoice_of, posted
from tests.operations.builders import OWNER

JULY = ExportWish("B2026-07")


def planned(wish: ExportWish = JULY) -> PlannedFile:
    """Plan the one file that a wish gives."""
    (file,) = plan_export(wish, OWNER)
    return file


def test_a_plan_says_what_the_file_says_and_writes_nothing(coded: str, tmp_path: Path) -> None:
    """G19: each account's two sides, to the öre, as the export then has them."""
    changes_nothing(planned)
    file = planned()
    (written,) = export_accounting(JULY, tmp_path, OWNER).files
    assert (file.name, file.documents, file.rows, file.debit, file.total) == (
        written.name,
        written.documents,
        written.rows,
        written.debit,
        written.total,
    )
    assert sum(each.debit for each in file.sums) == sum(each.credit for each in file.sums) == file.debit
    assert {each.account for each in file.sums} == {"1510", "3621"}


def test_a_plan_of_what_was_exported_is_a_copy(coded: str, tmp_path: Path) -> None:
    """G20: it says so before anybody writes it."""
    export_accounting(JULY, tmp_path, OWNER)
    file = planned()
    assert (file.is_copy, file.name) == (True, "KOPIA_B2026-07.SI")
    assert [row.copies for row in list_exports(OWNER)] == [0]


def test_a_plan_of_a_later_credit_note_holds_that_alone(coded: str, tmp_path: Path) -> None:
    """G20: nothing of the first file stands in it again."""
    export_accounting(JULY, tmp_path, OWNER)
    note = credit(invoice_of(ONE).number)
    file = planned()
    assert (file.is_copy, file.documents, file.total) == (False, 1, -note.total)


def test_an_accrual_stands_on_its_account(coded: str) -> None:
    """As it will in the file."""
    file = planned(ExportWish("B2026-07", accrual=date(2026, 7, 31)))
    assert "1790" in {each.account for each in file.sums}


def test_a_plan_refuses_what_the_export_refuses(posted_july: str) -> None:
    """Without coding, and for a reader."""
    with pytest.raises(CodingMissing):
        planned()
    with pytest.raises(NotAllowed):
        plan_export(JULY, READER)


def test_a_batch_waits_to_be_booked_until_its_file_is_written(coded: str, tmp_path: Path) -> None:
    """Withdrawn it waits again, and so does a credit note that came later, alone."""
    assert [(each.batch, each.documents) for each in list_unbooked(OWNER)] == [("B2026-07", len(posted()))]
    assert [each.batch for each in work_list(BILLED_ON, OWNER).unbooked] == ["B2026-07"]
    export_accounting(JULY, tmp_path, OWNER)
    assert list_unbooked(OWNER) == work_list(BILLED_ON, OWNER).unbooked == ()
    credit(invoice_of(ONE).number)
    assert [each.documents for each in list_unbooked(OWNER)] == [1]
    withdraw_accounting(list_exports(OWNER)[0].number, "never read in", OWNER)
    assert [each.documents for each in list_unbooked(OWNER)] == [len(posted())]


def test_an_export_that_was_cut_off_still_waits(coded: str, tmp_path: Path) -> None:
    """What was taken down and never written is not in the books."""
    (tmp_path / "in the way").write_text("a file")
    with pytest.raises(Exception, match="cannot be written"):
        export_accounting(JULY, tmp_path / "in the way" / "out", OWNER)
    assert [each.batch for each in list_unbooked(OWNER)] == ["B2026-07"]


def test_nothing_waits_where_nobody_has_entered_a_coding(posted_july: str) -> None:
    """Whoever books elsewhere is not reminded every day."""
    assert list_unbooked(OWNER) == ()
