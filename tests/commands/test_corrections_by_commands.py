"""Decisions changed and taken away, and guests corrected, from the command line."""

from __future__ import annotations

import pytest

from tests.commands.desk import BATCH, MONTH, Desk


def _register(desk: Desk, *more: str) -> str:
    desk.ok(f"visit register --home 0180 --from {MONTH.first} --case T-17 --name 'Ada Alm' {' '.join(more)}")
    return "T-17"


def test_a_decision_is_changed_and_taken_away(desk: Desk) -> None:
    """By the service's code or name; what is not given stays."""
    case = _register(desk, "--service home-care --granted 120 --per day --provider own")
    assert "Home care" in desk.ok(f"visit decide {case} Hemtjänst --granted 300 --per week --staff 2")
    desk.ok(f"visit decide {case} home-care --granted-to {MONTH.last}")
    (decision,) = desk.read(f"visit show {case}")["decisions"]
    assert (decision["granted"], decision["granted_per"], decision["staff"]) == (300, "week", 2)
    assert (decision["provider"], decision["last"]) == ("own", str(MONTH.last))
    desk.ok(f"visit decide {case} home-care --granted '' --provider '' --granted-to ''")
    (decision,) = desk.read(f"visit show {case}")["decisions"]
    assert (decision["granted"], decision["provider"], decision["last"]) == (None, "", None)
    desk.ok(f"visit undecide {case} home-care")
    assert desk.read(f"visit show {case}")["decisions"] == []
    said = desk.give(f"visit undecide {case} home-care")
    assert (said.exit_code, said.out) == (4, "")


def test_a_rehearsal_changes_nothing(desk: Desk) -> None:
    """G8: of any of the three."""
    case = _register(desk, "--service home-care --granted 120 --per day")
    before, log = desk.read(f"visit show {case}"), desk.read("log")
    for line in (
        f"visit decide {case} home-care --granted 60",
        f"visit undecide {case} home-care",
        f"visit correct {case} --name 'Eva Ek' --reason misread",
    ):
        assert "nothing was changed" in desk.give(f"{line} --dry-run").err
    assert (desk.read(f"visit show {case}"), desk.read("log")) == (before, log)


def test_a_drafted_decision_stays_and_the_refusal_says_what_to_do(busy: Desk) -> None:
    """G3: by its published exit code; annulled, it may go."""
    line = busy.read(f"batch plan {MONTH}")["lines"][0]
    busy.ok(f"batch run {MONTH}")
    said = busy.give(f"visit undecide {line['case']} {line['service']}")
    assert (said.exit_code, said.out, len(said.told)) == (5, "", 1)
    assert f"vistelse batch annul {BATCH}" in said.err
    busy.ok(f"batch annul {BATCH}")
    busy.ok(f"visit undecide {line['case']} {line['service']}")


def test_a_guest_is_corrected_with_a_reason_that_is_needed(desk: Desk) -> None:
    """G30: nothing that was said or logged has the name or the number in it."""
    case = _register(desk, "--identity-number 18900211-9817")
    said = desk.give(f"visit correct {case} --name 'Eva Ek' --identity-number 18900420-9814 --reason 'misheard'")
    assert (said.exit_code, said.told) == (0, [])
    assert "Eva" not in said.out
    known = desk.read(f"visit show {case} --reason test")
    assert (known["name"], known["identity_number"]) == ("Eva Ek", "189004209814")
    log = desk.ok("log --format json")
    assert "correct-person" in log
    assert not any(secret in log for secret in ("Eva Ek", "Ada Alm", "9814", "9817"))


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("--name 'Eva Ek'", 2),
        ("--name 'Eva Ek' --reason ' '", 2),
        ("--name 'Eva Ekman' --reason 'it is Ekman'", 2),
        ("--name 'Ada Alm' --reason misread", 2),
        ("--identity-number 18900211-9818 --reason misread", 2),
        ("--identity-number 18900408-9810 --reason misread", 1),
    ],
)
def test_a_correction_that_cannot_be_is_refused_without_being_repeated(plain: Desk, more: str, code: int) -> None:
    """G30: in one line, by its published exit code."""
    case = _register(plain, "--identity-number 18900211-9817")
    plain.ok(f"visit register --home 0180 --from {MONTH.first} --case T-18 --identity-number 18900408-9810")
    log = plain.read("log")
    said = plain.give(f"visit correct {case} {more}")
    assert (said.exit_code, said.out, len(said.told)) == (code, "", 1)
    assert not any(secret in said.err for secret in ("Eva", "Ada", "981", "T-18"))
    assert plain.read("log") == log
