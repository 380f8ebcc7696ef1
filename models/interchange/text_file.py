"""Text files: the encoding, the delimiter, and the cells of each record."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import partial

from models.interchange.faults import Unreadable
from models.language.words import tr

_UTF8_BOM = b"\xef\xbb\xbf"
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")
_DELIMITERS = ";\t,"
_SEP_LINE = re.compile(r"sep=([;,\t])\r?\n?", re.IGNORECASE)

_UTF8_IN_BYTES = re.compile(rb"\xc3[\x84\x85\x96\xa4\xa5\xb6]")
"""Å Ä Ö å ä ö as UTF-8 writes them."""

_GARBLED = re.compile("Ã[\u0084\u0085\u0096„…–¤¥¶]|\ufffd")
"""The same letters once read in the wrong encoding, and the mark of a letter that was lost."""


def open_text(content: bytes) -> tuple[Callable[[], Iterator[tuple[int, list[str]]]], tuple[str, ...]]:
    """Decode a text file; give a way to its records, each with the number of its first line, and notices.

    Raises:
        Unreadable: the file is not text in UTF-8 or Windows-1252.
    """
    text = _decoded(content)
    notices: tuple[str, ...] = ()
    if not text.endswith(("\n", "\r")):
        notices = (tr("The last row does not end with a line break; see that the file was not cut."),)
    said = _SEP_LINE.match(text)
    delimiter = said[1] if said else _delimiter_of(text)
    return partial(_Records, text, delimiter, 1 if said else 0), notices


def _decoded(content: bytes) -> str:
    """Give the text in one form of its letters (NFC)."""
    if content.startswith(_UTF16_BOMS):
        raise Unreadable(tr("The file is in UTF-16; save it as CSV in UTF-8."))
    if (at := content.find(b"\0")) >= 0:
        raise Unreadable(
            tr("The file holds characters that are no text; save it as CSV in UTF-8."), _line_of(content, at)
        )
    try:
        text = content.removeprefix(_UTF8_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        text = _decoded_as_windows(content, error.start)
    if found := _GARBLED.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise Unreadable(tr("Letters such as å, ä and ö are damaged; export the file anew, in UTF-8."), line)
    return unicodedata.normalize("NFC", text)


def _decoded_as_windows(content: bytes, bad: int) -> str:
    """Decode as Windows-1252 a file that is not UTF-8 from a byte on; never one that is partly UTF-8."""
    if content.startswith(_UTF8_BOM) or _UTF8_IN_BYTES.search(content):
        at = bad + (len(_UTF8_BOM) if content.startswith(_UTF8_BOM) else 0)
        raise Unreadable(tr("The file is only partly in UTF-8; export it anew, in UTF-8."), _line_of(content, at))
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as error:
        line = _line_of(content, error.start)
        raise Unreadable(tr("The file is neither in UTF-8 nor in Windows-1252; save it in UTF-8."), line) from None


def _line_of(content: bytes, at: int) -> int:
    return content.count(b"\n", 0, at) + 1


def _stream(text: str) -> io.TextIOBase:
    """Give a text line by line; a StringIO would take four bytes for every letter of it."""
    return io.TextIOWrapper(io.BytesIO(text.encode()), "utf-8", newline="")


def _delimiter_of(text: str) -> str:
    """Choose the delimiter that stands most often outside quotation marks in the first line that holds anything."""
    heading = next((line for line in _stream(text) if line.strip()), "")
    bare = re.sub('"[^"]*"', "", heading)
    return max(_DELIMITERS, key=bare.count)


class _Records(Iterator[tuple[int, list[str]]]):
    """The records of a text, counted by its physical lines; goes on after a record that was refused."""

    def __init__(self, text: str, delimiter: str, skipped: int) -> None:
        stream = _stream(text)
        for _ in range(skipped):
            stream.readline()
        self._skipped = skipped
        self._reader = csv.reader(stream, delimiter=delimiter, strict=True)

    def __next__(self) -> tuple[int, list[str]]:
        line = self._reader.line_num + self._skipped + 1
        try:
            return line, next(self._reader)
        except csv.Error:
            raise Unreadable(
                tr("The quotation marks do not pair, or a cell is too long; write a mark inside a text twice."),
                line,
            ) from None
