"""A desk to give commands from: a store with an invented month, and the commands as a user types them."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from commands.main import app
from models.rules.period import Month
from seed.demo import demo_month
from seed.village import Village, VillageFiles, write_village

MONTH: Month = demo_month(date.today())
BATCH = f"B{MONTH}"
VISITS = 60
"""As many as the demo has, and from the same seed: its case numbers stand in the help's examples."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a command wrote and its exit code."""

    exit_code: int
    out: str
    err: str

    @property
    def told(self) -> list[str]:
        """The lines on stderr."""
        return self.err.splitlines()

    def object(self) -> Any:
        """Read stdout as JSON."""
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class Desk:
    """A store, and a way to give commands to it; a line is split as a shell does."""

    url: str

    def give(self, line: str, answer: str = "") -> Said:
        """Give a command and say how it went; only what ends with an exit code of its own is an answer."""
        done = CliRunner().invoke(app, ["--store", self.url, *shlex.split(line)], input=answer)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Said(done.exit_code, done.stdout, done.stderr)

    def ok(self, line: str, answer: str = "") -> str:
        """Give a command that must be done, and give what it wrote to stdout."""
        said = self.give(line, answer)
        assert said.exit_code == 0, said
        return said.out

    def read(self, line: str) -> Any:
        """Give a reading command and its JSON."""
        return json.loads(self.ok(f"{line} --format json"))


def village_files(folder: Path, visits: int = VISITS) -> VillageFiles:
    """Write the month's files."""
    return write_village(folder, Village(visits=visits, year=MONTH.year, months=(MONTH.number,)))


def month_read(folder: Path, visits: int) -> Callable[[str], None]:
    """Give a maker of stores in which a month is read in and signed, by the commands alone."""

    def make(url: str) -> None:
        desk, files = Desk(url), village_files(folder, visits)
        desk.ok("store create --municipality 0885 --training")
        for path in files.bands:
            desk.ok(f"rate import-bands {path}")
        for path in files.rates:
            desk.ok(f"rate import {path} --confirm")
        for path in files.unconfirmed_rates:
            desk.ok(f"rate import {path}")
        for path in files.visits:
            desk.ok(f"visit import {path}")
        desk.ok("hours import " + " ".join(map(str, files.hours)))
        desk.ok(f"hours sign --all --month {MONTH} --yes")

    return make
