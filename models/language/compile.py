"""Compile the Swedish words: `python -m models.language.compile` merges sv/*.po into sv.mo.

With `--check` nothing is written; the exit code says whether sv.mo is fresh. Needs Babel (a development dependency).
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from struct import pack

from models.language.words import CATALOGUE, OF

SOURCES = Path(__file__).with_name("sv")

HEADER = "Content-Type: text/plain; charset=UTF-8\nLanguage: sv\nPlural-Forms: nplurals=2; plural=(n != 1);\n"

MO_MAGIC = 0x950412DE
MO_HEAD_BYTES = 28


@dataclass(frozen=True, slots=True)
class Entry:
    """One text and its Swedish; a text about numbers has two forms of each."""

    source: str
    english: tuple[str, ...]
    swedish: tuple[str, ...]

    @property
    def key(self) -> str:
        """Name the entry as gettext looks it up."""
        return self.english[0]


class WordsRefused(Exception):
    """The Swedish words cannot be compiled; one complaint a line."""


def read_entries(folder: Path = SOURCES) -> list[Entry]:
    """Read every room's catalogue.

    Raises:
        WordsRefused: a file holds the same text twice, a fuzzy or an empty translation.
    """
    entries: list[Entry] = []
    complaints: list[str] = []
    for path in sorted(folder.glob("*.po")):
        _read_file(path, entries, complaints)
    _refuse(complaints)
    return entries


def compiled(entries: list[Entry]) -> bytes:
    """Compile entries into the bytes of a GNU mo file, the same bytes for the same entries.

    Raises:
        WordsRefused: two rooms translate the same text differently, or placeholders disagree.
    """
    _refuse([*_conflicts(entries), *filter(None, map(_disagreement, entries))])
    texts = {"\0".join(entry.english): "\0".join(entry.swedish) for entry in entries}
    return _mo_bytes({"": HEADER, **texts})


def placeholders(text: str) -> frozenset[str]:
    """List the {placeholders} of a text."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def main(arguments: list[str]) -> int:
    """Compile the catalogue, or check that it is fresh; return the exit code."""
    try:
        fresh = compiled(read_entries())
    except WordsRefused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    if CATALOGUE.exists() and CATALOGUE.read_bytes() == fresh:
        return 0
    if "--check" in arguments:
        print("models/language/sv.mo is stale; run: make words", file=sys.stderr)
        return 1
    _replace(CATALOGUE, fresh)
    return 0


def _read_file(path: Path, entries: list[Entry], complaints: list[str]) -> None:
    from babel.messages.pofile import PoFileError, read_po

    content = path.read_text(encoding="utf-8")
    try:
        catalogue = read_po(content.splitlines(keepends=True), locale="sv", abort_invalid=True)
    except PoFileError as error:
        complaints.append(f"{path.name}: {error}")
        return
    messages = [message for message in catalogue if message.id]
    if sum(line.startswith("msgid ") for line in content.splitlines()) != len(messages) + 1:
        complaints.append(f"{path.name}: a text stands twice, or the header is missing")
    for message in messages:
        entry = Entry(path.name, _keyed(message.context, _forms(message.id)), _forms(message.string))
        entries.append(entry)
        if message.fuzzy or not all(entry.swedish):
            complaints.append(f"{path.name}: fuzzy or empty: {entry.key!r}")


def _forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def _keyed(context: str | None, forms: tuple[str, ...]) -> tuple[str, ...]:
    """Put what a text is about before it, as gettext looks it up."""
    return (f"{context}{OF}{forms[0]}", *forms[1:]) if context else forms


def _conflicts(entries: list[Entry]) -> list[str]:
    """Name the texts that stand in several rooms with different Swedish."""
    first: dict[str, Entry] = {}
    conflicts = []
    for entry in entries:
        known = first.setdefault(entry.key, entry)
        if (known.english, known.swedish) != (entry.english, entry.swedish):
            conflicts.append(f"{known.source} and {entry.source} disagree on {entry.key!r}")
    return conflicts


def _disagreement(entry: Entry) -> str | None:
    """Name an entry whose Swedish asks for values that the English does not have, or leaves any out."""
    allowed = frozenset[str]().union(*map(placeholders, entry.english))
    needed = placeholders(entry.english[-1]) if len(entry.english) > 1 else allowed
    if len(entry.english) != len(entry.swedish):
        return f"{entry.source}: {len(entry.english)} forms needed: {entry.key!r}"
    if placeholders(entry.swedish[-1]) != needed or not all(placeholders(text) <= allowed for text in entry.swedish):
        return f"{entry.source}: placeholders disagree: {entry.key!r}"
    return None


def _refuse(complaints: list[str]) -> None:
    if complaints:
        raise WordsRefused("\n".join(complaints))


def _mo_bytes(texts: dict[str, str]) -> bytes:
    """Lay out a mo file: a head, two tables of (length, offset), then the texts, each ended by a zero byte."""
    pairs = sorted((key.encode(), value.encode()) for key, value in texts.items())
    columns = ([key for key, _ in pairs], [value for _, value in pairs])
    offset = MO_HEAD_BYTES + 16 * len(pairs)
    table, body = b"", b""
    for text in (*columns[0], *columns[1]):
        table += pack("<II", len(text), offset + len(body))
        body += text + b"\0"
    second = MO_HEAD_BYTES + 8 * len(pairs)
    return pack("<7I", MO_MAGIC, 0, len(pairs), MO_HEAD_BYTES, second, 0, offset) + table + body


def _replace(path: Path, content: bytes) -> None:
    aside = path.with_suffix(".mo.new")
    aside.write_bytes(content)
    aside.replace(path)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
