"""A file that comes to be whole or not at all, never in another's place, and is its owner's alone."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from models.language.system_words import system_words
from models.store_errors import BackupExists, BackupNotMade

BESIDE = ("", "-journal", "-wal", "-shm")
"""What SQLite may leave beside a file that it was stopped in."""


class NewFile:
    """A place for a new file: `part` is written, `put_in_place` gives it its name; left otherwise, nothing remains."""

    def __init__(self, path: Path) -> None:
        """Name the file.

        Raises:
            BackupExists: something has the name.
            BackupNotMade: the place cannot be looked at.
        """
        self._is_placed = False
        try:
            self.path = path.expanduser().absolute()
            self.path.lstat()
        except FileNotFoundError:
            return
        except (OSError, ValueError, RuntimeError) as error:
            raise BackupNotMade(path=path, why=_words(error)) from error
        raise BackupExists(path=self.path)

    def __enter__(self) -> NewFile:
        """Make the empty file under a temporary name, with mode 0600, in the folder where it shall lie."""
        try:
            handle, name = tempfile.mkstemp(".part", ".backup-", self.path.parent)
        except OSError as error:
            raise self.failure(error) from error
        os.close(handle)
        self.part = Path(name)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        """Take away what is not to remain: the temporary file always, the file itself where something failed since."""
        for suffix in BESIDE:
            _drop(self.part.with_name(self.part.name + suffix))
        if error is not None and self._is_placed:
            _drop(self.path)

    def put_in_place(self) -> None:
        """Flush the file to disk and give it its name.

        Raises:
            BackupExists: something has got the name meanwhile.
            BackupNotMade: the disk would not.
        """
        try:
            _flush(self.part)
            _name(self.part, self.path)
            self._is_placed = True
        except FileExistsError as error:
            raise BackupExists(path=self.path) from error
        except OSError as error:
            raise self.failure(error) from error
        with suppress(OSError):  # many a share cannot flush a folder, and holds the file all the same
            _flush(self.path.parent)

    def failure(self, why: Exception | str) -> BackupNotMade:
        """Say why the file did not come to be."""
        return BackupNotMade(path=self.path, why=_words(why))


def _words(why: Exception | str) -> str:
    return system_words(why) if isinstance(why, OSError | ValueError) else str(why)


def _name(part: Path, path: Path) -> None:
    """Give a file its name unless that is taken; where the disk knows no second names, by a look and a rename."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(path):
            raise FileExistsError from None
        part.rename(path)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _drop(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)
