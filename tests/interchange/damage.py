"""Damaged import files, made by number: the same seed gives the same file."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.interchange.byte_damage import beheaded, cut, flipped, noise, strewn
from tests.interchange.excel_damage import EXCEL_DAMAGES
from tests.interchange.making import as_text
from tests.interchange.whole_files import KINDS, with_wrong_cells


def damaged(seed: int) -> tuple[str, str, bytes]:
    """Make a damaged file: the kind of file it was (visits, rates, bands, hours), a name, and its bytes."""
    chance = random.Random(seed)
    kind = chance.choice(sorted(KINDS))
    if chance.random() < 0.15:
        return kind, f"{kind}-{seed}.xlsx", chance.choice(EXCEL_DAMAGES)(chance, kind)
    return kind, f"{kind}-{seed}.csv", chance.choice(_TEXT_DAMAGES)(chance, _text(chance, kind))


def _text(chance: random.Random, kind: str) -> bytes:
    """Make a whole text file, or one with a few wrong cells."""
    sheet = KINDS[kind] if chance.random() < 0.5 else with_wrong_cells(chance, KINDS[kind])
    return as_text(sheet, chance.choice(("utf-8", "utf-8-sig", "cp1252")), chance.choice(";,\t"))


def _wrong_types(chance: random.Random, content: bytes) -> bytes:
    return content


def _swapped_encoding(chance: random.Random, content: bytes) -> bytes:
    read_as, written_as = chance.choice(
        (("cp1252", "utf-8"), ("utf-8", "utf-16"), ("utf-8", "utf-16-le"), ("utf-8", "cp850"), ("latin-1", "utf-32"))
    )
    return content.decode(read_as, "replace").encode(written_as, "replace")


def _spliced(chance: random.Random, content: bytes) -> bytes:
    """Join two files of any kind and encoding."""
    other = _text(chance, chance.choice(sorted(KINDS)))
    return content[: chance.randrange(len(content))] + other[chance.randrange(len(other)) :]


def _emptied(chance: random.Random, content: bytes) -> bytes:
    heading = content.splitlines(keepends=True)[0]
    return chance.choice((b"", b"\n", b" \r\n \r\n", b"\xef\xbb\xbf", b";;;\n", heading, b"\0" * 50, heading * 2, b'"'))


def _heaped(chance: random.Random, content: bytes) -> bytes:
    """Make a text bomb: one cell, one row or one quotation that is far too long."""
    sign = chance.choice((b"9", b";", b'"', b'"a', b"\xe5", b"a,b"))
    at = chance.randrange(len(content))
    return content[:at] + sign * chance.choice((500, 5_000, 140_000 if sign in b'9"a' else 5_000)) + content[at:]


_TEXT_DAMAGES: tuple[Callable[[random.Random, bytes], bytes], ...] = (
    _wrong_types, _wrong_types, _wrong_types, cut, beheaded, flipped, flipped, strewn, strewn, _swapped_encoding,
    _spliced, _emptied, noise, _heaped,
)  # fmt: skip
