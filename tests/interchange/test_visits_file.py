"""The visits file: rows, and every fault at its line and column."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest

from models.interchange.faults import Reading
from models.interchange.table_file import read_table
from models.interchange.visits_file import VisitRow, read_visits
from models.rules.identity import Identity, IdentityKind
from tests.interchange.making import as_text

TODAY = date(2026, 8, 5)

WHOLE = {
    "ärende": "V-1",
    "bosättningskommun": "0180",
    "personnummer": "18900211-9817",
    "namn": "Åsa Öberg",
    "skyddad": "ja",
    "från": "2026-07-01",
    "till": "2026-07-31",
    "beställd": "2026-06-20",
    "beslutsreferens": "B 12",
    "er referens": "ZZ 7",
    "insats": "hemtjänst",
    "utförare": "Privat",
    "område": "tätort",
    "beviljat": "300",
    "beviljat per": "vecka",
    "mottagare": "Södermalm",
}

FIELDS = [field.name for field in fields(VisitRow)][1:]


def visits(*rows: dict[str, str]) -> Reading[VisitRow]:
    """Read rows, each the whole one with some cells changed."""
    heading = tuple(WHOLE)
    sheet = (heading, *(tuple((WHOLE | row).values()) for row in rows))
    return read_visits(read_table("visits.csv", as_text(sheet)), TODAY)


def test_a_whole_row_is_read() -> None:
    """Every column comes out as a value of its kind."""
    assert visits({}).rows == (
        VisitRow(
            line=2,
            case="V-1",
            home_municipality="0180",
            identity=Identity(IdentityKind.PERSONAL, "189002119817"),
            name="Åsa Öberg",
            protected=True,
            first=date(2026, 7, 1),
            last=date(2026, 7, 31),
            ordered_on=date(2026, 6, 20),
            order_reference="B 12",
            invoice_reference="ZZ 7",
            service="home-care",
            provider="private",
            area="tätort",
            granted=300,
            granted_per="week",
            recipient="Södermalm",
        ),
    )


def test_only_the_first_day_must_be_known() -> None:
    """Empty means unknown, which a later file may fill; protected is no unless it says yes."""
    (row,) = visits({name: "" for name in WHOLE if name != "från"}).rows
    unknown = ("", "", None, "", False, date(2026, 7, 1), None, None, "", "", "", "", "", None, "", "")
    assert tuple(getattr(row, name) for name in FIELDS) == unknown


def test_the_columns_that_are_unknown_may_be_left_out() -> None:
    """A file of one column is a file."""
    (row,) = read_visits(read_table("visits.csv", b"from\n2026-07-01\n"), TODAY).rows
    assert (row.line, row.first, row.case, row.identity) == (2, date(2026, 7, 1), "", None)


def test_the_nought_that_excel_takes_off_a_municipalitys_code_is_put_back() -> None:
    """180 is Stockholm; a code of four digits and a name stay as they are."""
    rows = visits({"bosättningskommun": "180"}, {"bosättningskommun": "2580"}, {"bosättningskommun": "Luleå"}).rows
    assert [row.home_municipality for row in rows] == ["0180", "2580", "Luleå"]


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("från", "", "This is empty"),
        ("från", "1/7 2026", "“1/7 2026” is not a date; write it as 2026-07-01."),
        ("från", "2026-02-30", "“2026-02-30” is not a date"),
        ("till", "2026-06-30", "The stay ends before it begins"),
        ("till", "tills vidare", "The text is not a date"),
        ("beställd", "3026-06-20", "“3026-06-20” is not a date of our time"),
        ("personnummer", "189002119818", "The identity number's check digit is wrong"),
        ("personnummer", "12345", "The identity number is not 10 or 12 digits"),
        ("personnummer", "20270101-0006", "The identity number's date lies ahead"),
        ("skyddad", "kanske", "The text is neither yes nor no"),
        ("insats", "hemkörning", "The service is not known; write one of: home-care Hemtjänst,"),
        ("utförare", "annan", "The provider is not known"),
        ("beviljat", "1,5", "“1,5” is not a whole number"),
        ("beviljat", "-5", "“-5” is negative"),
        ("beviljat", "0", "The granted amount is zero"),
        ("beviljat", "9" * 40, "The text is larger than can be right"),
        ("beviljat per", "", "It is not said what the granted amount is for"),
        ("beviljat per", "år", "The period is not known"),
        ("insats", "", "It is said what was granted but not of which service"),
        ("namn", "Å" * 201, "The text is longer than 200 characters"),
        ("område", "tät\tort", "The text holds a line break or a character that cannot be seen"),
        ("er referens", "\u202eZZ", "The text holds a line break or a character that cannot be seen"),
        ("ärende", "#SAKNAS!", "The cell holds an error from Excel"),
    ],
)
def test_a_bad_cell_is_named_by_line_and_column(column: str, cell: str, words: str) -> None:
    """G40: the fault says what is wrong and what is right, and the row beside it is not blamed."""
    reading = visits({"ärende": "V-0"}, {column: cell})
    (fault,) = reading.faults
    assert (fault.file, fault.line, fault.column) == ("visits.csv", 3, column)
    assert fault.text.startswith(words)
    assert [row.case for row in reading.rows] == ["V-0"]


def test_every_bad_cell_of_every_bad_row_is_named() -> None:
    """G40: nothing has to be found out by importing again and again."""
    bad = {"från": "x", "till": "y", "beviljat": "z"}
    faults = visits(*[bad] * 500).faults
    assert len(faults) == 1500
    assert [(fault.line, fault.column) for fault in faults[-3:]] == [(501, "från"), (501, "till"), (501, "beviljat")]


def test_a_fault_never_repeats_a_name_or_an_identity_number() -> None:
    """G30: whichever column they have slipped into, and whatever is wrong with them."""
    secrets = ("Åsa Öberg", "18900211-9817", "189002119818", "9002119817", "890021 1981", "18900211+9817")
    for column in WHOLE:
        for secret in secrets:
            for fault in visits({column: secret}, {column: f"{secret}\u200b"}).faults:
                digits = "".join(filter(str.isdigit, fault.text.replace("2026-07-01", "")))
                assert secret not in fault.text
                assert "Öberg" not in fault.text
                assert len(digits) < 9


def test_a_file_without_a_heading_does_not_show_its_first_person() -> None:
    """G30: the first row is not taken for columns' names and told."""
    content = as_text((tuple(WHOLE.values()), tuple(WHOLE.values())))
    reading = read_visits(read_table("visits.csv", content), TODAY)
    said = " ".join([*reading.notices, *(f"{fault.column} {fault.text}" for fault in reading.faults)])
    assert reading.faults
    assert "Öberg" not in said
    assert "9817" not in said
