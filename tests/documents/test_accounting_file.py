"""Accounting files by a layout: widths, forms of amounts, control sums, and layouts that cannot be used."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.documents.accounting_file import amount_cell, debit_of_cells, render_layout
from models.documents.accounting_layout import (
    AMOUNTS,
    SIGNS,
    Layout,
    LayoutColumn,
    LayoutRefused,
    read_layout,
)
from models.documents.journal import Journal
from tests.documents.booking import DOCUMENTS, JUNE_ENDS, a_journal, shipped_layout

GOLDEN = Path(__file__).with_name("golden")


def _golden() -> Journal:
    return a_journal(*DOCUMENTS[:3], accrual=JUNE_ENDS)


@pytest.mark.parametrize(("name", "file"), [("raindance", "B2026-07.txt"), ("unit4", "B2026-07.csv")])
def test_the_bytes_are_the_golden_ones(name: str, file: str) -> None:
    """G17: the two layouts that come with the program."""
    assert render_layout(_golden(), shipped_layout(name)) == (GOLDEN / file).read_bytes()


def test_a_fixed_file_has_lines_of_one_width_and_control_sums() -> None:
    """G19: the foot is what the rows come to."""
    journal = _golden()
    head, *rows, foot = render_layout(journal, shipped_layout("raindance")).decode("iso-8859-1").split("\r\n")[:-1]
    assert head[:39].split() == ["H2120000795B2026-07", "20260820"]
    assert {len(row) for row in rows} == {102}
    amounts = [int(row[57:71]) * (-1 if row[71] == "-" else 1) for row in rows]
    assert sum(amounts) == 0
    assert foot == f"S{len(rows):08}{journal.debit:015}{journal.debit:015}"
    assert sum(amount for amount in amounts if amount > 0) == journal.debit


def test_a_delimited_file_is_read_by_the_csv_module() -> None:
    """G19: by column, as an accounting system does."""
    journal = _golden()
    text = render_layout(journal, shipped_layout("unit4")).decode("cp1252")
    heading, *rows, foot = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    read = [dict(zip(heading, row, strict=True)) for row in rows]
    assert sum(int(row["amount"].replace(".", "")) for row in read) == 0
    assert {row["dim_3"] for row in read if row["account"] == "3621"} == {"830180", "830380"}
    assert all(row["amount"].startswith("-") == (row["dc_flag"] == "-1") for row in read)
    assert foot[1] == str(len(rows))


def test_a_copy_says_so_where_the_layout_has_a_place_for_it() -> None:
    """G20."""
    for name in ("raindance", "unit4"):
        layout = shipped_layout(name)
        assert b"KOPIA" in render_layout(_golden(), layout, is_copy=True)
        assert b"KOPIA" not in render_layout(_golden(), layout)


@pytest.mark.parametrize(
    ("column", "credit", "debit"),
    [
        (LayoutColumn("amount"), "-1234,50", "1234,50"),
        (LayoutColumn("amount", amount="point"), "-1234.50", "1234.50"),
        (LayoutColumn("amount", amount="ore", sign="trailing"), "123450-", "123450 "),
        (LayoutColumn("amount", sign="always"), "-1234,50", "+1234,50"),
        (LayoutColumn("amount", sign="none"), "1234,50", "1234,50"),
    ],
)
def test_amounts_have_the_form_that_the_layout_says(column: LayoutColumn, credit: str, debit: str) -> None:
    """E8: each municipality has a layout of its own."""
    assert (amount_cell(-123_450, column), amount_cell(123_450, column)) == (credit, debit)


@given(
    st.sampled_from(AMOUNTS),
    st.sampled_from([sign for sign in SIGNS if sign != "none"]),
    st.booleans(),
    st.sampled_from(["amount", "row_debit"]),
)
def test_the_debit_side_is_read_back_from_the_cells(amount: str, sign: str, flip: bool, field: str) -> None:
    """G19: whatever the form."""
    layout = Layout("delimited", row=(LayoutColumn(field, amount=amount, sign=sign, flip=flip and field == "amount"),))
    assert debit_of_cells(_golden(), layout) == _golden().debit


def test_a_layout_without_amounts_has_no_sum_to_read_back() -> None:
    """It could be a list of accounts."""
    assert debit_of_cells(_golden(), Layout("delimited", row=(LayoutColumn("account"),))) is None


def test_noughts_stand_between_the_sign_and_the_digits() -> None:
    """A minus in the middle of a number is none."""
    column = LayoutColumn("amount", width=12, align="right", fill="0")
    text = render_layout(a_journal(DOCUMENTS[1]), Layout("fixed", row=(column,))).decode()
    assert text == "000005150,43\r\n-00005150,43\r\n"


def test_what_does_not_fit_is_refused_and_only_words_are_cut() -> None:
    """A number that lost a digit would be another number."""
    for field in ("amount", "account", "dimension:motpart"):
        layout = Layout("fixed", row=(LayoutColumn(field, width=3, cut=True),))
        with pytest.raises(LayoutRefused, match="longer"):
            render_layout(_golden(), layout)
    layout = Layout("fixed", row=(LayoutColumn("text", width=4, cut=True),))
    assert render_layout(a_journal(DOCUMENTS[1]), layout) == b"Fakt\r\nHemt\r\n"


def test_a_delimiter_in_a_text_ends_no_cell() -> None:
    """RFC 4180: quotation marks around it, doubled within."""
    layout = Layout("delimited", row=(LayoutColumn("account_name"), LayoutColumn("value", value="a;b")))
    assert b'"Larm & ""\xf6vrigt""";"a;b"' in render_layout(_golden(), layout)


def test_everything_that_a_column_may_show_is_shown() -> None:
    """No field is a name without a value."""
    columns = (
        "voucher_text", "home", "buyer_number", "due", "ocr", "document", "row", "row_credit", "rows", "vouchers",
        "documents", "day", "total", "credit", "organisation", "organisation_number", "batch",
    )  # fmt: skip
    layout = Layout("delimited", delimiter="|", row=tuple(map(LayoutColumn, columns)))
    first = render_layout(a_journal(DOCUMENTS[1]), layout).decode("cp1252").split("\r\n")[0].split("|")
    assert first == [
        "Faktura 202600002 Stockholms kommun", "0380", "2120000142", "2026-09-04", DOCUMENTS[1].facts.ocr, "202600002",
        "1", "0,00", "2", "1", "1", "2026-08-05", "5150,43", "-5150,43", "Borgholms kommun", "2120000795", "B2026-07",
    ]  # fmt: skip


BAD = {
    b"\xff": "TOML",
    b"form = ": "TOML",
    b"": "form",
    b'form = "wide"\n[[row]]\nfield = "account"': "form",
    b'form = "delimited"': "columns",
    b'form = "delimited"\nrow = 3': "list",
    b'form = "delimited"\nrow = [3]': "list",
    b'form = "delimited"\nspeed = 1\n[[row]]\nfield = "account"': "speed",
    b'form = "delimited"\nencoding = "rot13"\n[[row]]\nfield = "account"': "encoding",
    b'form = "delimited"\ndelimiter = "::"\n[[row]]\nfield = "account"': "delimiter",
    b'form = "delimited"\nextension = "../x"\n[[row]]\nfield = "account"': "extension",
    b'form = "delimited"\n[[row]]\nheading = "x"': "field",
    b'form = "delimited"\n[[row]]\nfield = "name"': "field",
    b'form = "delimited"\n[[row]]\nfield = "dimension:"': "field",
    b'form = "delimited"\n[[row]]\nfield = "account"\nwidth = "3"': "width",
    b'form = "delimited"\n[[row]]\nfield = "account"\nwidth = true': "width",
    b'form = "delimited"\n[[row]]\nfield = "account"\nfill = "xx"': "fill",
    b'form = "delimited"\n[[row]]\nfield = "value"\nvalue = "a\\nb"': "value",
    b'form = "delimited"\n[[row]]\nfield = "account"\n[[foot]]\nfield = "account"': "foot 1",
    b'form = "fixed"\n[[row]]\nfield = "account"': "width",
    b"#" * 100_001: "large",
    b"[" * 5_000: "TOML",
}


@pytest.mark.parametrize(("content", "said"), BAD.items(), ids=[str(place) for place in range(len(BAD))])
def test_a_layout_that_cannot_be_used_says_why(content: bytes, said: str) -> None:
    """The words name the place and the word."""
    with pytest.raises(LayoutRefused, match=said):
        read_layout(content)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_layout_or_refused(content: bytes) -> None:
    """Never anything else."""
    with suppress(LayoutRefused):
        assert read_layout(content).row


if __name__ == "__main__":
    for shipped, golden in (("raindance", "B2026-07.txt"), ("unit4", "B2026-07.csv")):
        (GOLDEN / golden).write_bytes(render_layout(_golden(), shipped_layout(shipped)))
