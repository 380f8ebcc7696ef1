"""Which characters the fonts on paper have a picture of: Latin, Greek and Cyrillic letters, figures and signs."""

from __future__ import annotations

import json
from bisect import bisect_right
from functools import cache
from pathlib import Path

PAPER = Path(__file__).with_name("paper")
"""The templates, their texts and the fonts."""

REPLACEMENT = "□"
"""What stands where the fonts have no picture of a character."""


def unprintable_in(text: str) -> str:
    """Give the characters of a text that cannot be printed, each once; line breaks are no characters."""
    return "".join(dict.fromkeys(mark for mark in text if not _is_covered(mark)))


def printable(text: str) -> str:
    """Put a replacement character in the place of each that cannot be printed."""
    return "".join(mark if _is_covered(mark) else REPLACEMENT for mark in text)


def _is_covered(mark: str) -> bool:
    if " " <= mark <= "~" or mark == "\n":
        return True
    firsts, lasts = _coverage()
    place = bisect_right(firsts, ord(mark)) - 1
    return place >= 0 and ord(mark) <= lasts[place]


@cache
def _coverage() -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Read the ranges of code points that both fonts have: the first of each, and the last of each."""
    ranges = json.loads(PAPER.joinpath("coverage.json").read_text(encoding="utf-8"))
    return tuple(first for first, _ in ranges), tuple(last for _, last in ranges)
