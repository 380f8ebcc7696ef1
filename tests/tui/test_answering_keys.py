"""A question shows the key that its answer begins with, in the language of the user, and that key answers."""

from __future__ import annotations

import pytest

from models.language.words import tr_marked, use_language
from tui.keys import KEY_OF, keys_of
from tui.screens.question_foot import answering_key

QUESTIONS = ("question", "throwing", "unsaved")


@pytest.mark.parametrize(("language", "shown"), [("en", {"y", "n"}), ("sv", {"j", "n"})])
def test_yes_and_no_are_shown_by_their_own_letters(language: str, shown: set[str]) -> None:
    """In Swedish j, as the commands ask; y goes on answering."""
    use_language("sv" if language == "sv" else "en")
    said = {answering_key(key.keys, tr_marked(key.words)) for group in QUESTIONS for key in keys_of(group)}
    assert shown <= said
    assert not ({"y", "j"} - shown) & said


def test_keys_that_a_user_has_chosen_are_shown_as_chosen() -> None:
    """A letter that does not answer is never shown."""
    assert answering_key("z,enter", "ja") == "z"
    assert answering_key("question_mark", "ja") == "?"
    assert answering_key(KEY_OF["text.done"].keys, "go on") == "enter"
