"""What a refusal repeats of a key: a number or a code, never what could be somebody's name or identity number (G30)."""

from __future__ import annotations

import re
from enum import StrEnum

HIDDEN = "…"

_WORD = r"(?:[A-ZÅÄÖ]{1,3}|\S*[0-9]\S*)"
_REFERENCE = re.compile(rf"(?=.{{1,80}}\Z)(?=.*[0-9]){_WORD}(?: {_WORD})*")
"""Every word has a digit in it or is a few capitals, as in SN 2026/17, B2026-07 and h:0a1b2c3d."""
_NAMES = re.compile(r"[^\W\d_]{2,}[^\w]+[^\W\d_]{2,}|[^\W\d_]{3,}.*?[\W\d_].*?[^\W\d_]{3,}")
"""Two words of letters beside each other, or two of three letters anywhere: Alva-Ek-12 is no key."""
_DERIVED = re.compile(r"[a-z]{1,6}:[0-9a-f]{1,64}")
"""A key that was counted from a row's content."""
_LOGIN = re.compile(r"[a-z][a-z0-9_.-]{0,31}")
_BORN = re.compile(
    r"(?<![0-9])(?:[0-9]{2})?[0-9]{2}(?:0[1-9]|1[0-2])(?:[06][1-9]|[1278][0-9]|[39][01])[^\w]{0,3}[0-9]{4}(?![0-9])"
)
"""Ten or twelve digits that begin with a day: with a right check digit or not, nobody needs to see them again."""


class Known(str):
    """A key that whoever refuses has looked at: it is made of the store's own codes."""

    __slots__ = ()


def told_key(key: object, what: str = "") -> object:
    """Give a number, a code or a key of the store's as it is, anything else as `…`; a user's key is a login."""
    if not isinstance(key, str) or isinstance(key, StrEnum | Known):
        return key
    if what == "user":
        shaped = bool(_LOGIN.fullmatch(key))
    else:
        shaped = bool(_REFERENCE.fullmatch(key)) and not _NAMES.search(key) and not _BORN.search(key)
    return key if shaped or _DERIVED.fullmatch(key) else HIDDEN
