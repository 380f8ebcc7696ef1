"""Rates corrected, ended, withdrawn and agreed on by command: the effect first, then the question."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.commands.desk import Desk

RATE = "rate enter 0180 home-care 400 --from 2024-01-01 --decided 2024-01-02 --source letter --confirm --yes"
APRIL = "2024-04-02"


def rates(desk: Desk, *options: str) -> list[dict[str, Any]]:
    """List the rates that a letter or an order told of."""
    found: list[dict[str, Any]] = desk.read(" ".join(("rate list 0180", *options)))["rates"]
    return [rate for rate in found if rate["source"] in ("letter", "Best 17")]


def number(desk: Desk) -> int:
    """Enter the rate, and give its number."""
    desk.ok(RATE)
    (rate,) = rates(desk)
    return int(rate["id"])


def test_a_correction_is_rehearsed_and_then_done(desk: Desk) -> None:
    """G24, G26: a rehearsal changes nothing; afterwards --all still shows what was known, and until when."""
    old = number(desk)
    line = f"rate correct {old} --amount 412 --decided {APRIL} --confirm"
    assert "Plan of" in desk.ok(f"{line} --dry-run")
    assert [rate["id"] for rate in rates(desk)] == [old]
    assert "corrected and confirmed" in desk.ok(f"{line} --yes")
    (now,) = rates(desk)
    assert (now["price"], now["known_since"], now["known_until"]) == (41200, APRIL, None)
    assert [(rate["id"], rate["known_until"]) for rate in rates(desk, "--all")] == [(old, APRIL), (now["id"], None)]
    kind = "--provider '' --area '' --band ''"
    for known, price in (("2024-04-01", 40000), (APRIL, 41200)):
        (answer,) = desk.read(f"rate on 0180 home-care 2024-05-01 --known {known} {kind}")["answers"]
        assert answer["price"] == price
        assert answer["confirmed_later"] is not None
    assert "Confirmed later, on" in desk.ok(f"rate on 0180 home-care 2024-05-01 --known {APRIL} {kind}")


def test_an_end_and_a_withdrawal(desk: Desk) -> None:
    """Each once; what came instead is named to whoever tries again."""
    old = number(desk)
    assert "ends 2030-12-31" in desk.ok(f"rate end {old} --on 2030-12-31 --yes")
    (ended,) = rates(desk)
    assert (ended["valid_to"], ended["confirmed_by"] is not None) == ("2030-12-31", True)
    desk.ok(f"rate withdraw {ended['id']} --reason 'another town' --yes")
    assert rates(desk) == []
    for line, said in ((f"rate end {old} --on 2031-12-31", f"rate {ended['id']}"), (f"rate confirm {old}", "instead")):
        assert said in refused(desk, line, 5)


def refused(desk: Desk, line: str, code: int) -> str:
    """Give a command that must not be done, and give what it said."""
    said = desk.give(line)
    assert said.exit_code == code, said
    return said.err


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("rate correct 1 --to 2030-01-01 --open", 2),
        ("rate correct one --amount 4", 2),
        ("rate correct 1 --amount -4", 2),
        ("rate correct 999999 --amount 4", 4),
        ("rate end 1", 2),
        ("rate end 999999 --on 2030-01-01", 4),
        ("rate withdraw 1", 2),
        ("rate agree none home-care 400 --reference 'Best 17'", 4),
        ("rate agree none juggling 400 --reference 'Best 17'", 2),
        ("rate agree none home-care 400", 2),
        ("rate gaps --remind-after soon", 2),
    ],
)
def test_what_is_wrong_is_refused(desk: Desk, line: str, code: int) -> None:
    """G40: with the exit code of its sort."""
    refused(desk, line, code)


def test_an_agreed_rate_is_the_visits_own_and_takes_its_gap_away(desk: Desk) -> None:
    """The order's reference is its source; the list of rates to ask for no longer has the visit."""
    who = f"--home 0180 --from {date.today()} --case K1 --name 'Ada Alm' --identity-number 19460113-6098"
    desk.ok(f"visit register {who} --service escort --provider own")
    (gap,) = [gap for gap in desk.read("rate gaps")["gaps"] if gap["service"] == "escort"]
    assert (gap["step"], gap["ask"]) == ("ask", gap["recipient"])
    desk.ok("letter write K1 rate-request")
    (asked,) = [gap for gap in desk.read("rate gaps")["gaps"] if gap["service"] == "escort"]
    assert asked["step"] == "wait"
    assert "agreed" in desk.ok("rate agree K1 escort 450 --reference 'Best 17' --yes")
    assert [gap for gap in desk.read("rate gaps")["gaps"] if gap["service"] == "escort"] == []
    day = date.today() + timedelta(days=1)
    (answer,) = desk.read(f"rate on 0180 escort {day} --case K1 --provider own --area '' --band ''")["answers"]
    assert (answer["price"], answer["case"], answer["source"]) == (45000, "K1", "Best 17")
    assert "known already" in desk.ok("rate agree K1 escort 450 --reference 'Best 17' --yes")


def test_rates_to_ask_for_stand_among_what_waits(desk: Desk) -> None:
    """Today's list leads to them."""
    who = f"--home 0180 --from {date.today()} --case K1 --name 'Ada Alm' --identity-number 19460113-6098"
    desk.ok(f"visit register {who} --service escort --provider own")
    assert "vistelse rate gaps" in desk.ok("today")
    desk.ok("letter write K1 rate-request")
    assert "vistelse rate gaps" not in desk.ok("today")
