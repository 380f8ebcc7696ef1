"""One rate by a command: its effect is shown first, and it is saved only as it was shown."""

from __future__ import annotations

import pytest

from tests.commands.desk import MONTH, Desk

RATE = "rate enter Stockholm Hemtjänst 432,50 --from 2020-01-01"


def _rates(desk: Desk) -> int:
    return len(desk.read("rate list")["rates"])


def _care(desk: Desk) -> None:
    who = f"--home 0180 --from {MONTH}-01 --case K-1 --name 'Ada Alm' --identity-number 19460113-6098"
    order = f"--ordered-on {MONTH.first} --invoice-reference ZZ1 --service home-care --provider own"
    desk.ok(f"visit register {who} {order}")
    desk.ok(f"hours log K-1 {MONTH.first} Hemtjänst --start 10:00 --end 12:00")
    desk.ok(f"hours sign K-1 --month {MONTH}")


def test_a_rehearsal_shows_the_effect_and_enters_nothing(desk: Desk) -> None:
    """G8, G26: hour rows, kronor before and after, and the plan."""
    _care(desk)
    known = _rates(desk)
    said = desk.ok(f"{RATE} --confirm --dry-run")
    assert "K-1" in said
    assert "865,00" in said
    assert _rates(desk) == known


def test_a_rate_is_entered_as_the_screen_enters_one(desk: Desk) -> None:
    """G26: confirmed, it prices the care; entered again it changes nothing; its history is the municipality's."""
    _care(desk)
    known = _rates(desk)
    assert "entered and confirmed" in desk.ok(f"{RATE} --confirm --yes")
    assert _rates(desk) == known + 1
    assert [line["net"] for line in desk.read(f"batch plan {MONTH}")["lines"]] == [86500]
    assert "known already" in desk.ok(f"{RATE} --confirm --yes")
    assert _rates(desk) == known + 1
    assert {event["deed"] for event in desk.read("log --subject 0180")["events"]} == {"enter-rate"}


def test_nothing_is_entered_where_nobody_says_yes(desk: Desk) -> None:
    """An answer that is none is no."""
    known = _rates(desk)
    assert desk.give(RATE).exit_code == 1
    assert _rates(desk) == known


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("rate enter Atlantis Hemtjänst 1 --from 2020-01-01 --yes", 4),
        ("rate enter 0180 jonglering 1 --from 2020-01-01 --yes", 2),
        ("rate enter 0180 '' 1 --from 2020-01-01 --yes", 2),
        ("rate enter 0180 Hemtjänst 4x --from 2020-01-01 --yes", 2),
        ("rate enter 0180 Hemtjänst 0 --from 2020-01-01 --yes", 2),
        ("rate enter 0180 Hemtjänst 1 --from 2020-02-31 --yes", 2),
        ("rate enter 0180 Hemtjänst 1 --from 2020-02-01 --to 2020-01-01 --yes", 2),
        ("rate enter 0180 Hemtjänst 1 --from 2020-02-01 --unit fortnight --yes", 2),
        ("rate enter 0180 Hemtjänst 1 --from 2020-02-01 --provider nobody --yes", 2),
        ("rate enter 0180 Hemtjänst 1 --yes", 2),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_entered(desk: Desk, line: str, code: int) -> None:
    """G40: by its own exit code."""
    known = _rates(desk)
    assert desk.give(line).exit_code == code
    assert _rates(desk) == known
