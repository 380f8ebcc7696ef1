"""A calm transcript of commands: each as a user would type it, then what it said, shortened."""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from models.language.words import ntr

PROGRAM = "vistelse"

ENTRY = (sys.executable, "-m", "commands.main")
"""The front door, opened by the Python that runs this; a user types PROGRAM."""


@dataclass(frozen=True, slots=True)
class Step:
    """One command of a transcript: why it is given, its arguments, and how many lines of its answer are shown."""

    words: str
    arguments: tuple[str, ...]
    shown: int = 6


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command said, and its exit code."""

    text: str
    exit_code: int


Runner = Callable[[Sequence[str]], Answer]


def front_door(environment: Mapping[str, str]) -> Runner:
    """Give a way to run commands as a user does, in processes of their own."""

    def run(arguments: Sequence[str]) -> Answer:
        done = subprocess.run(
            [*ENTRY, *arguments],
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        return Answer(done.stdout, done.returncode)

    return run


def play(steps: Sequence[Step], run: Runner, say: Callable[[str], None]) -> bool:
    """Run the steps one after the other and say what happens; stop at the first that is refused.

    Returns:
        Whether every step was done.
    """
    for step in steps:
        say(f"\n# {step.words}")
        say(f"$ {typed(step.arguments)}")
        answer = run(step.arguments)
        is_done = answer.exit_code == 0
        say(shortened(answer.text, step.shown) if is_done else answer.text.rstrip())
        if not is_done:
            return False
    return True


def typed(arguments: Sequence[str]) -> str:
    """Write a command line as a user would type it."""
    return shlex.join((PROGRAM, *arguments))


def shortened(text: str, shown: int) -> str:
    """Keep the first lines of an answer and say how many more there were."""
    lines = text.rstrip().splitlines()
    if len(lines) <= shown + 1:
        return "\n".join(lines)
    left = len(lines) - shown
    return "\n".join([*lines[:shown], ntr("… {n} more line", "… {n} more lines", left)])
