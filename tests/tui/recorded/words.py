"""What the screens say, looked up in the words of the language that the run is in, as the program looks them up."""

from __future__ import annotations

from models.language.words import Marked, ntr, tr_marked
from tui.keys import KEY_OF
from tui.screens.question_foot import answering_key


def said(text: str, **values: object) -> str:
    """Say a text of the program; its values stand in it."""
    return tr_marked(Marked(text), **values)


def said_of(n: int, one: str, many: str) -> str:
    """Say a text of the program about a number."""
    return ntr(one, many, n)


def key(name: str) -> str:
    """Write a key as the foot of a screen shows it."""
    found = KEY_OF[name]
    words = tr_marked(found.words)
    return f"{answering_key(found.keys, words)} {words}"
