"""A terminal that a script sits at: tmux holds the screen, the script presses keys and waits for what is seen."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

SETTINGS = """
set -g default-terminal {term}
set -g status off
set -g remain-on-exit on
set -s escape-time 0
"""
PATIENCE = 20.0
"""Seconds to wait for a thing to be seen, on a machine that does much else."""
GLANCE = 0.03
"""Seconds between two looks."""
LABEL = 20
"""Cells in which a form says what a line is called; what stands after them may be painted later than the cursor."""
RESTING = 2
"""Looks at which the cursor is in the same place."""

REVERSED = re.compile(r"\x1b\[(?:\d+;)*7(?:;\d+)*m")


class NeverSeen(AssertionError):
    """What was waited for did not come; the text is what it was, and the screen."""


@dataclass(frozen=True, slots=True)
class Look:
    """One screen of a recording, and what was done just before."""

    done: str
    screen: str


@dataclass(slots=True)
class Terminal:
    """A pane of tmux on a server of its own.

    `ended` is written when the program is left; `recording` keeps every screen that was waited for.
    """

    socket: Path
    ended: Path
    recording: list[Look] = field(default_factory=list)
    _done: list[str] = field(default_factory=list)

    def press(self, *keys: str) -> None:
        """Press keys by tmux's names: `Enter`, `Down`, `C-p`, or the letter itself."""
        self._done += keys
        self.tmux("send-keys", "-t", "main", *keys)

    def write(self, text: str) -> None:
        """Type a text, letter by letter."""
        self._done.append(repr(text))
        self.tmux("send-keys", "-t", "main", "-l", text)

    def overwrite(self, old: str, new: str) -> None:
        """Type a text in the place of what stands before the cursor, looking at the line between, as a person does."""
        self.press("C-u")
        self.see(without=old)
        self.write(new)
        self.see(new[-20:])

    def screen(self) -> str:
        """Read the screen as it is now, hard spaces as plain ones."""
        return self.tmux("capture-pane", "-p", "-t", "main").replace("\u00a0", " ")

    def painted(self) -> str:
        """Read the screen with its colours, as escape sequences."""
        return self.tmux("capture-pane", "-p", "-e", "-t", "main")

    def see(self, *texts: str, without: str = "") -> str:
        """Wait until all texts are on the screen, and one is not; give the screen.

        Raises:
            NeverSeen: they did not come.
        """

        def is_seen(screen: str) -> bool:
            return all(text in screen for text in texts) and not (without and without in screen)

        return self._see(is_seen, f"{texts} without {without!r}")

    def _see(self, is_seen: Callable[[str], bool], what: str) -> str:
        deadline = time.monotonic() + PATIENCE
        while not is_seen(screen := self.screen()):
            if time.monotonic() > deadline:
                raise NeverSeen(f"{what}, after {' '.join(self._done)}:\n{screen}")
            time.sleep(GLANCE)
        self.recording.append(Look(" ".join(self._done), screen))
        self._done.clear()
        return screen

    def line_of_cursor(self) -> str:
        """Read the line on which the terminal's own cursor has come to rest; while a line is painted it is there."""
        rows = [-1]
        while len(rows) < RESTING or len(set(rows[-RESTING:])) > 1:
            rows.append(int(self.tmux("display-message", "-p", "-t", "main", "#{cursor_y}")))
            time.sleep(GLANCE)
        return self.screen().splitlines()[rows[-1]]

    def go_to_line(self, label: str, key: str = "Down", steps: int = 40) -> None:
        """Press a key until the cursor is on the line of a label, looking after each.

        Raises:
            NeverSeen: it stayed where it was.
        """
        for _ in range(steps):
            before = self.line_of_cursor()
            if before.strip().startswith(label):
                return
            self.press(key)
            self._wait_until(partial(self._cursor_left, before), f"the cursor on {label!r}")
        raise NeverSeen(f"no line {label!r} for the cursor:\n{self.screen()}")

    def _cursor_left(self, line: str) -> bool:
        return self.line_of_cursor()[:LABEL] != line[:LABEL]

    def _wait_until(self, is_so: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not is_so():
            if time.monotonic() > deadline:
                raise NeverSeen(f"{what}:\n{self.screen()}")
            time.sleep(GLANCE)

    def walk_to(self, text: str, key: str = "Down", steps: int = 60) -> None:
        """Press a key until the row under the cursor, which is painted in reverse, holds a text.

        Raises:
            NeverSeen: no row did.
        """
        for _ in range(steps):
            if self._is_under_cursor(text):
                return
            self.press(key)
            time.sleep(2 * GLANCE)
        raise NeverSeen(f"no row under the cursor holds {text!r}:\n{self.screen()}")

    def _is_under_cursor(self, text: str) -> bool:
        return any(
            REVERSED.search(line) and text in line.replace("\u00a0", " ") for line in self.painted().splitlines()
        )

    def wait_for_end(self) -> str:
        """Wait until the program has ended; give its exit code.

        Raises:
            NeverSeen: it went on.
        """
        self._wait_until(self.ended.exists, "the end of the program")
        return self.ended.read_text(encoding="utf-8").strip()

    def kill(self) -> None:
        """Kill the program that the terminal was opened on, as a line that breaks kills an ssh."""
        shell = self.tmux("display-message", "-p", "-t", "main", "#{pane_pid}").strip()
        found = subprocess.run(["ps", "-o", "pid=", "--ppid", shell], capture_output=True, text=True, check=True)
        for process in found.stdout.split():
            os.kill(int(process), signal.SIGKILL)
        self.wait_for_end()

    def tmux(self, *arguments: str) -> str:
        """Run one command of tmux on this terminal's own server."""
        done = subprocess.run(["tmux", "-S", str(self.socket), *arguments], capture_output=True, text=True, check=True)
        return done.stdout


@contextmanager
def terminal(
    folder: Path,
    command: Sequence[str],
    environment: Mapping[str, str],
    *,
    term: str = "xterm",
    size: tuple[int, int] = (80, 24),
) -> Iterator[Terminal]:
    """Open a terminal on a command until the block ends."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = folder / "tmux.conf"
    settings.write_text(SETTINGS.format(term=term), encoding="utf-8")
    opened = Terminal(folder / "tmux", folder / "ended")
    noted = f"{opened.ended}.new"
    line = f"{shlex.join(command)}; echo $? > {noted}; mv {noted} {opened.ended}"
    server = ("tmux", "-u", "-S", str(opened.socket), "-f", str(settings))
    width, height = (str(side) for side in size)
    subprocess.run(
        [*server, "new-session", "-d", "-s", "main", "-x", width, "-y", height, line],
        env=dict(environment),
        check=True,
    )
    try:
        yield opened
    finally:
        opened.tmux("kill-server")


def transcript(recording: Sequence[Look]) -> str:
    """Write a recording as a text: what was pressed, and the screen that came of it."""
    return "\n".join(f"── {look.done or 'opened'}\n{look.screen.rstrip()}\n" for look in recording)
