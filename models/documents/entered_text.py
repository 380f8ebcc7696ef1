"""What a text must be like that goes onto a document: the documents' own check, for whoever types it."""

from __future__ import annotations

import unicodedata

from models.documents.pdf_coverage import unprintable_in
from models.language.words import tr
from models.rules.identity import identity_numbers_in

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def has_unseen(text: str, allowed: str = "") -> bool:
    """Look for nothing but blanks, controls, joiners, line breaks and what is no character (XML 1.0, section 2.2)."""
    if not text.strip():
        return True
    return any(
        unicodedata.category(mark) in _UNSEEN or ord(mark) & 0xFFFE == 0xFFFE for mark in text if mark not in allowed
    )


def unseen_text() -> str:
    """Say that a text holds what nobody can see."""
    return tr("This text is blank or holds a character that cannot be seen; type it anew.")


def unprintable_text(text: str) -> str:
    """Say which characters of a text the fonts on paper have no picture of; '' none."""
    marks = unprintable_in(text)
    if not marks:
        return ""
    codes = ", ".join(f"U+{ord(mark):04X}" for mark in marks)
    return tr("This text holds a character that cannot be printed ({codes}); write it another way.", codes=codes)


def unfit(text: str) -> str:
    """Say why a text cannot go onto a document, in paper or XML; '' where it can, or where there is none."""
    if not text or (text.isascii() and text.isprintable() and text.strip()):
        return ""
    return unseen_text() if has_unseen(text) else unprintable_text(text)


def told_number(text: str) -> str:
    """Say that a text holds an identity number, which no document may; '' where it does not."""
    return tr("There is an identity number in this text; take it out.") if identity_numbers_in(text) else ""
