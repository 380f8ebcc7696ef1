"""A month from plan to export by the commands, as several people give them."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from tests.commands.desk import BATCH, MONTH, Desk

LINE = ["case", "service", "unit", "price", "quantity", "net", "rate", "from", "to", "kind", "share"]
INVOICE = [
    "number",
    "kind",
    "state",
    "batch",
    "month",
    "recipient",
    "municipality",
    "reference",
    "credits",
    "issued_on",
    "due_on",
    "total",
    "reason_code",
    "exported",
    "annuls",
    "annulled_by",
    "lines",
]


def _posted(desk: Desk) -> list[dict[str, Any]]:
    """Run and attest the month and give its invoices."""
    desk.ok(f"batch run {MONTH} --yes")
    desk.ok(f"--as attester batch attest {BATCH}")
    invoices: list[dict[str, Any]] = desk.read(f"invoice list --batch {BATCH}")["invoices"]
    return invoices


def test_a_month_goes_from_plan_to_e_invoices(busy: Desk, tmp_path: Path) -> None:
    """The five lines of month's end, with an attest by somebody else (G27), and a store that keeps its promises."""
    plan = busy.read(f"batch plan {MONTH}")
    assert "Another user posts" in busy.ok(f"batch run {MONTH}")
    own = busy.give(f"batch attest {BATCH}")
    assert (own.exit_code, len(own.told)) == (3, 1)
    assert f"{len(plan['invoices'])} invoices posted" in busy.ok(f"--as attester batch attest {BATCH}")
    busy.ok(f"batch export {BATCH} --to {tmp_path / 'out'}")
    first = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    busy.ok(f"batch export {BATCH} --to {tmp_path / 'out'}")
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == first
    assert len(first) == len(plan["invoices"]) + 2
    assert busy.ok("doctor") == "Everything adds up.\n"


def test_the_plan_s_json_says_each_line_once_and_its_invoices_name_them(busy: Desk) -> None:
    """G19: the lines add up to the invoices, and those to the plan; G5: every reason is a word of the list."""
    plan = busy.read(f"batch plan {MONTH}")
    sums = ["schema", "month", "known_on", "total", "documents", "claimed"]
    assert list(plan) == [*sums, "lines", "invoices", "differences", "unbilled", "unbilled_months"]
    assert all(list(line) == LINE for line in plan["lines"])
    named = [place for invoice in plan["invoices"] for place in invoice["lines"]]
    assert named == list(range(len(plan["lines"])))
    for invoice in plan["invoices"]:
        assert invoice["total"] == sum(plan["lines"][place]["net"] for place in invoice["lines"])
    assert plan["total"] == sum(line["net"] for line in plan["lines"]) > 0
    assert all(list(row) == ["case", "key", "reason"] for row in plan["unbilled"])
    assert all(list(row) == ["case", "service", "month", "reason"] for row in plan["unbilled_months"])


def test_the_invoices_are_the_plan(busy: Desk) -> None:
    """G9: drafts, then invoices, have the plan's lines in the plan's order, with numbers only when posted (G14)."""
    plan = busy.read(f"batch plan {MONTH}")
    busy.ok(f"batch run {MONTH} --yes")
    drafts = busy.read(f"invoice list --month {MONTH}")["invoices"]
    assert [line for draft in drafts for line in draft["lines"]] == plan["lines"]
    assert {draft["number"] for draft in drafts} == {None}
    busy.ok(f"--as attester batch attest {BATCH} --yes")
    invoices = busy.read("invoice list")["invoices"]
    assert all(list(invoice) == INVOICE for invoice in invoices)
    assert [invoice["lines"] for invoice in invoices] == [draft["lines"] for draft in drafts]
    assert [invoice["number"] for invoice in invoices] == sorted({invoice["number"] for invoice in invoices})
    shown = busy.read(f"invoice show {invoices[0]['number']}")
    assert shown.pop("schema") == 1
    assert shown == invoices[0]


def test_running_again_makes_nothing_and_says_by_whom(busy: Desk) -> None:
    """G1: the second run is refused with the first one's batch."""
    busy.ok(f"batch run {MONTH} --yes")
    again = busy.give(f"batch run {MONTH} --yes")
    assert again.exit_code == 5
    assert BATCH in again.err
    assert [batch["name"] for batch in busy.read("batch list")["batches"]] == [BATCH]


def test_an_annulled_batch_frees_its_rows_for_the_same_plan(busy: Desk) -> None:
    """G9: annulled and run again, the month is what it was."""
    before = busy.ok(f"batch plan {MONTH} --format json")
    busy.ok(f"batch run {MONTH} --yes")
    busy.ok(f"batch annul {BATCH} --yes")
    assert busy.ok(f"batch plan {MONTH} --format json") == before
    assert f"{BATCH}-2: " in busy.ok(f"batch run {MONTH} --yes")


def test_a_credited_line_can_be_billed_again(busy: Desk) -> None:
    """G3: a credit frees exactly the rows of the line."""
    invoices = _posted(busy)
    number, line = invoices[0]["number"], invoices[0]["lines"][0]
    assert "Credit note K" in busy.ok(f"invoice credit {number} --lines 1 --code wrong-rate --yes")
    note = busy.read("invoice list")["invoices"][-1]
    assert (note["kind"], note["credits"], note["total"], note["lines"]) == ("credit", number, line["net"], [line])
    assert busy.read(f"batch plan {MONTH}")["lines"] == [line]
    again = busy.give(f"invoice credit {number} --lines 1 --code wrong-rate")
    assert again.exit_code == 5
    assert busy.give(f"invoice credit {note['number']} --code disputed").exit_code == 1
    assert busy.give(f"invoice credit {number} --lines 77 --code disputed").exit_code == 4


def test_without_attest_running_posts_and_asks_first(busy: Desk) -> None:
    """Where nobody attests, the one who runs is asked, and no is no."""
    busy.ok("store set --no-attest")
    refused = busy.give(f"batch run {MONTH}", answer="n\n")
    assert refused.exit_code == 1
    assert "nothing was changed" in refused.err
    assert busy.read("batch list")["batches"] == []
    assert busy.give(f"batch run {MONTH}", answer="").exit_code == 1
    assert " posted, " in busy.ok(f"batch run {MONTH}", answer="y\n")


def test_a_rehearsal_changes_nothing(busy: Desk, tmp_path: Path) -> None:
    """G8: --dry-run says what would be, and the store reads as before, with no number used."""
    plan = busy.ok(f"batch plan {MONTH} --format json")
    log = busy.ok("log --limit 1000 --format json")
    said = busy.give(f"batch run {MONTH} --dry-run")
    assert (said.exit_code, said.told[-1]) == (0, "A rehearsal: nothing was changed.")
    assert busy.ok(f"batch plan {MONTH} --format json") == plan
    assert busy.ok("log --limit 1000 --format json") == log
    busy.ok(f"batch run {MONTH} --yes")
    busy.ok(f"--as attester batch attest {BATCH} --dry-run")
    numbers = [invoice["number"] for invoice in busy.read("invoice list")["invoices"]]
    assert set(numbers) == {None}
    busy.ok(f"--as attester batch attest {BATCH}")
    first = busy.read("invoice list")["invoices"][0]["number"]
    assert first.endswith("00001")


def test_a_damaged_export_is_found_and_written_again(busy: Desk, tmp_path: Path) -> None:
    """G12: the doctor names a file whose bytes have changed, and the export writes it as it was."""
    _posted(busy)
    busy.ok(f"batch export {BATCH} --to {tmp_path / 'out'}")
    victim = sorted((tmp_path / "out").glob("*.xml"))[0]
    whole = hashlib.sha256(victim.read_bytes()).hexdigest()
    victim.write_bytes(victim.read_bytes()[:-9])
    sick = busy.give("doctor")
    assert sick.exit_code == 1
    assert victim.name in sick.out
    busy.ok(f"batch export {BATCH} --to {tmp_path / 'out'}")
    assert hashlib.sha256(victim.read_bytes()).hexdigest() == whole
    assert busy.give("doctor").exit_code == 0


def test_a_draft_cannot_be_exported(busy: Desk, tmp_path: Path) -> None:
    """G20: only what is posted goes out."""
    busy.ok(f"batch run {MONTH} --yes")
    assert busy.give(f"batch export {BATCH} --to {tmp_path / 'out'}").exit_code == 5
    assert not (tmp_path / "out").exists()
