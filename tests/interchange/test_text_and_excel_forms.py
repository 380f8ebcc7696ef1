"""The same table is understood in every form: encodings, delimiters, names of columns, text and Excel."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from itertools import product

import pytest
import xlsxwriter

from models.interchange.faults import Reading
from models.interchange.rates_file import RateRow, read_rates
from models.interchange.table_file import read_table
from models.rules.services import Unit
from tests.interchange.making import Sheet, as_excel, as_text

SWEDISH = ("kommun", "insats", "utförare", "område", "enhet", "belopp", "gäller från")
ENGLISH = ("municipality", "service", "provider", "area", "unit", "amount", "valid_from")
CELLS = ("Östersund", "Hemtjänst", "egen", "Ås; landsbygd, norr", "timme", "414,80", "2026-01-01")
SHEET: Sheet = (SWEDISH, CELLS)

EXPECTED = RateRow(
    line=2,
    municipality="Östersund",
    service="home-care",
    provider="own",
    area="Ås; landsbygd, norr",
    band="",
    unit=Unit.HOUR,
    price=41_480,
    valid_from=date(2026, 1, 1),
    valid_to=None,
    decided_on=None,
    source="",
)


def rates(content: bytes, name: str = "rates.csv") -> Reading[RateRow]:
    """Read a rates file."""
    return read_rates(read_table(name, content))


def fault_of(content: bytes) -> tuple[int | None, str]:
    """Give the line and the words of the one fault of a file."""
    reading = rates(content)
    assert reading.rows == ()
    (fault,) = reading.faults
    assert (fault.file, fault.column) == ("rates.csv", None)
    return fault.line, fault.text


@pytest.mark.parametrize(
    ("encoding", "delimiter", "ending"), product(("utf-8", "utf-8-sig", "cp1252"), ";,\t", ("\n", "\r\n", "\r"))
)
def test_a_text_file_is_understood_in_every_encoding_with_every_delimiter(
    encoding: str, delimiter: str, ending: str
) -> None:
    """Quotation marks keep a delimiter that stands inside a text."""
    assert rates(as_text(SHEET, encoding, delimiter, ending)) == Reading((EXPECTED,), (), ())


@pytest.mark.parametrize("heading", [SWEDISH, ENGLISH, tuple(name.upper() for name in SWEDISH)])
def test_columns_are_known_by_both_names_in_any_order(heading: tuple[str, ...]) -> None:
    """Capitals, underscores and spaces make no difference."""
    loose = tuple(f" {name.replace('_', ' ')} " for name in heading)
    for names in (heading, loose):
        assert rates(as_text((names[::-1], CELLS[::-1]))).rows == (EXPECTED,)


@pytest.mark.parametrize("amount", ["414,80", "414.80", "414,8", " 414,80 ", "\u00a0414,80"])
def test_a_decimal_is_a_comma_or_a_point(amount: str) -> None:
    """The amount comes out in öre."""
    assert rates(as_text((SWEDISH, (*CELLS[:5], amount, CELLS[6])))).rows == (EXPECTED,)


def test_letters_that_were_written_in_two_parts_are_the_same_letters() -> None:
    """A Mac writes ö as o and two dots; the column and the name are still known."""
    apart = as_text(SHEET).decode().replace("ö", "o\u0308").replace("Ö", "O\u0308").replace("å", "a\u030a").encode()
    assert rates(apart).rows == (EXPECTED,)


@pytest.mark.parametrize("typed", [True, False])
def test_a_workbook_is_understood_whether_its_cells_are_typed_or_texts(typed: bool) -> None:
    """Real dates and numbers give the same row as texts."""
    assert rates(as_excel(SHEET, typed=typed), "rates.xlsx") == Reading((EXPECTED,), (), ())


def test_a_workbooks_faults_are_named_by_its_own_rows() -> None:
    """Rows above the heading and between the rows are counted."""
    bad = (*CELLS[:5], "gratis", CELLS[6])
    reading = rates(as_excel((SWEDISH, CELLS, (), bad), above=3), "rates.xlsx")
    assert [(fault.line, fault.column) for fault in reading.faults] == [(7, "belopp")]


def test_excels_numbers_keep_the_value_that_is_shown() -> None:
    """A binary number such as 414.8 is never an amount of öre too many or too few, in G21's spirit."""
    amounts = [f"{kronor},{ore:02}" for kronor in (1, 99, 414, 9_999_999) for ore in range(1, 100, 7)]
    sheet = (SWEDISH, *((*CELLS[:5], amount, CELLS[6]) for amount in amounts))
    prices = [row.price for row in rates(as_excel(sheet), "rates.xlsx").rows]
    assert prices == [int(amount.replace(",", "")) for amount in amounts]


def test_excels_cells_of_many_formats_are_written_as_a_text_file_would() -> None:
    """Dates of both calendars, clocks, durations, errors, truth values, formulas and text of several fonts."""
    for from_1904 in (False, True):
        target = io.BytesIO()
        book = xlsxwriter.Workbook(target, {"in_memory": True, "date_1904": from_1904})
        sheet = book.add_worksheet()

        def style(code: str, book: xlsxwriter.Workbook = book) -> object:
            return book.add_format({"num_format": code})

        moment = datetime(2026, 7, 1, 7, 30)
        sheet.write_row(0, 0, ["h"] * 14)
        sheet.write_datetime(1, 0, date(2026, 7, 1), style("d/m/yyyy"))
        sheet.write_datetime(1, 1, moment, style('[$-41D]"den" d mmmm yyyy'))
        sheet.write_datetime(1, 2, moment, style("yyyy-mm-dd hh:mm"))
        sheet.write_datetime(1, 3, date(2026, 7, 1), style("yyyy-mm-dd hh:mm:ss"))
        sheet.write_datetime(1, 4, time(7, 30), style("hh:mm"))
        sheet.write_datetime(1, 5, time(7, 30, 20), style("h:mm AM/PM"))
        sheet.write_number(1, 6, 1.5, style("[h]:mm"))
        sheet.write_number(1, 7, 90, style('0 "min"'))
        sheet.write_boolean(1, 8, True)
        sheet.write_formula(1, 9, "=NA()", None, "#N/A")
        sheet.write_formula(1, 10, "=1+1", None, 2)
        sheet.write_formula(1, 11, '="V-"&1', None, "V-1")
        sheet.write_rich_string(1, 12, "Å", book.add_format({"bold": True}), "sa")
        sheet.write_number(1, 13, 189002119817)
        book.close()
        lines = list(read_table("forms.xlsx", target.getvalue()).lines())
        assert lines == [
            (2, ["2026-07-01", "2026-07-01", "2026-07-01 07:30", "2026-07-01", "07:30", "07:30:20", "36:00", "90", "1",
                 "#N/A", "2", "V-1", "Åsa", "189002119817"])
        ]  # fmt: skip


def test_the_first_visible_sheet_with_rows_is_read() -> None:
    """An empty sheet in front, and a hidden one with last year's rates, are passed over."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.add_worksheet("Läs mig").activate()
    hidden, shown = book.add_worksheet("2025"), book.add_worksheet("2026")
    hidden.hide()
    hidden.write_row(0, 0, ["gammalt"])
    for line, row in enumerate(SHEET):
        shown.write_row(line, 0, row)
    book.close()
    assert rates(target.getvalue(), "rates.xlsx").rows == (EXPECTED,)


def test_rows_and_columns_that_hold_nothing_are_passed_over() -> None:
    """Blank lines above, between and below, and delimiters at the ends of lines."""
    text = as_text(SHEET).decode().replace("\r\n", ";;;\r\n")
    assert rates(f"\r\n;;\r\n{text}\r\n ; \r\n".encode()).rows[0].line == 4


def test_excels_own_line_about_the_delimiter_is_understood() -> None:
    """Excel writes and reads 'sep=;'; the lines are still counted from it."""
    (row,) = rates(b"sep=,\r\n" + as_text(SHEET, delimiter=",")).rows
    assert (row.line, row.area) == (3, EXPECTED.area)


def test_a_text_with_a_line_break_keeps_the_lines_below_it_counted_right() -> None:
    """A bad row is named by the line on which it begins."""
    broken = (*CELLS[:3], "två\nrader", *CELLS[4:])
    reading = rates(as_text((SWEDISH, broken, (*CELLS[:5], "x", CELLS[6])), ending="\n"))
    assert [(fault.line, fault.column) for fault in reading.faults] == [(2, "område"), (4, "belopp")]


def test_columns_that_are_not_known_are_named_and_not_read() -> None:
    """The user is told, and the file is read without them."""
    reading = rates(as_text(((*SWEDISH, "Anmärkning", "Pris 2"), (*CELLS, "x", "y"))))
    assert reading.rows == (EXPECTED,)
    assert reading.notices == ("2 columns are not known and were not read: Anmärkning, Pris 2",)


def test_a_missing_column_and_one_that_stands_twice_refuse_the_file_once() -> None:
    """Not once a row; the heading's line is named, and what the file did name is not blamed."""
    sheet = (("kommun", "insats", "enhet", "Belopp", "amount"), *[CELLS[:5]] * 50)
    faults = rates(as_text(sheet)).faults
    assert [(fault.line, fault.column) for fault in faults] == [(1, "gäller från / valid_from"), (1, "Belopp")]


def test_a_row_that_is_cut_short_or_too_long_is_refused() -> None:
    """A file that was cut, and a delimiter inside a text without quotation marks; the good row is not blamed."""
    text = as_text(SHEET, ending="\n").decode() + "0180;Hemtj\n" + "0180;Hemtjänst;egen;a;b;timme;1;2026-01-01\n"
    faults = rates(text.encode()).faults
    assert [(fault.line, fault.text.partition(";")[0]) for fault in faults] == [
        (3, "The row ends at cell 2 of 7"),
        (4, "The row has cells beyond the 7 of the heading"),
    ]


def test_a_last_line_without_its_end_is_mentioned() -> None:
    """A file cut inside its last cell looks whole otherwise."""
    reading = rates(as_text(SHEET).removesuffix(b"\r\n"))
    assert reading.rows == (EXPECTED,)
    assert reading.notices == ("The last row does not end with a line break; see that the file was not cut.",)


def test_a_quotation_that_never_ends_is_refused_where_it_begins() -> None:
    """And what comes before it is not blamed."""
    content = as_text(SHEET, ending="\n") + b'0180;Hemtj;egen;"landsbygd;timme;1;2026-01-01\n' + as_text(SHEET) * 3
    faults = rates(content).faults
    assert faults[0].line == 3
    assert faults[0].text.startswith("The quotation marks do not pair")


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"", None, "The file is empty"),
        (b" \r\n\r\n", None, "The file is empty"),
        (b";;;\n", None, "The file has no heading"),
        ("kommun;insats\n".encode("utf-16"), None, "The file is in UTF-16"),
        ("kommun;insats\n".encode("utf-16-le"), 1, "The file holds characters that are no text"),
        (b"kommun\nx\0y\n", 2, "The file holds characters that are no text"),
        (b"kommun\nbra\nV\x81xj\xf6\n", 3, "The file is neither in UTF-8 nor in Windows-1252"),
        ("kommun\nÅmål\n".encode() + b"V\xe4xj\xf6\n", 3, "The file is only partly in UTF-8"),
        (b"\xef\xbb\xbfkommun\nV\xe4xj\xf6\n", 2, "The file is only partly in UTF-8"),
        ("kommun\nVäxjö\n".encode().decode("cp1252").encode(), 2, "Letters such as å, ä and ö are damaged"),
        ("kommun\nV\ufffdxj\ufffd\n".encode(), 2, "Letters such as å, ä and ö are damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), None, "The file is an old Excel file"),
        (b"PK\x03\x04" + bytes(500), None, "The Excel file is damaged"),
        (b"kommun\n" + b"x" * 50_000_000, None, "The file is larger than 50 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_of_another_kind_is_refused_with_what_to_do(content: bytes, line: int | None, words: str) -> None:
    """One fault about the whole file, at its line where it has one."""
    found, text = fault_of(content)
    assert found == line
    assert text.startswith(words)
    assert "; " in text


def test_a_file_with_a_heading_alone_has_no_rows_and_says_so() -> None:
    """It is not wrong, but hardly what was meant."""
    assert rates(as_text((SWEDISH,))) == Reading((), (), ("The file has no rows below its heading.",))
