"""Ask for a day."""

from __future__ import annotations

from datetime import date

from models.language.words import tr
from tui.screens.ask_text import AskTextScreen
from tui.typed_day import DayNotUnderstood, read_typed_day, wrong_day


class AskDayScreen(AskTextScreen):
    """A question that is answered with a day on or after another; the text that it returns can be read as one."""

    def __init__(self, question: str, today: date, earliest: date, given: str = "") -> None:
        super().__init__(question, given)
        self.today = today
        self.earliest = earliest

    def wrong(self, text: str) -> str:
        """Say that the text is no day, or one too early."""
        try:
            day = read_typed_day(text, self.today)
        except DayNotUnderstood:
            return wrong_day()
        if day < self.earliest:
            return tr("{day} is too early; {earliest} is the first day that can be.", day=day, earliest=self.earliest)
        return ""
