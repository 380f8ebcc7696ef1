"""Differences by the commands: proposed with the rates, shown line by line, and billed only when somebody accepts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from models.database import transaction
from models.operations.store.schema import open_for_work
from models.rate import Rate
from tests.commands.desk import MONTH, Desk
from tests.commands.repriced import bill, newer_rates


def _raised(desk: Desk, folder: Path, more: int = 1_000) -> str:
    """Bill the month, import higher rates for it, and give what the import said."""
    bill(desk)
    newer_rates(desk, folder / "newer.csv", more)
    return desk.ok(f"rate import {folder / 'newer.csv'} --confirm")


def test_new_rates_say_which_differences_they_propose(busy: Desk, tmp_path: Path) -> None:
    """G24: one a recipient, each line with both sums; nothing that is posted changes."""
    before = [each["total"] for each in bill(busy)]
    newer_rates(busy, tmp_path / "newer.csv")
    said = busy.ok(f"rate import {tmp_path / 'newer.csv'} --confirm")
    found = busy.read("difference list")["differences"]
    assert f"{len(found)} differences proposed, +" in said
    assert "vistelse difference list" in said
    assert {row["state"] for row in found} == {"open"}
    for row in found:
        assert row["total"] == sum(line["difference"] for line in row["lines"]) > 0
        for line in row["lines"]:
            assert line["difference"] == sum(part["net"] for part in line["now"]) - line["net"]
            assert {part["price"] for part in line["now"]} == {line["price"] + 1_000}
    assert [each["total"] for each in busy.read("invoice list")["invoices"]] == before
    assert str(len(found)) in _work(busy, "Rate differences to decide")


def _work(desk: Desk, what: str) -> str:
    return next((line for line in desk.ok("today").splitlines() if line.startswith(what)), "")


def test_a_difference_is_shown_line_by_line_with_both_rates(plain: Desk, tmp_path: Path) -> None:
    """G25: which line of which invoice, quantity times price then and now, since when it is known and from where."""
    _raised(plain, tmp_path)
    shown, sheet = plain.ok("difference show 1"), plain.read("difference show 1")
    for line in sheet["lines"]:
        assert f"{line['invoice']}:{line['line']}" in shown
    assert "known since" in shown
    assert "source: their letter" in shown
    named = {line["rate"] for line in sheet["lines"]} | {
        part["rate"] for line in sheet["lines"] for part in line["now"]
    }
    assert {rate["rate"] for rate in sheet["rates"]} == named
    rows = plain.ok("difference show 1 --format csv").splitlines()
    assert len(rows) == 1 + sum(len(line["now"]) for line in sheet["lines"])
    assert plain.ok("difference show 1 --format markdown").count("|") > 20
    assert plain.give("difference show 999").exit_code == 4


def test_only_what_is_accepted_is_planned_and_billed_once(busy: Desk, tmp_path: Path) -> None:
    """G24, G1: the plan shows it as a document of its own; the batch bills it, and the next plan has nothing left."""
    _raised(busy, tmp_path)
    assert busy.read(f"batch plan {MONTH}")["documents"] == 0
    total = busy.read("difference list")["differences"][0]["total"]
    assert "the next batch bills it" in busy.ok("difference accept 1")
    plan = busy.read(f"batch plan {MONTH}")
    assert (plan["documents"], plan["total"], plan["claimed"]) == (1, 0, total)
    assert [(each["difference"], each["lapsed"], each["total"]) for each in plan["differences"]] == [(1, False, total)]
    assert "1 document, together" in busy.ok(f"batch plan {MONTH}")
    assert "1 draft" in busy.ok(f"batch run {MONTH}")
    assert "1 invoice posted" in busy.ok(f"--as attester batch attest B{MONTH}-2")
    billed = next(row for row in busy.read("difference list --all")["differences"] if row["id"] == 1)
    assert billed["state"] == "billed"
    shown = busy.read(f"invoice show {billed['document']}")
    assert shown["total"] == total
    assert {line["takes_back"] for line in shown["lines"]} == {True, False}
    named = {f"{line['original']}:{line['original_line']}" for line in shown["lines"]}
    assert named == {f"{line['invoice']}:{line['line']}" for line in billed["lines"]}
    text = busy.ok(f"invoice show {billed['document']}")
    assert all(name in text for name in named)
    assert "−" in text
    assert busy.read(f"batch plan {MONTH}")["documents"] == 0
    assert busy.ok("doctor") == "Everything adds up.\n"


def test_a_lower_rate_becomes_a_credit_note(busy: Desk, tmp_path: Path) -> None:
    """The plan and the batch say so, and what the documents come to is below nought."""
    _raised(busy, tmp_path, -1_000)
    busy.ok("difference accept --all")
    plan = busy.read(f"batch plan {MONTH}")
    assert {each["kind"] for each in plan["differences"]} == {"credit"}
    assert plan["claimed"] < 0
    busy.ok(f"batch run {MONTH}")
    draft = busy.read("batch list")["batches"][0]
    assert (draft["invoices"], draft["credits"], draft["total"]) == (0, plan["documents"], plan["claimed"])
    said = busy.ok(f"--as attester batch attest B{MONTH}-2")
    assert f"{plan['documents']} documents posted, K" in said
    assert busy.ok("doctor") == "Everything adds up.\n"


def test_a_declined_difference_stays_away_until_it_is_another(busy: Desk, tmp_path: Path) -> None:
    """Looking again proposes nothing; a rate that is known later does."""
    _raised(busy, tmp_path)
    for row in busy.read("difference list")["differences"]:
        busy.ok(f"difference decline {row['id']} --reason 'agreed with them'")
    assert "Nothing new" in busy.ok("difference find")
    assert busy.read("difference list")["differences"] == []
    again = busy.give("difference decline 1 --reason 'once more'")
    assert again.exit_code == 5
    assert "vistelse difference show 1" in again.err
    newer_rates(busy, tmp_path / "newest.csv", 3_000, "")
    assert "proposed, +" in busy.ok(f"rate import {tmp_path / 'newest.csv'} --confirm")


def test_what_another_decided_is_overturned_only_by_the_word_for_it(plain: Desk, tmp_path: Path) -> None:
    """G35: exit code 5 with who and when, and what to say; a rehearsal of it changes nothing."""
    _raised(plain, tmp_path)
    plain.ok("difference decline 1 --reason 'agreed with them'")
    for line in ("difference accept 1", "difference accept 1 --dry-run"):
        refused = plain.give(line)
        assert (refused.exit_code, "declined by" in refused.err, "--overturn" in refused.err) == (5, True, True)
    assert plain.ok("difference accept 1 --overturn --dry-run")
    assert _first(plain)["state"] == "declined"
    assert "the next batch bills it" in plain.ok("difference accept 1 --overturn")
    refused = plain.give("difference decline 1 --reason 'after all not'")
    assert (refused.exit_code, "accepted by" in refused.err) == (5, True)
    plain.ok("difference decline 1 --reason 'after all not' --overturn")
    again = plain.give("difference decline 1 --reason 'once more' --overturn")
    assert (again.exit_code, "--overturn" in again.err) == (5, False)
    assert (_first(plain)["state"], _first(plain)["reason"]) == ("declined", "after all not")


def _first(desk: Desk) -> dict[str, Any]:
    found: dict[str, Any] = desk.read("difference show 1")
    return found


def test_billed_lines_that_no_rate_prices_any_more_are_named(plain: Desk, tmp_path: Path) -> None:
    """Two rates that contradict each other price nothing, and nothing is credited for it unasked."""
    _raised(plain, tmp_path)
    newer_rates(plain, tmp_path / "other.csv", 2_000)
    said = plain.give(f"rate import {tmp_path / 'other.csv'} --confirm")
    invoices = [each["number"] for each in plain.read("invoice list")["invoices"]]
    assert "cannot be priced again" in said.err
    assert any(f"{number}:1" in said.err for number in invoices)
    assert plain.read("difference list")["differences"] == []


def test_what_was_accepted_and_is_no_longer_so_is_not_billed(plain: Desk, tmp_path: Path) -> None:
    """G10: the plan says so and how to go on; looking again takes it back, and what is so now is decided anew."""
    _raised(plain, tmp_path)
    plain.ok("difference accept 1")
    open_for_work(plain.url)
    with transaction():  # every deed that could do this takes the difference back at once
        Rate.update(confirmed_by=None, confirmed_at=None).where(Rate.source == "their letter").execute()
    plan = plain.read(f"batch plan {MONTH}")
    assert [each["lapsed"] for each in plan["differences"]] == [True]
    assert plan["documents"] == len(plan["invoices"])
    assert "1 is no longer as it was accepted and is not billed: vistelse difference find" in (
        plain.ok(f"batch plan {MONTH}")
    )
    assert "taken back" in plain.ok("difference find")
    assert plain.read(f"batch plan {MONTH}")["differences"] == []


def test_a_row_that_is_taken_back_takes_its_difference_back_too(plain: Desk, tmp_path: Path) -> None:
    """G10: what waits for a credit is not billed at another price meanwhile."""
    _raised(plain, tmp_path)
    plain.ok("difference accept --all")
    row = plain.read("difference list")["differences"][0]
    line = row["lines"][0]
    rows = plain.read(f"hours show {line['case']} {line['month']}")["rows"]
    key = next(each["key"] for each in rows if each["service"] == line["service"])
    plain.ok(f"hours correct {key} --reason misread --none")
    assert row["id"] not in [each["difference"] for each in plain.read(f"batch plan {MONTH}")["differences"]]
    assert plain.ok("doctor") == "Everything adds up.\n"


def test_accepting_names_numbers_or_all_and_a_rehearsal_changes_nothing(plain: Desk, tmp_path: Path) -> None:
    """All that are named or none (G8)."""
    _raised(plain, tmp_path)
    assert plain.give("difference accept").exit_code == 2
    assert plain.give("difference accept 1 --all").exit_code == 2
    assert plain.give("difference accept 1 999").exit_code == 4
    said = plain.give("difference accept --all --dry-run")
    assert said.told[-1] == "A rehearsal: nothing was changed."
    assert {row["state"] for row in plain.read("difference list")["differences"]} == {"open"}
    assert plain.give("difference decline 1 --reason ''").exit_code != 0
    assert plain.give("--as reader difference accept 1").exit_code == 3


def test_the_effect_of_a_rate_names_the_invoices_it_would_change(plain: Desk, tmp_path: Path) -> None:
    """G26: per municipality and invoice, before it is saved; saving says how to go on."""
    invoices = bill(plain)
    line = next(line for line in invoices[0]["lines"] if line["unit"] == "hour")
    rate = next(rate for rate in plain.read("rate list")["rates"] if rate["id"] == line["rate"])
    kind = "".join(f" --{name} '{rate[name]}'" for name in ("provider", "area", "band") if rate[name])
    enter = f"rate enter {rate['municipality']} {rate['service']} 999 --from {MONTH.first}{kind} --confirm"
    rehearsed = plain.ok(f"{enter} --dry-run")
    assert "Differences on posted invoices that it proposes" in rehearsed
    assert invoices[0]["number"] in rehearsed
    assert plain.read("difference list")["differences"] == []
    assert "1 difference proposed, +" in plain.ok(f"{enter} --yes")


def test_a_rate_that_is_confirmed_later_proposes_too(plain: Desk, tmp_path: Path) -> None:
    """What nobody has confirmed changes nothing that is billed; the confirmation does."""
    bill(plain)
    newer_rates(plain, tmp_path / "newer.csv")
    assert "proposed" not in plain.ok(f"rate import {tmp_path / 'newer.csv'}")
    new = [
        str(rate["id"]) for rate in plain.read("rate list --unconfirmed")["rates"] if rate["source"] == "their letter"
    ]
    assert "proposed, +" in plain.ok(f"rate confirm {' '.join(new)}")


def test_the_log_tells_who_proposed_and_decided_a_difference(plain: Desk, tmp_path: Path) -> None:
    """G34: by its own name, and with the batch that bills it."""
    _raised(plain, tmp_path)
    plain.ok("difference accept 1")
    plain.ok(f"batch run {MONTH}")
    deeds = [event["deed"] for event in plain.read("log --subject D1")["events"]]
    assert deeds == ["run-batch", "accept-difference", "propose-difference"]


def test_differences_are_told_in_swedish(plain: Desk, tmp_path: Path) -> None:
    """Every heading, state and sentence."""
    _raised(plain, tmp_path)
    text = plain.ok("--language sv difference list") + plain.ok("--language sv difference show 1")
    text += plain.ok("--language sv difference accept 1") + plain.ok(f"--language sv batch plan {MONTH}")
    for word in ("föreslagen", "Känd sedan", "Fakturerat", "godkänd", "Godkända differenser", "tillsammans"):
        assert word in text
    for word in ("Difference", "proposed", "Billed", "accepted", "together"):
        assert word not in text
