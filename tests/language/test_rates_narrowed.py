"""What a rate is for is said in words, never in the store's codes."""

from __future__ import annotations

import pytest

from models.language.terms import for_whom
from models.language.words import use_language


@pytest.mark.parametrize(
    ("language", "kind", "words"),
    [
        ("sv", ("own", "", ""), "egen regi"),
        ("sv", ("private", "Norr", "natt"), "privat · Norr · natt"),
        ("sv", ("", "", ""), ""),
        ("en", ("own", "", "night"), "own · night"),
    ],
)
def test_whoever_performs_is_named_in_the_users_language(language: str, kind: tuple[str, str, str], words: str) -> None:
    """Area and band are the source's own words."""
    use_language("sv" if language == "sv" else "en")
    assert for_whom(*kind) == words
