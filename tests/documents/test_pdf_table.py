"""Lists on paper: tables that go on over the page, and characters that no font has."""

from __future__ import annotations

import json
from datetime import date

import pytest
from fontTools.ttLib import TTFont
from pypdfium2 import PdfDocument

from models.documents.pdf_coverage import PAPER, REPLACEMENT, printable, unprintable_in
from models.documents.pdf_faults import print_faults
from models.documents.pdf_table import Column, Mark, PaperRow, Row, Sheet, Table, render_sheet_pdf
from tests.documents.examples import an_invoice
from tests.documents.paper_examples import pages_of, read_of, tags_of

COLUMNS = (Column("Dag"), Column("Insats", width="wide"), Column("Tid", "right"))


def _sheet(*tables: Table, **changed: object) -> Sheet:
    return Sheet("Underlag 1", "Underlag", "Borgholms kommun", date(2026, 8, 5), tables, **changed)  # type: ignore[arg-type]


def _days(count: int) -> tuple[Row, ...]:
    return tuple(Row((f"2026-{day:04}", "Hemtjänst\nEnhet Öst", "1\u00a0tim")) for day in range(count))


def test_a_group_follows_over_the_page_and_every_row_stands_once() -> None:
    """Who is meant is seen on each page."""
    rows = (Row(("Ärende V1",), PaperRow.GROUP), *_days(80), Row(("", "Summa", "80\u00a0tim"), PaperRow.SUM))
    pdf = render_sheet_pdf(_sheet(Table(COLUMNS, rows, "Utförda insatser"), facts=(("Månad", "2026-07"),)))
    pages = pages_of(pdf)
    assert len(pages) == 4
    assert all("Ärende V1" in page and "Dag Insats Tid" in page for page in pages)
    said = read_of(pdf)
    assert all(said.count(row.cells[0]) == 1 for row in rows[1:-1])
    assert tags_of(pdf).count("/H2") == 1
    assert "Summa80tim" in said


@pytest.mark.parametrize(("is_landscape", "size"), [(False, [595, 842]), (True, [842, 595])])
def test_a_list_lies_or_stands(is_landscape: bool, size: list[int]) -> None:
    """A4 both ways, with a mark where it is a copy."""
    pdf = render_sheet_pdf(_sheet(Table(COLUMNS, _days(1)), is_landscape=is_landscape, mark=Mark.COPY))
    assert [round(side) for side in PdfDocument(pdf)[0].get_size()] == size
    assert "Kopia" in read_of(pdf)


def test_a_list_without_rows_is_a_list() -> None:
    """Nothing was done; the paper says so."""
    said = read_of(render_sheet_pdf(_sheet(Table(COLUMNS, ()), after=("Inga insatser.",))))
    assert "DagInsatsTid" in said
    assert "Ingainsatser." in said


def test_a_cell_longer_than_a_page_goes_on_over_it() -> None:
    """Never cut."""
    words = " ".join(f"ord{number:04}" for number in range(2000))
    said = read_of(render_sheet_pdf(_sheet(Table(COLUMNS, (Row(("1", words, "2")),)))))
    assert all(word in said for word in words.split())


@pytest.mark.parametrize("cells", [("1",), ("1", "2", "3", "4"), ()])
def test_a_row_has_a_text_a_column(cells: tuple[str, ...]) -> None:
    """A missing cell would move those after it under the wrong heading."""
    with pytest.raises(ValueError, match="each column"):
        render_sheet_pdf(_sheet(Table(COLUMNS, (Row(cells),))))


@pytest.mark.parametrize("weight", ["Regular", "Semibold"])
def test_what_is_called_printable_is_what_the_fonts_have(weight: str) -> None:
    """Both of them, code point by code point."""
    ranges = json.loads((PAPER / "coverage.json").read_text(encoding="utf-8"))
    covered = {code for first, last in ranges for code in range(first, last + 1)}
    assert covered == set(TTFont(PAPER / "fonts" / f"SourceSans3-{weight}.ttf").getBestCmap())


@pytest.mark.parametrize("text", ["Åsa Çelik", "Łódź, Þór, Ștefan, Nguyễn", "Ελένη Жанна", "§ – ½ € → ×", "a\u00a0b"])
def test_the_names_of_europe_can_be_printed(text: str) -> None:
    """No fault, and the same text."""
    assert unprintable_in(text) == ""
    assert printable(text) == text


@pytest.mark.parametrize("text", ["ok 👍", "فاطمة", "漢字", "\x07", "\t"])
def test_what_cannot_be_printed_is_found_before_posting(text: str) -> None:
    """And is a replacement character, should it have been posted all the same; the fault does not repeat it."""
    found = list(print_faults(an_invoice(note=text)))
    assert [(fault.code, fault.field) for fault in found] == [("unprintable", "note")]
    assert text not in found[0].text
    assert list(print_faults(an_invoice(note="Rad ett\nrad två"))) == []
    sheet = render_sheet_pdf(_sheet(Table(COLUMNS, (Row((text, "", "")),))))
    assert REPLACEMENT in read_of(sheet)


def test_every_printable_character_can_be_printed() -> None:
    """Also as far as the standard goes, which forbids some that a font has."""
    ranges = json.loads((PAPER / "coverage.json").read_text(encoding="utf-8"))
    marks = [chr(code) for first, last in ranges for code in range(first, last + 1)]
    rows = tuple(Row(("", " ".join(marks[start : start + 25]), "")) for start in range(0, len(marks), 25))
    assert render_sheet_pdf(_sheet(Table(COLUMNS, rows)))
