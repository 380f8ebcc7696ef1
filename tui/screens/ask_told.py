"""Ask for the day on which we were told of something."""

from __future__ import annotations

from datetime import date

from models.language.formats import day_text
from models.language.words import tr
from tui.screens.ask_day import AskDayScreen
from tui.typed_day import read_typed_day


class AskToldScreen(AskDayScreen):
    """A question that is answered with today or a day before it; today stands there from the beginning."""

    def __init__(self, question: str, today: date) -> None:
        super().__init__(question, today, date.min, day_text(today))

    def wrong(self, text: str) -> str:
        """Say that the text is no day, or one that lies ahead."""
        wrong = super().wrong(text)
        if not wrong and read_typed_day(text, self.today) > self.today:
            return tr("That day lies ahead; write the day on which we were told.")
        return wrong
