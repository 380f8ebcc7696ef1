"""No letter says who is cared for, and none says where somebody lives whose identity is protected (OSL 21:3, 26:1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from models.documents.letter_texts import FREE_WORDS, LetterTemplate
from models.documents.letters import LetterText, fill
from models.documents.secrecy import has_name
from models.rules.identity import identity_numbers_in

_BRACES = re.compile(r"\{[^{}]*\}")
SHORTEST_SECRET = 4
"""Characters: a shorter address would be met in every text."""


def words_that_tell(
    template: LetterTemplate, values: Mapping[str, str], names: frozenset[str], secrets: frozenset[str], *, is_own: bool
) -> Iterator[str]:
    """Name the words in braces whose texts tell who the guest is; '' is a line of the template itself.

    What the program itself says is not looked through: a guest called Per Dag would meet his name in "10 tim per dag".
    `secrets` are texts that must not be said, such as a protected address.
    """
    text = f"{template.subject}\n{template.body}"
    found = [word for word in FREE_WORDS if f"{{{word}}}" in text and tells(values[word], names, secrets)]
    yield from found
    shown = {word: said if word in FREE_WORDS and word not in found else "" for word, said in values.items()}
    lines = text.split("\n") if is_own else map(" ".join, map(_BRACES.findall, text.split("\n")))
    if any(tells(fill(line, shown), names, secrets) for line in lines):
        yield ""


def holds_number(letter: LetterText) -> bool:
    """Look for an identity number in a finished letter."""
    return bool(identity_numbers_in(f"{letter.subject}\n{letter.body}"))


def tells(text: str, names: frozenset[str], secrets: frozenset[str]) -> bool:
    """Say whether a text holds a name, an identity number or a secret."""
    if identity_numbers_in(text) or has_name(text, names):
        return True
    plain = _plain(text)
    return any(len(_plain(secret)) >= SHORTEST_SECRET and _plain(secret) in plain for secret in secrets)


def secrets_of(address: str) -> frozenset[str]:
    """Part an address into what gives it away: the whole, and each part of it with a number."""
    parts = (part.strip() for part in re.split("[,;\n]", address))
    return frozenset({address, *(part for part in parts if re.search("[0-9]", part))} - {""})


def _plain(text: str) -> str:
    return "".join(mark for mark in text.casefold() if mark.isalnum())
