"""What every question over a screen shares: it is answered once."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

Reply = TypeVar("Reply")


class QuestionScreen(ModalScreen[Reply]):
    """A question; of two answers that come in one piece, as when enter is pressed twice, the first counts."""

    def dismiss(self, result: Reply | None = None) -> AwaitComplete:
        """Return the answer, unless there was one; the screen beneath is left alone."""
        return super().dismiss(result) if self.app.screen is self else AwaitComplete()
