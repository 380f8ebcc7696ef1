"""What a reader says about a file besides its rows: faults, which refuse it, and notices, which do not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from models.language.words import tr

T = TypeVar("T")

MOST_FAULTS = 10_000
"""After so many faults the rest of a file is not read: it is another file than it was taken for."""


class CodedText(str):
    """A fault's words that carry a code (models.rules.row_checks) through every reader to where they are told."""

    code: str


def coded(code: str, text: str) -> CodedText:
    """Give words their code."""
    said = CodedText(text)
    said.code = code
    return said


@dataclass(frozen=True, slots=True)
class Fault:
    """One bad cell, row or file: where it stands, what is wrong and what is right.

    The text never repeats a name or an identity number, since it may be printed and logged.
    """

    file: str
    line: int | None
    column: str | None
    text: str

    @property
    def code(self) -> str:
        """The code of what is wrong; empty where it has none."""
        return self.text.code if isinstance(self.text, CodedText) else ""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about a file that the user should know, though it was read."""

    text: str


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """All that one file held; with any fault nothing of it is to be kept."""

    rows: tuple[T, ...]
    faults: tuple[Fault, ...]
    notices: tuple[str, ...]


class Unreadable(Exception):
    """A file that cannot be read further; becomes a fault at the door of this room."""

    def __init__(self, text: str, line: int | None = None) -> None:
        super().__init__(text)
        self.text = text
        self.line = line


def until_hopeless(items: Iterable[T | Fault | Notice]) -> Iterator[T | Fault | Notice]:
    """Pass on what a reader gives, ending it with a last fault when there are too many to be of use."""
    faults = 0
    for item in items:
        if isinstance(item, Fault):
            faults += 1
            if faults > MOST_FAULTS:
                text = tr("There are more than {most} faults; the rest of the file was not read.", most=MOST_FAULTS)
                yield Fault(item.file, item.line, None, text)
                return
        yield item


def gather(items: Iterable[T | Fault | Notice]) -> Reading[T]:
    """Sort what a reader gives into rows, faults and notices; too many faults end it."""
    rows: list[T] = []
    faults: list[Fault] = []
    notices: list[str] = []
    for item in until_hopeless(items):
        if isinstance(item, Fault):
            faults.append(item)
        elif isinstance(item, Notice):
            notices.append(item.text)
        else:
            rows.append(item)
    return Reading(tuple(rows), tuple(faults), tuple(notices))
