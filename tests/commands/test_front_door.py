"""The front door: options anywhere, doors opened late, help, and processes as a user starts them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from commands.front_door import EVERYWHERE, hoisted
from commands.main import app
from models.language.words import use_language
from tests.commands.desk import MONTH, Desk

ROOT = Path(__file__).parents[2]
HEAVY = ("textual", "tui", "tabulate", "rich", "pydantic", "psycopg2", "lxml", "zoneinfo", "babel", "holidays")
ROOMS_LEFT_SHUT = ("models.documents", "models.operations.billing", "models.interchange", "commands.batch", "seed")


def _process(*args: str, store: str = "", code: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    """Start the program as a user does, or a piece of code that uses it."""
    start = ["-c", code] if code else ["-m", "commands.main"]
    environment = {**os.environ, "VISTELSE_STORE": store, **more}
    return subprocess.run(
        [sys.executable, *start, *args],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "line",
    [
        "--as reader --language sv user list",
        "user --as reader list --language sv",
        "user list --as=reader --language=sv",
        "user list --language sv --as reader --format table",
    ],
)
def test_who_and_which_language_may_stand_anywhere(plain: Desk, line: str) -> None:
    """Before the command, within it or after it: it means the same."""
    assert plain.ok(line).startswith("Inloggning")


@given(
    st.lists(
        st.sampled_from([*EVERYWHERE, "--store=x", "--as=", "--", "batch", "plan", "--yes", "-", "", "--format", "å"])
    )
)
def test_hoisting_neither_loses_nor_adds_a_word(args: list[str]) -> None:
    """Whatever is typed, the parser sees the same words, and what follows `--` in its own order."""
    moved = hoisted(args)
    assert sorted(moved) == sorted(args)
    assert hoisted(moved) == moved or "--" in args
    if "--" in args and not set(EVERYWHERE) & set(args):
        assert moved[moved.index("--") :] == args[args.index("--") :]


def test_a_name_that_looks_like_an_option_is_found_behind_two_dashes(plain: Desk) -> None:
    """What follows `--` is text."""
    said = plain.give("find -- --as")
    assert (said.exit_code, said.err) == (4, "Nothing was found.\n")


def test_acting_as_another_is_refused_in_a_real_store(store_url: str) -> None:
    """G27: nobody is anybody else outside a training store."""
    desk = Desk(store_url)
    desk.ok("store create --municipality 0885 --bankgiro 991-2346")
    for line in ("--as attester user list", f"--as attester batch plan {MONTH}"):
        said = desk.give(line)
        assert (said.exit_code, said.told) == (
            3,
            ["vistelse: Acting as somebody else is possible only in a training store; leave out --as."],
        )
    assert "attester" not in desk.ok("user list")


def test_the_login_is_the_operating_system_s_and_not_the_environment_s(store_url: str) -> None:
    """G27: LOGNAME and USER can be set by anybody, so they are not asked."""
    desk = Desk(store_url)
    desk.ok("store create --municipality 0885 --bankgiro 9912346")
    disguise = dict.fromkeys(("LOGNAME", "USER", "LNAME", "USERNAME"), "attester")
    done = _process("user", "list", "--format", "csv", store=store_url, **disguise)
    assert done.returncode == 0, done.stderr
    assert "attester" not in done.stdout


def test_a_role_that_is_lacking_is_named(plain: Desk) -> None:
    """A reader who would run a batch is told which role to ask for."""
    said = plain.give(f"--as reader batch run {MONTH} --yes")
    assert said.exit_code == 3
    assert said.err.startswith("vistelse: reader does not have the role bill;")
    assert plain.give("--as nobody today").exit_code == 3


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("bach", "'bach' is not known"),
        ("batc plan", "did you mean 'batch'?"),
        ("batch pln", "did you mean 'plan'?"),
        ("batch plan", "MONTH is missing."),
        ("batch plan 2026-07 --frmat json", "did you mean --format?"),
        ("batch plan 2026-07 2026-08", "2026-08 is too much."),
        ("batch plan 2026-07 --format", "--format wants a value."),
        ("batch plan 2026-07 --yes=1", "--yes"),
        ("hours sign --all", "--month is missing."),
        ("--language de today", "de is not a language"),
        ("--language", "--language wants a value."),
    ],
)
def test_wrong_use_is_one_line_and_exit_code_2(plain: Desk, line: str, words: str) -> None:
    """Whoever mistypes is told what, and where to read on."""
    said = plain.give(line)
    assert (said.exit_code, said.out, len(said.told)) == (2, "", 1)
    assert said.err.startswith("vistelse: ")
    assert words.replace("'", "") in said.err.replace("'", "")


def test_wrong_use_is_told_in_swedish_too(plain: Desk) -> None:
    """A Swedish user is not told in English what is wrong."""
    said = plain.give("batch plan --language sv")
    assert said.err == "vistelse: MONTH saknas. Se: vistelse batch plan --help\n"


def test_the_version_is_told_without_a_store(tmp_path: Path) -> None:
    """Whoever asks for help elsewhere can say which version it is."""
    done = CliRunner().invoke(app, ["--store", f"sqlite:///{tmp_path / 'none.db'}", "--version"])
    assert (done.exit_code, done.stdout.split()[0]) == (0, "vistelse")


def test_a_noun_without_a_verb_shows_its_verbs(plain: Desk) -> None:
    """`vistelse batch` is no mistake to be scolded for, but does nothing either."""
    said = plain.give("batch")
    assert (said.exit_code, said.out) == (2, "")
    assert "attest" in said.err


def test_without_a_terminal_the_program_does_not_open(plain: Desk) -> None:
    """In a pipe or a timetable there is nobody to show screens to."""
    said = plain.give("")
    assert (said.exit_code, said.out, len(said.told)) == (2, "", 1)
    assert "terminal" in said.err


def test_help_needs_no_store(tmp_path: Path) -> None:
    """Whoever has no store yet reads how to make one."""
    for args in (["--help"], ["store", "--help"], ["store", "create", "--help"], ["batch", "plan", "--help"]):
        done = CliRunner().invoke(app, ["--store", f"sqlite:///{tmp_path / 'none.db'}", *args])
        assert done.exit_code == 0
        assert "Usage: vistelse" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_help_speaks_the_language_that_stands_on_its_line() -> None:
    """Also the front door's own, which is built before the line is read."""
    done = CliRunner().invoke(app, ["--help", "--language", "sv"])
    use_language(None)
    assert "Användning: vistelse" in done.stdout
    assert "Options" not in done.stdout
    assert "The language" not in done.stdout


def test_a_look_up_loads_nothing_that_it_does_not_need(plain: Desk) -> None:
    """`vistelse find` over SSH pays for no screen, no table writer, no document and no planner."""
    code = (
        "import sys\nfrom commands.main import run\n"
        "sys.argv = ['vistelse', 'find', 'Anna']\n"
        "try:\n    run()\nexcept SystemExit:\n    pass\n"
        f"print(*[name for name in sys.modules if sys.modules[name] and name.startswith({HEAVY + ROOMS_LEFT_SHUT!r})])"
    )
    done = _process(store=plain.url, code=code)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == ""


def test_a_reader_that_has_had_enough_is_no_error(plain: Desk) -> None:
    """`| head` ends the command without a word."""
    command = f"{sys.executable} -m commands.main municipality list | head -1; exit ${{PIPESTATUS[0]}}"
    for _ in range(3):
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=ROOT,
            env={**os.environ, "VISTELSE_STORE": plain.url},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith("Code")


def test_a_terminal_that_cannot_write_a_sign_gets_another(plain: Desk) -> None:
    """An old terminal shows a question mark for an ellipsis, never a traceback."""
    done = _process("store", "--help", store=plain.url, PYTHONIOENCODING="latin-1")
    assert (done.returncode, done.stderr) == (0, "")
    assert "COMMAND ?" in done.stdout


def test_stopping_by_the_keyboard_leaves_nothing_half_done(plain: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C in the midst of an import ends with 130, and no row of it is in the store."""
    import models.operations.registers.import_rates as deed_module

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    before = plain.read("log")
    monkeypatch.setattr(deed_module, "write_event", interrupt)
    file = Path(plain.url.removeprefix("sqlite:///")).with_name("rates.csv")
    file.write_text("municipality;service;unit;amount;valid_from\n0180;home-care;hour;1,00;2026-01-01\n", "utf-8")
    assert plain.give(f"rate import {file}").exit_code == 130
    assert plain.read("log") == before
    assert plain.read("rate list 0180")["rates"] == [
        rate for rate in plain.read("rate list 0180")["rates"] if rate["price"] != 100
    ]
