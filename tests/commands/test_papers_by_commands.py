"""The papers beside an invoice, from the command line: named by its number alone, and said how people are called."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.commands.desk import BATCH, MONTH, Desk


def _posted(desk: Desk) -> list[dict[str, Any]]:
    """Run and attest the month and give its invoices."""
    desk.ok(f"batch run {MONTH} --yes")
    desk.ok(f"--as attester batch attest {BATCH}")
    invoices: list[dict[str, Any]] = desk.read(f"invoice list --batch {BATCH}")["invoices"]
    return invoices


def test_a_document_has_its_papers(busy: Desk, tmp_path: Path) -> None:
    """G30: no file is named by anybody; the doctor is content afterwards."""
    numbers = [each["number"] for each in _posted(busy)][:3]
    for number in numbers:
        busy.ok(f"invoice specification {number} --to {tmp_path / 'papers'}")
    busy.ok(f"invoice fee-basis {numbers[0]} --to {tmp_path / 'papers'} --form xlsx")
    names = {path.name for path in (tmp_path / "papers").iterdir()}
    wanted = {f"{number}-specifikation.{form}" for number in numbers for form in ("pdf", "xlsx")}
    assert names == {*wanted, f"{numbers[0]}-avgiftsunderlag.xlsx"}
    assert busy.ok("doctor") == "Everything adds up.\n"
    assert "wrote a specification" in busy.ok("log --limit 1000")


LEVELS = (
    ("case", "case number only", "bara ärendenummer"),
    ("initials-four-digits", "case, initials and four digits", "ärende, initialer och fyra siffror"),
    ("name", "name and case", "namn och ärende"),
)


def test_it_is_said_how_people_are_called(plain: Desk, tmp_path: Path) -> None:
    """In both languages, with the recipient's own level."""
    invoice = _posted(plain)[0]
    number, home = invoice["number"], invoice["municipality"]
    codes = {each["code"] for each in plain.read(f"recipient list {home}")["recipients"]}
    for level, english, swedish in LEVELS:
        for code in codes:
            plain.ok(f"recipient set {code} --privacy {level}")
        assert f"shown by: {english}." in plain.ok(
            f"--language en invoice specification {number} --to {tmp_path} --form pdf"
        )
        swedish_words = plain.ok(f"--language sv invoice fee-basis {number} --to {tmp_path} --form pdf")
        assert f"anges med: {swedish}." in swedish_words


def test_what_cannot_be_written_is_refused(plain: Desk, tmp_path: Path) -> None:
    """An unknown form, level or number; a folder that is a file; somebody without the role."""
    number = _posted(plain)[0]["number"]
    (tmp_path / "file").write_text("")
    assert plain.give(f"invoice specification {number} --to {tmp_path} --form word").exit_code == 2
    assert plain.give("recipient set 0180 --privacy person").exit_code == 2
    assert plain.give(f"invoice specification 1 --to {tmp_path}").exit_code == 4
    assert plain.give(f"invoice specification {number} --to {tmp_path / 'file'}").exit_code == 6
    assert plain.give(f"--as unit-manager invoice specification {number} --to {tmp_path}").exit_code != 0
    assert list(tmp_path.glob("*.pdf")) == []
