"""Layouts that somebody made in haste: none is kept by which a sum would be another, or nobody's (G19, G30)."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.database import connected, rows_of
from models.documents.accounting_layout import LayoutRefused, read_layout
from models.event import Event
from models.language.words import use_language
from models.operations.accounting.export_accounting import export_accounting
from models.operations.accounting.prepare_accounting import ExportWish
from models.operations.accounting.withdraw_accounting import withdraw_accounting
from tests.operations.billing.month import GUESTS, ONE, credit, invoice_of, nothing_wrong, posted
from tests.operations.builders import OWNER

FORM = 'form = "delimited"\n'
ROW = '[[row]]\nfield = "{}"\n'


def refused(text: str) -> str:
    """Say why a layout cannot be used."""
    with pytest.raises(LayoutRefused) as refusal:
        read_layout(text.encode())
    return str(refusal.value)


@pytest.mark.parametrize(
    "rows",
    [
        ROW.format("amount") + 'sign = "none"\n',
        ROW.format("row_credit"),
        ROW.format("row_debit") + ROW.format("side"),
        ROW.format("row_debit") + ROW.format("amount") + 'sign = "none"\n',
    ],
)
def test_a_layout_that_does_not_tell_debit_from_credit_is_refused(rows: str) -> None:
    """G19: every row would be a debit, and nothing would hold the file's sum to the journal's."""
    assert "debit from credit" in refused(FORM + rows)


@pytest.mark.parametrize(
    "rows",
    [
        ROW.format("amount"),
        ROW.format("amount") + 'sign = "none"\n' + ROW.format("side"),
        ROW.format("row_debit") + ROW.format("row_credit"),
    ],
)
def test_a_layout_that_tells_debit_from_credit_is_kept(rows: str) -> None:
    """By the sign, by a word, or by a column each."""
    assert read_layout((FORM + rows).encode()).row


@pytest.mark.parametrize(
    "how",
    [
        'align = "left"\nfill = "0"\n',
        'align = "right"\nfill = "9"\n',
        'align = "right"\nfill = "-"\n',
        'align = "left"\nfill = ","\n',
    ],
)
def test_what_fills_a_column_never_makes_another_number_of_it(how: str) -> None:
    """G19, G21: 272533 öre filled with noughts behind would be a hundred times as much."""
    said = refused(FORM + ROW.format("amount") + 'amount = "ore"\nwidth = 15\n' + how)
    assert "fill" in said


def test_a_refusal_of_the_top_of_a_layout_reads_well() -> None:
    """Not with a colon after nothing."""
    for wrong in ('delimiter = "-"\n', "width = 3\n", 'extension = "../x"\n'):
        for language in ("en", "sv"):
            use_language(language)
            assert not refused(FORM + wrong + ROW.format("amount")).startswith(":")


def test_a_folder_called_by_a_guest_puts_no_name_in_the_log(coded: str, tmp_path: Path) -> None:
    """G30: the log is never rewritten."""
    name, _ = GUESTS[ONE]
    export_accounting(ExportWish("B2026-07"), tmp_path / name, OWNER)
    with connected():
        said = "".join(facts for (facts,) in rows_of(Event.select(Event.facts)))
    assert name not in said


def test_a_month_of_credit_notes_alone_is_booked_once_and_withdrawn_by_its_parts(coded: str, tmp_path: Path) -> None:
    """G19, G20: what was credited after the export is a part of its own; copies and withdrawals keep to it."""
    for number in [one.number for one in posted()]:
        credit(number)
    first = export_accounting(ExportWish("B2026-07"), tmp_path / "a", OWNER).files
    assert [file.total for file in first] == [0]
    again = export_accounting(ExportWish("B2026-07"), tmp_path / "b", OWNER).files
    assert [(file.is_copy, file.total, file.debit) for file in again] == [(True, 0, first[0].debit)]
    withdraw_accounting(1, "fel serie", OWNER)
    anew = export_accounting(ExportWish("B2026-07"), tmp_path / "c", OWNER).files
    assert [file.content for file in anew] == [file.content for file in first]
    nothing_wrong()


def test_a_credit_after_the_export_leaves_the_copy_of_the_first_part_as_it_was(coded: str, tmp_path: Path) -> None:
    """G12, G20: the same bytes, whatever came later."""
    wish = ExportWish("B2026-07")
    (first,) = export_accounting(wish, tmp_path, OWNER).files
    (copy,) = export_accounting(wish, tmp_path, OWNER).files
    credit(invoice_of(ONE).number, 1)
    (part,) = export_accounting(wish, tmp_path, OWNER).files
    copies = export_accounting(wish, tmp_path, OWNER).files
    assert copies[0].content == copy.content
    assert part.total < 0 < first.total
    assert sum(each.total for each in copies) == first.total + part.total
