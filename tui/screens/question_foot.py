"""The foot of a question: which keys answer it."""

from __future__ import annotations

from textual.widgets import Static

from models.language.words import tr_marked
from tui.keys import keys_of, sign_of


def question_foot(group: str) -> Static:
    """Say the keys of a question."""
    words = [f"{sign_of(key.keys)} {tr_marked(key.words)}" for key in keys_of(group) if key.foot]
    return Static("   ".join(words), markup=False, classes="foot")
