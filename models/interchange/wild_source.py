"""A wild file's sheets: each a way to its lines, with merged cells filled; a text file is one sheet."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from models.interchange import text_file
from models.interchange.faults import Unreadable
from models.interchange.table_file import LARGEST_FILE, RawLine
from models.language.words import tr

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF16_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SEP = re.compile(rb"(?:\xef\xbb\xbf)?sep=([;,\t])", re.IGNORECASE)
_HEAD = 60_000
"""How many bytes of a text file decide its delimiter."""
_DELIMITERS = (";", "\t", ",", "|")


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One sheet: its number among all (from 1), its name, its merged cells and a way to its lines.

    Each call of `lines` begins anew and holds one line at a time; it may end with Unreadable.
    """

    number: int
    name: str
    lines: Callable[[], Iterator[RawLine]]
    merged: int = 0
    is_excel: bool = False
    tall: tuple[tuple[int, int, int], ...] = ()
    """The cells that are merged over several rows: first and last line, and their place from 0."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was opened: how it is written, and its visible sheets."""

    encoding: str
    delimiter: str
    sheets: tuple[RawSheet, ...]
    notices: tuple[str, ...] = ()


def open_source(content: bytes) -> Source:
    """Open a text or Excel file of whatever form.

    Raises:
        Unreadable: it is empty, too large, damaged, or of a kind that is not read.
    """
    if not content.strip():
        raise Unreadable(tr("The file is empty; export it anew."))
    if len(content) > LARGEST_FILE:
        megabytes = LARGEST_FILE // 1_000_000
        raise Unreadable(tr("The file is larger than {megabytes} MB; divide it into several.", megabytes=megabytes))
    if content.startswith(_OLD_OFFICE):
        raise Unreadable(
            tr("The file is an old Excel file or protected by a password; save it as .xlsx without one, or as CSV.")
        )
    if content.startswith(_ZIP):
        # Deferred: the libraries for Excel take time to load.
        from models.interchange.wild_excel import excel_sheets

        return Source("", "", excel_sheets(content))
    return _open_text(content)


def _open_text(content: bytes) -> Source:
    encoding, content = _recoded(content)
    said = _SEP.match(content)
    if said:
        delimiter, added = said[1].decode(), 0
    else:
        delimiter, added = _delimiter_of(content[:_HEAD].decode("latin-1")), 1
        if delimiter == "|":
            raise Unreadable(tr("The cells are divided by |; export the file with semicolons."))
        bom = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
        # The strict reader takes the delimiter of the first line, which in a wild file is a title: it is told.
        content = bom + f"sep={delimiter}\r\n".encode() + content.removeprefix(bom)
    try:
        records, notices = text_file.open_text(content)
    except Unreadable as refusal:
        raise _moved(refusal, added) from None
    sheet = RawSheet(1, "", partial(_Numbered, records, added))
    return Source(encoding, delimiter, (sheet,), notices)


def _recoded(content: bytes) -> tuple[str, bytes]:
    """Name a text's encoding; what Excel calls Unicode text is given in UTF-8."""
    if content.startswith(_UTF16_BOMS):
        try:
            return "utf-16", content.decode("utf-16").encode("utf-8")
        except UnicodeError:
            raise Unreadable(tr("The file is in UTF-16; save it as CSV in UTF-8.")) from None
    if content.startswith(codecs.BOM_UTF8):
        return "utf-8-sig", content
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "windows-1252", content
    return "utf-8", content


def _delimiter_of(head: str) -> str:
    """Choose the delimiter that stands equally often, and at least once, on most lines; then the commonest."""
    lines = [re.sub('"[^"]*"', "", line) for line in head.splitlines()[:400] if line.strip()]

    def agreement(delimiter: str) -> tuple[int, int]:
        counts = [line.count(delimiter) for line in lines]
        usual = max((count for count in counts if count), key=counts.count, default=0)
        return (counts.count(usual) if usual else 0, usual)

    return max(_DELIMITERS, key=agreement)


class _Numbered(Iterator[RawLine]):
    """Records with the numbers that their lines have in the file itself; goes on after a record that was refused."""

    def __init__(self, records: Callable[[], Iterator[RawLine]], added: int) -> None:
        self._records = records()
        self._added = added

    def __next__(self) -> RawLine:
        try:
            line, cells = next(self._records)
        except Unreadable as refusal:
            raise _moved(refusal, self._added) from None
        return line - self._added, cells


def _moved(refusal: Unreadable, added: int) -> Unreadable:
    return Unreadable(refusal.text, None if refusal.line is None else max(1, refusal.line - added))
