"""A home municipality's own rules of time, entered and listed as commands, and the month that they make."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.desk import Desk

REFUSED = {
    "rounding --minutes 15": "what it is about",
    "rounding --minutes 15 --subject sideways": "up, nearest or down",
    "minimum-time --subject up --minutes 15": "says nothing of",
    "basis-granted": "service",
    "basis-granted --service meal-delivery": "granted in time",
}


def test_own_rules_of_time_are_entered_in_either_language_and_said_in_words(desk: Desk) -> None:
    """The same again is told; a later one ends the one before."""
    desk.ok("condition enter rounding --home Solna --subject up --minutes 15 --from 2026-01-01")
    again = desk.ok("condition enter avrundning --home 0184 --subject uppåt --minutes 15 --from 2026-01-01")
    assert "says that already" in again
    desk.ok("condition enter 'minsta tid' --home Solna --service Ledsagning --minutes 30 --from 2026-01-01")
    desk.ok("condition enter basis-granted --home Solna --service home-care --from 2026-01-01")
    said = desk.give("condition enter rounding --home Solna --subject nearest --minutes 10 --from 2026-07-01")
    assert said.told == ["It ends condition 1."]
    found = desk.read("condition list Solna --on 2026-07-01")["conditions"]
    assert {(row["kind"], row["service"], row["subject"], row["minutes"]) for row in found} == {
        ("rounding", "", "nearest", 10),
        ("minimum-time", "escort", "", 30),
        ("basis-granted", "home-care", "", None),
    }
    table = desk.ok("condition list Solna --on 2026-07-01")
    assert "to the nearest · 10 min" in table
    assert "granted time is paid" in table


@pytest.mark.parametrize("command", REFUSED)
def test_what_says_too_little_or_too_much_is_refused_in_words(desk: Desk, command: str) -> None:
    """Wrong use, with what is wrong, and nothing is entered."""
    said = desk.give(f"condition enter {command} --from 2026-01-01")
    assert said.exit_code == 2
    assert REFUSED[command] in said.err
    assert desk.read("condition list")["conditions"] == []


def test_a_file_brings_them_all_and_again_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    """As any conditions (G40)."""
    file = tmp_path / "villkor.csv"
    file.write_text(
        "villkor;kommun;insats;avser;minuter;gäller från\n"
        "avrundning;0184;;nedåt;5;2026-01-01\n"
        "minsta tid;0184;;;20;2026-01-01\n"
        "beviljad tid;0184;Hemtjänst;;;2026-01-01\n",
        encoding="utf-8",
    )
    assert "3 new" in desk.ok(f"condition import '{file}'")
    assert "0 new, 3 known" in desk.ok(f"condition import '{file}'")
    assert len(desk.read("condition list Solna")["conditions"]) == 3
