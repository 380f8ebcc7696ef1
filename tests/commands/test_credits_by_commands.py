"""Credit, bill again and annul from the command line: why is always said, and both sides are shown before."""

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
