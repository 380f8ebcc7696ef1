"""Names as they are kept: a letter and its accent are one, however they were typed."""

from __future__ import annotations

from unicodedata import normalize


def composed(name: str) -> str:
    """Write a name with composed letters, as Swedish keyboards do; a Mac's terminal gives an accent apart."""
    return normalize("NFC", name)


def searchable(name: str) -> str:
    """Write a name as it is looked for: composed, and alike in capitals and small letters."""
    return composed(name).casefold()
