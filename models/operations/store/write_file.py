"""Write a file that somebody else will read: whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from models.errors import ExportBlocked
from models.language.system_words import system_words


def write_file(path: Path, content: bytes, mode: int | None = None) -> None:
    """Write under a temporary name, flush to disk, then rename: a reader sees a whole file or none.

    A `mode` is set before anything is written, so that nobody else reads what is its owner's alone.

    Raises:
        ExportBlocked: it could not be written.
    """
    try:
        _write_part(path, content, mode)
        part_of(path).replace(path)
    except OSError as error:
        drop_ready(path)
        raise ExportBlocked(path=path, why=system_words(error)) from error


def part_of(path: Path) -> Path:
    """Give the temporary name under which a file lies until it is put in place."""
    return path.with_name(f".{path.name}.part")


def lay_ready(path: Path, content: bytes) -> None:
    """Write under the temporary name alone, so that `put_in_place` only renames.

    Whoever finds the temporary name later knows that the file was never put in place.

    Raises:
        ExportBlocked: it could not be written; what lay there ready before still says so.
    """
    was_there = False
    try:
        was_there = part_of(path).exists()
        _write_part(path, content, None)
    except OSError as error:
        if not was_there:
            drop_ready(path)
        raise ExportBlocked(path=path, why=system_words(error)) from error


def put_in_place(path: Path, content: bytes) -> None:
    """Rename what was laid ready; write it whole where that is gone.

    Raises:
        ExportBlocked: it could not be put there.
    """
    try:
        part_of(path).replace(path)
    except FileNotFoundError:
        write_file(path, content)
    except OSError as error:
        raise ExportBlocked(path=path, why=system_words(error)) from error


def drop_ready(path: Path) -> None:
    """Take away what was laid ready, if it can be."""
    with suppress(OSError):
        part_of(path).unlink(missing_ok=True)


def _write_part(path: Path, content: bytes, mode: int | None) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = part_of(path)
    with part.open("wb") as file:
        if mode is not None:
            part.chmod(mode)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
