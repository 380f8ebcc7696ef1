"""Write a file that somebody else will read: whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from models.errors import ExportBlocked


def write_file(path: Path, content: bytes, mode: int | None = None) -> None:
    """Write under a temporary name, flush to disk, then rename: a reader sees a whole file or none.

    A `mode` is set before anything is written, so that nobody else reads what is its owner's alone.

    Raises:
        ExportBlocked: it could not be written.
    """
    unfinished = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with unfinished.open("wb") as file:
            if mode is not None:
                unfinished.chmod(mode)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise ExportBlocked(path=path, why=error.strerror) from error
