"""Credit, bill again and annul from the command line: why is always said, and both sides are shown before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.commands.desk import BATCH, MONTH, Desk


def _posted(desk: Desk) -> list[dict[str, Any]]:
    """Run and attest the month and give its invoices."""
    desk.ok(f"batch run {MONTH} --yes")
    desk.ok(f"--as attester batch attest {BATCH}")
    invoices: list[dict[str, Any]] = desk.read(f"invoice list --batch {BATCH}")["invoices"]
    return invoices


def test_both_sides_are_shown_then_both_are_done(busy: Desk) -> None:
    """G10: a rehearsal and a no change nothing; a yes posts the note and drafts what was shown."""
    number = _posted(busy)[0]["number"]
    before = busy.ok("log --limit 1000 --format json")
    seen = busy.give(f"invoice rebill {number} --lines 1 --dry-run")
    assert seen.exit_code == 0
    assert "Difference" in seen.out
    assert "difference 0,00" in seen.out
    assert busy.give(f"invoice rebill {number} --lines 1 --code wrong-rate", answer="n\n").exit_code == 1
    assert busy.ok("log --limit 1000 --format json") == before
    done = busy.ok(f"invoice rebill {number} --lines 1 --code wrong-rate", answer="y\n")
    assert f"{BATCH}-2: 1 draft" in done
    assert busy.give(f"batch attest {BATCH}-2").exit_code == 3
    busy.ok(f"--as attester batch attest {BATCH}-2")
    listed = busy.read("invoice list")["invoices"]
    note = next(each for each in listed if each["kind"] == "credit")
    assert (note["reason_code"], note["credits"]) == ("wrong-rate", number)
    assert "wrong rate" in busy.ok("invoice list")
    assert busy.ok("doctor") == "Everything adds up.\n"


def test_why_is_said_by_a_code_and_other_in_words(busy: Desk) -> None:
    """Without a code the answer names them; `other` alone says nothing."""
    number = _posted(busy)[0]["number"]
    for verb in ("credit", "annul"):
        refused = busy.give(f"invoice {verb} {number}")
        assert (refused.exit_code, "wrong-hours, wrong-rate" in refused.err) == (2, True)
        assert busy.give(f"invoice {verb} {number} --code other").exit_code == 2
    assert "Credit note K" in busy.ok(f"invoice credit {number} --code other --reason 'as agreed' --yes")
    assert "other reason: as agreed" in busy.ok(f"invoice show {busy.read('invoice list')['invoices'][-1]['number']}")


def test_rows_are_named_instead_of_lines(busy: Desk) -> None:
    """The line of the row goes whole, and what comes along is said."""
    invoice = next(each for each in _posted(busy) if any(line["unit"] == "hour" for line in each["lines"]))
    place, line = next((n, line) for n, line in enumerate(invoice["lines"], 1) if line["unit"] == "hour")
    rows = busy.read(f"hours show {line['case']} {MONTH}")["rows"]
    key = next(row["key"] for row in rows if row["service"] == line["service"] and not row["band"])
    explained = busy.read(f"explain {invoice['number']} {place}")
    said = busy.give(f"invoice credit {invoice['number']} --rows {key} --code wrong-hours --dry-run")
    assert said.exit_code == 0, (said, explained)
    assert "A line is credited whole" in said.err
    assert busy.give(f"invoice credit {invoice['number']} --rows none --code wrong-hours").exit_code == 4


@pytest.mark.parametrize("verb", ["credit", "annul"])
def test_what_cannot_be_undone_is_shown_and_asked(busy: Desk, verb: str) -> None:
    """G8, G10: the lines and what comes instead on stdout, then a question; no, and nobody there, change nothing."""
    number = _posted(busy)[0]["number"]
    before = busy.ok("log --limit 1000 --format json")
    line = f"invoice {verb} {number} --code wrong-rate"
    for answer in ("n\n", "", "yes please\n"):
        said = busy.give(line, answer)
        assert (said.exit_code, "[y/N]" in said.err) == (1, True)
        assert "Difference" in said.out
        assert "Credited " in said.out
    assert busy.give(f"{line} --dry-run").exit_code == 0
    assert busy.ok("log --limit 1000 --format json") == before
    assert " K" in busy.ok(line, answer="y\n")
    again = busy.give(f"{line} --yes")
    assert (again.exit_code, "K" in again.err) == (5, True)


def test_what_was_asked_about_is_what_is_posted(busy: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """G9, G35: where another credits a line while the question waits, nothing is posted; asked anew it is the rest."""
    invoice = next(each for each in _posted(busy) if len(each["lines"]) > 1)
    number = invoice["number"]

    def meanwhile(question: str) -> None:
        busy.ok(f"invoice credit {number} --lines 1 --code wrong-rate --yes")

    with monkeypatch.context() as patch:
        patch.setattr("commands.invoice_credit.ask", meanwhile)
        refused = busy.give(f"invoice credit {number} --code wrong-rate")
    assert (refused.exit_code, "by K" in refused.err) == (5, True)
    notes = [each for each in busy.read("invoice list")["invoices"] if each["kind"] == "credit"]
    assert [len(each["lines"]) for each in notes] == [1]
    done = busy.ok(f"invoice credit {number} --code wrong-rate", answer="j\n")
    assert f"{len(invoice['lines']) - 1} line" in done
    assert busy.ok("doctor") == "Everything adds up.\n"


@pytest.mark.parametrize("verb", ["credit", "rebill"])
@pytest.mark.parametrize(
    "empty", ["--lines ''", "--lines ' '", "--rows ''", "--rows ' , '", "--lines ,", "--lines '1,'"]
)
def test_an_empty_choice_is_never_the_whole_invoice(busy: Desk, verb: str, empty: str) -> None:
    """G5: a script's empty variable is wrong use, with --yes and as a rehearsal too."""
    number = _posted(busy)[0]["number"]
    before = busy.ok("log --limit 1000 --format json")
    for more in ("--yes", "--dry-run"):
        assert busy.give(f"invoice {verb} {number} {empty} --code wrong-rate {more}").exit_code == 2
    assert busy.give(f"invoice {verb} {number} --lines 1 {empty} --code wrong-rate --rows a --yes").exit_code == 2
    assert busy.ok("log --limit 1000 --format json") == before


@pytest.mark.parametrize(
    "line",
    [
        "payment unmatch 4711 --reason why --invoice ''",
        "payment match 4711 202600001 --amount ' '",
        "accounting uncode --service ''",
        "accounting code --account 3621 --home ''",
        "condition enter lead-time --days 14 --from 2026-01-01 --home ''",
    ],
)
def test_an_empty_choice_is_never_all(busy: Desk, line: str) -> None:
    """What was given and is empty is refused before anything is looked for."""
    said = busy.give(line)
    assert (said.exit_code, "has nothing in it" in said.err) == (2, True)


def test_what_never_left_us_is_annulled_instead(busy: Desk, tmp_path: Path) -> None:
    """G14: offered, done, listed as annulled with its number; refused once exported."""
    first, second = [each["number"] for each in _posted(busy)[:2]]
    offered = busy.give(f"invoice credit {first} --dry-run")
    assert f"vistelse invoice annul {first}" in offered.err
    assert f"{first} is annulled by K" in busy.ok(f"invoice annul {first} --code wrong-recipient --yes")
    states = {each["number"]: each for each in busy.read("invoice list")["invoices"]}
    assert states[first]["annulled_by"] == "K" + first[:4] + "00001"
    assert "annulled" in busy.ok("invoice list")
    busy.ok(f"batch export {BATCH} --to {tmp_path / 'out'}")
    assert not (tmp_path / "out" / f"{first}.xml").exists()
    assert (tmp_path / "out" / f"{second}.xml").exists()
    refused = busy.give(f"invoice annul {second} --code wrong-recipient")
    assert (refused.exit_code, f"vistelse invoice credit {second}" in refused.err) == (5, True)
    assert "annul" not in busy.give(f"invoice credit {second} --dry-run").err
    assert busy.ok("doctor") == "Everything adds up.\n"


def test_today_names_the_command_that_exports_until_it_is_done(busy: Desk, tmp_path: Path) -> None:
    """G20: the batch with its documents, a credit note that came after the export too; an annulled pair never."""
    numbers = [each["number"] for each in _posted(busy)]
    command = f"vistelse batch export {BATCH} --to FOLDER"

    def waiting() -> list[int]:
        return [line["visits"] for line in busy.read("today")["work"] if line["command"] == command]

    assert waiting() == [len(numbers)]
    busy.ok(f"invoice annul {numbers[0]} --code wrong-recipient --yes")
    assert waiting() == [len(numbers) - 1]
    busy.ok(command.removeprefix("vistelse ").replace("FOLDER", str(tmp_path / "out")))
    assert waiting() == []
    busy.ok(f"invoice credit {numbers[1]} --code wrong-rate --yes")
    assert waiting() == [1]


@pytest.mark.parametrize(
    ("amount", "why"),
    [
        ("99999999999999", "is too large"),
        ("'12 345 678 901,00'", "is too large"),
        ("-- -5", "is below nought"),
        ("x", "is not an amount"),
    ],
)
def test_an_amount_is_refused_for_what_is_wrong_with_it(busy: Desk, amount: str, why: str) -> None:
    """Whoever typed a digit too many is not told how kronor are written."""
    said = busy.give(f"payment record --on 2026-10-20 202600001 {amount}")
    assert (said.exit_code, why in said.err) == (2, True)
