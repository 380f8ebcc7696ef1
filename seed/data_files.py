"""The data files that come with the program."""

from __future__ import annotations

from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


@cache
def lines(name: str) -> tuple[str, ...]:
    """Read the lines of a data file."""
    return tuple((DATA / name).read_text(encoding="utf-8").splitlines())


def tab_separated(name: str) -> tuple[tuple[str, ...], ...]:
    """Read the rows of a tab-separated data file, without its heading."""
    return tuple(tuple(line.split("\t")) for line in lines(name)[1:])
