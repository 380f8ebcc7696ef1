"""The history of one thing: the log of it alone, over the screen on which it stands."""

from __future__ import annotations

from typing import ClassVar

from models.language.words import N_, Marked
from tui.keys import bindings
from tui.screens.log import LogScreen


class HistoryScreen(LogScreen):
    """Every deed with one thing, the newest first."""

    GROUPS = ("list", "more")
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "Everything that was done with one case, batch, invoice or hour row, the newest first: who, when, through"
        " which door. An invoice's history holds its batch's too, a credit note's that of the invoice it credits."
        " Enter shows all that was written of a deed; q goes back to the thing."
    )

    def __init__(self, subject: str, room: str) -> None:
        super().__init__()
        self.subject = subject
        self.room_before = room

    @property
    def room(self) -> str:
        """The room that the thing stands in."""
        return self.room_before
