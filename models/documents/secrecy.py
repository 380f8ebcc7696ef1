"""What no document may show: a name or an identity number of anyone cared for (OSL 26:1, 2018:1277 3 §)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from models.documents.document_fault import DocumentFault
from models.documents.entered_text import has_unseen, told_number, unseen_text
from models.documents.facts import InvoiceFacts
from models.documents.texts import texts_of
from models.language.words import tr
from models.rules.checksum import LONGEST_OCR, ocr_reference

WORD = re.compile(r"[^\W\d_]+")
_LINES_ALLOWED = frozenset({"note", "payment_terms"})


def secrecy_faults(facts: InvoiceFacts, names: frozenset[str]) -> Iterator[DocumentFault]:
    """Give a fault for each text with an identity number or one of the names in it, or with something unseen.

    A character that is not seen is refused since it can part a name or a number in two, and since most of them make the
    XML unreadable.
    """
    for field, text in texts_of(facts):
        number = told_number(text)
        if number and not (field == "ocr" and text in _own_references(facts)):
            yield DocumentFault("identity-number", field, number)
        if has_name(text, names):
            yield DocumentFault(
                "name", field, tr("The name of somebody cared for stands in this text; use the case number instead.")
            )
        if has_unseen(text, allowed="\n" if field in _LINES_ALLOWED else ""):
            yield DocumentFault(
                "unseen-character",
                field,
                unseen_text(),
            )


def _own_references(facts: InvoiceFacts) -> set[str]:
    """Make the OCR references of the document's own numbers, which may look like an identity number by chance."""
    numbers = (re.sub("[^0-9]", "", number) for number in (facts.number, facts.credits_number))
    return {ocr_reference(number) for number in numbers if 0 < len(number) <= LONGEST_OCR - 2}


def has_name(text: str, names: frozenset[str]) -> bool:
    """Look for two words of one name, in any order and case, or for the only word of a name that has one.

    A word is looked up without its last s too, since that is how Swedish says whose something is.
    """
    parts = _parts_of(names)
    said = _words(text) | {word.removesuffix("s") for word in _words(text)}
    met = Counter(name for word in said for name in parts.get(word, ()))
    return any(count >= min(2, len(_words(name))) for name, count in met.items())


@lru_cache(maxsize=8)
def _parts_of(names: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Find the names by each of their words, once for all documents of a batch."""
    found: dict[str, list[str]] = {}
    for name in names:
        for word in _words(name):
            found.setdefault(word, []).append(name)
    return {word: tuple(holders) for word, holders in found.items()}


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    """Part a text into words of two letters or more, told apart neither by case nor by how accents are composed."""
    return frozenset(words_in(text))


def words_in(text: str) -> tuple[str, ...]:
    """Part a text into words as names are compared: in their order, in small letters, single letters left out."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return tuple(word for word in WORD.findall(plain) if len(word) > 1)
