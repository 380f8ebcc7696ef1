"""Signing with a reason, opening by two, correcting and crediting: by commands alone."""

from __future__ import annotations

import json

from tests.commands.desk import BATCH, MONTH, Desk


def _a_billed_row(desk: Desk) -> tuple[str, str, str]:
    """Post the month, and give a case, the key of one of its billed rows by the clock, and the invoice."""
    desk.ok(f"batch run {MONTH} --yes")
    desk.ok(f"--as attester batch attest {BATCH}")
    for invoice in desk.read(f"invoice list --batch {BATCH}")["invoices"]:
        case = invoice["lines"][0]["case"]
        for row in desk.read(f"hours show {case} {MONTH}")["rows"]:
            if row["invoice"] and row["start"] and row["staff"] == 1:
                return case, row["key"], row["invoice"]
    raise AssertionError


def test_a_billed_row_is_corrected_credited_and_billed_anew(busy: Desk) -> None:
    """G4: every step is a command, and each names the next."""
    case, key, invoice = _a_billed_row(busy)
    refused = busy.give(f"hours correct {key} --reason 'wrong clock'")
    assert (refused.exit_code, len(refused.told)) == (2, 1)
    done = busy.give(f"hours correct {key} --start 03:00 --end 03:20 --reason 'wrong clock'")
    assert done.exit_code == 0
    assert f"vistelse invoice credit {invoice} --lines" in done.err
    rows = {row["key"]: row for row in busy.read(f"hours show {case} {MONTH}")["rows"]}
    new = rows[rows[key]["instead"]]
    assert (rows[key]["reversed"], new["corrects"], new["late"], new["minutes"]) == (True, key, True, 20)
    assert busy.give(f"hours correct {key} --none --reason again").exit_code == 5
    (due,) = busy.read("invoice credits-due")["credits_due"]
    assert due["invoice"] == invoice
    assert invoice in busy.ok("today")
    said = busy.ok(due["command"].removeprefix("vistelse ") + " --yes")
    assert f"{BATCH}-2: 1 draft" in said
    assert busy.read("invoice credits-due")["credits_due"] == []
    busy.ok(f"--as attester batch attest {BATCH}-2 --yes")
    assert busy.ok("doctor") == "Everything adds up.\n"


def test_a_billed_month_is_opened_by_two(busy: Desk) -> None:
    """The asker gets exit code 3; a question can be taken back."""
    case, _, _ = _a_billed_row(busy)
    assert "another user has to agree" in busy.ok(f"hours reopen {case} {MONTH} --reason 'a late report'")
    assert busy.give(f"hours reopen {case} {MONTH}").exit_code == 3
    assert "stays signed" in busy.ok(f"hours reopen {case} {MONTH} --withdraw")
    assert busy.give(f"hours reopen {case} {MONTH} --withdraw").exit_code == 1
    busy.ok(f"hours reopen {case} {MONTH} --reason 'a late report'")
    assert "open again" in busy.ok(f"--as administrator hours reopen {case} {MONTH}")


def test_compare_and_check_speak_to_people_and_programs(busy: Desk) -> None:
    """Minutes in JSON, hours in the table; a case that is not there is exit code 4."""
    weeks = busy.read(f"hours compare {MONTH}")["weeks"]
    assert {"case", "service", "week", "granted", "executed", "deviation", "over"} == set(weeks[0])
    assert f"{weeks[0]['case']}" in busy.ok(f"hours compare {MONTH} {weeks[0]['case']}")
    assert busy.give(f"hours compare {MONTH} nobody").exit_code == 4
    assert "Nothing." in busy.ok(f"hours compare {MONTH} --over")
    found = json.loads(busy.ok(f"hours check {MONTH} --format json"))["remarks"]
    assert all({"case", "day", "code", "text", "key"} <= set(remark) for remark in found)
    assert busy.give("hours check --case nobody").exit_code == 4
