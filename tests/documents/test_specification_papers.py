"""Specifications and fee bases on paper and in Excel.

Where a change of the bytes is meant, `python -m tests.documents.test_specification_papers` writes their checksums anew.
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from models.documents.fee_basis_paper import render_fee_basis_pdf, render_fee_basis_xlsx
from models.documents.invoice_rows import bare_kronor, quantity_text
from models.documents.specification import SpecificationFacts, specification_to_json
from models.documents.specification_pdf import render_specification_pdf
from models.documents.specification_texts import specification_texts
from models.documents.specification_xlsx import render_specification_xlsx
from models.rules.money import LARGEST_AMOUNT
from tests.documents.examples import a_line, an_invoice
from tests.documents.paper_examples import bare, opened, pages_of, read_of
from tests.documents.specification_examples import (
    LABEL,
    SPECIFICATIONS,
    a_month,
    a_row,
    a_specification,
    of_a_credit_note,
    of_several_cases,
)

GOLDEN = Path(__file__).with_name("golden") / "specification.sha256"
SECRECY = "26 kap. 1 § OSL"

RENDERS: dict[str, Callable[[SpecificationFacts], bytes]] = {
    "specification.pdf": render_specification_pdf,
    "specification.xlsx": render_specification_xlsx,
    "basis.pdf": render_fee_basis_pdf,
    "basis.xlsx": render_fee_basis_xlsx,
}

ELSEWHERE = """
import contextlib, hashlib, json, locale, sys, time
from models.documents.specification import specification_from_json
from models.documents.fee_basis_paper import render_fee_basis_pdf, render_fee_basis_xlsx
from models.documents.specification_pdf import render_specification_pdf
from models.documents.specification_xlsx import render_specification_xlsx
time.tzset()
with contextlib.suppress(locale.Error):
    locale.setlocale(locale.LC_ALL, "")
renders = (render_specification_pdf, render_specification_xlsx, render_fee_basis_pdf, render_fee_basis_xlsx)
for text in json.load(sys.stdin):
    facts = specification_from_json(text)
    print(*(hashlib.sha256(render(facts)).hexdigest() for render in renders), sep="\\n")
"""

SURROUNDINGS = (
    {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "1", "VISTELSE_LANGUAGE": "en"},
    {"TZ": "America/Los_Angeles", "LC_ALL": "sv_SE.UTF-8", "PYTHONHASHSEED": "2"},
    {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "3", "SOURCE_DATE_EPOCH": "1"},
)


def checksums() -> str:
    """Write the checksum of every example, in the form of sha256sum."""
    return "".join(
        f"{sha256(render(facts)).hexdigest()}  {name}: {paper}\n"
        for name, facts in SPECIFICATIONS.items()
        for paper, render in RENDERS.items()
    )


def cells_of(file: bytes) -> list[tuple[Any, ...]]:
    """Read the one sheet of an Excel file, from its heading on."""
    rows = list(load_workbook(io.BytesIO(file)).worksheets[0].iter_rows(values_only=True))
    return rows[3:]


def records_of(file: bytes) -> list[dict[str, Any]]:
    """Read the rows under the heading that have anything beside their first cell, by their columns' names."""
    heading, *rows = cells_of(file)
    return [dict(zip(heading, row, strict=True)) for row in rows if any(cell is not None for cell in row[1:])]


def test_the_papers_are_the_golden_ones() -> None:
    """G17: byte for byte."""
    assert checksums() == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("surroundings", SURROUNDINGS, ids=lambda found: found["TZ"])
def test_the_papers_do_not_hang_on_the_machine(surroundings: dict[str, str]) -> None:
    """G17: from the kept text, in another process, time zone, locale, clock and order of hashes."""
    done = subprocess.run(
        [sys.executable, "-c", ELSEWHERE],
        input=json.dumps([specification_to_json(facts) for facts in SPECIFICATIONS.values()]).encode(),
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])} | surroundings,
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode().split() == [line.split()[0] for line in GOLDEN.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("facts", SPECIFICATIONS.values(), ids=SPECIFICATIONS)
def test_paper_and_excel_say_the_same_sums(facts: SpecificationFacts) -> None:
    """G19, G21: a sum a line, none a row, and the last one is the document's."""
    said, records = read_of(render_specification_pdf(facts)), records_of(render_specification_xlsx(facts))
    for line, behind in facts.shown():
        of_line = [row for row in records if row["Rad"] == line.position]
        assert [row["Belopp, kr"] for row in of_line[:-1]] == [None] * len(behind.rows)
        assert round(of_line[-1]["Belopp, kr"] * 100) == line.signed_net
        column = "Betald tid, min" if line.unit == "hour" else "Antal"
        assert of_line[-1][column] == line.signed_quantity
        if behind.rows:
            assert sum(row[column] or 0 for row in of_line[:-1]) == line.signed_quantity
        assert bare(f"Summa rad {line.position}") in said
        assert bare(quantity_text(line)) in said
        assert bare(bare_kronor(line.signed_net)) in said
    assert round(records[-1]["Belopp, kr"] * 100) == facts.document.total
    assert said.count(bare(f"Summa{bare_kronor(facts.document.total)}")) == 1


@pytest.mark.parametrize("render", RENDERS.values(), ids=RENDERS)
def test_every_paper_is_marked_as_secret_and_says_what_it_is_about(
    render: Callable[[SpecificationFacts], bytes],
) -> None:
    """OSL 26:1: on each page."""
    file = render(of_several_cases())
    if file.startswith(b"%PDF"):
        assert all(bare(SECRECY) in bare(page) for page in pages_of(file))
        assert all(f"Sida {place} av" in page for place, page in enumerate(pages_of(file), start=1))
        return
    sheet = load_workbook(io.BytesIO(file)).worksheets[0]
    assert SECRECY in str(sheet["A2"].value)
    assert SECRECY in str(sheet.oddFooter.left.text)
    assert "202600044" in str(sheet["A1"].value)
    assert sheet.freeze_panes == "A5"
    assert sheet.page_setup.orientation == "landscape"


def test_the_printed_list_carries_its_heading_and_whose_rows_they_are() -> None:
    """Whoever has one page of it knows what stands there."""
    line = a_line(quantity=60 * 31 * 3)
    rows = tuple(a_row(date(2026, 7, day), 60) for day in range(1, 32) for _ in range(3))
    facts = a_specification(an_invoice(line))
    pdf = render_specification_pdf(replace(facts, lines=(replace(facts.lines[0], rows=rows),)))
    pages = pages_of(pdf)
    assert len(pages) > 2
    assert all("Dag Tid Tidsband" in page and f"V2026-0117 · {LABEL}" in page for page in pages)
    assert {str(box) for page in opened(pdf).pages for box in [[round(side) for side in page.mediabox]]} == {
        "[0, 0, 842, 595]"
    }


def test_a_difference_shows_before_and_now_and_what_it_comes_to() -> None:
    """The rows stand once, with the line that bills them now."""
    facts = SPECIFICATIONS["a difference"]
    said, records = read_of(render_specification_pdf(facts)), records_of(render_specification_xlsx(facts))
    first, second = facts.document.lines[:2]
    assert bare(f"Före · faktura {first.original}") in said
    assert bare(f"Nu · {second.why}") in said
    assert bare(f"Skillnad mot rad 1{bare_kronor(first.signed_net + second.signed_net)}") in said
    changes = [row["Belopp, kr"] for row in records if str(row["Insats"]).startswith("Skillnad mot rad")]
    assert sum(round(change * 100) for change in changes) == facts.document.total
    assert len([row for row in records if row["Rad"] == 1]) == 1
    assert len([row for row in records if row["Rad"] == 2]) > 1


def test_a_case_that_is_held_back_is_nowhere() -> None:
    """G30: not its number, not its line; only what it comes to."""
    facts = SPECIFICATIONS["a withheld case"]
    for paper, render in RENDERS.items():
        file = render(facts)
        said = read_of(file) if paper.endswith("pdf") else bare(repr(cells_of(file)))
        assert "V2026-02" not in said
        assert "Rad2" not in said
    assert bare(f"Uppgifter som inte lämnas ut här{bare_kronor(facts.withheld)}") in read_of(
        render_specification_pdf(facts)
    )


@pytest.mark.parametrize("ore", [1, 123457, 41480, 10_000_01, 99_999_999_99, LARGEST_AMOUNT])
def test_kronor_are_exact_in_the_file_itself(ore: int) -> None:
    """G21: two decimals in the file's own text, never a float's, and so do two other libraries read it."""
    file = render_specification_xlsx(a_specification(an_invoice(a_line(unit="piece", quantity=1, price=ore))))
    whole, rest = divmod(ore, 100)
    with zipfile.ZipFile(io.BytesIO(file)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert f"<v>{whole}.{rest:02}</v>" in sheet
    read = CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_index(0).to_python()
    sums = {records_of(file)[-1]["Belopp, kr"], *(row[14] for row in read if row[3] == "Summa")}
    assert {f"{amount:.2f}" for amount in sums} == {f"{whole}.{rest:02}"}


@pytest.mark.parametrize("text", ["=1+1", "+46", "-5", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x.example")'])
def test_no_text_is_ever_a_formula(text: str) -> None:
    """A label, a band or a name that begins like one is a text, and stays one when the cell is typed in anew."""
    facts = a_specification(an_invoice(a_line(text=text, case_number=text), buyer_reference=text))
    line = replace(facts.lines[0], label=text, rows=(replace(facts.lines[0].rows[0], band=text, why=text),))
    for render in (render_specification_xlsx, render_fee_basis_xlsx):
        file = render(replace(facts, lines=(line,), basis=(a_month(label=text, case_number=text),)))
        with zipfile.ZipFile(io.BytesIO(file)) as book:
            assert "<f>" not in book.read("xl/worksheets/sheet1.xml").decode()
            assert "http" not in "".join(book.namelist())
            assert 'quotePrefix="1"' in book.read("xl/styles.xml").decode()
        cells = [cell for row in load_workbook(io.BytesIO(file)).worksheets[0] for cell in row if cell.value == text]
        assert cells
        assert all(cell.data_type == "s" and cell.quotePrefix for cell in cells)


def test_a_fee_basis_has_time_days_meals_and_alarms_and_no_price() -> None:
    """For the home municipality's own charges: not one of our amounts."""
    facts = a_specification()
    said = read_of(render_fee_basis_pdf(facts))
    for wanted in (
        "V2026-0117·TLÅ9304·2026-07·31dagarivistelsen",
        "Hemtjänst44:172:1012:251:00",
        "Matdistribution3128",
    ):
        assert wanted in said
    rows = {row["Insats"]: row for row in records_of(render_fee_basis_xlsx(facts))}
    assert rows["Hemtjänst"]["Utförd tid, min"] == 745
    assert rows["Hemtjänst"]["Utförd tid med två personal, min"] == 60
    assert (rows["Matdistribution"]["Utfört antal"], rows["Matdistribution"]["Beviljat antal"]) == (28, 31)
    assert (rows["Trygghetslarm"]["Månader"], rows["Trygghetslarm"]["Dagar i vistelsen"]) == (1, 31)
    assert not re.search(r"kr\b|[0-9],[0-9]{2}", "".join(pages_of(render_fee_basis_pdf(facts))))


def test_a_credit_notes_fee_basis_takes_back() -> None:
    """Below nought, and nothing is granted anew."""
    said = read_of(render_fee_basis_pdf(of_a_credit_note()))
    assert "tastillbaka" in said
    assert "−12:25" in said
    (row,) = records_of(render_fee_basis_xlsx(of_a_credit_note()))
    assert (row["Utförd tid, min"], row["Beviljad tid, min"], row["Från"]) == (-745, None, None)


def test_every_text_is_used_and_nothing_is_missing() -> None:
    """The level of each recipient has words."""
    from models.rules.person_label import PRIVACIES

    assert tuple(specification_texts()["privacy"]) == PRIVACIES


if __name__ == "__main__":
    GOLDEN.write_text(checksums(), encoding="utf-8")
