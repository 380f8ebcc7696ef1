"""The texts of a file that is to be written, for the last look at it: each with the name of where it stands."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from html import unescape
from zipfile import ZipFile

_MARKUP_TEXT = re.compile(r">([^<]+)<|=\"([^\"]*)\"")
_PAGE_CODES = ("cp437", "cp1252")
"""What is no UTF-8 is read both ways: as accounting systems and as Windows write letters."""


def texts_of_file(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """Give every text of an XML, Excel, CSV, checksum or plain text file, and the file's own name.

    A PDF has no readable bytes: what is printed in it is to be looked through before it is printed.
    """
    yield "file-name", name
    extension = name.rpartition(".")[2].casefold()
    if extension == "xml":
        yield from _marked_up(content)
    elif extension == "xlsx":
        with ZipFile(io.BytesIO(content)) as book:
            for part in book.namelist():
                yield from _marked_up(book.read(part))
    elif extension == "csv":
        yield from _cells(content)
    elif extension == "sha256":
        yield from (("file-name", line.rpartition("  ")[2]) for line in content.decode().splitlines())
    elif extension != "pdf":
        yield from _lines(content)


def _marked_up(content: bytes) -> Iterator[tuple[str, str]]:
    """Give texts and attributes; those of one element stand in it together."""
    for found in _MARKUP_TEXT.finditer(content.decode("utf-8", "replace")):
        text = unescape(found[1] or found[2] or "").strip()
        if text:
            yield "text", text


def _cells(content: bytes) -> Iterator[tuple[str, str]]:
    """Give a CSV's cells by their headings, and the headings."""
    for text in _decoded(content):
        rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";")
        headings = next(rows, [])
        yield from (("heading", heading) for heading in headings)
        for row in rows:
            for column, cell in enumerate(row):
                yield headings[column] if column < len(headings) else f"{column + 1}", cell


def _lines(content: bytes) -> Iterator[tuple[str, str]]:
    for text in _decoded(content):
        for number, line in enumerate(text.splitlines(), 1):
            yield f"line {number}", line


def _decoded(content: bytes) -> Iterator[str]:
    try:
        yield content.decode("utf-8")
    except UnicodeDecodeError:
        yield from (content.decode(page, "replace") for page in _PAGE_CODES)
