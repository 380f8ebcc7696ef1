"""Ask about something that cannot be undone: the answer is typed in full."""

from __future__ import annotations

from models.language.words import tr
from tui.screens.ask_text import AskTextScreen


class ConfirmByTypingScreen(AskTextScreen):
    """A question that is answered by typing a name; any other text is told so, and nothing is done."""

    def __init__(self, question: str, name: str) -> None:
        super().__init__(question)
        self.name_wanted = name

    def wrong(self, text: str) -> str:
        """Say that the text is another than the name."""
        if text.casefold() == self.name_wanted.casefold():
            return ""
        return tr("That is not {name}; type it, or go back.", name=self.name_wanted)
