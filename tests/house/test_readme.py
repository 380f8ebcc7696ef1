"""No command is a secret: each has help, in both languages, and stands in the README."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache

from tests.house.reading import ROOT

WALK = """
import json
import typer.main
from commands.main import app

def walk(command, path):
    below = getattr(command, "commands", {})
    if path:
        hidden = any(not getattr(option, "help", None) for option in command.params if option.name != "help")
        yield path, {"help": command.help or "", "is_group": bool(below), "silent_parameter": hidden}
    for name, deeper in below.items():
        yield from walk(deeper, f"{path} {name}".strip())

print(json.dumps(dict(walk(typer.main.get_command(app), ""))))
"""


@cache
def _commands(language: str) -> dict[str, dict[str, object]]:
    """Read the whole tree of commands, as a user of that language meets it."""
    environment = {**os.environ, "VISTELSE_LANGUAGE": language}
    done = subprocess.run(
        [sys.executable, "-c", WALK], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    read: dict[str, dict[str, object]] = json.loads(done.stdout)
    return read


def test_every_command_and_every_option_has_help() -> None:
    """Whoever asks with --help gets an answer."""
    commands = _commands("en")
    assert [path for path, command in commands.items() if not command["help"] or command["silent_parameter"]] == []


def test_every_command_stands_in_the_readme() -> None:
    """Whoever reads the README has met every command."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    leaves = [path for path, command in _commands("en").items() if not command["is_group"]]
    assert leaves
    assert [path for path in leaves if f"vistelse {path}" not in readme] == []


def test_help_speaks_swedish_too() -> None:
    """No command explains itself in English to a Swedish user."""
    english, swedish = _commands("en"), _commands("sv")
    assert [path for path in english if english[path]["help"] == swedish[path]["help"]] == []
