"""Ask in which text a name that was met is a namesake's, and how one knows."""

from __future__ import annotations

from models.language.words import tr
from tui.screens.ask_text import AskTextScreen


class AskNamesakeScreen(AskTextScreen):
    """A question that is answered with TEXT=WHY, or not at all."""

    def wrong(self, text: str) -> str:
        """Want both the text and why."""
        name, _, why = text.rpartition("=")
        if name.strip() and why.strip():
            return ""
        return tr("Write the text as it stands there, then = and how you know.")
