"""What may be repeated in a message: never what could tell who a guest is (G30)."""

from __future__ import annotations

import re
from collections.abc import Container

from models import told_key
from models.rules.identity import identity_numbers_in

_WORD = r"(?:[A-ZÅÄÖ]{1,3}|\S*[0-9]\S*)"
_REFERENCE = re.compile(rf"(?=.{{1,40}}\Z)(?=.*[0-9]){_WORD}(?: {_WORD})*")
HIDDEN = told_key.HIDDEN


def harmless_reference(text: str) -> str:
    """Give a case number, key or reference as it is, or `…` where it could be a name or holds an identity number.

    Every word of a reference has a digit in it or is a few capitals, as in SN 2026/17.
    """
    if _REFERENCE.fullmatch(text) and not identity_numbers_in(text):
        return text
    return HIDDEN


def told_part(case: str, part: str, known: Container[str]) -> str:
    """Give a case and a code of what belongs to it, as a refusal may repeat them: no text that is no such code."""
    said = harmless_reference(case)
    return told_key.Known(f"{said} {part}" if part in known else said)
