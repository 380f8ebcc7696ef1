"""Two texts beside each other, each in its half of the width."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static


class SideBySide(Horizontal):
    """What is, and what comes instead."""

    DEFAULT_CSS = """
    SideBySide { height: auto; padding: 1 1 0 1; }
    SideBySide Static { width: 1fr; height: auto; padding: 0 1 0 0; }
    """

    def compose(self) -> ComposeResult:
        """Yield both halves."""
        yield Static(id="left-side", markup=False)
        yield Static(id="right-side", markup=False)

    def say(self, left: str, right: str) -> None:
        """Change what is said."""
        self.query_one("#left-side", Static).update(left)
        self.query_one("#right-side", Static).update(right)
