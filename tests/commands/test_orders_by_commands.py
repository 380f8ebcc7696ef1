"""Conditions, the checks of orders and the papers that came, as commands."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.commands.desk import Desk

FIRST = date.today() + timedelta(days=20)
GUEST = f"visit register --home 0180 --from {FIRST} --case K-1 --name 'Ada Alm' --invoice-reference ZZ1"
ORDERED = f"{GUEST} --ordered-on {date.today()} --service home-care"


def _codes(desk: Desk, case: str = "K-1") -> list[str]:
    (order,) = desk.read(f"visit check {case}")["orders"]
    return [remark["code"] for remark in order["remarks"]]


def _conditions(desk: Desk, more: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = desk.read(f"condition list {more}")["conditions"]
    return found


def test_a_registration_is_answered_with_what_is_missing(desk: Desk) -> None:
    """Told on stderr, refused for nothing; a rehearsal tells the same and leaves no visit."""
    desk.ok("condition enter lead-time --days 28 --from 2020-01-01")
    desk.ok("condition enter 'handling som krävs' --subject samtycke --from 2020-01-01")
    told = desk.give(f"{ORDERED} --dry-run").err
    assert "has not come: consent" in told
    assert desk.give("visit check K-1").exit_code == 4
    said = desk.give(ORDERED)
    assert (said.exit_code, said.out) == (0, "Registered as K-1.\n")
    assert "K-1: no rate for Home care from" in said.err
    assert "the order came late; in time was" in said.err
    assert _codes(desk) == ["no-rate:home-care", "missing-paper:consent", "unconfirmed-address", "lead-time:late"]


def test_an_order_is_checked_paper_by_paper(desk: Desk) -> None:
    """As a table, as rows for a program, and with how it came by our lead time."""
    desk.ok("condition enter required-paper --subject consent --from 2020-01-01")
    desk.ok("condition enter lead-time --days 14 --from 2020-01-01")
    desk.ok(ORDERED)
    assert desk.read("visit check K-1")["orders"][0]["lead_time"] == "incomplete"
    assert "to ask for" in desk.ok("visit check")
    assert desk.ok("visit check K-1 --format csv").startswith("case,municipality,code,check,subject,severity,day,band")
    assert "Consent came for K-1" in desk.ok("visit receive K-1 Samtycke --reference 'Dnr 12'")
    assert "has the day" in desk.ok(f"visit receive K-1 consent --on {date.today() - timedelta(days=1)}")
    assert "Lead time: in time" in desk.give("visit check K-1").err
    assert [paper["kind"] for paper in desk.read("visit show K-1")["papers"]] == ["consent"]
    assert "Papers:" in desk.ok("visit show K-1")
    desk.ok("visit unreceive K-1 consent")
    assert "missing-paper:consent" in _codes(desk)
    assert desk.give("visit unreceive K-1 consent").exit_code == 4
    assert desk.give("visit receive K-1 sko").exit_code == 2
    assert desk.give(f"visit receive K-1 consent --on {date.today() + timedelta(days=1)}").exit_code == 2


def test_conditions_follow_each_other(desk: Desk) -> None:
    """Entered, listed on a day, ended, taken away; the same again is told."""
    assert desk.ok("condition enter lead-time --days 14 --from 2026-01-01") == "Entered as condition 1.\n"
    said = desk.give("condition enter framförhållning --days 28 --from 2026-07-01 --source riktlinje")
    assert (said.out, said.told) == ("Entered as condition 2.\n", ["It ends condition 1."])
    assert "says that already" in desk.ok("condition enter lead-time --days 14 --from 2026-01-01")
    desk.ok("condition enter refused --percent 75 --home Solna --service Hemtjänst --from 2026-01-01")
    assert [row["days"] for row in _conditions(desk, "--own --on 2026-06-30")] == [14]
    assert [row["days"] for row in _conditions(desk, "--kind lead-time --on 2026-07-01")] == [28]
    assert [(row["municipality"], row["percent"]) for row in _conditions(desk, "0184")] == [("0184", 75)]
    assert "75 %" in desk.ok("condition list 0184")
    assert "holds no longer" in desk.ok("condition end 2 --on 2026-12-31")
    assert "had ended already" in desk.ok("condition end 2 --on 2027-01-31")
    desk.ok("condition end 2 --on 2020-01-01")
    assert [row["id"] for row in _conditions(desk, "--own")] == [1]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("enter lead-time --from 2026-01-01", 2),
        ("enter lead-time --days 14 --percent 5 --from 2026-01-01", 2),
        ("enter rabatt --days 14 --from 2026-01-01", 2),
        ("enter '' --days 14 --from 2026-01-01", 2),
        ("enter lead-time --days 14 --from 2026-02-30", 2),
        ("enter lead-time --days 14 --from 2026-01-01 --home Atlantis", 4),
        ("list Atlantis", 4),
        ("end 77 --on 2026-01-01", 4),
    ],
)
def test_what_cannot_be_right_is_refused_in_words(desk: Desk, line: str, code: int) -> None:
    """No traceback, and nothing is entered."""
    assert desk.give(f"condition {line}").exit_code == code
    assert _conditions(desk) == []


def test_a_file_of_conditions_is_read_again_without_effect(desk: Desk, tmp_path: Path) -> None:
    """And a bad one not at all."""
    file = tmp_path / "villkor.csv"
    heading = "villkor;kommun;insats;dagar;procent;gäller från"
    file.write_text(f"{heading}\nledtid;;;14;;2026-01-01\navböjd;0184;Hemtjänst;;75;2026-01-01\n", "cp1252")
    assert desk.ok(f"condition import {file}") == "villkor.csv: 2 new, 0 known already.\n"
    assert desk.ok(f"condition import {file}") == "villkor.csv: 0 new, 2 known already.\n"
    file.write_text(f"{heading}\nledtid;;;15;;2026-01-01\n", "cp1252")
    said = desk.give(f"condition import {file}")
    assert said.exit_code == 1
    assert "vistelse condition end" in said.err


def test_today_leads_to_the_orders_that_wait(desk: Desk) -> None:
    """One visit by its case, several by the list."""
    desk.ok(GUEST)
    work = desk.read("today")["work"]
    assert ("incomplete order", "vistelse visit check K-1") in {(row["what"], row["command"]) for row in work}
    desk.ok(GUEST.replace("K-1", "K-2").replace("Ada", "Bo"))
    assert "vistelse visit check" in {row["command"] for row in desk.read("today")["work"]}


def test_an_import_tells_some_visits_and_counts_the_rest(desk: Desk, tmp_path: Path) -> None:
    """A line a visit, twenty at most."""
    file = tmp_path / "visits.csv"
    rows = [f"N-{place};0180;{FIRST}" for place in range(23)]
    file.write_text("\n".join(["case;home_municipality;from", *rows]), "utf-8")
    told = desk.give(f"visit import {file}").told
    assert len([line for line in told if "the order is missing" in line]) == 20
    assert "3 more visits have remarks; see them with: vistelse visit check" in told
