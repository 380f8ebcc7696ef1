"""The registers, visits and hours as commands change them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.desk import MONTH, Desk

ADA = "--home 0180 --from {month}-01 --case K-1 --name 'Ada Alm' --identity-number 19460113-6098"


def _register(desk: Desk, more: str = "") -> None:
    order = f"--ordered-on {MONTH.first} --invoice-reference ZZ1 --service home-care --provider own"
    desk.ok(f"visit register {ADA.format(month=MONTH)} {order} {more}")


def test_a_new_store_knows_the_country_and_trusts_no_rate(desk: Desk) -> None:
    """G7: the published rates are there with their source, and none may bill until somebody confirms it."""
    assert len(desk.read("municipality list")["municipalities"]) == 290
    rates = desk.read("rate list")["rates"]
    assert len(rates) == 43
    assert {rate["confirmed_by"] for rate in rates} == {""}
    assert all(rate["source"] for rate in rates)
    first = rates[0]["id"]
    assert desk.ok(f"rate confirm {first} {rates[1]['id']}") == "2 rates confirmed.\n"
    assert desk.ok(f"rate confirm {first}") == "0 rates confirmed.\n"
    assert len(desk.read("rate list --unconfirmed")["rates"]) == 41


def test_rates_are_confirmed_all_or_none(desk: Desk) -> None:
    """A number that is none leaves the others as they were."""
    first = desk.read("rate list")["rates"][0]["id"]
    assert desk.give(f"rate confirm {first} 99999999").exit_code == 4
    assert len(desk.read("rate list --unconfirmed")["rates"]) == 43


def test_a_visit_typed_by_hand_is_billed_like_any_other(desk: Desk, tmp_path: Path) -> None:
    """Register, log, sign, plan: one line with the minutes of two staff at the rate that was confirmed."""
    file = tmp_path / "rates.csv"
    file.write_text("municipality;service;unit;amount;valid_from\n0180;home-care;hour;414,80;2020-01-01\n", "utf-8")
    desk.ok(f"rate import {file} --confirm")
    _register(desk, "--stay-address 'Strandvägen 1' --officer-name 'Bo Ek'")
    logged = f"hours log K-1 {MONTH.first} Hemtjänst --start 23:30 --end 00:15 --staff 2"
    assert "Logged 0:45 for K-1" in desk.ok(logged)
    assert "logged already" in desk.ok(logged)
    desk.ok(f"hours sign K-1 --month {MONTH}")
    lines = desk.read(f"batch plan {MONTH}")["lines"]
    assert [(line["case"], line["quantity"], line["net"]) for line in lines] == [("K-1", 90, 62220)]


def test_a_visit_s_sheet_shows_what_was_registered(desk: Desk) -> None:
    """What was typed stands on the sheet, and a second registration adds a service to the same visit."""
    _register(desk, "--relatives 'En son i Umeå' --objective 'Trygg vistelse' --staff 2 --granted 300 --per week")
    desk.ok(f"visit register {ADA.format(month=MONTH)} --service meal-delivery")
    sheet = desk.read("visit show K-1")
    assert (sheet["name"], sheet["details"]["relatives"]) == ("Ada Alm", "En son i Umeå")
    assert [granted["service"] for granted in sheet["decisions"]] == ["home-care", "meal-delivery"]
    assert (sheet["decisions"][0]["staff"], sheet["decisions"][0]["granted"]) == (2, 300)
    desk.ok(f"visit set k-1 --to {MONTH.last} --officer-email handl@kommun.example")
    assert desk.read("visit show K-1")["last"] == str(MONTH.last)
    assert "handl@kommun.example" in desk.ok("visit show K-1")


def test_a_stay_never_ends_before_it_begins(desk: Desk) -> None:
    """What cannot be is refused, and the visit is as it was."""
    _register(desk)
    assert desk.give("visit set K-1 --to 2001-01-01").exit_code == 2
    assert desk.read("visit show K-1")["last"] is None


@pytest.mark.parametrize("text", ["Ada Alm", "19460113-6098", "460113-6098 dec"])
def test_what_goes_on_the_invoice_never_names_the_guest(desk: Desk, text: str) -> None:
    """G30: neither when it is registered nor when it is changed later."""
    _register(desk)
    said = desk.give(f"visit set K-1 --invoice-reference '{text}'")
    assert said.exit_code == 1
    assert "Ada" not in said.err
    assert "6098" not in said.err
    assert desk.read("visit show K-1")["invoice_reference"] == "ZZ1"
    fresh = f"visit register --home 0180 --from {MONTH}-01 --name 'Ada Alm' --identity-number 19460113-6098"
    assert desk.give(f"{fresh} --case K-2 --order-reference '{text}'").exit_code == 1


def test_only_listed_steps_happen(desk: Desk) -> None:
    """G29: a confirmed visit becomes ongoing, then ended, and cannot be closed before it is billed."""
    _register(desk)
    assert desk.ok("visit step K-1 ongoing") == "K-1: confirmed → ongoing.\n"
    desk.ok("visit step K-1 ended")
    assert desk.give("visit step K-1 closed").exit_code == 1
    assert desk.read("visit list --state ended")["visits"][0]["case"] == "K-1"


def test_a_protected_person_is_masked_until_somebody_says_why(desk: Desk) -> None:
    """G30, G31: without a reason neither name nor number nor address; with one they are shown, and it is logged."""
    _register(desk, "--protected yes --stay-address 'Strandvägen 1' --relatives 'En syster'")
    said = desk.give("visit show K-1")
    assert "protected" in said.err
    for secret in ("Ada", "6098", "Strandvägen", "syster"):
        assert secret not in said.out + said.err
        assert secret not in desk.ok("find K-1") + desk.ok("visit list") + desk.ok("log")
    assert "Ada Alm" in desk.ok("visit show K-1 --reason 'the guest telephoned'")
    desk.ok("--as administrator visit clear K-1 --reason 'agreed with the case officer'")
    assert desk.read("visit show K-1")["cleared_by"] == "administrator"


def test_who_was_looked_at_is_logged_by_case(desk: Desk) -> None:
    """G31: searches, sheets and hours leave who, when and why."""
    from models.database import open_store, snapshot
    from models.event import Access

    _register(desk)
    desk.ok("find Alm")
    desk.ok("--as reader visit show K-1 --reason 'a question'")
    desk.ok(f"hours show K-1 {MONTH}")
    open_store(desk.url)
    with snapshot():
        seen = [(row.deed, row.subject, row.reason) for row in Access.select().order_by(Access.id)]
        logins = {row.login for row in Access.select()}
    assert seen == [("find", "K-1", ""), ("show-visit", "K-1", "a question"), ("show-hours", "K-1", "")]
    assert "reader" in logins


def test_a_row_is_excluded_with_a_reason_and_taken_in_again(busy: Desk) -> None:
    """G5, G10: excluded rows have their reason, and the way back is open."""
    plan = busy.read(f"batch plan {MONTH}")
    held = plan["unbilled"][0]
    busy.ok(f"hours exclude {held['key']} --reason 'our own mistake'")
    row = next(row for row in busy.read(f"hours show {held['case']} {MONTH}")["rows"] if row["key"] == held["key"])
    assert row["excluded"].endswith(": our own mistake")
    busy.ok(f"hours include {held['key']}")
    assert busy.read(f"batch plan {MONTH}") == plan


def test_a_signed_month_takes_no_hours_until_it_is_opened(busy: Desk) -> None:
    """The reason for opening it stands in the log."""
    visit = busy.read(f"batch plan {MONTH}")["lines"][0]
    more = f"hours log {visit['case']} {visit['from']} {visit['service']} --minutes 5 --key by-hand"
    assert busy.give(more).exit_code == 1
    busy.ok(f"hours reopen {visit['case']} {MONTH} --reason 'a late report'")
    assert busy.give(f"hours reopen {visit['case']} {MONTH} --reason again").exit_code == 1
    reasons = [event["facts"]["reason"] for event in busy.read("log")["events"] if event["deed"] == "reopen-month"]
    assert reasons == ["a late report"]


def test_signing_all_asks_first(busy: Desk) -> None:
    """No is no: nothing is signed."""
    case = busy.read(f"batch plan {MONTH}")["lines"][0]["case"]
    busy.ok(f"hours reopen {case} {MONTH} --reason x")
    refused = busy.give(f"hours sign --all --month {MONTH}", answer="nej\n")
    assert refused.exit_code == 1
    assert busy.read(f"hours show {case} {MONTH}")["signed_by"] is None
    assert "1 visit" in busy.ok(f"hours sign --all --month {MONTH}", answer="ja\n")


def test_a_recipient_is_added_and_becomes_the_usual_one(desk: Desk) -> None:
    """One municipality has one usual recipient, and its address has right check digits."""
    line = "recipient set STHLM-AO --municipality Stockholm --name 'Stockholms stad, äldreförvaltningen' --usual"
    assert desk.ok(f"{line} --peppol 0088:7365560000000 --confirmed") == "Added STHLM-AO.\n"
    found = {row["code"]: row for row in desk.read("recipient list 0180")["recipients"]}
    assert (found["STHLM-AO"]["is_default"], found["0180"]["is_default"]) == (True, False)
    assert (found["STHLM-AO"]["peppol_scheme"], found["STHLM-AO"]["peppol_confirmed"]) == ("0088", True)
    assert desk.ok("recipient set STHLM-AO --pattern 'ZZ[0-9]+' --reference ZZ12") == "Changed STHLM-AO.\n"
    assert desk.give("recipient set STHLM-AO --reference 12").exit_code == 2


def test_users_get_roles_and_lose_them(desk: Desk) -> None:
    """The last administrator stays one, and a closed user can do nothing."""
    desk.ok("user add anna register hours")
    desk.ok("user grant anna attest --limit 50000")
    anna = next(user for user in desk.read("user list")["users"] if user["login"] == "anna")
    assert (anna["roles"], anna["attest_limit"]) == ("register hours attest", 5_000_000)
    desk.ok("user grant anna read")
    assert (
        next(user for user in desk.read("user list")["users"] if user["login"] == "anna")["attest_limit"] == 5_000_000
    )
    desk.ok("user close anna")
    assert desk.give("--as anna today").exit_code == 3
    assert desk.give("--as reader user add eva read").exit_code == 3


def test_our_own_facts_are_changed_and_shown(desk: Desk) -> None:
    """What the documents print of us is what was last set."""
    desk.ok("store set --bankgiro 991-2346 --city Köpingsvik --payment-days 20 --mailbox faktura@kommun.example")
    facts = desk.read("store show")
    assert (facts["bankgiro"], facts["city"], facts["payment_days"]) == ("9912346", "Köpingsvik", 20)
    assert "Köpingsvik" in desk.ok("store show")
    assert desk.ok("store upgrade") == "The store is up to date.\n"


def test_today_says_what_waits_and_how_to_go_on(busy: Desk) -> None:
    """Blockers first, then what can be run, then what wants attest; each with its command."""
    work = [row["command"] for row in busy.read("today")["work"]]
    (run,) = (command for command in work if command.startswith("vistelse batch run "))
    month = run.split()[-1]
    assert month >= str(MONTH)
    busy.ok(f"batch run {month} --yes")
    commands = [row["command"] for row in busy.read("today")["work"]]
    assert f"vistelse batch attest B{month}" in commands
    assert run not in commands
