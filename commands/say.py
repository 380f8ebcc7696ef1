"""stdout is data, stderr is words."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer

from models.language.words import ntr, tr


def say(text: str) -> None:
    """Write to stdout."""
    typer.echo(text)


def tell(text: str) -> None:
    """Write to stderr."""
    typer.echo(text, err=True)


def ask(question: str) -> None:
    """Go on only when the user says yes.

    Raises:
        Exit: the answer was anything else, or there was nobody to answer.
    """
    typer.echo(f"{question} {tr('[y/N]')} ", err=True, nl=False)
    answer = sys.stdin.readline().strip().casefold()
    if answer not in ("y", "yes", "j", "ja"):
        tell(tr("Stopped; nothing was changed."))
        raise typer.Exit(1)


def say_progress(done: int, total: int) -> bool:
    """Count files on a terminal, on one line of stderr that is written over; say nothing in a pipe. Never stops."""
    if sys.stderr.isatty():
        end = "\r\033[K" if done == total else ""
        sys.stderr.write(end or f"\r{done}/{total}")
        sys.stderr.flush()
    return True


@contextmanager
def say_rows() -> Iterator[Callable[[int], None]]:
    """Count the rows of a long import on a terminal, as say_progress counts files; the line is gone afterwards."""
    is_seen = sys.stderr.isatty()

    def count(rows: int) -> None:
        if is_seen:
            sys.stderr.write("\r" + ntr("{n} row read", "{n} rows read", rows))
            sys.stderr.flush()

    try:
        yield count
    finally:
        if is_seen:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()
