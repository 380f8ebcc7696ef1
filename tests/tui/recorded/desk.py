"""The desk of a recorded run: a store made by commands, and the ways in which a user sits down at it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from models.language.words import Language
from models.rules.period import Month
from seed.village import HOST, Village, write_village
from tests.tui.recorded.terminal import Look, Terminal, terminal

ROOT = Path(__file__).parents[3]
PROGRAM = (sys.executable, "-m", "commands.main")
KEPT = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a terminal tells a program of itself."""

    term: str
    colour: bool
    size: tuple[int, int] = (80, 24)


@dataclass(slots=True)
class Desk:
    """A store and a home folder; `recording` holds what was seen in every sitting."""

    folder: Path
    month: Month
    language: Language = "en"
    recording: list[Look] = field(default_factory=list)

    @property
    def store(self) -> str:
        """The store's address."""
        return f"sqlite:///{self.folder / 'store.db'}"

    @property
    def out(self) -> Path:
        """Where the documents are written."""
        return self.folder / "out"

    def environment(self, colour: bool = True) -> dict[str, str]:
        """Give a program nothing but what it needs, so that a run is alike everywhere."""
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        here = {"HOME": str(self.folder / "home"), "PYTHONPATH": str(ROOT), "VISTELSE_LANGUAGE": self.language}
        no_colour = {} if colour else {"NO_COLOR": "1"}
        return {"LC_ALL": "C.UTF-8", **kept, **here, "PYTHONUTF8": "1", "VISTELSE_STORE": self.store, **no_colour}

    def command(self, *arguments: str) -> str:
        """Run one command of the program; give what it printed."""
        done = subprocess.run(
            [*PROGRAM, *arguments], cwd=ROOT, env=self.environment(), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, (arguments, done.stderr)
        return done.stdout

    @contextmanager
    def sitting(
        self, name: str, around: Surroundings, login: str = "", way: tuple[str, ...] = ()
    ) -> Iterator[Terminal]:
        """Sit down at the program, as oneself or as somebody else; `way` is a command that leads there, as ssh."""
        line = [*PROGRAM, *(("--as", login) if login else ())]
        if way:
            line = [*way, self._remote(line, around)]
        with terminal(
            self.folder / name, line, self.environment(around.colour), term=around.term, size=around.size
        ) as at:
            at.recording = self.recording
            yield at

    def _remote(self, line: list[str], around: Surroundings) -> str:
        told = " ".join(f"{name}='{value}'" for name, value in self.environment(around.colour).items())
        return f"cd '{ROOT}' && exec env {told} {' '.join(line)}"


def last_month(today: date) -> Month:
    """Choose the month that ended last: the one that Billing opens on."""
    return Month.of(today.replace(day=1) - timedelta(days=1))


def furnish(folder: Path, visits: int = 6) -> Desk:
    """Make a training store by commands, with rates, guests and a signed month of hours."""
    desk = Desk(folder, last_month(date.today()))
    (folder / "home").mkdir(parents=True)
    files = write_village(folder / "files", Village(3, visits, desk.month.year, (desk.month.number,)))
    desk.command("store", "create", "--municipality", HOST, "--training")
    for path in files.bands:
        desk.command("rate", "import-bands", str(path))
    for path in files.rates:
        desk.command("rate", "import", str(path), "--confirm")
    for path in files.visits:
        desk.command("visit", "import", str(path))
    desk.command("hours", "import", *map(str, files.hours))
    desk.command("hours", "sign", "--all", "--month", str(desk.month), "--yes")
    return desk
