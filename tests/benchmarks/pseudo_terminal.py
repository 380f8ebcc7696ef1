"""A program in a pseudo-terminal, watched byte by byte with a clock beside it."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

PATIENCE = 60.0
"""Seconds until a program that says nothing is given up."""
QUIET = 0.1
"""Seconds without a byte after which a key has painted all that it will: six frames of Textual's, and a page read."""


class SaysNothing(AssertionError):
    """The program painted nothing, or not what was waited for."""


@dataclass(frozen=True, slots=True)
class Painting:
    """What came of one key: seconds until the last byte of all that it paints, in however many frames; the bytes."""

    last: float
    size: int


@dataclass(slots=True)
class Watched:
    """A running program; `started` is the clock at its start."""

    process: int
    line: int
    started: float

    def wait_for(self, text: str) -> float:
        """Read until a text has come; give the seconds since the start.

        Raises:
            SaysNothing: it never came.
        """
        seen = b""
        while text.encode() not in seen:
            chunk = self._read(PATIENCE)
            if not chunk:
                raise SaysNothing(f"{text!r} was never painted; at last: {seen[-2000:]!r}")
            seen += chunk
        return time.perf_counter() - self.started

    def settle(self) -> bytes:
        """Read until nothing comes any more."""
        seen = b""
        while chunk := self._read(10 * QUIET):
            seen += chunk
        return seen

    def press(self, key: bytes) -> Painting:
        """Press a key and read what it paints.

        Raises:
            SaysNothing: it painted nothing.
        """
        pressed = time.perf_counter()
        os.write(self.line, key)
        last, size = 0.0, 0
        chunk = self._read(PATIENCE)
        while chunk:
            last, size = time.perf_counter() - pressed, size + len(chunk)
            chunk = self._read(QUIET)
        if not size:
            raise SaysNothing(f"{key!r} painted nothing")
        return Painting(last, size)

    def write(self, key: bytes) -> None:
        """Press a key without looking."""
        os.write(self.line, key)

    def _read(self, seconds: float) -> bytes:
        if not select.select([self.line], [], [], seconds)[0]:
            return b""
        try:
            return os.read(self.line, 1 << 16)
        except OSError:  # the program has ended
            return b""


@contextmanager
def watched(
    command: Sequence[str], environment: Mapping[str, str], size: tuple[int, int] = (80, 24)
) -> Iterator[Watched]:
    """Run a program in a pseudo-terminal until the block ends."""
    columns, rows = size
    started = time.perf_counter()
    process, line = pty.fork()
    if process == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.execve(command[0], list(command), dict(environment))
    try:
        yield Watched(process, line, started)
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(line)
