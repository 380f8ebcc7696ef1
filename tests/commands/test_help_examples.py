"""Every verb has help with an example, in both languages, and the examples work in the demo's store."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.core import TyperGroup
from typer.testing import CliRunner

from commands.doors import Doors
from commands.main import app
from models.language.words import use_language
from tests.commands.desk import BATCH, MONTH, Desk, month_read, village_files
from tests.engines import Sqlite, Templates

ORDER = [
    "store show",
    "store set",
    "store upgrade",
    "user list",
    "user add",
    "user grant",
    "municipality list",
    "recipient list",
    "recipient set",
    "rate import-bands",
    "rate import",
    "rate list",
    "rate confirm",
    "rate bands",
    "visit import",
    "visit list",
    "visit show",
    "visit register",
    "visit set",
    "visit step",
    "visit clear",
    "hours import",
    "hours show",
    "hours log",
    "hours exclude",
    "hours include",
    "batch plan",
    "batch run",
    "batch list",
    "batch annul",
    "hours reopen",
    "hours sign",
    "today",
    "find",
    "invoice list",
    "log",
    "doctor",
    "user close",
]
"""An order in which a month's examples follow each other; those of a posted batch come after."""

POSTED = ("batch attest", "batch export", "invoice show", "invoice credit")


def _verbs() -> Iterator[tuple[str, Any]]:
    for name, room in Doors().items():
        if isinstance(room, TyperGroup):
            yield from ((f"{name} {below}", verb) for below, verb in room.commands.items())
        else:
            yield name, room


def _examples() -> dict[str, str]:
    return {path: verb.epilog.removeprefix("vistelse ") for path, verb in _verbs()}


@pytest.mark.parametrize("language", ["en", "sv"])
def test_every_verb_has_help_and_an_example_of_itself(language: str) -> None:
    """Whoever asks a verb for help sees what it does and a line to try."""
    for path, example in _examples().items():
        shown = CliRunner().invoke(app, ["--language", language, *path.split(), "--help"])
        use_language(None)
        assert shown.exit_code == 0, path
        assert f" {path} " in f" {example} "
        assert f"vistelse {example}" in shown.stdout
        assert shown.stdout.startswith("Usage: " if language == "en" else "Användning: ")


def test_no_help_says_the_same_in_both_languages() -> None:
    """A word that nobody has translated would stand in English in a Swedish help."""
    spoken: dict[str, dict[str, list[str]]] = {}
    for language in ("en", "sv"):
        use_language(language)  # type: ignore[arg-type]
        spoken[language] = {
            path: [verb.help, *(param.help for param in verb.params if "incomplete" not in param.help)]
            for path, verb in _verbs()
        }
    use_language(None)
    same = [(path, text) for path, texts in spoken["en"].items() for text in texts if text in spoken["sv"][path]]
    assert same == []


def test_the_examples_work_one_after_the_other(
    templates: Templates, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the help shows can be typed where the demo was made, and is done."""
    examples = _examples()
    assert sorted(examples) == sorted([*ORDER, *POSTED, "store create"])
    village_files(tmp_path / "demo-out" / "files")
    monkeypatch.chdir(tmp_path)
    desk = Desk(templates.copy(Sqlite(), "demo", month_read(templates.folder / "demo", 60), tmp_path))
    done = CliRunner().invoke(app, shlex.split(examples["store create"]))
    assert done.exit_code == 0
    for path in ORDER:
        desk.ok(_of_this_month(examples[path]))
    desk.ok(f"batch run {MONTH}")
    batch = f"{BATCH}-2"
    for path in POSTED:
        desk.ok(_of_this_month(examples[path]).replace(BATCH, batch))


def _of_this_month(example: str) -> str:
    """Put the month of the test in the place of the demo's usual one."""
    moved = example.replace("2026-08-01", str(MONTH.after)).replace("2026-08-15", f"{MONTH.after}"[:8] + "15")
    return moved.replace("2026-07", str(MONTH)).replace("2026-0", f"{MONTH.year}-0").replace("2026", str(MONTH.year))
