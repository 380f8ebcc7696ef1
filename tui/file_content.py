"""Reading a file that the user named, as far as any import goes."""

from __future__ import annotations

from pathlib import Path

from models.errors import FileUnreadable
from models.language.system_words import system_words

MOST_BYTES = 50_000_001
"""One byte more than the largest file that is read, which then says so itself."""


def content_of(path: Path) -> bytes:
    """Read a file.

    Raises:
        FileUnreadable: it is not there, or may not be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES)
    except (OSError, ValueError) as error:
        raise FileUnreadable(file=path.name, why=system_words(error)) from None
