"""Odd workbooks are read whole or refused: nothing that stands in one is left out unsaid."""

from __future__ import annotations

import io
import warnings
from datetime import datetime

import pytest
import xlsxwriter

from models.interchange.table_file import read_table
from tests.interchange.excel_damage import packed, parts_of

SHEET = "xl/worksheets/sheet1.xml"
DAMAGED = "The Excel file is damaged; open it in Excel and save it anew as .xlsx, or as CSV."
TOO_MUCH = "The Excel file unpacks to far too much; save the rows alone, as CSV."
LOST_NAME = '<definedName name="a" localSheetId="7">b</definedName>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def with_sheet(rows: str, root: str = f'worksheet xmlns="{MAIN}"', prefix: str = "", **more: str) -> bytes:
    """Make a workbook of the rates file with other rows in its sheet, and with more parts."""
    parts = dict(parts_of("rates", typed=True))
    parts[SHEET] = f"<{root}><{prefix}sheetData>{rows}</{prefix}sheetData></{root.split()[0]}>".encode()
    return packed(parts | {f"xl/{name}.xml": part.encode() for name, part in more.items()})


def changed(name: str, old: str, new: str) -> bytes:
    """Make the workbook of the rates file with something changed in one part."""
    parts = dict(parts_of("rates", typed=True))
    assert old.encode() in parts[name]
    parts[name] = parts[name].replace(old.encode(), new.encode(), 1)
    return packed(parts)


def texts(content: bytes) -> list[list[str]]:
    """Give the cells below the heading, or what is wrong."""
    table = read_table("odd.xlsx", content)
    if table.faults:
        return [[fault.text] for fault in table.faults]
    return [[line.text] if not isinstance(line, tuple) else line[1] for line in table.lines()]


def row(number: int | str, *cells: str) -> str:
    """Write a row with the cells at given places, each with its place as its text."""
    return f'<row r="{number}">{"".join(f"""<c r="{at}" t="str"><v>{at}</v></c>""" for at in cells)}</row>'


def test_a_size_that_the_sheet_claims_to_have_cuts_nothing_off() -> None:
    """Many programs write a size that is wrong."""
    whole = texts(packed(parts_of("rates", typed=True)))
    assert len(whole) == 3
    assert texts(changed(SHEET, '<dimension ref="A1:K4"', '<dimension ref="A1:A1"')) == whole


@pytest.mark.parametrize(
    "rows",
    [
        row(1, "A1", "B1") + row(2, "A2") + row(2, "A2"),
        row(1, "A1", "B1") + row(3, "A3") + row(2, "A2"),
        row(1, "A1", "B1") + row(2, "B2", "A2"),
        row(1, "A1", "B1") + row(2, "A2", "A2"),
        row(1, "A1", "B1") + row(0, "A0"),
        row(1, "A1", "B1") + row("x", "A2"),
    ],
    ids=["a row twice", "rows back to front", "cells back to front", "a cell twice", "row nought", "no row"],
)
def test_rows_and_cells_out_of_their_order_refuse_the_file(rows: str) -> None:
    """The library would leave them out without a word: hours that nobody is billed for."""
    assert texts(with_sheet(rows)) == [[DAMAGED]]


def test_rows_and_cells_without_numbers_follow_each_other() -> None:
    """The numbers may be left out, and elements may have a prefix."""
    cells = '<c t="str"><v>a</v></c><c/><c t="inlineStr"><is><r><t>b</t></r><r><t>c</t></r></is></c>'
    plain = f"<row>{cells}</row>"
    assert texts(with_sheet(plain * 2)) == [["a", "", "bc"]]
    prefixed = (plain * 2).replace("</", "%").replace("<", "<x:").replace("%", "</x:")
    assert texts(with_sheet(prefixed, f'x:worksheet xmlns:x="{MAIN}"', prefix="x:")) == [["a", "", "bc"]]


def test_the_order_of_calculation_may_be_any() -> None:
    """Excel writes it as it calculates, beside the sheets."""
    chain = f'<calcChain xmlns="{MAIN}"><c r="B9" i="1"/><c r="A2"/><c r="B1"/></calcChain>'
    assert texts(with_sheet(row(1, "A1") + row(2, "A2"), calcChain=chain)) == [["A2"]]


@pytest.mark.parametrize("root", ["worksheet", "chartsheet", "calcChain"])
@pytest.mark.parametrize("number", [1_048_577, 99_999_999_999])
def test_a_row_below_every_sheet_is_refused_at_once(root: str, number: int) -> None:
    """Counting down to it would take for ever; so also where the sheet calls itself something else."""
    assert texts(with_sheet(row(1, "A1") + row(number, "A2"), f'{root} xmlns="{MAIN}"')) == [[TOO_MUCH]]


@pytest.mark.parametrize(
    "rows",
    [
        row(1, "A1") + f"<row>{'<c/>' * 100_001}</row>",
        row(1, "A1") + "<x/>" * 100_001,
        "".join(row(line, f"XFD{line}") for line in range(1, 1_900)),
    ],
    ids=["cells in a row", "elements between rows", "places"],
)
def test_a_sheet_of_more_than_memory_is_refused(rows: str) -> None:
    """A few kilobytes, packed, would otherwise be gigabytes."""
    assert texts(with_sheet(rows)) == [[TOO_MUCH]]


def test_texts_and_styles_of_more_than_memory_are_refused() -> None:
    """They are held whole; a month's hours have some hundreds."""
    assert texts(with_sheet(row(1, "A1"), styles=f'<styleSheet xmlns="{MAIN}">{"<xf/>" * 100_001}</styleSheet>')) == [
        [TOO_MUCH]
    ]


@pytest.mark.parametrize("part", ["styles", "theme/theme1", "docProps", "sheet7"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_in_every_part(part: str, encoding: str) -> None:
    """It is what every bomb of entities needs, and no workbook has one."""
    parts = dict(parts_of("rates", typed=True))
    declared = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    parts[f"xl/{part}.xml"] = declared.encode(encoding)
    assert texts(packed(parts)) == [["The Excel file holds what no workbook should; save it anew as .xlsx, or as CSV."]]


def test_a_moment_is_written_as_its_cell_shows_it() -> None:
    """A planning system writes a whole moment in every cell, and lets the format show the day or the clock."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet()
    codes = ("hh:mm", "YYYY-MM-DD", "yyyy-mm-dd;@", '"dag" hh:mm', "[$-sv-SE]d mmmm", "HH:MM:SS", "[h]:mm", "0.00")
    sheet.write_row(0, 0, codes)
    for place, code in enumerate(codes):
        style = book.add_format({"num_format": code})
        sheet.write_datetime(1, place, datetime(2026, 7, 1, 7, 30), style)
        sheet.write_number(2, place, 46204 + (7 * 3600 + 30 * 60 - 0.4) / 86_400, style)
    book.close()
    first, second = texts(target.getvalue())
    assert first == ["07:30", "2026-07-01", "2026-07-01", "07:30", "2026-07-01", "07:30", "1108903:30", "46204.3125"]
    assert second[:-1] == first[:-1]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("xl/styles.xml", 'xfId="0"', 'xfId="7"'),
        ("xl/workbook.xml", "<sheets>", f"<definedNames>{LOST_NAME}</definedNames><sheets>"),
        (SHEET, "</sheetData>", '</sheetData><extLst><ext uri="{CCE6A557-97BC-4B89-ADB6-D9C93CAAB3DF}"/></extLst>'),
    ],
    ids=["a style", "a name", "an extension"],
)  # fmt: skip
def test_nothing_is_said_but_in_the_faults(name: str, old: str, new: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What the library says of an odd workbook would stand among a command's data, or in the middle of a screen."""
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        assert texts(changed(name, old, new))
    assert said == []
    assert capsys.readouterr() == ("", "")


def test_a_workbook_with_no_sheet_of_rows_is_refused() -> None:
    """One that is a lone chart, without what a chart needs, and one in the strict form, which is not known."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    lone = changed("xl/_rels/workbook.xml.rels", f"{kind}worksheet", f"{kind}chartsheet")
    strict = {
        name: part.replace(kind.encode().replace(b"2006/relationships/", b"2006"), b"http://purl.oclc.org/ooxml/officeDocument")
        .replace(MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main")
        for name, part in parts_of("rates", typed=True).items()
    }  # fmt: skip
    assert texts(lone) == [[DAMAGED]]
    assert texts(packed(strict)) == [[DAMAGED]]


def test_a_workbook_that_is_locked_or_packed_in_another_way_is_refused() -> None:
    """Before anything of it is unpacked."""
    content = bytearray(packed(parts_of("rates", typed=True)))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert texts(bytes(content)) == [["The Excel file is protected; save it without a password."]]
