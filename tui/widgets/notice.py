"""What the screen last said: a refusal, or what came of a deed."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import Static


class Notice(Static):
    """Words above the foot; they stay until something else is done."""

    words = ""

    def refuse(self, words: str) -> None:
        """Say why something was not done."""
        self._say(f"! {words}")

    def tell(self, words: str) -> None:
        """Say what came of a deed."""
        self._say(words)

    def forget(self) -> None:
        """Say nothing any more."""
        self._say("")

    def _say(self, words: str) -> None:
        self.words = words
        self.set_class(bool(words), "spoken")
        self.update(Text(words))
