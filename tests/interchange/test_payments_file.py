"""The payments file: its names in two languages, its forms, and what damage does to it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.interchange.faults import Reading
from models.interchange.payments_file import PaymentRow, read_payments
from models.interchange.table_file import read_table

TODAY = date(2026, 8, 5)
WHOLE = "datum;belopp;ocr;betalare;nyckel\n2026-08-01;1 234,50;2026 0000 1;Åre kommun;b1\n2026-08-02;7;;;\n"


def read(content: bytes) -> Reading[PaymentRow]:
    """Read a file as of the day."""
    return read_payments(read_table("bank.csv", content), TODAY)


@pytest.mark.parametrize(
    "text",
    [
        WHOLE,
        WHOLE.replace("datum;belopp;ocr;betalare;nyckel", "Date;Amount;OCR;Payer;Key"),
        WHOLE.replace(";", "\t"),
        WHOLE.replace("\n", "\r\n").replace("1 234,50", "1234.50"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_payments_file_is_read_in_every_form(text: str, encoding: str) -> None:
    """G40: names in both languages, delimiters, decimal signs, encodings; blanks in a reference do not count."""
    first, second = read(text.encode(encoding)).rows
    assert first == PaymentRow(2, "b1", True, date(2026, 8, 1), 123450, "202600001", "Åre kommun")
    assert (second.amount, second.ocr, second.key_given) == (700, "", False)


def test_columns_stand_in_any_order_and_two_of_them_suffice() -> None:
    """And the key that is derived does not depend on where they stood."""
    (one,), (other,) = read(b"belopp;datum\n5;2026-08-01\n").rows, read(b"datum;belopp;ocr\n2026-08-01;5,00;\n").rows
    assert (one.key, one.content) == (other.key, other.content)


def test_the_same_row_with_its_key_is_read_once_and_told() -> None:
    """A bank's list that overlaps itself."""
    reading = read(b"datum;belopp;nyckel\n2026-08-01;5;a\n2026-08-01;5;a\n")
    assert (len(reading.rows), len(reading.notices), reading.faults) == (1, 1, ())


@given(st.integers(0, len(WHOLE) - 1), st.binary(max_size=3))
def test_a_damaged_file_gives_rows_that_make_sense_or_is_refused(place: int, instead: bytes) -> None:
    """Whatever stands in the place of a character, no row comes to nothing or lies ahead."""
    whole = WHOLE.encode("cp1252")
    reading = read(whole[:place] + instead + whole[place + 1 :])
    assert all(row.amount > 0 and row.day <= TODAY and row.key for row in reading.rows)
    assert all(fault.text for fault in reading.faults)
