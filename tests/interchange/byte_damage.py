"""Damage to bytes, whatever they mean."""

from __future__ import annotations

import random


def cut(chance: random.Random, content: bytes) -> bytes:
    """Cut the end off."""
    return content[: chance.randrange(len(content))]


def beheaded(chance: random.Random, content: bytes) -> bytes:
    """Cut the beginning off."""
    return content[chance.randrange(len(content)) :]


def flipped(chance: random.Random, content: bytes) -> bytes:
    """Turn a few bits."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def strewn(chance: random.Random, content: bytes) -> bytes:
    """Put signs that mean something to a reader where they do not belong."""
    signs = (b'"', b";", b",", b"\t", b"\n", b"\r", b"\0", b"\xff", b"\xc3", b"\xef\xbb\xbf", b"\x1a", b"\\", b"'")
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(content) + 1)
        content = content[:at] + chance.choice(signs) + content[at:]
    return content


def noise(chance: random.Random, content: bytes) -> bytes:
    """Make bytes that mean nothing, some with the signature of a kind of file."""
    return chance.choice((b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-1.7", b"<?xml?>")) + (
        chance.randbytes(chance.randint(1, 600))
    )
