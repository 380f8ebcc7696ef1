"""The register and the checksums of a batch's documents."""

from __future__ import annotations

import csv
import subprocess
from dataclasses import replace
from pathlib import Path

from models.documents.peppol import render
from models.documents.register import file_name, render_checksums, render_register
from tests.documents.examples import BUYER, a_credit_note, a_line, a_shared_invoice, an_invoice


def test_the_register_tells_each_document_on_a_row() -> None:
    """Semicolons, a byte order mark, CRLF, kronor with a comma."""
    written = render_register([a_credit_note(a_line()), an_invoice()])
    assert written.startswith(b"\xef\xbb\xbfNummer;Typ;Mottagare;")
    assert written.count(b"\r\n") == written.count(b"\n") == 3
    assert written.decode("utf-8-sig").splitlines()[1:] == [
        "202600001;Faktura;Stockholms kommun;2120000142;VOK1170-11;V2026-0117;2026-07;2026-08-05;2026-09-04;"
        "20260000110;35450,18;202600001.xml",
        "K202600001;Kreditfaktura;Stockholms kommun;2120000142;VOK1170-11;V2026-0117;2026-07;2026-08-20;2026-09-04;"
        "20260000110;-5150,43;K202600001.xml",
    ]


def test_the_register_does_not_hang_on_the_order_it_is_given() -> None:
    """G17: invoices by number, 9 before 10, then credit notes."""
    documents = [a_credit_note(), an_invoice(number="10"), an_invoice(number="9")]
    assert render_register(documents) == render_register(reversed(documents))
    rows = render_register(documents).decode("utf-8-sig").splitlines()
    assert [row.split(";")[0] for row in rows] == ["Nummer", "9", "10", "K202600001"]


def test_the_register_sums_to_what_is_claimed() -> None:
    """G19: an invoice and its credit note come to nothing."""
    rows = list(
        csv.DictReader(
            render_register([an_invoice(), a_credit_note()]).decode("utf-8-sig").split("\r\n"), delimiter=";"
        )
    )
    assert sum(int(row["Belopp"].replace(",", "")) for row in rows) == 0


def test_ten_digits_of_kronor_pass_the_register() -> None:
    """G21: written digit for digit."""
    facts = an_invoice(a_line(unit="piece", quantity=1, price=9_999_999_999_99))
    assert b";9999999999,99;" in render_register([facts])


def test_a_shared_invoice_tells_all_its_cases() -> None:
    """In the order of its lines."""
    assert b";V2026-0117, V2026-0118;" in render_register([a_shared_invoice()])


def test_a_text_is_never_a_formula_or_a_cell_of_its_own() -> None:
    """A recipient's words do not run in the spreadsheet that opens the register."""
    facts = an_invoice(buyer=replace(BUYER, name="=1+1"), buyer_reference='@a;"b"')
    row = next(csv.reader(render_register([facts]).decode("utf-8-sig").splitlines()[1:], delimiter=";"))
    assert (row[2], row[4]) == ("'=1+1", '\'@a;"b"')


def test_a_file_is_named_by_its_number_alone() -> None:
    """G30: and a credit note never overwrites an invoice of the same number."""
    assert file_name(an_invoice()) == "202600001.xml"
    assert file_name(a_credit_note()) == "K202600001.xml"
    assert file_name(a_credit_note(number="202600001")) == "K202600001.xml"


def test_sha256sum_accepts_the_list_and_finds_one_changed_byte(tmp_path: Path) -> None:
    """G12: a damaged file is found by its checksum."""
    files = {file_name(facts): render(facts) for facts in (a_credit_note(), an_invoice())}
    listed = render_checksums(files)
    assert [row[66:] for row in listed.decode().splitlines()] == sorted(files)
    for name, content in (files | {"SHA256SUMS": listed}).items():
        (tmp_path / name).write_bytes(content)
    check = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    assert subprocess.run(check, cwd=tmp_path, check=False, capture_output=True).returncode == 0
    (tmp_path / "202600001.xml").write_bytes(files["202600001.xml"].replace(b"35450.18", b"35450.19"))
    assert subprocess.run(check, cwd=tmp_path, check=False, capture_output=True).returncode == 1
