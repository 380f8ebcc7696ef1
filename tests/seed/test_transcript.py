"""The demo's transcript and its folder."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from models.rules.period import Month
from seed import demo, transcript
from seed.demo import MARK, demo_environment, demo_month, main, renew, steps
from seed.transcript import Answer, Step, play, shortened, typed
from seed.village import Village, write_village


def test_a_command_is_written_as_a_user_would_type_it() -> None:
    """With the program's own name, and quotation marks where the shell wants them."""
    assert typed(("rate", "import", "my rates.csv")) == "vistelse rate import 'my rates.csv'"


@pytest.mark.parametrize(("lines", "said"), [(3, "0\n1\n2"), (4, "0\n1\n2\n3"), (5, "0\n1\n2\n… 2 more lines")])
def test_a_long_answer_is_shortened_and_the_rest_counted(lines: int, said: str) -> None:
    """One line too many is shown rather than counted."""
    assert shortened("\n".join(map(str, range(lines))) + "\n", 3) == said


def test_a_refusal_ends_the_transcript_and_is_shown_whole() -> None:
    """Nothing is given after a command that failed, and nothing of what it said is cut."""
    said: list[str] = []
    given: list[Sequence[str]] = []

    def run(arguments: Sequence[str]) -> Answer:
        given.append(arguments)
        return Answer("a\nb\nc\nd\n", exit_code=len(given) - 1)

    is_done = play(
        [Step("first", ("one",), 1), Step("second", ("two",), 1), Step("third", ("three",))], run, said.append
    )
    assert not is_done
    assert given == [("one",), ("two",)]
    assert said[2] == "a\n… 3 more lines"
    assert said[-1] == "a\nb\nc\nd"


def test_the_demos_folder_is_made_afresh_but_nobody_elses(tmp_path: Path) -> None:
    """A folder with something else in it, and a file, are left as they are."""
    mine, other = tmp_path / "demo-out", tmp_path / "other"
    assert renew(mine)
    (mine / "store.db").touch()
    assert renew(mine)
    assert [path.name for path in mine.iterdir()] == [MARK]
    other.mkdir()
    (other / "letter.txt").write_text("keep me")
    assert not renew(other)
    assert (other / "letter.txt").read_text() == "keep me"
    assert not renew(other / "letter.txt")


def test_a_folder_that_holds_something_else_is_refused_with_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line on stderr and an exit code, before anything is written."""
    (tmp_path / "letter.txt").touch()
    assert main(["--folder", str(tmp_path)]) == 2
    assert "choose another folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("today", "month"),
    [
        (date(2026, 8, 1), Month(2026, 7)),
        (date(2031, 2, 3), Month(2026, 7)),
        (date(2026, 7, 31), Month(2025, 7)),
    ],
)
def test_the_demo_bills_july_2026_unless_it_lies_in_the_future(today: date, month: Month) -> None:
    """Hours of days to come would be refused."""
    assert demo_month(today) == month


def test_the_demo_walks_from_an_empty_store_to_the_control(tmp_path: Path) -> None:
    """From store create to doctor, with every hours file and a second person's attest on the way."""
    files = write_village(tmp_path / "files", Village(visits=10, months=(7,)))
    given = [step.arguments for step in steps(tmp_path, files, Month(2026, 7))]
    assert given[0] == ("store", "create", "--municipality", "0885", "--training")
    assert ("hours", "sign", "--all", "--month", "2026-07", "--yes") in given
    assert ("--as", "attester", "batch", "attest", "B2026-07") in given
    assert given[-1] == ("doctor",)
    assert {line[2] for line in given if line[1:2] == ("import",)} >= {str(path) for path in files.hours}


def test_the_demos_commands_are_given_its_own_store(tmp_path: Path) -> None:
    """Whatever store the user works in otherwise."""
    environment = demo_environment(tmp_path, {"VISTELSE_STORE": "sqlite:///real.db", "HOME": "/h"})
    assert environment["VISTELSE_STORE"] == f"sqlite:///{tmp_path}/store.db"
    assert environment["HOME"] == "/h"


def test_a_command_runs_in_a_process_of_its_own_and_both_its_outputs_are_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the order in which they were said, with the exit code."""
    program = "import os, sys; print(os.environ['A'], flush=True); print(sys.argv[1], file=sys.stderr); sys.exit(3)"
    monkeypatch.setattr(transcript, "ENTRY", (sys.executable, "-c", program))
    answer = transcript.front_door({**os.environ, "A": "å", "PYTHONUTF8": "1"})(["refused"])
    assert answer == Answer("å\nrefused\n", 3)


class FrontDoor:
    """A front door that notes what it is given and refuses from some command on."""

    def __init__(self, refuses_after: int = 1000) -> None:
        self.given: list[tuple[str, ...]] = []
        self.refuses_after = refuses_after

    def __call__(self, arguments: Sequence[str]) -> Answer:
        """Note the command and answer it."""
        self.given.append(tuple(arguments))
        return Answer("done\n", int(len(self.given) > self.refuses_after))


def play_demo(folder: Path, door: FrontDoor, monkeypatch: pytest.MonkeyPatch, *, is_terminal: bool) -> tuple[int, int]:
    """Run the demo at a front door; give its exit code and how often the user interface was opened."""
    opened: list[Sequence[str]] = []

    def run(arguments: Sequence[str], **_: object) -> subprocess.CompletedProcess[str]:
        opened.append(arguments)
        return subprocess.CompletedProcess(arguments, 0)

    monkeypatch.setattr(demo, "front_door", lambda _: door)
    monkeypatch.setattr(demo, "is_terminal", lambda: is_terminal)
    monkeypatch.setattr(demo.subprocess, "run", run)
    return main(["--folder", str(folder)]), len(opened)


def test_without_a_terminal_the_demo_runs_to_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every command is shown, and no user interface waits for a key that nobody presses."""
    door = FrontDoor()
    assert play_demo(tmp_path / "out", door, monkeypatch, is_terminal=False) == (0, 0)
    said = capsys.readouterr().out
    assert all(f"$ {typed(arguments)}" in said for arguments in door.given)


def test_with_a_terminal_the_demo_ends_in_the_user_interface(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the store that it made."""
    assert play_demo(tmp_path / "out", FrontDoor(), monkeypatch, is_terminal=True) == (0, 1)


def test_a_demo_that_is_refused_says_so_by_its_exit_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And opens nothing, terminal or not."""
    door = FrontDoor(refuses_after=3)
    assert play_demo(tmp_path / "out", door, monkeypatch, is_terminal=True) == (1, 0)
    assert len(door.given) == 4
