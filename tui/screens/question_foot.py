"""The foot of a question: which keys answer it."""

from __future__ import annotations

from typing import cast

from textual.widgets import Static

from models.language.words import tr_marked
from tui.keys import keys_of, sign_of
from tui.session import SessionApp


class QuestionFoot(Static):
    """The keys of a group, as the user has chosen them."""

    def __init__(self, group: str) -> None:
        super().__init__(markup=False, classes="foot")
        self.group = group

    def on_mount(self) -> None:
        """Say the keys."""
        signs = cast(SessionApp, self.app).session.keys
        keys = [(signs.get(key.id, key.keys), tr_marked(key.words)) for key in keys_of(self.group) if key.foot]
        self.update("   ".join(f"{answering_key(each, words)} {words}" for each, words in keys))


def answering_key(keys: str, words: str) -> str:
    """Show the key that the words begin with where it is one of the keys, y yes and j ja; else the first of them."""
    return words[:1] if words[:1] in keys.split(",") else sign_of(keys)


def question_foot(group: str) -> Static:
    """Say the keys of a question."""
    return QuestionFoot(group)
