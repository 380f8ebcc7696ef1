"""Hour rows that stand twice in one file: harmless when a key says they are the same, refused when nothing does."""

from __future__ import annotations

from collections.abc import Iterator

from models.interchange.faults import Fault, Notice
from models.interchange.hour_row import HourRow
from models.interchange.row_reader import RowReader
from models.language.words import ntr, tr


class Repeats:
    """The keys of a file so far, each with its line and a digest of its content."""

    def __init__(self, reader: RowReader) -> None:
        self._reader = reader
        self._seen: dict[str, tuple[int, int]] = {}
        self._repeated = 0
        self._first_repeated = 0

    def once(self, row: HourRow, content: str) -> Iterator[HourRow | Fault]:
        """Give the row at its first time; later nothing when it is the same row, or a fault when it cannot be."""
        digest = hash(content)
        first, first_digest = self._seen.setdefault(row.key, (row.line, digest))
        if first == row.line:
            yield row
        elif not row.key_given:
            yield self._reader.fault(row.line, "key", _unkeyed_twice(first))
        elif digest != first_digest:
            yield self._reader.fault(row.line, "key", _key_twice(first))
        else:
            self._repeated += 1
            self._first_repeated = self._first_repeated or row.line

    def notices(self) -> Iterator[Notice]:
        """Tell how many rows stood twice and were read once."""
        if self._repeated:
            yield Notice(
                ntr(
                    "{n} row stands twice with the same key and was read once, at line {line}.",
                    "{n} rows stand twice with the same key and were read once, the first at line {line}.",
                    self._repeated,
                    line=self._first_repeated,
                )
            )


def _unkeyed_twice(first: int) -> str:
    return tr("The row is the same as line {first}; give each a key or a clock time.", first=first)


def _key_twice(first: int) -> str:
    return tr("The key stands on line {first} too, with another content; give every row a key of its own.", first=first)
