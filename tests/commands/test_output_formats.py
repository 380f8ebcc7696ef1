"""What the reading commands print: tables for people, stable forms for programs."""

from __future__ import annotations

import csv
import io
import json

import pytest

from commands.output import Column, Listing, markdown, money, number, table
from models.language.words import Marked, use_language
from tests.commands.desk import BATCH, MONTH, Desk

READING = (
    "today",
    "visit list",
    f"batch plan {MONTH}",
    "batch list",
    "invoice list",
    "rate list",
    "rate bands",
    "municipality list",
    "recipient list",
    "find a",
    "log",
    "doctor",
    "store show",
    "user list",
)


@pytest.mark.parametrize("line", READING)
def test_every_reading_command_has_every_format(plain: Desk, line: str) -> None:
    """JSON is an object with its schema, CSV and TSV say the same table twice, Markdown is a table."""
    plain.ok(f"batch run {MONTH} --yes")
    assert plain.read(line)["schema"] == 1
    rows = [
        list(csv.reader(io.StringIO(plain.ok(f"{line} --format {form}")), delimiter=mark))
        for form, mark in (("csv", ","), ("tsv", "\t"))
    ]
    assert rows[0] == rows[1]
    assert len({len(row) for row in rows[0]}) == 1
    assert "| " in plain.ok(f"{line} --format markdown")
    assert plain.ok(line).strip()
    wrong = plain.give(f"{line} --format yaml")
    assert (wrong.exit_code, len(wrong.told)) == (2, 1)


def test_amounts_are_ore_for_programs_and_kronor_for_people(plain: Desk) -> None:
    """G21: no program has to read a decimal comma, and no person öre."""
    plain.ok(f"batch run {MONTH} --yes")
    batch = plain.read("batch list")["batches"][0]
    total = batch["total"]
    assert isinstance(total, int)
    assert f",{total}," in plain.ok("batch list --format csv")
    shown = f"{total // 100:,}".replace(",", "\u00a0") + f",{total % 100:02}\u00a0kr"
    assert shown in plain.ok("batch list")


def test_codes_are_codes_for_programs_and_words_for_people(plain: Desk) -> None:
    """A program that reads a state is not broken by the user's language."""
    assert '"state": "confirmed"' in plain.ok("visit list --format json --language sv")
    assert ",confirmed," in plain.ok("visit list --format csv --language sv")
    assert " bekräftad " in plain.ok("visit list --language sv")
    assert "Hemtjänst" in plain.ok("visit list --language sv")
    use_language(None)
    assert "Home care" in plain.ok("visit list")


def test_stdout_is_data_and_stderr_is_words(plain: Desk) -> None:
    """A refusal, a notice or an empty answer never stands in what a program reads."""
    said = plain.give("find nobodyatall --format json")
    assert (said.exit_code, json.loads(said.out)) == (4, {"schema": 1, "visits": [], "invoices": []})
    assert said.told == ["Nothing was found."]


LISTING = Listing(
    "things",
    (Column("name", Marked("Name")), number("count", Marked("Count")), money("sum", Marked("Sum"))),
    [("å|b", 7, 123450), ("c", None, -5)],
)


def test_a_table_stands_in_columns() -> None:
    """Numbers stand to the right, and what is unknown is empty."""
    lines = table(LISTING).splitlines()
    assert lines == [
        "Name  Count          Sum",
        "----  -----  -----------",
        "å|b       7  1\u00a0234,50\u00a0kr",
        "c               \u22120,05\u00a0kr",
    ]


def test_markdown_keeps_its_columns_whatever_stands_in_a_cell() -> None:
    """A bar in a text does not open a new column."""
    assert "å\\|b" in markdown(LISTING)
    assert len(markdown(LISTING).splitlines()) == 4


def test_a_single_invoice_has_every_format(plain: Desk) -> None:
    """Its lines are the rows, its head stands above the table."""
    plain.ok(f"batch run {MONTH} --yes")
    plain.ok(f"--as attester batch attest {BATCH}")
    number = plain.read("invoice list")["invoices"][0]["number"]
    line = plain.read(f"invoice show {number}")["lines"][0]
    rows = list(csv.DictReader(io.StringIO(plain.ok(f"invoice show {number} --format csv"))))
    assert (rows[0]["case"], int(rows[0]["net"])) == (line["case"], line["net"])
    assert number in plain.ok(f"invoice show {number} --format markdown")
