"""Which rate applied, and where one is lacking, by the commands."""

from __future__ import annotations

from datetime import date

import pytest

from tests.commands.desk import Desk

DAY, BEFORE, SINCE = "2024-05-01", "2024-03-31", "2024-04-02"
RATE = f"rate enter 0180 home-care 412 --from 2024-01-01 --decided {SINCE} --source letter --confirm --yes"


def _visit(desk: Desk, case: str, *, officer: str = "") -> None:
    who = f"--home 0180 --from {date.today()} --case {case} --name 'Ada Alm' --identity-number 19460113-6098"
    mail = f" --officer-email {officer}" if officer else ""
    desk.ok(f"visit register {who} --service home-care --provider own{mail}")


def test_the_one_rate_is_told_with_its_two_dates_and_its_source(desk: Desk) -> None:
    """G24: known since the day of its decision, and not before."""
    desk.ok(RATE)
    said = desk.ok(f"rate on Stockholm Hemtjänst {DAY} --provider '' --area '' --band ''")
    assert all(fact in said for fact in ("412,00", "2024-01-01", SINCE, "letter"))
    found = desk.read(f"rate on 0180 home-care {DAY} --known {SINCE} --provider '' --area '' --band ''")
    assert (found["municipality"], found["service"], found["day"], found["known_on"]) == (
        "0180",
        "home-care",
        DAY,
        SINCE,
    )
    (answer,) = found["answers"]
    assert (answer["price"], answer["valid_from"], answer["known_since"], answer["reason"]) == (
        41200,
        "2024-01-01",
        SINCE,
        None,
    )
    early = desk.read(f"rate on 0180 home-care {DAY} --known {BEFORE} --provider own --area '' --band ''")
    (answer,) = early["answers"]
    assert (answer["price"], answer["reason"], answer["known_later"]) == (None, "no-rate", SINCE)


def test_an_example_that_nobody_confirmed_does_not_bill_and_is_named(desk: Desk) -> None:
    """G23: the seeded rates of Stockholm are published, and block."""
    found = desk.read(f"rate on 0180 home-care {DAY} --provider private")
    assert {answer["reason"] for answer in found["answers"]} <= {"unconfirmed-rate", "no-rate"}
    assert any(answer["rate"] for answer in found["answers"])
    assert desk.ok(f"rate on 0180 meal-delivery {DAY} --counted --format csv").startswith("provider,area,band,price")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (f"rate on Atlantis home-care {DAY}", 4),
        (f"rate on 0180 juggling {DAY}", 2),
        ("rate on 0180 home-care 2024-02-31", 2),
        (f"rate on 0180 home-care {DAY} --known soon", 2),
        (f"rate on 0180 home-care {DAY} --provider nobody", 2),
        (f"rate on 0180 home-care {DAY} --format xml", 2),
        ("rate gaps --format xml", 2),
    ],
)
def test_what_cannot_be_asked_is_refused(plain: Desk, line: str, code: int) -> None:
    """G40: by its own exit code."""
    assert plain.give(line).exit_code == code


def test_gaps_name_the_letter_that_asks_and_say_when_it_was_written(desk: Desk) -> None:
    """The command that a line names can be given as it stands, and the line then tells that it was."""
    assert "Nothing" in desk.ok("rate gaps")
    _visit(desk, "K-1", officer="kim@example.se")
    (line,) = desk.read("rate gaps")["gaps"]
    assert (line["municipality"], line["service"], line["visits"], line["case"]) == ("0180", "home-care", 1, "K-1")
    assert (line["first"], line["officer"], line["asked_at"]) == (str(date.today()), "kim@example.se", None)
    desk.ok(line["command"].removeprefix("vistelse "))
    (line,) = desk.read("rate gaps")["gaps"]
    assert line["asked_at"]
    assert "letter write K-1 rate-request" in desk.ok("rate gaps")
    desk.ok(RATE)
    assert desk.read("rate gaps")["gaps"] == []
