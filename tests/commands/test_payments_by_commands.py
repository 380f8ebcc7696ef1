"""What comes after the bill, by commands alone: payments, reminders, interest, disputes, and what Today says."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from models.rules.checksum import ocr_reference
from tests.commands.desk import BATCH, MONTH, Desk

TODAY = date.today()


class MuchLater(date):
    """Ninety days from now, when what was posted is due."""

    @classmethod
    def today(cls) -> date:  # type: ignore[override]
        """Give that day."""
        return TODAY + timedelta(days=90)


@pytest.fixture
def posted(busy: Desk) -> Desk:
    """Give a store in which the month is posted."""
    busy.ok(f"batch run {MONTH}")
    busy.ok(f"--as attester batch attest {BATCH}")
    return busy


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the commands think that it is ninety days later."""
    for module in ("payment", "payment_open", "reminder", "dispute", "today"):
        monkeypatch.setattr(f"commands.{module}.date", MuchLater)


def _open(desk: Desk, more: str = "") -> dict[str, dict[str, object]]:
    return {row["number"]: row for row in desk.read(f"payment open {more}")["open"]}


def test_a_bank_file_settles_and_the_rest_is_matched_by_hand(posted: Desk, tmp_path: Path) -> None:
    """OCR, Windows-1252, semicolons and decimal commas; again without effect; then match, unmatch, set aside."""
    numbers = list(_open(posted))
    first, second = (_open(posted)[number] for number in numbers[:2])
    file = tmp_path / "inbetalningar.csv"
    half = int(str(first["balance"])) // 2
    file.write_text(
        "Datum;Belopp;OCR;Betalare;Nyckel\n"
        f"{TODAY};{half // 100},{half % 100:02};{ocr_reference(numbers[0])};Åre kommun;b1\n"
        f"{TODAY};1 000,50;;Åre kommun;b2\n",
        encoding="cp1252",
    )
    said = posted.give(f"payment import {file}")
    assert "1 settle an invoice" in said.out
    assert "1 unmatched: no reference." in said.err
    assert "0 new, 2 known already" in posted.ok(f"payment import {file}")
    assert _open(posted)[numbers[0]]["state"] == "partly-paid"
    posted.ok(f"payment match b2 {numbers[1]} --amount 1000")
    assert _open(posted)[numbers[1]]["balance"] == int(str(second["balance"])) - 100000
    posted.ok("payment set-aside b2 --reason 'rounded up'")
    assert posted.read("payment list --unmatched")["payments"] == []
    posted.ok(f"payment unmatch b2 --invoice {numbers[1]} --reason 'another one'")
    assert posted.read("payment list --unmatched")["payments"][0]["left"] == 100000
    assert "Payments that settle no invoice" in posted.ok("today")
    assert posted.ok("doctor") == "Everything adds up.\n"


def test_money_dated_before_its_invoice_is_taken_and_told_of(posted: Desk, tmp_path: Path) -> None:
    """By hand, by a file rehearsed and read, and when it is matched."""
    number, *_ = _open(posted)
    said = posted.give(f"payment record {number} 5 --on 2020-01-01")
    assert (said.exit_code, f"dated 2020-01-01, before {number} was issued" in said.err) == (0, True)
    file = tmp_path / "early.csv"
    file.write_text(f"datum;belopp;ocr;nyckel\n2020-01-02;7;{ocr_reference(number)};e1\n2020-01-03;8;;e2\n")
    for option in (" --dry-run", ""):
        said = posted.give(f"payment import {file}{option}")
        assert f"Line 2: dated 2020-01-02, before {number} was issued" in said.err
        assert "Line 3" not in said.err
    assert f"dated 2020-01-03, before {number} was issued" in posted.give(f"payment match e2 {number}").err
    assert posted.give(f"payment record {number} 5 --on 2999-01-01").exit_code == 2


def test_an_invoice_is_paid_over_and_paid_back(posted: Desk) -> None:
    """Paid ones leave the list; overpaid ones stay until somebody pays back."""
    number, row = next(iter(_open(posted).items()))
    owed = int(str(row["balance"]))
    posted.ok(f"payment record {number} {owed // 100 + 10} --on {TODAY}")
    assert _open(posted)[number]["state"] == "overpaid"
    said = posted.give(f"payment record {number} {owed // 100 + 10} --on {TODAY}")
    assert said.exit_code == 5
    over = -int(str(_open(posted)[number]["balance"]))
    posted.ok(f"payment refund {number} {over // 100},{over % 100:02} --on {TODAY}")
    assert number not in _open(posted)
    assert _open(posted, "--all")[number]["state"] == "paid"
    assert posted.give(f"payment record 209900001 5 --on {TODAY}").exit_code == 4
    assert posted.give(f"payment record {number} -- -5 --on {TODAY}").exit_code == 2


@pytest.mark.usefixtures("later")
def test_what_is_late_is_reminded_of_with_interest_where_it_is_on(posted: Desk, tmp_path: Path) -> None:
    """A letter, a mail draft in a folder, and a table that comes to the same amount."""
    number = posted.read("reminder list")["overdue"][0]["number"]
    assert "Invoices overdue" in posted.ok("today")
    assert posted.ok(f"reminder write {number} --dry-run").startswith("Påminnelse om faktura")
    path = posted.ok(f"reminder write {number} --eml --address ekonomi@are.example --to {tmp_path}").strip()
    assert Path(path).read_bytes().startswith(b"X-Unsent: 1")
    assert posted.ok(f"reminder show {number}").startswith("Påminnelse om faktura")
    assert posted.read("reminder list")["overdue"][0]["reminded"] == 1
    assert posted.give(f"payment interest {number}").exit_code == 1
    posted.ok("store set --interest")
    said = posted.give(f"payment interest {number}")
    half_year = date(TODAY.year + (TODAY.month == 12), 1, 1)
    assert "vistelse reminder rate" in said.err
    for first in {date(day.year, 1 if day.month < 7 else 7, 1) for day in (TODAY, MuchLater.today(), half_year)}:
        posted.ok(f"reminder rate {first} 2,50 --source 'the bank'")
    spans = posted.read(f"payment interest {number}")["interest"]
    assert {span["rate"] for span in spans} == {1050}
    owed, days = spans[0]["balance"], sum(span["days"] for span in spans)
    assert spans[-1]["so_far"] == (2 * owed * 1050 * days + 3_650_000) // 7_300_000
    assert "2,50" in posted.ok("reminder rates")


def test_a_disputed_line_is_followed_until_it_is_credited(posted: Desk) -> None:
    """Today says what is to be decided, then what is to be credited, then nothing."""
    number = next(iter(_open(posted)))
    soon = TODAY + timedelta(days=3)
    posted.ok(f"dispute open {number} 1 --deadline {soon} --reason 'twelve hours, not fourteen'")
    assert posted.give(f"dispute open {number} 1 --deadline {soon} --reason again").exit_code == 5
    assert _open(posted)[number]["state"] == "disputed"
    assert f"Dispute on {number}" in posted.ok("today")
    said = posted.give(f"dispute close {number} 1 --outcome upheld --reason 'two hours too many'")
    assert f"vistelse invoice credit {number} --lines 1" in said.err
    assert posted.read("dispute list")["disputes"][0]["outcome"] == "upheld"
    assert f"To credit on {number}" in posted.ok("today")
    posted.ok(f"invoice credit {number} --lines 1 --code disputed --yes")
    assert posted.read("dispute list")["disputes"] == []
    assert posted.read("dispute list --all")["disputes"][0]["credited_by"].startswith("K")
    assert number not in posted.ok("today")
    assert posted.give(f"dispute close {number} 1 --outcome perhaps --reason x").exit_code == 2


def test_a_rehearsal_changes_nothing(posted: Desk) -> None:
    """Each verb that writes can be tried first."""
    number = next(iter(_open(posted)))
    before = posted.read("log")
    posted.ok(f"payment record {number} 5 --on {TODAY} --dry-run")
    posted.ok(f"dispute open {number} 1 --deadline 2099-12-31 --reason x --dry-run")
    posted.ok("reminder rate 2026-01-01 2,50 --source x --dry-run")
    assert posted.read("log") == before
