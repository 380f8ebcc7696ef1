"""Words: every text a person reads, in English or Swedish.

The English text in the code is the key; the Swedish stands in `sv/*.po`, one file a room, compiled into `sv.mo`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NewType, get_args

if TYPE_CHECKING:
    from gettext import NullTranslations

Language = Literal["sv", "en"]
"""The languages that the words exist in."""

Marked = NewType("Marked", str)
"""An English text that is translated later, when it is shown."""

OF = "\x04"
"""What gettext puts between the context of a text (msgctxt) and the text."""

CATALOGUE = Path(__file__).with_name("sv.mo")

_chosen: Language | None = None


def tr(message: str, /, **values: object) -> str:
    """Say a text in the user's language, with its {placeholders} filled in; the text must be a literal."""
    return _spoken(message).format(**values)


def ntr(singular: str, plural: str, n: int, /, **values: object) -> str:
    """Say a text about n things in the user's language; {n} is the number."""
    return _catalogue(language()).ngettext(singular, plural, n).format(n=n, **values)


def N_(message: str, of: str = "") -> Marked:
    """Mark a literal for translation without translating it yet; tr_marked says it.

    `of` says what a word is about where Swedish bends it by that: an accepted difference, an accepted proposal.
    """
    return Marked(f"{of}{OF}{message}" if of else message)


def tr_marked(message: Marked, /, **values: object) -> str:
    """Say a text that N_ marked, in the user's language of this moment."""
    return _spoken(message).format(**values)


def tr_swedish(message: Marked, /, **values: object) -> str:
    """Say a text that N_ marked in Swedish, whatever the user's language: so documents to others speak."""
    return _spoken(message, "sv").format(**values)


def use_language(chosen: Language | None) -> None:
    """Speak this language from now on; None returns to what the environment says."""
    global _chosen
    _chosen = chosen


def language() -> Language:
    """Tell the language in use, choosing it from the environment at first use."""
    global _chosen
    if _chosen is None:
        _chosen = language_of(os.environ)
    return _chosen


def languages() -> tuple[Language, ...]:
    """List the languages that the words exist in."""
    return get_args(Language)


def language_of(environment: Mapping[str, str]) -> Language:
    """Choose a language by VISTELSE_LANGUAGE, else by the first of LC_ALL, LC_MESSAGES and LANG that is set."""
    for name in ("VISTELSE_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if said := environment.get(name):
            return "sv" if said.lower().startswith("sv") else "en"
    return "en"


def _spoken(message: str, spoken: Language | None = None) -> str:
    return _catalogue(spoken or language()).gettext(message).rpartition(OF)[2] if message else ""


@cache
def _catalogue(spoken: Language) -> NullTranslations:
    """Read the catalogue once, and gettext itself only when a word is asked for."""
    from gettext import GNUTranslations, NullTranslations

    if spoken == "en":
        return NullTranslations()
    with CATALOGUE.open("rb") as file:
        return GNUTranslations(file)
